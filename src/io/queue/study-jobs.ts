// The jobs of one study in the queue: chunks of units go in, results come out. What counts are the results that are
// found, not the events that tell of them.
import { randomUUID } from "node:crypto";
import { Job, Queue, QueueEvents } from "bullmq";
import { InputError } from "../../model/input-error.ts";
import type { Plan } from "../../study/plan.ts";
import { bell } from "../bell.ts";
import type { UnitsDone } from "../study/task.ts";
import { isPassing, type LastingConnection } from "./connection.ts";
import { type QueueJob, readJob, readResult } from "./job.ts";
import { lacksStudy, offerStudy, studyId, studyText } from "./studies.ts";

/** Every job is looked after so often, ms, whatever events told. */
const SWEEP = 1000;

/** Told of every job that ended. */
export interface JobsOutcome {
  onDone(done: UnitsDone): Promise<void>;
  onLost(units: readonly number[], error: Error): Promise<void>;
}

export interface StudyJobs {
  /** Chunks that are in the queue. */
  readonly outstanding: number;
  /** What an earlier coordinator of this study left: results are taken, what nobody began is withdrawn. */
  inherit(): Promise<void>;
  send(units: readonly number[]): Promise<void>;
  /** Sends no more, and takes back what nobody has begun. */
  withdraw(): void;
  /** Resolves when a job has ended, or after a while. */
  news(): Promise<void>;
  /** Workers that take jobs of the queue now. */
  workers(): Promise<number>;
  close(): Promise<void>;
}

type UnitsJob = Job<QueueJob, UnitsDone, string>;

export function studyJobs(
  plan: Plan,
  connection: LastingConnection,
  name: string,
  { onDone, onLost }: JobsOutcome,
): StudyJobs {
  const { redis, address, lost, persist } = connection;
  const text = studyText(plan.resolved);
  const study = studyId(text);
  /** Jobs of this study begin so. */
  const ours = `${study.slice(0, 16)}-`;
  const queue = new Queue<QueueJob, UnitsDone, string>(name, { connection: { ...address } });
  const events = new QueueEvents(name, { connection: { ...address } });
  queue.on("error", lost);
  events.on("error", lost);
  /** Chunks that are in the queue, by job. */
  const outstanding = new Map<string, readonly number[]>();
  const ended = bell();
  let withdrawn = false;

  /** A job by its name; undefined when it is gone, or is no longer a job. */
  async function find(id: string): Promise<UnitsJob | undefined> {
    try {
      return await Job.fromId<QueueJob, UnitsDone, string>(queue, id);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      await queue.remove(id).catch(() => {});
      return undefined;
    }
  }

  async function take(job: UnitsJob, units: readonly number[]): Promise<void> {
    const reason = job.failedReason ?? "";
    if (lacksStudy(reason) || isPassing(reason)) return again(units);
    if (reason !== "") return onLost(units, new Error(reason));
    try {
      await onDone(readResult(job.returnvalue, units, plan.measures));
    } catch (error) {
      await onLost(units, error as Error);
    }
  }

  /** Takes a job's result if it has ended; each at most once. */
  async function collect(id: string): Promise<void> {
    const units = outstanding.get(id);
    if (units === undefined) return;
    const job = await find(id);
    if (!outstanding.has(id)) return;
    if (job === undefined) {
      outstanding.delete(id);
      return again(units);
    }
    if (job.finishedOn === undefined) return;
    outstanding.delete(id);
    await take(job, units);
    await job.remove().catch(() => {});
    ended.ring();
  }

  /** Redis lost the job, came back without its memory, or evicts: no fault of the units, which go out again. */
  async function again(units: readonly number[]): Promise<void> {
    if (withdrawn) return;
    // Where it loses all that it is given, it is not asked at once.
    await new Promise((resolve) => setTimeout(resolve, SWEEP));
    await send(units);
  }

  async function send(units: readonly number[]): Promise<void> {
    if (withdrawn) return;
    const id = `${ours}${randomUUID()}`;
    await persist(() => offerStudy(redis, text));
    const options = { jobId: id, removeOnComplete: { age: 86_400 }, removeOnFail: { age: 86_400 } };
    await persist(() => queue.add("units", { study, units: [...units] }, options));
    outstanding.set(id, units);
    // It may have ended before we knew its name.
    await collect(id);
  }

  async function inherit(): Promise<void> {
    const ids = await queue.getRanges(["completed", "failed", "wait"], 0, -1);
    for (const id of ids.filter((one) => one.startsWith(ours))) {
      const job = await find(id);
      if (job === undefined) continue;
      try {
        const { units } = readJob(job.data);
        if (job.finishedOn !== undefined && job.returnvalue !== null) {
          await onDone(readResult(job.returnvalue, units, plan.measures));
        }
      } catch (error) {
        // Its units go out again as any others.
        if (!(error instanceof InputError)) throw error;
      }
      await job.remove().catch(() => {});
    }
  }

  /** A job that waits for nobody any more, as Redis evicted the list it was in, goes out again. */
  async function recover(id: string): Promise<void> {
    const units = outstanding.get(id);
    if (units === undefined || (await queue.getJobState(id)) !== "unknown" || !outstanding.delete(id)) return;
    await queue.remove(id);
    await again(units);
  }

  /** Takes back what nobody runs: what waits, and what a worker that is gone had begun. */
  async function withdrawJob(id: string): Promise<void> {
    const state = await queue.getJobState(id);
    if (state === "completed" || state === "failed") return;
    if (state !== "unknown" && (await queue.remove(id)) !== 1) return;
    outstanding.delete(id);
    ended.ring();
  }

  async function sweep(): Promise<void> {
    const look = async (id: string) => {
      await collect(id);
      if (!outstanding.has(id)) return;
      await (withdrawn ? withdrawJob(id) : recover(id));
    };
    await Promise.all([...outstanding.keys()].map(look));
  }

  let sweeping = false;
  const sweepOnce = () => {
    if (sweeping) return;
    sweeping = true;
    sweep()
      .catch(lost)
      .finally(() => (sweeping = false));
  };
  const sweeper = setInterval(sweepOnce, SWEEP);
  for (const event of ["completed", "failed"] as const) {
    events.on(event, ({ jobId }: { jobId: string }) => void collect(jobId).catch(lost));
  }
  return {
    get outstanding() {
      return outstanding.size;
    },
    inherit,
    send,
    withdraw() {
      withdrawn = true;
      sweepOnce();
    },
    news: () => ended.wait(SWEEP),
    workers: () => queue.getWorkersCount(),
    async close() {
      clearInterval(sweeper);
      await Promise.allSettled([events.close(), queue.close()]);
    },
  };
}
