// A method as the command line names it.
import { isPolicyFile, readPolicyFile } from "../io/policy-file.ts";
import { watched } from "../io/pool/beat.ts";
import { guardPolicies } from "../io/pool/guard.ts";
import type { MakePolicy } from "../model/policy.ts";
import { LIVE_POLICIES, livePolicy, METHODS, type Method, methodNamed } from "../policies/catalogue.ts";
import type { Settings } from "../policies/option.ts";
import type { NamedPolicy } from "../policies/solve.ts";

const refused = ((code?: unknown) => {
  throw new Error(`process.exit(${code ?? ""}) was called`);
}) as typeof process.exit;

/** Runs what may call `process.exit`, which would look like success. */
function withoutExit<Result>(run: () => Result): Result {
  const { exit } = process;
  process.exit = refused;
  try {
    return run();
  } finally {
    process.exit = exit;
  }
}

/**
 * A policy file. It ends the program with one line when it hangs or calls `process.exit`.
 * @param options what its `create` is given
 * @throws InputError
 */
export async function ownPolicy(path: string, options: Settings): Promise<MakePolicy> {
  guardPolicies();
  const { exit } = process;
  process.exit = refused;
  try {
    const make = await readPolicyFile(path, options);
    return () => {
      const place = withoutExit(() => watched(make()));
      return (job, view, stream) => withoutExit(() => place(job, view, stream));
    };
  } finally {
    process.exit = exit;
  }
}

/**
 * A method or a live policy by name, or a policy file by path.
 * @param own options of a policy file
 * @throws InputError
 */
export async function chosenMethod(
  name: string,
  source: string,
  settings: Settings,
  own: Settings,
): Promise<Method | NamedPolicy> {
  if (isPolicyFile(name)) return { name, make: await ownPolicy(name, own) };
  const live = LIVE_POLICIES.find((known) => known === name);
  if (live === undefined || METHODS.some((known) => known === name)) return methodNamed(name, source);
  return { name, make: () => livePolicy(live, settings) };
}
