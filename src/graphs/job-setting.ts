// One job of a setting by itself, as it arrives: what a method plans when it is asked for that job alone.
import { jobs as jobsOf } from "../model/jobs.ts";
import { type Rows, rowsOf, type TaskGraphs } from "../model/task-graphs.ts";
import type { Seconds } from "../units.ts";
import type { Setting } from "./setting.ts";

/** Part of some rows, their numbers counted from new firsts. */
function part({ first, item }: Rows, rows: readonly number[], renumber: (one: number) => number): Rows {
  return rowsOf(rows.map((r) => Array.from(item.subarray(first[r], first[r + 1]), renumber)));
}

/** @param now when the job arrives */
export function jobSetting(of: Setting, job: number, now: Seconds): Setting {
  const { graphs, problem, places } = of;
  const first = graphs.firstOfJob[job];
  const end = graphs.firstOfJob[job + 1];
  const tasks = Array.from({ length: end - first }, (_, k) => first + k);
  const data = new Set<number>();
  for (const t of tasks)
    for (const rows of [graphs.inputs, graphs.outputs])
      for (let k = rows.first[t]; k < rows.first[t + 1]; k++) data.add(rows.item[k]);
  const kept = [...data].sort((a, b) => a - b);
  const number = new Map(kept.map((d, k) => [d, k]));
  const toTask = (t: number) => t - first;
  const toDatum = (d: number) => number.get(d)!;
  const slice = <T extends { slice(from: number, to: number): T }>(column: T, width = 1): T =>
    column.slice(first * width, end * width);
  const own: TaskGraphs = {
    count: tasks.length,
    job: new Int32Array(tasks.length),
    device: slice(graphs.device),
    divisible: null,
    firstOfJob: Int32Array.of(0, tasks.length),
    id: (t) => graphs.id(t + first),
    instructions: slice(graphs.instructions),
    time: graphs.time === null ? null : slice(graphs.time, places),
    allowed: graphs.allowed === null ? null : slice(graphs.allowed, places),
    memory: slice(graphs.memory),
    order: graphs.order.filter((t) => t >= first && t < end).map(toTask),
    data: kept.length,
    producer: Int32Array.from(kept, (d) =>
      graphs.producer[d] < 0 ? graphs.producer[d] : toTask(graphs.producer[d]),
    ),
    dataJob: new Int32Array(kept.length),
    bits: Float64Array.from(kept, (d) => graphs.bits[d]),
    goesHome: Uint8Array.from(kept, (d) => graphs.goesHome[d]),
    consumers: part(graphs.consumers, kept, toTask),
    inputs: part(graphs.inputs, tasks, toDatum),
    outputs: part(graphs.outputs, tasks, toDatum),
  };
  const { jobs, network } = problem;
  const one = jobsOf(network.devices, {
    device: Int32Array.of(jobs.device[job]),
    bits: Float64Array.of(jobs.bits[job]),
    instructions: Float64Array.of(jobs.instructions[job]),
    outputBits: Float64Array.of(jobs.outputBits[job]),
    arrival: Float64Array.of(now),
    deadline: Float64Array.of(jobs.deadline[job]),
    priority: Float64Array.of(jobs.priority[job]),
    jobClass: Int32Array.of(jobs.jobClass[job]),
    classes: jobs.classes,
    allowed: null,
    id: () => jobs.id(job),
  });
  return {
    problem: { name: problem.name, network, jobs: one, graphs: own },
    graphs: own,
    tasks: tasks.length,
    places,
    duration: slice(of.duration, places),
    allowed: slice(of.allowed, places),
    moves: (task) => of.moves(task + first),
    jobMoves: () => of.jobMoves(job),
    arrival: new Float64Array(tasks.length).fill(now),
  };
}
