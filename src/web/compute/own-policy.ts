// The user's own policy inside the worker: its code stands at the end of the worker's source, put there by the page.
import { InputError } from "../../model/input-error.ts";
import { type Policy, placeJobOf } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { policyOf } from "../../policies/policy-exports.ts";
import { repeatableGlobals } from "../../policies/repeatable.ts";
import type { NamedPolicy } from "../../policies/solve.ts";

/** What the page appends to the worker's source. */
interface OwnCode {
  /** Runs the compiled module, which fills `exports`, with these in place of the worker's globals. */
  readonly run: (exports: object, require: (name: string) => unknown, globals: object) => void;
  /** Line of the worker's source before the first of the module. */
  readonly before: number;
  /** For each line of the compiled module the line that the user wrote, from 1. */
  readonly lines: readonly number[];
}

const code = () => (globalThis as { mecOffloadOwnPolicy?: OwnCode }).mecOffloadOwnPolicy;

/** Named as its file is when it is saved beside an instance, so that the command line draws the same numbers. */
export const OWN_NAME = "./own-policy.ts";
const WHERE = "own policy";

/** The user's line in which an error arose, or null. */
function lineOf(error: unknown, own: OwnCode): number | null {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  // Only frames of the worker's own source: that of the library may stand in a file of its own.
  for (const [, line] of stack.matchAll(/\bblob:\S*:(\d+):\d+\)?$/gm)) {
    const at = Number(line) - own.before;
    if (at >= 1 && at <= own.lines.length) return own.lines[at - 1];
  }
  return null;
}

function placed(error: unknown, own: OwnCode): Error {
  const line = lineOf(error, own);
  const text = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error ? error.name : "Error";
  const told = new Error(line === null ? text : `line ${line}: ${text}`);
  told.name = name;
  return told;
}

let lastError = "";

/** The last error that the policy itself threw, in full, when `fault` is about it. */
export const ownError = (fault: InputError): string | null =>
  lastError !== "" && typeof fault.found === "string" && fault.found.includes(lastError) ? lastError : null;

/** Taken before the own code runs, which may replace what is global. */
const clock = performance.now.bind(performance);

/** How often a running policy gives a sign of life, ms. */
const SIGN_OF_LIFE = 400;

/** What the module exports; it is run anew for each policy. @throws InputError when it fails */
function exportsOf(own: OwnCode): object {
  const exported = {};
  const require = (name: string) => {
    if (name === "mec-offload") return { LOCAL };
    throw new Error(`cannot import ${name} here`);
  };
  try {
    own.run(exported, require, repeatableGlobals());
  } catch (error) {
    throw new InputError(WHERE, "a module that loads", placed(error, own).message);
  }
  return exported;
}

/** The policy as it is, but it gives signs of life and its errors are remembered. */
function watched(policy: Policy, alive: () => void): Policy {
  const place = placeJobOf(policy);
  let calls = 0;
  let last = clock();
  return (job, view, stream) => {
    if ((++calls & 255) === 0 && clock() - last > SIGN_OF_LIFE) {
      last = clock();
      alive();
    }
    try {
      return place(job, view, stream);
    } catch (error) {
      lastError = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      throw error;
    }
  };
}

/**
 * The policy that the user wrote.
 * @param alive called when it starts and from time to time while its calls return
 * @throws InputError when there is none, its module fails, or it exports no policy
 */
export function ownPolicy(alive: () => void): NamedPolicy {
  const own = code();
  if (own === undefined)
    throw new InputError(WHERE, "a policy to run (write it under Own policy)", undefined);
  alive();
  const located = (error: unknown) => placed(error, own);
  const make = () => watched(policyOf(exportsOf(own), {}, WHERE, located), alive);
  // The one that shows that the policy is good is the first run's.
  let first: Policy | null = make();
  return {
    name: OWN_NAME,
    make: () => {
      const policy = first ?? make();
      first = null;
      return policy;
    },
  };
}
