// The policy in what a module exports: `create(options)` makes one for each run; without it the default export is one.
import { InputError } from "../model/input-error.ts";
import type { PlaceJob, Policy } from "../model/policy.ts";
import type { Settings } from "./option.ts";
import { throwingLine } from "./place-answer.ts";

/** What a user's code threw, with the place in the user's file as its stack. */
export type Locate = (error: unknown) => Error;

/** Makes the policy of one run. @param options what the module's `create` is given */
export type PolicyMaker = (options?: Settings) => Policy;

const EXPECTED =
  "a default export that is a function (job, view, stream) => place, or an object with it as `place`";
const CREATED =
  "a policy from create(options): a function (job, view, stream) => place, or an object with it as `place`";

const isPolicy = (value: unknown): value is Policy =>
  typeof value === "function" ||
  (typeof value === "object" && value !== null && typeof (value as { place?: unknown }).place === "function");

/** The policy as it is, but what it throws says where in the user's file. */
function locating(policy: Policy, located: Locate): Policy {
  const place: PlaceJob =
    typeof policy === "function" ? policy : (job, view, stream) => policy.place(job, view, stream);
  return (job, view, stream) => {
    try {
      return place(job, view, stream);
    } catch (error) {
      throw located(error);
    }
  };
}

/**
 * @param exported what the module exports, evaluated for this run alone
 * @throws InputError when that is no policy, or `create` throws
 */
export function policyOf(exported: unknown, options: Settings, path: string, located: Locate): Policy {
  const { create, default: found } = exported as { readonly create?: unknown; readonly default?: unknown };
  if (typeof create !== "function") {
    // A CommonJS file is its exports, and an ES module that was compiled to it has its own default inside.
    const policy = found ?? exported;
    if (isPolicy(policy)) return locating(policy, located);
    throw new InputError(path, EXPECTED, found === undefined ? undefined : typeof found);
  }
  let made: unknown;
  try {
    made = (create as (options: Settings) => unknown)(options);
  } catch (error) {
    const told = located(error);
    throw new InputError(path, CREATED, `an error${throwingLine(told)} (${String(told)})`);
  }
  if (!isPolicy(made)) throw new InputError(path, CREATED, made === undefined ? undefined : typeof made);
  return locating(made, located);
}
