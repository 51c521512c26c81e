// Allocations and schedules of graphs as files: a place for each task, shares of divisible jobs, an order for each node.
import { z } from "zod";
import { check, fields, list, once } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import type { Problem } from "../model/problem.ts";
import type { TaskGraphs } from "../model/task-graphs.ts";
import { firstReady } from "./first-ready.ts";
import { merged, type Schedule, timed } from "./schedule.ts";
import { type Setting, tasksOf } from "./setting.ts";
import { divided, requireShares, type Shares } from "./shares.ts";

export const SCHEDULE_FORMAT = "mec-offload/schedule@1";

const PLACE = '"local" or the id of a server';

/** By job: its place, the places of its tasks, or its shares. */
export const graphAllocationSchema = once(() =>
  z.record(
    z.string(),
    z.union([
      z.string({ error: PLACE }),
      z.record(z.string(), z.string({ error: PLACE }), { error: "places by task" }),
      z.record(z.string(), z.number({ error: "a share from 0 to 1" }), { error: "shares by place" }),
    ]),
    { error: "an object that gives every job its place, the places of its tasks, or its shares" },
  ),
);

export const scheduleSchema = once(() =>
  fields({
    format: z.literal(SCHEDULE_FORMAT, { error: `"${SCHEDULE_FORMAT}"` }),
    places: graphAllocationSchema(),
    /** By node (`local`: the devices): job and task, in the order in which they start. */
    order: z
      .record(z.string(), list(list(z.string({ error: "an id" }), "a job and a task", 1), "tasks"), {
        error: "lists of tasks by node",
      })
      .optional(),
  }),
);

/** The JSON Schema (2020-12) of a schedule. */
export const scheduleJsonSchema = (): object =>
  z.toJSONSchema(scheduleSchema(), { io: "input", reused: "ref" });

/** What a file says, laid out. */
export interface Placement {
  /** The tasks; those of jobs in shares are parts. */
  readonly of: Setting;
  readonly places: Int32Array;
  readonly schedule: Schedule;
  /** Has it an order, or are tasks served as they become ready? */
  readonly isOrdered: boolean;
}

function sharesGiven(
  problem: Problem,
  graphs: TaskGraphs,
  places: Record<string, unknown>,
  source: string,
): Map<number, Shares> {
  const column = new Map<string, number>([
    ["local", 0],
    ...problem.network.serverIds.map((id, c) => [id, c + 1] as const),
  ]);
  const shares = new Map<number, Shares>();
  for (let j = 0; j < problem.jobs.count; j++) {
    const id = problem.jobs.id(j);
    const given = places[id];
    if (typeof given !== "object" || !Object.values(given as object).some((one) => typeof one === "number"))
      continue;
    const at = `${source}: ${JSON.stringify(id)}`;
    if (graphs.divisible === null || graphs.divisible[j] === 0)
      throw new InputError(at, "a place, as the job is not divisible", given);
    const own = new Float64Array(problem.network.servers + 1);
    for (const [place, share] of Object.entries(given as Record<string, number>)) {
      const p = column.get(place);
      if (p === undefined) throw new InputError(`${at}.${place}`, PLACE, place);
      own[p] = share;
    }
    requireShares(own, at);
    shares.set(j, own);
  }
  return shares;
}

/**
 * Reads an allocation or a schedule of an instance with graphs.
 * @throws InputError naming the job and task at fault
 */
export function readPlacement(data: unknown, problem: Problem, source: string): Placement {
  const isSchedule = typeof data === "object" && data !== null && "format" in data;
  const file = isSchedule
    ? check(scheduleSchema(), data, source)
    : { places: check(graphAllocationSchema(), data, source), order: undefined };
  const whole = tasksOf(problem);
  const division = divided(problem, whole, sharesGiven(problem, whole, file.places, source));
  const { of } = division;
  const { graphs, places: width } = of;
  const column = new Map<string, number>([
    ["local", 0],
    ["home", 0],
    ...problem.network.serverIds.map((id, c) => [id, c + 1] as const),
  ]);
  const places = new Int32Array(of.tasks);
  for (let t = 0; t < of.tasks; t++) {
    const job = problem.jobs.id(graphs.job[t]);
    const task = graphs.id(t);
    const at = `${source}: ${JSON.stringify(job)}`;
    const given = file.places[job];
    if (given === undefined) throw new InputError(at, "a place for this job", undefined);
    if (division.partPlace[t] >= 0) {
      places[t] = division.partPlace[t];
    } else {
      const single = graphs.firstOfJob[graphs.job[t] + 1] - graphs.firstOfJob[graphs.job[t]] === 1;
      const name = typeof given === "string" ? (single ? given : undefined) : given[task];
      if (name === undefined)
        throw new InputError(
          `${at}: task ${task}`,
          "a place for this task",
          typeof given === "string" ? given : undefined,
        );
      const p = column.get(String(name));
      if (p === undefined) throw new InputError(`${at}: task ${task}`, PLACE, name);
      places[t] = p;
    }
    if (of.allowed[t * width + places[t]] === 0)
      throw new InputError(
        `${at}: task ${task}`,
        "a place where it may run",
        places[t] === 0 ? "local" : problem.network.serverIds[places[t] - 1],
      );
  }
  for (const [job, given] of Object.entries(file.places)) {
    const j = Array.from({ length: problem.jobs.count }, (_, k) => k).find((k) => problem.jobs.id(k) === job);
    if (j === undefined)
      throw new InputError(`${source}: ${JSON.stringify(job)}`, "the id of a job of the instance", given);
    if (typeof given !== "object") continue;
    const known = new Set<string>(["local", ...problem.network.serverIds]);
    const isShares = Object.values(given).some((one) => typeof one === "number");
    for (let t = graphs.firstOfJob[j]; t < graphs.firstOfJob[j + 1] && !isShares; t++)
      known.add(graphs.id(t));
    const stranger = Object.keys(given).find((id) => !known.has(id));
    if (stranger !== undefined)
      throw new InputError(`${source}: ${JSON.stringify(job)}`, "ids of tasks of the job", stranger);
  }
  const sequence = file.order === undefined ? null : sequenceOf(of, places, file.order, source);
  return {
    of,
    places,
    schedule: sequence === null ? firstReady(of, places) : timed(of, places, sequence),
    isOrdered: sequence !== null,
  };
}

/** The order of a file, each task once at its own node. */
function sequenceOf(
  of: Setting,
  places: Int32Array,
  order: Record<string, string[][]>,
  source: string,
): Int32Array {
  const { graphs, problem } = of;
  const number = new Map<string, number>();
  for (let t = 0; t < of.tasks; t++) {
    const job = problem.jobs.id(graphs.job[t]);
    const place = places[t];
    number.set(JSON.stringify([job, graphs.id(t), place]), t);
    if (graphs.id(t) === job) number.set(JSON.stringify([job, place]), t);
  }
  const put = new Uint8Array(of.tasks);
  const lists: number[][] = [];
  for (const [node, tasks] of Object.entries(order)) {
    const place = node === "local" ? 0 : problem.network.serverIds.indexOf(node) + 1;
    if (node !== "local" && place === 0) throw new InputError(`${source}: order`, PLACE, node);
    const byDevice = new Map<number, number[]>();
    for (const [k, ids] of tasks.entries()) {
      const t = number.get(JSON.stringify([...ids, place]));
      const at = `${source}: order.${node}[${k}]`;
      if (t === undefined) throw new InputError(at, `a job and a task whose place is ${node}`, ids);
      if (put[t] === 1) throw new InputError(at, "each task once", ids);
      put[t] = 1;
      const device = place === 0 ? graphs.device[t] : 0;
      byDevice.set(device, [...(byDevice.get(device) ?? []), t]);
    }
    lists.push(...byDevice.values());
  }
  const missing = put.indexOf(0);
  if (missing >= 0)
    throw new InputError(
      `${source}: order`,
      "every task in the order of its node",
      `nothing of ${problem.jobs.id(graphs.job[missing])}: ${graphs.id(missing)}`,
    );
  return merged(of, lists, source);
}

/** A schedule as it is written to a file. */
export function scheduleFile(of: Setting, schedule: Schedule): Record<string, unknown> {
  const { graphs, problem } = of;
  const placeId = (p: number) => (p === 0 ? "local" : problem.network.serverIds[p - 1]);
  const places: [string, unknown][] = [];
  const order = new Map<string, string[][]>();
  for (let j = 0; j < problem.jobs.count; j++) {
    const id = problem.jobs.id(j);
    const first = graphs.firstOfJob[j];
    const end = graphs.firstOfJob[j + 1];
    const isPlain = graphs.id(first) === id;
    const work = (t: number) => graphs.instructions[t];
    if (isPlain && end - first === 1 && graphs.divisible?.[j] !== 1)
      places.push([id, placeId(schedule.places[first])]);
    else if (isPlain) {
      let sum = 0;
      for (let t = first; t < end; t++) sum += work(t);
      const shares: [string, number][] = [];
      for (let t = first; t < end; t++) shares.push([placeId(schedule.places[t]), work(t) / sum]);
      places.push([id, Object.fromEntries(shares)]);
    } else {
      const tasks: [string, string][] = [];
      for (let t = first; t < end; t++) tasks.push([graphs.id(t), placeId(schedule.places[t])]);
      places.push([id, Object.fromEntries(tasks)]);
    }
  }
  for (const t of schedule.sequence) {
    const node = placeId(schedule.places[t]);
    const job = problem.jobs.id(graphs.job[t]);
    const entry = graphs.id(t) === job ? [job] : [job, graphs.id(t)];
    order.set(node, [...(order.get(node) ?? []), entry]);
  }
  return { format: SCHEDULE_FORMAT, places: Object.fromEntries(places), order: Object.fromEntries(order) };
}
