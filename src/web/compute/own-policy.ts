// The user's own policy inside the worker: its code stands at the end of the worker's source, put there by the page.
import { InputError } from "../../model/input-error.ts";
import type { Policy } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import type { NamedPolicy } from "../../policies/solve.ts";

/** What the page appends to the worker's source. */
interface OwnCode {
  /** Runs the compiled module, which fills `exports`. */
  readonly run: (exports: { default?: unknown }, require: (name: string) => unknown) => void;
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

/**
 * The policy that the user wrote.
 * @param alive called when it starts and from time to time while its calls return
 * @throws InputError when there is none, its module fails, or it exports no function
 */
export function ownPolicy(alive: () => void): NamedPolicy {
  const own = code();
  if (own === undefined)
    throw new InputError(WHERE, "a policy to run (write it under Own policy)", undefined);
  const exported: { default?: unknown } = {};
  alive();
  try {
    own.run(exported, (name) => {
      if (name === "mec-offload") return { LOCAL };
      throw new Error(`cannot import ${name} here`);
    });
  } catch (error) {
    throw new InputError(WHERE, "a module that loads", placed(error, own).message);
  }
  const policy = exported.default;
  if (typeof policy !== "function") {
    throw new InputError(WHERE, "a default export that is a function (job, view, stream) => place", policy);
  }
  let calls = 0;
  let last = clock();
  const watched: Policy = (job, view, stream) => {
    if ((++calls & 255) === 0 && clock() - last > SIGN_OF_LIFE) {
      last = clock();
      alive();
    }
    try {
      return (policy as Policy)(job, view, stream);
    } catch (error) {
      const told = placed(error, own);
      lastError = `${told.name}: ${told.message}`;
      throw told;
    }
  };
  return { name: OWN_NAME, policy: watched };
}
