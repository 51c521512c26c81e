// Lets Ctrl-C end a computation that never lets go of its thread.
import { runInThisContext } from "node:vm";
import { policyHangs, tellsItself } from "../io/pool/guard.ts";
import { policyLimit } from "../io/pool/limits.ts";
import { InputError } from "../model/input-error.ts";

const WORK = Symbol.for("mec-offload: work");

/** Ended by Ctrl-C. */
export class Interruption extends Error {
  constructor() {
    super("interrupted: nothing was written");
    this.name = "Interruption";
  }
}

/**
 * Runs `work` so that SIGINT ends it wherever it is.
 * @throws Interruption, or InputError when a policy gave no place for too long
 */
export function interruptible<Result>(work: () => Result): Result {
  const shared = globalThis as unknown as Record<symbol, unknown>;
  shared[WORK] = work;
  tellsItself(true);
  try {
    return runInThisContext(`globalThis[Symbol.for(${JSON.stringify(WORK.description)})]()`, {
      breakOnSigint: true,
      displayErrors: false,
    }) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") throw error;
    if (!policyHangs()) throw new Interruption();
    throw new InputError("policy", `a place within ${policyLimit()} s`, "none (an endless loop?)");
  } finally {
    tellsItself(false);
    delete shared[WORK];
  }
}
