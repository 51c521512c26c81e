// What the tasks of an instance take at the places of its network: the one thing that schedules, methods and bounds read.
import { InputError } from "../model/input-error.ts";
import type { Problem } from "../model/problem.ts";
import { FROM_HOME, type TaskGraphs } from "../model/task-graphs.ts";
import { toTaskGraphs } from "../model/to-task-graphs.ts";
import type { Seconds } from "../units.ts";
import { Moves, type MoveTable } from "./moves.ts";

/** Shapes: N tasks, P places as columns: 0 is home, 1 + c is server c. */
export interface Setting {
  readonly problem: Problem;
  readonly graphs: TaskGraphs;
  readonly tasks: number;
  readonly places: number;
  /** N x P, s on one core; NaN where the file gives neither time nor instructions. */
  readonly duration: Float64Array;
  /** N x P: 1 where the task may run. */
  readonly allowed: Uint8Array;
  /** N: the costs of moving the data of the task's job. */
  readonly moves: (task: number) => MoveTable;
  /** The same by job. */
  readonly jobMoves: (job: number) => MoveTable;
  /** N: when the task's job arrives. */
  readonly arrival: Float64Array;
}

/** The tasks of an instance; a job without a graph is one task. */
export function tasksOf(problem: Problem): TaskGraphs {
  if (problem.graphs != null) return problem.graphs;
  const { jobs, network } = problem;
  return toTaskGraphs(
    Array.from({ length: jobs.count }, (_, j) => ({
      id: jobs.id(j),
      device: jobs.device[j],
      bits: jobs.bits[j],
      outputBits: jobs.outputBits[j],
      instructions: jobs.instructions[j],
      graph: null,
      divisible: false,
    })),
    {
      serverIds: network.serverIds,
      jobMayUse: (job, place) =>
        jobs.allowed === null || jobs.allowed[job * (network.servers + 1) + place + 1] === 1,
      source: problem.name,
    },
  );
}

/** Lays out what the tasks take. @param graphs the tasks, when they are other than the instance's own */
export function setting(problem: Problem, graphs: TaskGraphs = tasksOf(problem)): Setting {
  const { network, jobs } = problem;
  const places = network.servers + 1;
  const tasks = graphs.count;
  const duration = new Float64Array(tasks * places);
  for (let t = 0; t < tasks; t++) {
    for (let p = 0; p < places; p++) {
      const given = graphs.time === null ? Number.NaN : graphs.time[t * places + p];
      const speed = p === 0 ? network.deviceSpeed[graphs.device[t]] : network.serverSpeed[p - 1];
      duration[t * places + p] = Number.isNaN(given) ? graphs.instructions[t] / speed : given;
    }
  }
  const moves = new Moves(network);
  return {
    problem,
    graphs,
    tasks,
    places,
    duration,
    allowed: graphs.allowed ?? new Uint8Array(tasks * places).fill(1),
    moves: (task) => moves.of(graphs.device[task]),
    jobMoves: (job) => moves.of(jobs.device[job]),
    arrival: Float64Array.from(graphs.job, (job) => jobs.arrival[job]),
  };
}

/** The node at a place of a task: devices are 0 to k - 1, then come the servers. */
export const nodeOf = ({ problem, graphs }: Setting, task: number, place: number): number =>
  place === 0 ? graphs.device[task] : problem.network.devices + place - 1;

/** How many nodes there are. */
export const nodesOf = ({ problem: { network } }: Setting): number => network.devices + network.servers;

/** Cores of a node. */
export const coresOf = ({ problem: { network } }: Setting, node: number): number =>
  node < network.devices ? network.deviceCores[node] : network.serverCores[node - network.devices];

/** The column of the place at which a datum is made. */
export const madeAt = ({ graphs }: Setting, datum: number, places: ArrayLike<number>): number =>
  graphs.producer[datum] === FROM_HOME ? 0 : places[graphs.producer[datum]];

/** When it is made. */
export function madeWhen(of: Setting, datum: number, finish: Float64Array): Seconds {
  const producer = of.graphs.producer[datum];
  return producer === FROM_HOME ? of.problem.jobs.arrival[of.graphs.dataJob[datum]] : finish[producer];
}

/** Is a task without a time at home? Then there is no schedule with all at home to compare with. */
export function requireHomeTimes(of: Setting): void {
  for (let t = 0; t < of.tasks; t++)
    if (Number.isNaN(of.duration[t * of.places]))
      throw new InputError(
        `${of.problem.name}: task ${of.graphs.id(t)}`,
        "instructions or timeS.local, as the score compares with all tasks at home",
        undefined,
      );
}
