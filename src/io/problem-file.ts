// Reading a network: an instance file as the flat problem that everything computes on.
import { type Allocation, readAllocation } from "../model/allocation.ts";
import { readInstance } from "../model/instance.ts";
import { type Problem, toProblem } from "../model/problem.ts";
import { readJson, readYaml } from "./files.ts";
import { withGraphs } from "./graph-files.ts";

/** Reads and checks an instance file, columnar (`.parquet`) or JSON. @throws InputError */
export const readProblemFile = async (path: string): Promise<Problem> =>
  path.endsWith(".parquet")
    ? (await import("./columnar-instance.ts")).readColumnarInstance(path)
    : toProblem(readInstance(await withGraphs(await readYaml(path), path), path));

/** Reads and checks an allocation file of that instance. @throws InputError */
export const readAllocationFile = (path: string, problem: Problem): Allocation =>
  readAllocation(readJson(path), problem, path);
