// Graphs that an instance or scenario names by file: read, and put in the place of their names before it is checked.
import { dirname } from "node:path";
import { readGraph } from "../graphs/formats/index.ts";
import type { ShapeGraph } from "../model/graph-shapes.ts";
import { InputError } from "../model/input-error.ts";
import { type AllowedFiles, allowedFile } from "./allowed-files.ts";
import { readText } from "./files.ts";
import { parseJson } from "./json.ts";

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a `graph` that names a file may say beside it. */
const OPTIONS = ["file", "speedIps", "instructionsPerMac", "instructionsPerUnit"];

/** Reads a file of a graph. @param name what messages call it @throws InputError */
export async function readGraphFile(
  path: string,
  name: string = path,
  options: object = {},
): Promise<ShapeGraph> {
  const text = readText(path);
  const { parseYaml } = await import("./yaml.ts");
  return readGraph(
    text,
    name,
    (content) => (/^\s*\{/.test(content) ? parseJson(content, name) : parseYaml(content, name)),
    options,
  );
}

/**
 * The same data with every graph that is named by its file read.
 * @param source what messages call the file that names it
 * @throws InputError
 */
export async function withGraphs(
  data: unknown,
  source: string,
  files: AllowedFiles = { folder: dirname(source), allowed: [] },
): Promise<unknown> {
  if (!isFields(data) || !Array.isArray(data.devices)) return data;
  const known = new Map<string, ShapeGraph>();
  const job = async (of: unknown, at: string): Promise<unknown> => {
    if (!isFields(of) || !isFields(of.graph) || typeof of.graph.file !== "string") return of;
    const { file, ...options } = of.graph;
    const stranger = Object.keys(of.graph).find((key) => !OPTIONS.includes(key));
    if (stranger !== undefined)
      throw new InputError(
        `${source}: ${at}.graph.${stranger}`,
        `one of the fields ${OPTIONS.join(", ")}`,
        of.graph[stranger],
      );
    const key = JSON.stringify(of.graph);
    const read =
      known.get(key) ??
      (await readGraphFile(allowedFile(file, files, `${source}: ${at}.graph.file`), file, options));
    known.set(key, read);
    return {
      ...of,
      graph: read.graph,
      ...(of.sizeMB === undefined && read.sizeMB !== undefined && { sizeMB: read.sizeMB }),
    };
  };
  const devices = await Promise.all(
    data.devices.map(async (device: unknown, i) => {
      if (!isFields(device) || device.jobs === undefined) return device;
      const jobs = Array.isArray(device.jobs)
        ? await Promise.all(device.jobs.map((one, k) => job(one, `devices[${i}].jobs[${k}]`)))
        : await job(device.jobs, `devices[${i}].jobs`);
      return { ...device, jobs };
    }),
  );
  return { ...data, devices };
}
