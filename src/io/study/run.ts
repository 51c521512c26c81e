// Running a study: units go out in chunks, every result is on disk before it counts, and what is there stays.
import { InputError } from "../../model/input-error.ts";
import type { Plan } from "../../study/plan.ts";
import type { Schedule, Shard, Unreached } from "../../study/schedule.ts";
import { scheduleOf } from "../../study/schedule-of.ts";
import { bell } from "../bell.ts";
import { runningCode } from "../code.ts";
import type { Limits } from "../pool/limits.ts";
import { runPool } from "../pool/pool.ts";
import type { Damage } from "./journal.ts";
import type { UnitFailure, UnitRecord } from "./record.ts";
import { openStore } from "./store.ts";
import type { StudyContext, UnitsDone } from "./task.ts";

export interface StudyProgress {
  /** Units on disk, earlier runs included. */
  readonly done: number;
  /** Units that will be needed, as far as is known. */
  readonly expected: number;
  /** Current relative half-width of the main measure, the widest of all points; null before there is one. */
  readonly precision: () => number | null;
}

export interface StudyRunOptions {
  readonly folder: string;
  readonly resume?: boolean;
  readonly shard?: Shard | null;
  /** Stop at the first unit that fails. */
  readonly failFast?: boolean;
  readonly signal?: AbortSignal;
  /** Told once at the start of what is there already, then of every chunk. */
  readonly onProgress?: (progress: StudyProgress) => void;
  /** Told when the folder held a smaller form of the study, whose results stay. */
  readonly onGrown?: () => void;
  readonly onDamage?: (damage: readonly Damage[]) => void;
  readonly onFailure?: (failure: UnitFailure) => void;
}

export interface StudyRunResult {
  /** Units on disk at the end. */
  readonly done: number;
  readonly failures: readonly UnitFailure[];
  readonly unreached: readonly Unreached[];
  /** Ended early by the signal. */
  readonly interrupted: boolean;
}

/** Runs chunks of units somewhere: the pool of this machine, or a queue. */
export type Executor = (
  chunks: AsyncIterable<readonly number[]>,
  onDone: (done: UnitsDone) => Promise<void>,
  onLost: (units: readonly number[], error: Error) => Promise<void>,
) => Promise<void>;

/** Executes in threads of this machine; 0 workers: in this one. */
export const poolExecutor =
  (context: StudyContext, workers: number | undefined, limits: Limits = {}): Executor =>
  async (chunks, onDone, onLost) => {
    await runPool("study units", chunks, {
      ...(workers !== undefined && { workers }),
      context,
      limits,
      onResult: (done) => onDone(done),
      onFailure: (error, units) => onLost(units, error),
    });
  };

/** A chunk should take about so long, ms: overhead is small then, and little is lost by a kill. */
const CHUNK_MS = 50;
const LARGEST_CHUNK = 200;
/** Units that a dead worker took with it are tried once more, one by one. */
const TRIES = 2;

/** Value of the measure that decides on the precision; NaN where there is none. */
const deciding = (plan: Plan, record: UnitRecord): number =>
  "failure" in record ? Number.NaN : (record.values[plan.precision?.measure ?? 0] ?? Number.NaN);

/** Reads what earlier runs left; units that failed are run again. */
function recall(schedule: Schedule, plan: Plan, seen: Uint8Array): (record: UnitRecord) => void {
  return (record) => {
    if (!(record.unit < plan.units) || "failure" in record || seen[record.unit] === 1) return;
    seen[record.unit] = 1;
    schedule.record(record.unit, deciding(plan, record));
  };
}

/**
 * Runs a study, or the rest of it.
 * @throws InputError when the folder cannot serve, or the disk fails; what is on disk stays
 */
export async function runStudy(
  plan: Plan,
  execute: Executor,
  options: StudyRunOptions,
): Promise<StudyRunResult> {
  const shard = options.shard ?? null;
  const schedule = scheduleOf(plan, shard);
  const seen = new Uint8Array(plan.units);
  const header = { resolved: plan.resolved, code: runningCode(), shard };
  const store = await openStore(options.folder, header, options.resume ?? false, {
    measures: plan.measures,
    visit: recall(schedule, plan, seen),
  });
  if (store.grown) options.onGrown?.();
  if (store.damage.length > 0) options.onDamage?.(store.damage);
  let done = seen.reduce((sum, flag) => sum + flag, 0);
  const failures: UnitFailure[] = [];
  const retries: number[] = [];
  const tries = new Map<number, number>();
  const news = bell();
  let broken: { error: unknown } | null = null;
  const flying = new Set<number>();
  let chunk = 1;

  const stopped = () => broken !== null || options.signal?.aborted === true;
  options.signal?.addEventListener("abort", news.ring, { once: true });

  async function* chunks(): AsyncGenerator<readonly number[]> {
    while (!stopped()) {
      const retry = retries.shift();
      const units = retry === undefined ? schedule.take(chunk) : [retry];
      if (units !== null && units.length > 0) {
        for (const unit of units) flying.add(unit);
        yield units;
      } else if (units === null && flying.size === 0 && retries.length === 0) return;
      else await news.wait();
    }
  }

  const progress = () =>
    options.onProgress?.({ done, expected: schedule.expected(), precision: () => schedule.precision() });

  function adapt({ records, milliseconds }: UnitsDone): void {
    const each = milliseconds / records.length;
    chunk = Math.max(1, Math.min(LARGEST_CHUNK, 2 * chunk, Math.round(CHUNK_MS / Math.max(each, 1e-3))));
  }

  async function keep(records: readonly UnitRecord[]): Promise<void> {
    try {
      // A queue may bring what a killed coordinator had asked for as well.
      const fresh = records.filter(({ unit }) => seen[unit] === 0);
      if (broken !== null || fresh.length === 0) return;
      await store.journal.append(fresh);
      for (const record of fresh) {
        if (!("failure" in record)) seen[record.unit] = 1;
        if ("failure" in record) {
          failures.push(record);
          options.onFailure?.(record);
          if (options.failFast === true) broken ??= { error: null };
        } else done += 1;
        schedule.record(record.unit, deciding(plan, record));
      }
      progress();
    } catch (error) {
      broken ??= { error };
    } finally {
      for (const { unit } of records) flying.delete(unit);
      news.ring();
    }
  }

  async function lost(units: readonly number[], error: Error): Promise<void> {
    const failed: UnitFailure[] = [];
    for (const unit of units) {
      const tried = (tries.get(unit) ?? 0) + 1;
      tries.set(unit, tried);
      if (tried < TRIES) {
        retries.push(unit);
        flying.delete(unit);
      } else failed.push({ unit, failure: { name: error.name, message: error.message } });
    }
    await keep(failed);
  }

  try {
    progress();
    await execute(
      chunks(),
      async (result) => {
        adapt(result);
        await keep(result.records);
      },
      lost,
    );
  } finally {
    await store.close();
  }
  const { error } = (broken ?? {}) as { error?: unknown };
  if (error !== undefined && error !== null) throw error;
  failures.sort((a, b) => a.unit - b.unit);
  return { done, failures, unreached: schedule.unreached(), interrupted: options.signal?.aborted === true };
}

/** @throws InputError unless the text is I/N with 1 <= I <= N */
export function readShard(text: string, source = "--shard"): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (index === undefined || shard.index < 1 || shard.index > shard.of) {
    throw new InputError(source, "I/N, the part and the number of parts, such as 1/8", text);
  }
  return shard;
}
