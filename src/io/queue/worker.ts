// A worker of distributed studies: takes units from the queue and runs them in its own pool, until it is told to end.
import { randomUUID } from "node:crypto";
import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { InputError } from "../../model/input-error.ts";
import type { ResolvedStudy } from "../../study/resolved.ts";
import { type Code, runningCode } from "../code.ts";
import { openPool } from "../pool/pool.ts";
import type { UnitsDone } from "../study/task.ts";
import type { QueueAddress } from "./address.ts";
import { isPassing, lastingConnection } from "./connection.ts";
import { type QueueJob, queueName, readJob } from "./job.ts";
import { coordinatorsAtWork } from "./presence.ts";
import { fetchStudy } from "./studies.ts";

export interface QueueWorkerOptions {
  readonly workers?: number;
  /** Where policy files of studies are. */
  readonly folder: string;
  /** A worker that was silent for so long is taken for dead, and its units are given to others, s. */
  readonly silence: number;
  /** Longest time of one unit, s; its thread is stopped then. */
  readonly unitLimit?: number | undefined;
  /** Ends when there was nothing to do for so long, s. */
  readonly idle?: number | undefined;
  readonly signal: AbortSignal;
  readonly onNote?: (text: string) => void;
}

/** Looks so often whether the studies at work are of other code, ms. */
const LOOKOUT = 5000;

const called = ({ version, sha256 }: Code): string => `version ${version} (code ${sha256.slice(0, 12)})`;

/** Coordinators at work, unless one of them is of our code. */
async function othersAlone(redis: Redis, code: Code): Promise<Code[]> {
  const found = await coordinatorsAtWork(redis);
  return found.some(({ sha256 }) => sha256 === code.sha256) ? [] : found;
}

/**
 * Refuses to wait for work that will never come.
 * @throws InputError when coordinators are at work, all of them of other code
 */
async function requireSameCode(redis: Redis, code: Code): Promise<void> {
  const [other] = await othersAlone(redis, code);
  if (other !== undefined) {
    throw new InputError("--queue", `a worker of the study's ${called(other)}`, called(code));
  }
}

/**
 * Works until the signal, or until it was idle for long enough.
 * @returns units that were run
 * @throws InputError when Redis does not answer, or the studies in the queue are of other code
 */
export async function runQueueWorker(address: QueueAddress, options: QueueWorkerOptions): Promise<number> {
  const { folder, signal, onNote = () => {} } = options;
  const code = runningCode();
  const connection = await lastingConnection(address, { onNote, signal, meanwhile: "" });
  const { redis } = connection;
  try {
    await requireSameCode(redis, code);
  } catch (error) {
    connection.close();
    throw error;
  }
  const pool = openPool({
    ...(options.workers !== undefined && { workers: options.workers }),
    limits: { unit: options.unitLimit },
  });
  const studies = new Map<string, Promise<ResolvedStudy>>();
  let done = 0;
  let active = 0;
  let lastWork = performance.now();

  async function process(data: unknown): Promise<UnitsDone> {
    const { study, units } = readJob(data);
    const known = studies.get(study) ?? fetchStudy(redis, study);
    studies.set(study, known);
    active += 1;
    try {
      const source = `study ${study.slice(0, 12)}`;
      const context = {
        resolved: await known.catch((error) => {
          studies.delete(study);
          throw error;
        }),
        source,
        folder,
        confined: true,
      };
      const result = await pool.run("queued study units", { id: study, context, units });
      done += units.length;
      return result;
    } finally {
      active -= 1;
      lastWork = performance.now();
    }
  }

  const worker = new Worker<QueueJob, UnitsDone>(queueName(code), (job) => process(job.data), {
    connection: { ...connection.address },
    // One job more for each thread than it runs: it is at hand when the thread comes free.
    concurrency: 2 * pool.workers,
    lockDuration: options.silence * 1000,
    stalledInterval: Math.max(250, options.silence * 500),
    maxStalledCount: 3,
  });
  const told = new Set<string>();
  /** Of a kind of remark; names of jobs make no new one. */
  const tellOnce = (text: string) => {
    const kind = text.replace(/[0-9a-f-]{16,}/g, "");
    if (!told.has(kind)) onNote(text);
    told.add(kind);
  };
  /** Asks for no jobs until Redis takes something: a worker that is refused asks again at once, for ever. */
  let resting = false;
  async function rest(): Promise<void> {
    if (resting) return;
    resting = true;
    try {
      await worker.pause(true);
      await connection.persist(() => redis.set(`mec-offload:room:${randomUUID()}`, "1", "EX", 1));
    } catch {
      // The signal: the worker ends.
    } finally {
      resting = false;
      if (!signal.aborted) void worker.resume();
    }
  }
  worker.on("error", (error) => {
    if (redis.status !== "ready" || isPassing(error.message)) connection.lost(error);
    else tellOnce(`queue: ${error.message}`);
    if (redis.status === "ready" && isPassing(error.message)) void rest();
  });
  const lookout = setInterval(() => {
    othersAlone(redis, code)
      .then(([other]) => {
        if (other === undefined || told.has(other.sha256)) return;
        told.add(other.sha256);
        onNote(
          `queue: a study of ${called(other)} waits for workers of its own; this one is ${called(code)}`,
        );
      })
      .catch(() => {});
  }, LOOKOUT);
  try {
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
      if (signal.aborted) resolve();
      if (options.idle === undefined) return;
      const timer = setInterval(() => {
        if (active > 0 || performance.now() - lastWork < options.idle! * 1000) return;
        clearInterval(timer);
        resolve();
      }, 100);
      signal.addEventListener("abort", () => clearInterval(timer), { once: true });
    });
  } finally {
    clearInterval(lookout);
    // Waits for the units that run; where Redis is away their results have nowhere to go, and others run them again.
    await Promise.race([worker.close(), connection.unreachable()]);
    await pool.close();
    connection.close();
  }
  return done;
}
