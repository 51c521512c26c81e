// Ends tasks that hang: a policy that never answers, or a unit that takes too long. Their thread is stopped and replaced.
import { InputError } from "../../model/input-error.ts";
import { type Beat, beatOf } from "./beat.ts";

/** A policy that takes so long for one job is in an endless loop, s, unless the environment says otherwise. */
const USUAL_POLICY_LIMIT = 10;
const LIMIT_VARIABLE = "MEC_OFFLOAD_POLICY_LIMIT";

/** Longest time of a policy for one job, s. @throws InputError for a variable that is no positive number */
export function policyLimit(): number {
  const text = process.env[LIMIT_VARIABLE];
  if (text === undefined || text === "") return USUAL_POLICY_LIMIT;
  const limit = Number(text);
  if (!(limit > 0 && limit <= 1e6))
    throw new InputError(LIMIT_VARIABLE, "seconds above 0, at most 1e6", text);
  return limit;
}

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
function overdue(
  running: Running,
  beat: Beat,
  now: number,
  { policy, unit }: { readonly policy: number; readonly unit: number },
): string | null {
  if (running.seen === undefined || beat.units !== running.seen.units) running.unitSince = now;
  if (running.seen === undefined || beat.calls !== running.seen.calls) running.callSince = now;
  running.seen = beat;
  const inPolicy = beat.calls % 2 === 1 && now - running.callSince >= 1000 * policy;
  if (inPolicy) return `a policy gave no place within ${policy} s (an endless loop?)`;
  return now - running.unitSince >= 1000 * unit ? `a unit took longer than ${unit} s (--unit-limit)` : null;
}

/**
 * Watches the tasks of a pool.
 * @param shared what its threads show of themselves
 */
export function watchLimits(shared: Int32Array, { unit = Number.POSITIVE_INFINITY }: Limits) {
  const tasks = new Map<number, Running>();
  const longest = { policy: policyLimit(), unit };
  let last = 0;
  const look = () => {
    const now = performance.now();
    for (const [request, running] of tasks) {
      const beat = beatOf(shared, request);
      if (beat === undefined) continue;
      running.reason ??= overdue(running, beat, now, longest);
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
