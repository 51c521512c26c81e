// A pool of worker threads over all cores, on tinypool: tasks by name, results as they come or in order, back-pressure.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import { InputError } from "../../model/input-error.ts";
import { sharedBeats } from "./beat.ts";
import { failureError } from "./failure.ts";
import { type Limits, watchLimits } from "./limits.ts";
import type { TASKS, Task, TaskName, TaskUrl } from "./tasks.ts";
import { type Answer, answer, type ThreadData } from "./worker.ts";

type Tasks = typeof TASKS;
type TaskOf<Name extends TaskName> = Tasks[Name] extends () => Promise<infer Found extends Task>
  ? Found
  : never;
/** What a task takes and gives; a task by URL takes and gives what the caller says it does. */
export type InputOf<Name> = Name extends TaskName ? Parameters<TaskOf<Name>>[0] : unknown;
export type OutputOf<Name> = Name extends TaskName ? Awaited<ReturnType<TaskOf<Name>>> : unknown;

export interface PoolOptions {
  /** Threads; by default one for each core. 0 runs everything in this thread. */
  readonly workers?: number;
  /** Plain data that every task gets as its second argument; sent once to each worker. */
  readonly context?: unknown;
  /** When threads count as hanging; a policy file's always do that give no place for long. */
  readonly limits?: Limits;
}

/** An open pool. Close it, or the process stays alive. */
export interface Pool {
  /** Number of tasks that run at the same time. */
  readonly workers: number;
  /** Runs one task. Rejects with the task's own error, an InputError as such. */
  run<Name extends TaskName | TaskUrl>(task: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  close(): Promise<void>;
}

/** The file a thread starts with: beside this one when built, through the TypeScript loader when run from source. */
function workerFile(): string {
  const here = import.meta.url;
  const candidates = here.endsWith(".ts") ? ["./boot.mjs"] : ["./io/pool/worker.js", "../io/pool/worker.js"];
  for (const candidate of candidates) {
    const path = fileURLToPath(new URL(candidate, here));
    if (existsSync(path)) return path;
  }
  throw new Error(`the pool's worker is missing beside ${here}`);
}

/** @throws InputError unless `workers` is a whole number from 0 to 1024 */
export function poolSize(workers: number = availableParallelism(), source = "--workers"): number {
  if (!Number.isInteger(workers) || workers < 0 || workers > 1024) {
    throw new InputError(source, "a whole number of workers from 0 (no threads) to 1024", workers);
  }
  return workers;
}

/** Opens a pool of threads that stay warm between tasks. */
export function openPool(options: PoolOptions = {}): Pool {
  const threads = poolSize(options.workers);
  const send =
    threads === 0
      ? (task: string, input: unknown) => answer({ number: 0, task, input }, options.context)
      : startThreads(threads, options.context, options.limits ?? {});
  return {
    workers: Math.max(1, threads),
    async run(task, input) {
      const reply = await send.call(null, String(task), input);
      if ("failure" in reply) throw failureError(reply.failure);
      return reply.output as OutputOf<typeof task>;
    },
    close: () => ("close" in send ? (send.close as () => Promise<void>)() : Promise.resolve()),
  };
}

function startThreads(threads: number, context: unknown, limits: Limits) {
  const beats = sharedBeats();
  const data: ThreadData = { context, beats };
  const watch = watchLimits(beats, limits);
  const pool = new Tinypool({
    filename: workerFile(),
    runtime: "worker_threads",
    minThreads: threads,
    maxThreads: threads,
    workerData: data,
    // A worker that sleeps on Atomics starts its next task sooner, but starves what its own tasks await.
    useAtomics: false,
  });
  const send = (task: string, input: unknown): Promise<Answer> =>
    watch.run((number, signal) => pool.run({ number, task, input }, { signal }));
  const close = () => {
    watch.close();
    return pool.destroy();
  };
  return Object.assign(send, { close });
}

export interface RunPoolOptions<Input, Output> extends PoolOptions {
  /** Called once for each task, in order of finishing; the pool waits for what it returns before it takes on more. */
  readonly onResult?: (output: Output, input: Input, index: number) => void | Promise<void>;
  /** Called for a task that failed. Without it the first failure ends the run. */
  readonly onFailure?: (error: Error, input: Input, index: number) => void | Promise<void>;
  /** Ends the run early: nothing more is started, what runs is awaited. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a task over many inputs. The inputs are taken as workers come free (at most two for each in flight), so they may
 * be endless or made on the way; memory does not grow with their number.
 * @returns how many inputs were taken
 */
export async function runPool<Name extends TaskName | TaskUrl, Input extends InputOf<Name>>(
  task: Name,
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: RunPoolOptions<Input, OutputOf<Name>> = {},
): Promise<number> {
  const pool = openPool(options);
  try {
    return await feedPool(pool, task, inputs, options);
  } finally {
    await pool.close();
  }
}

/** `runPool` on a pool that is open already and stays so. */
export async function feedPool<Name extends TaskName | TaskUrl, Input extends InputOf<Name>>(
  pool: Pool,
  task: Name,
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: Omit<RunPoolOptions<Input, OutputOf<Name>>, keyof PoolOptions> = {},
): Promise<number> {
  const running = new Set<Promise<void>>();
  let failed: { error: unknown } | null = null;
  let index = 0;
  const one = async (input: Input, at: number): Promise<void> => {
    try {
      let output: OutputOf<Name>;
      try {
        output = await pool.run(task, input);
      } catch (error) {
        if (options.onFailure === undefined) throw error;
        await options.onFailure(error as Error, input, at);
        return;
      }
      await options.onResult?.(output, input, at);
    } catch (error) {
      failed ??= { error };
    }
  };
  for await (const input of inputs) {
    if (failed !== null || options.signal?.aborted === true) break;
    const work: Promise<void> = one(input, index++).finally(() => running.delete(work));
    running.add(work);
    while (running.size >= 2 * pool.workers) await Promise.race(running);
    if (failed !== null) break;
  }
  await Promise.all(running);
  const { error } = (failed ?? {}) as { error?: unknown };
  if (failed !== null) throw error;
  return index;
}

/** Runs a task over a list and returns the outputs in the list's order, whoever finished first. */
export async function mapPool<Name extends TaskName | TaskUrl, Input extends InputOf<Name>>(
  task: Name,
  inputs: readonly Input[],
  options: Omit<RunPoolOptions<Input, OutputOf<Name>>, "onFailure"> = {},
): Promise<OutputOf<Name>[]> {
  const outputs = new Array<OutputOf<Name>>(inputs.length);
  await runPool(task, inputs, {
    ...options,
    async onResult(output, input, index) {
      outputs[index] = output;
      await options.onResult?.(output, input, index);
    },
  });
  return outputs;
}
