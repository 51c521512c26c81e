// A worker of distributed studies: takes units from the queue and runs them in its own pool, until it is told to end.
import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import { InputError } from "../model/input-error.ts";
import type { ResolvedStudy } from "../study/resolved.ts";
import { type Code, runningCode } from "./code.ts";
import { openPool } from "./pool.ts";
import { connectQueue, type QueueAddress } from "./queue-address.ts";
import { COORDINATORS, fetchStudy, type QueueJob, queueName, readJob } from "./queue-job.ts";
import type { UnitsDone } from "./study-task.ts";

export interface QueueWorkerOptions {
  readonly workers?: number;
  /** Where policy files of studies are. */
  readonly folder: string;
  /** A worker that was silent for so long is taken for dead, and its units are given to others, s. */
  readonly silence: number;
  /** Ends when there was nothing to do for so long, s. */
  readonly idle?: number | undefined;
  readonly signal: AbortSignal;
  readonly onNote?: (text: string) => void;
}

/** A coordinator that said nothing for so long is gone, ms. */
const GONE = 30_000;

const coordinatorSchema = z.object({ version: z.string(), sha256: z.string(), at: z.number() });

/**
 * Refuses to wait for work that will never come.
 * @throws InputError when coordinators are at work, all of them of other code
 */
async function requireSameCode(redis: Redis, code: Code): Promise<void> {
  const others: Code[] = [];
  for (const text of Object.values(await redis.hgetall(COORDINATORS))) {
    const found = coordinatorSchema.safeParse(JSON.parse(text));
    if (!found.success || Date.now() - found.data.at > GONE) continue;
    if (found.data.sha256 === code.sha256) return;
    others.push(found.data);
  }
  if (others.length === 0) return;
  const [{ version, sha256 }] = others;
  throw new InputError(
    "--queue",
    `a worker of the study's version ${version} (code ${sha256.slice(0, 12)})`,
    `version ${code.version} (code ${code.sha256.slice(0, 12)})`,
  );
}

/**
 * Works until the signal, or until it was idle for long enough.
 * @returns units that were run
 * @throws InputError when Redis does not answer, or the studies in the queue are of other code
 */
export async function runQueueWorker(address: QueueAddress, options: QueueWorkerOptions): Promise<number> {
  const { folder, signal, onNote = () => {} } = options;
  const code = runningCode();
  const redis = await connectQueue(address);
  try {
    await requireSameCode(redis, code);
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  const pool = openPool(options.workers === undefined ? {} : { workers: options.workers });
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
    connection: { ...address },
    concurrency: pool.workers,
    lockDuration: options.silence * 1000,
    stalledInterval: Math.max(250, options.silence * 500),
    maxStalledCount: 3,
  });
  let away = false;
  worker.on("error", (error) => {
    if (!away) onNote(`queue: ${error.message}; waiting for Redis to come back`);
    away = true;
  });
  worker.on("active", () => {
    away = false;
  });
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
    // Waits for the units that run.
    await worker.close();
    await pool.close();
    redis.disconnect();
  }
  return done;
}
