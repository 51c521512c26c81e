// Reading a scenario: a file with the tables it names beside it, or one of the paper's cases by name.
import { dirname } from "node:path";
import { PAPER_CASES, type PaperOptions, paperCase } from "../scenario/paper-cases.ts";
import { readScenario } from "../scenario/read-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { readYaml } from "./files.ts";
import { withGraphs } from "./graph-files.ts";
import { readTables } from "./recorded-files.ts";

/** Where a scenario's tables may lie. */
export interface ScenarioFiles {
  /** What relative paths start from; the folder of the scenario's file unless given. */
  readonly folder?: string;
  /** Folders besides whose files may be read, too; none unless given. */
  readonly allowFiles?: readonly string[];
}

/**
 * Checks scenario data that was read from a file.
 * @param path the file's name, for messages
 * @throws InputError naming the field, or the line and column of a table
 */
export async function scenarioOf(data: unknown, path: string, files: ScenarioFiles = {}): Promise<Scenario> {
  const { folder = dirname(path), allowFiles = [] } = files;
  const allowedFiles = { folder, allowed: allowFiles };
  const whole = await withGraphs(data, path, allowedFiles);
  return readScenario(whole, path, await readTables(whole, path, allowedFiles));
}

/**
 * Reads a scenario file, or makes one of the paper's cases (`case1`, `case2`, `case3`).
 * @param options of the paper's cases
 * @throws InputError
 */
export async function readScenarioFile(
  path: string,
  options: PaperOptions = {},
  files: ScenarioFiles = {},
): Promise<Scenario> {
  const known = PAPER_CASES.find((name) => name === path);
  return known !== undefined ? paperCase(known, options) : scenarioOf(await readYaml(path), path, files);
}
