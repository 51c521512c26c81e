// The coordinator's side of a distributed study: hands chunks of units to a BullMQ queue on Redis and takes the results.
// What counts are the results that are found, not the events that tell of them.
import { randomUUID } from "node:crypto";
import { Job, Queue, QueueEvents } from "bullmq";
import type { Plan } from "../study/plan.ts";
import { runningCode } from "./code.ts";
import { connectQueue, type QueueAddress } from "./queue-address.ts";
import {
  COORDINATORS,
  offerStudy,
  type QueueJob,
  queueName,
  readJob,
  readResult,
  studyId,
  studyText,
} from "./queue-job.ts";
import type { Executor } from "./study-run.ts";
import type { UnitsDone } from "./study-task.ts";

/** Chunks in the queue at once: enough for many workers, little to redo when a coordinator is killed. */
const OUTSTANDING = 64;
/** Every job is looked after so often, ms, whatever events told. */
const SWEEP = 1000;
const HEARTBEAT = 5000;

export interface QueueOptions {
  /** Told once when nobody takes work, and about lost connections. */
  readonly onNote?: (text: string) => void;
}

/** Executes on the workers of a queue. */
export const queueExecutor =
  (plan: Plan, address: QueueAddress, { onNote = () => {} }: QueueOptions = {}): Executor =>
  async (chunks, onDone, onLost) => {
    const code = runningCode();
    const redis = await connectQueue(address);
    const text = studyText(plan.resolved);
    const study = studyId(text);
    const name = queueName(code);
    const coordinator = randomUUID();
    const queue = new Queue<QueueJob, UnitsDone, string>(name, { connection: { ...address } });
    const events = new QueueEvents(name, { connection: { ...address } });
    let away = false;
    const lost = (error: Error) => {
      if (!away) onNote(`queue: ${error.message}; waiting for Redis to come back, what is finished stays`);
      away = true;
    };
    redis.on("error", lost);
    queue.on("error", lost);
    events.on("error", lost);
    redis.on("ready", () => {
      if (away) onNote("queue: Redis is back");
      away = false;
    });

    /** Chunks that are in the queue, by job. */
    const outstanding = new Map<string, readonly number[]>();
    const wakers = new Set<() => void>();
    const wake = () => {
      for (const waker of wakers) waker();
      wakers.clear();
    };
    const news = (milliseconds: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wakers.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });

    /** Takes a job's result if it has ended; each at most once. */
    async function collect(id: string): Promise<void> {
      const units = outstanding.get(id);
      if (units === undefined) return;
      const job = await Job.fromId<QueueJob, UnitsDone, string>(queue, id);
      if (!outstanding.has(id)) return;
      if (job === undefined) {
        // Redis came back without its memory: the units go out again.
        outstanding.delete(id);
        await send(units);
        return;
      }
      if (job.finishedOn === undefined) return;
      outstanding.delete(id);
      if (job.failedReason !== undefined && job.failedReason !== "") {
        await onLost(units, new Error(job.failedReason));
      } else {
        try {
          await onDone(readResult(job.returnvalue, units, plan.measures.length));
        } catch (error) {
          await onLost(units, error as Error);
        }
      }
      await job.remove().catch(() => {});
      wake();
    }

    async function send(units: readonly number[]): Promise<void> {
      const id = `${study.slice(0, 16)}-${randomUUID()}`;
      await offerStudy(redis, text);
      await queue.add(
        "units",
        { study, units: [...units] },
        { jobId: id, removeOnComplete: { age: 86_400 }, removeOnFail: { age: 86_400 } },
      );
      outstanding.set(id, units);
      // It may have ended before we knew its name.
      await collect(id);
    }

    /** What an earlier coordinator of this study left: results are taken, what nobody began is withdrawn. */
    async function inherit(): Promise<void> {
      for (const job of await queue.getJobs(["completed", "failed", "waiting"])) {
        if (job === undefined || job.data.study !== study) continue;
        if (job.returnvalue !== null && job.returnvalue !== undefined) {
          await onDone(readResult(job.returnvalue, readJob(job.data).units, plan.measures.length)).catch(
            () => {},
          );
        }
        await job.remove().catch(() => {});
      }
    }

    const beat = () =>
      redis.hset(COORDINATORS, coordinator, JSON.stringify({ ...code, at: Date.now() })).catch(() => {});
    const heart = setInterval(() => void beat(), HEARTBEAT);
    const sweeper = setInterval(() => {
      for (const id of outstanding.keys()) collect(id).catch(lost);
    }, SWEEP);
    const lonely = setTimeout(() => {
      queue
        .getWorkersCount()
        .then((count) => {
          if (count === 0)
            onNote(
              `queue: no worker of version ${code.version} (code ${code.sha256.slice(0, 12)}) yet; start mec-offload worker --queue …`,
            );
        })
        .catch(() => {});
    }, 3000);
    for (const event of ["completed", "failed"] as const) {
      events.on(event, ({ jobId }: { jobId: string }) => void collect(jobId).catch(lost));
    }
    try {
      await beat();
      await inherit();
      for await (const units of chunks) {
        await send(units);
        while (outstanding.size >= OUTSTANDING) await news(SWEEP);
      }
      while (outstanding.size > 0) await news(SWEEP);
    } finally {
      clearInterval(heart);
      clearInterval(sweeper);
      clearTimeout(lonely);
      await redis.hdel(COORDINATORS, coordinator).catch(() => {});
      await Promise.allSettled([events.close(), queue.close()]);
      redis.disconnect();
    }
  };
