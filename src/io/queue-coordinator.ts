// The coordinator's side of a distributed study: hands chunks of units to a BullMQ queue on Redis and takes the results.
// What counts are the results that are found, not the events that tell of them.
import { randomUUID } from "node:crypto";
import { Job, Queue, QueueEvents } from "bullmq";
import { InputError } from "../model/input-error.ts";
import type { Plan } from "../study/plan.ts";
import { runningCode } from "./code.ts";
import { connectionFault, connectQueue, type QueueAddress, settledWhile, until } from "./queue-address.ts";
import {
  announce,
  offerStudy,
  type QueueJob,
  queueName,
  readJob,
  readResult,
  studyId,
  studyText,
  withdraw,
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
  /** After it a Redis that is away is not waited for. */
  readonly signal?: AbortSignal;
}

/** Executes on the workers of a queue. */
export const queueExecutor =
  (plan: Plan, address: QueueAddress, { onNote = () => {}, signal }: QueueOptions = {}): Executor =>
  async (chunks, onDone, onLost) => {
    const code = runningCode();
    const lasting = until(address, signal);
    const redis = await connectQueue(lasting);
    const text = studyText(plan.resolved);
    const study = studyId(text);
    const name = queueName(code);
    /** Jobs of this study begin so. */
    const ours = `${study.slice(0, 16)}-`;
    const coordinator = randomUUID();
    const queue = new Queue<QueueJob, UnitsDone, string>(name, { connection: { ...lasting } });
    const events = new QueueEvents(name, { connection: { ...lasting } });
    let away = false;
    const lost = (error: Error) => {
      if (!away)
        onNote(
          `queue: ${connectionFault(error, "--queue").message}; waiting for it to come back, what is finished stays`,
        );
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

    /** A job by its name; undefined when it is gone, or is no longer a job. */
    async function find(id: string): Promise<Job<QueueJob, UnitsDone, string> | undefined> {
      try {
        return await Job.fromId<QueueJob, UnitsDone, string>(queue, id);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        await queue.remove(id).catch(() => {});
        return undefined;
      }
    }

    /** Takes a job's result if it has ended; each at most once. */
    async function collect(id: string): Promise<void> {
      const units = outstanding.get(id);
      if (units === undefined) return;
      const job = await find(id);
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
      const id = `${ours}${randomUUID()}`;
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
      const ids = await queue.getRanges(["completed", "failed", "wait"], 0, -1);
      for (const id of ids.filter((name) => name.startsWith(ours))) {
        const job = await find(id);
        if (job === undefined) continue;
        try {
          const { units } = readJob(job.data);
          if (job.finishedOn !== undefined && job.returnvalue !== null) {
            await onDone(readResult(job.returnvalue, units, plan.measures.length));
          }
        } catch (error) {
          // Its units go out again as any others.
          if (!(error instanceof InputError)) throw error;
        }
        await job.remove().catch(() => {});
      }
    }

    const beat = () => announce(redis, coordinator, code).catch(() => {});
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
    async function work(): Promise<void> {
      await beat();
      await inherit();
      for await (const units of chunks) {
        await send(units);
        while (outstanding.size >= OUTSTANDING) await news(SWEEP);
      }
      while (outstanding.size > 0 && !(away && signal?.aborted === true)) await news(SWEEP);
    }

    /** After the signal nothing waits for a Redis that is away, whatever the queue's client does. */
    let over = false;
    const abandoned = new Promise<void>((resolve) => {
      if (signal?.aborted === true) resolve();
      signal?.addEventListener("abort", () => resolve(), { once: true });
    }).then(() => settledWhile(() => over || redis.status !== "ready"));
    const working = work();
    // Once abandoned, its fate is nobody's concern.
    working.catch(() => {});
    try {
      await Promise.race([working, abandoned]);
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    } finally {
      clearInterval(heart);
      clearInterval(sweeper);
      clearTimeout(lonely);
      const closing = withdraw(redis, coordinator)
        .catch(() => {})
        .then(() => Promise.allSettled([events.close(), queue.close()]));
      await Promise.race([closing, abandoned]);
      over = true;
      redis.disconnect();
    }
  };
