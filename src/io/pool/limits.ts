// Ends tasks that hang: a policy that never answers, or a unit that takes too long. Their thread is stopped and replaced.
import { type Beat, beatOf } from "./beat.ts";

/** A policy that takes so long for one job is in an endless loop, s. */
export const POLICY_LIMIT = 10;
/** Threads are looked at so often, ms. */
const LOOK = 500;

export interface Limits {
  /** Longest time of one unit, s. */
  readonly unit?: number | undefined;
}

/** Why a task was ended. */
export class TimeLimitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TimeLimit";
  }
}

interface Running {
  readonly abort: AbortController;
  seen: Beat | undefined;
  /** Since when the unit, and since when the policy, was seen to be the same. */
  unitSince: number;
  callSince: number;
  reason: string | null;
}

/** Why the task is to be ended now; null while it works. */
function overdue(running: Running, beat: Beat, now: number, unit: number): string | null {
  if (running.seen === undefined || beat.units !== running.seen.units) running.unitSince = now;
  if (running.seen === undefined || beat.calls !== running.seen.calls) running.callSince = now;
  running.seen = beat;
  const inPolicy = beat.calls % 2 === 1 && now - running.callSince >= 1000 * POLICY_LIMIT;
  if (inPolicy) return `a policy gave no place within ${POLICY_LIMIT} s (an endless loop?)`;
  return now - running.unitSince >= 1000 * unit ? `a unit took longer than ${unit} s (--unit-limit)` : null;
}

/**
 * Watches the tasks of a pool.
 * @param shared what its threads show of themselves
 */
export function watchLimits(shared: Int32Array, { unit = Number.POSITIVE_INFINITY }: Limits) {
  const tasks = new Map<number, Running>();
  let last = 0;
  const look = () => {
    const now = performance.now();
    for (const [request, running] of tasks) {
      const beat = beatOf(shared, request);
      if (beat === undefined) continue;
      running.reason ??= overdue(running, beat, now, unit);
      if (running.reason !== null) running.abort.abort();
    }
  };
  const timer = setInterval(look, LOOK).unref();
  return {
    /** Runs a task under a number of its own. @throws TimeLimitError when it was ended */
    async run<Output>(task: (request: number, signal: AbortSignal) => Promise<Output>): Promise<Output> {
      const request = ++last;
      const abort = new AbortController();
      const running: Running = { abort, seen: undefined, unitSince: 0, callSince: 0, reason: null };
      tasks.set(request, running);
      try {
        return await task(request, abort.signal);
      } catch (error) {
        throw running.reason === null ? error : new TimeLimitError(running.reason);
      } finally {
        tasks.delete(request);
      }
    },
    close: () => clearInterval(timer),
  };
}
