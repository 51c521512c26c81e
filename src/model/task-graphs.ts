// Jobs as graphs of tasks, in flat arrays and SI units: tasks, the data that they make and need, and where each may run.
import type { Bits, Instructions } from "../units.ts";
import type { Column } from "./column.ts";

/** The producer of a job's input: its device. */
export const FROM_HOME = -1;

/** Rows of whole numbers of different lengths: row r is `item[first[r]]` to `item[first[r + 1] - 1]`. */
export interface Rows {
  readonly first: Int32Array;
  readonly item: Int32Array;
}

/** Lays rows out. */
export function rowsOf(lists: readonly (readonly number[])[]): Rows {
  const first = new Int32Array(lists.length + 1);
  for (const [r, row] of lists.entries()) first[r + 1] = first[r] + row.length;
  const item = new Int32Array(first[lists.length]);
  let at = 0;
  for (const row of lists) for (const one of row) item[at++] = one;
  return { first, item };
}

/**
 * All tasks of all jobs, and all data between them. Shapes: `count` N tasks, `data` D, m servers. Tasks of a job stand
 * together, in the order of the file. A datum is what one task makes (or a job's device has): it moves once to each node
 * that needs it.
 */
export interface TaskGraphs {
  readonly count: number;
  /** N: the job of each task. */
  readonly job: Int32Array;
  /** N: the device of its job. */
  readonly device: Int32Array;
  /** n: 1 where the job, of one task, may be cut into shares. Null: none. */
  readonly divisible: Uint8Array | null;
  /** n + 1: where each job's tasks start. */
  readonly firstOfJob: Int32Array;
  /** Name of a task within its job. */
  readonly id: (task: number) => string;
  /** N: work where `time` says nothing. */
  readonly instructions: Column<Instructions>;
  /** N x (m + 1), s: time on a core of a node that the file gives, column 0 at home; NaN: by instructions. Null: none given. */
  readonly time: Float64Array | null;
  /** N x (m + 1), 1 where the task may run; column 0 is home. Null: anywhere. */
  readonly allowed: Uint8Array | null;
  /** N, MB: memory that the task takes. */
  readonly memory: Float64Array;
  /** N: tasks, each after all that it waits for; in the order of the file as far as that allows. */
  readonly order: Int32Array;

  readonly data: number;
  /** D: the task that makes it; FROM_HOME: the job's input. */
  readonly producer: Int32Array;
  /** D: the job that it belongs to. */
  readonly dataJob: Int32Array;
  /** D; one of 0 bits is everywhere at once. */
  readonly bits: Column<Bits>;
  /** D: 1: a result, which goes home. */
  readonly goesHome: Uint8Array;
  /** D: the tasks that need it. */
  readonly consumers: Rows;
  /** N: the data that a task needs. */
  readonly inputs: Rows;
  /** N: the data that it makes. */
  readonly outputs: Rows;
}

/** May the task run there? `place` is LOCAL or a server. */
export const mayRun = (
  { allowed }: Pick<TaskGraphs, "allowed">,
  task: number,
  place: number,
  servers: number,
): boolean => allowed === null || allowed[task * (servers + 1) + place + 1] === 1;
