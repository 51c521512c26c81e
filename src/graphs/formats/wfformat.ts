// Recorded workflows in WfFormat 1.5 and 1.6 (WfCommons): runtimes give instructions by the speed of the recorded machine, files
// give the data. Files that no task makes come from home, files that no task reads go there: by two tasks of no work at home.
import type { DataFile, GraphFile, TaskFile } from "../../model/graph-file.ts";
import { InputError } from "../../model/input-error.ts";

export const WFFORMAT_VERSIONS = ["1.5", "1.6"] as const;

export interface WfFormatOptions {
  /** instructions/s of the recorded machines; else 1e6 x the `speedInMHz` of each task's machine. */
  readonly speedIps?: number;
}

/** Ids of the tasks at home for files from and to outside. */
export const INPUTS = "(inputs)";
export const RESULTS = "(results)";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Does the data look like a workflow in WfFormat? */
export const isWfFormat = (data: unknown): boolean => isFields(data) && isFields(data.workflow);

function fieldsOf(of: Fields, field: string, at: string): Fields {
  const value = of[field];
  if (!isFields(value)) throw new InputError(`${at}.${field}`, "an object", value);
  return value;
}

function listOf(of: Fields, field: string, at: string): Fields[] {
  const value = of[field];
  if (!Array.isArray(value) || !value.every(isFields))
    throw new InputError(`${at}.${field}`, "a list of objects", value);
  return value;
}

function namesOf(of: Fields, field: string, at: string): string[] {
  const value = of[field] ?? [];
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string"))
    throw new InputError(`${at}.${field}`, "a list of ids", value);
  return value;
}

/** A workflow as a graph. @param data parsed JSON @throws InputError naming the task or file at fault */
export function readWfFormat(data: unknown, source: string, options: WfFormatOptions = {}): GraphFile {
  const root = data as Fields;
  const version = WFFORMAT_VERSIONS.find((known) => known === root.schemaVersion);
  if (version === undefined)
    throw new InputError(
      `${source}: schemaVersion`,
      `WfFormat ${WFFORMAT_VERSIONS.join(" or ")}`,
      root.schemaVersion,
    );
  const workflow = fieldsOf(root, "workflow", source);
  const specification = fieldsOf(workflow, "specification", `${source}: workflow`);
  const execution = fieldsOf(workflow, "execution", `${source}: workflow`);
  const tasks = listOf(specification, "tasks", `${source}: workflow.specification`);
  const sizes = new Map<string, number>();
  for (const [k, file] of (specification.files === undefined
    ? []
    : listOf(specification, "files", `${source}: workflow.specification`)
  ).entries()) {
    const at = `${source}: workflow.specification.files[${k}] (${String(file.id)}).sizeInBytes`;
    if (typeof file.sizeInBytes !== "number" || !(file.sizeInBytes >= 0))
      throw new InputError(at, "a size (byte)", file.sizeInBytes);
    sizes.set(String(file.id), file.sizeInBytes);
  }
  const speeds = new Map<string, number>();
  for (const machine of Array.isArray(execution.machines) ? (execution.machines as Fields[]) : []) {
    const cpu = machine.cpu;
    if (isFields(cpu) && typeof cpu.speedInMHz === "number")
      speeds.set(String(machine.nodeName), cpu.speedInMHz * 1e6);
  }
  const runs = new Map(
    listOf(execution, "tasks", `${source}: workflow.execution`).map((run) => [String(run.id), run]),
  );
  const workOf = (id: string, at: string): number => {
    const run = runs.get(id);
    const runtime = run?.runtimeInSeconds;
    if (typeof runtime !== "number" || !(runtime >= 0))
      throw new InputError(
        `${source}: workflow.execution: task ${id}: runtimeInSeconds`,
        "a runtime (s)",
        runtime,
      );
    const machine = Array.isArray(run!.machines) ? String(run!.machines[0]) : [...speeds.keys()][0];
    const speed = options.speedIps ?? speeds.get(machine);
    if (speed === undefined)
      throw new InputError(at, "a machine with cpu.speedInMHz, or a stated speed (--speed)", machine);
    return runtime * speed;
  };
  const maker = new Map<string, string>();
  const known = new Set<string>();
  for (const [k, task] of tasks.entries()) {
    const at = `${source}: workflow.specification.tasks[${k}]`;
    if (typeof task.id !== "string") throw new InputError(`${at}.id`, "an id of a task", task.id);
    if (known.has(task.id)) throw new InputError(`${at}.id`, "a task named once", task.id);
    known.add(task.id);
    for (const file of namesOf(task, "outputFiles", at)) maker.set(file, task.id);
  }
  const made: TaskFile[] = [];
  const flows: DataFile[] = [];
  const linked = new Set<string>();
  const read = new Set<string>();
  for (const [k, task] of tasks.entries()) {
    const id = task.id as string;
    const at = `${source}: workflow.specification.tasks[${k}] (${id})`;
    made.push({ id, instructions: workOf(id, at) });
    for (const file of new Set(namesOf(task, "inputFiles", at))) {
      const from = maker.get(file) ?? INPUTS;
      const size = sizes.get(file);
      if (size === undefined)
        throw new InputError(`${at}.inputFiles`, `a size (byte) of ${file} in files`, undefined);
      if (from === id) continue;
      read.add(file);
      linked.add(JSON.stringify([from, id]));
      flows.push({ from, to: id, MB: size / 1e6, name: file });
    }
    for (const parent of namesOf(task, "parents", at)) {
      if (!known.has(parent)) throw new InputError(`${at}.parents`, "ids of tasks of the workflow", parent);
      if (!linked.has(JSON.stringify([parent, id]))) flows.push({ from: parent, to: id, MB: 0 });
    }
  }
  for (const task of tasks)
    for (const file of new Set(namesOf(task, "outputFiles", String(task.id)))) {
      if (read.has(file)) continue;
      const size = sizes.get(file);
      if (size === undefined)
        throw new InputError(
          `${source}: task ${String(task.id)}: outputFiles`,
          `a size (byte) of ${file} in files`,
          undefined,
        );
      flows.push({ from: task.id as string, to: RESULTS, MB: size / 1e6, name: file });
    }
  const atHome = (id: string): TaskFile[] =>
    flows.some(({ from, to }) => from === id || to === id) ? [{ id, instructions: 0, at: "home" }] : [];
  return { tasks: [...atHome(INPUTS), ...made, ...atHome(RESULTS)], data: flows };
}
