// One thread of the worker pool: runs the task it is sent. An error comes back as data, so that it keeps its kind.
import { isMainThread, workerData } from "node:worker_threads";
import { beginRequest, join } from "./beat.ts";
import { type FailureData, failureData } from "./failure.ts";
import { loadTask, type Task } from "./tasks.ts";

export interface Request {
  /** Names the request among those of the pool; 0 in the pool's own thread. */
  readonly number: number;
  readonly task: string;
  readonly input: unknown;
}

export type Answer = { readonly output: unknown } | { readonly failure: FailureData };

const loaded = new Map<string, Promise<Task>>();

/** What a pool gives each of its threads. */
export interface ThreadData {
  /** What `openPool` was given for all tasks. */
  readonly context: unknown;
  /** Where the thread shows what it does. */
  readonly beats: Int32Array;
}

/** Tinypool hands it over beside its own data. */
const given = isMainThread ? undefined : (workerData as [unknown, ThreadData])[1];

/** Ends the task that runs, when something it started throws where nobody can catch it. */
let giveUp: ((error: unknown) => void) | null = null;

if (given !== undefined) {
  join(given.beats);
  // A task that calls process.exit would end its thread unseen, and the pool would wait for it for ever.
  process.exit = (code) => {
    throw new Error(`a task called process.exit(${code ?? ""})`);
  };
  process.on("uncaughtException", (error) => giveUp?.(error));
}

/** Runs one request. */
export async function answer(request: Request, context: unknown): Promise<Answer> {
  try {
    let task = loaded.get(request.task);
    if (task === undefined) {
      task = loadTask(request.task);
      loaded.set(request.task, task);
    }
    return { output: await (await task)(request.input, context) };
  } catch (error) {
    return { failure: failureData(error) };
  }
}

/** A thread has one request at a time. */
export default async (request: Request): Promise<Answer> => {
  beginRequest(request.number);
  try {
    return await Promise.race([
      answer(request, given?.context),
      new Promise<Answer>((resolve) => {
        giveUp = (error) => resolve({ failure: failureData(error) });
      }),
    ]);
  } finally {
    beginRequest(0);
  }
};
