// What a policy answered, as a place; or what is wrong with it.
import { InputError } from "../model/input-error.ts";
import type { Job, PlaceJob, Stream, View } from "../model/policy.ts";
import { LOCAL } from "../model/problem.ts";

const EXPECTED = `"local" (or ${LOCAL}), or the number or id of a server`;

function described(answer: unknown): unknown {
  if (typeof answer === "function") return "a function";
  if (answer instanceof Promise) {
    // Nobody waits for it: should it fail later, the message is this one.
    answer.catch(() => {});
    return "a promise (a policy answers at once)";
  }
  return answer;
}

/** The place that an answer names, LOCAL or a server; undefined when it names none. */
export function placeNamed(answer: unknown, view: View): number | undefined {
  if (answer === LOCAL || answer === "local") return LOCAL;
  if (typeof answer === "number") {
    return Number.isInteger(answer) && answer >= 0 && answer < view.servers ? answer : undefined;
  }
  for (let c = 0; c < view.servers; c++) if (view.id(c) === answer) return c;
  return undefined;
}

/** The line of the policy's file that threw, " at p.ts:7:11"; empty where the stack does not tell. */
export function throwingLine(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return "";
  for (const frame of error.stack.split("\n")) {
    if (frame.includes("askPolicy")) return "";
    const found = /([^\\/\s()]+\.[cm]?[jt]sx?)(?:\?[^:\s]*)?:(\d+):(\d+)\)?$/.exec(frame);
    if (found !== null && !frame.includes("data:") && !frame.includes("/node_modules/")) {
      return ` at ${found[1]}:${found[2]}:${found[3]}`;
    }
  }
  return "";
}

/**
 * The place that an answer names.
 * @param where who answered and for which job, for the message
 * @throws InputError when it names no place, or one that the job may not use
 */
export function checkedPlace(answer: unknown, view: View, where: () => string): number {
  const named = placeNamed(answer, view);
  if (named === undefined) throw new InputError(where(), EXPECTED, described(answer));
  if (!view.canUse(named)) throw new InputError(where(), "a place that the job's `allowed` names", answer);
  return named;
}

/**
 * Asks a policy for the place of a job.
 * @param where policy and job, for the message
 * @throws InputError when it throws, names no place, or one that the job may not use
 */
export function askPolicy(
  place: PlaceJob,
  job: Job,
  view: View,
  stream: Stream,
  where: () => string,
): number {
  let answer: unknown;
  try {
    answer = place(job, view, stream);
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new InputError(where(), EXPECTED, `an error${throwingLine(error)} (${message})`);
  }
  return checkedPlace(answer, view, where);
}
