// A method as the command line names it.
import { isPolicyFile, readPolicyFile } from "../io/policy-file.ts";
import { watched } from "../io/pool/beat.ts";
import { guardPolicies } from "../io/pool/guard.ts";
import type { Policy } from "../model/policy.ts";
import { LIVE_POLICIES, livePolicy } from "../policies/live/registry.ts";
import { METHODS, type Method, methodNamed } from "../policies/methods.ts";
import type { NamedPolicy } from "../policies/solve.ts";

const refused = ((code?: unknown) => {
  throw new Error(`process.exit(${code ?? ""}) was called`);
}) as typeof process.exit;

/**
 * A policy file. It ends the program with one line when it hangs or calls `process.exit`, which would look like success.
 * @throws InputError
 */
export async function ownPolicy(path: string): Promise<Policy> {
  guardPolicies();
  const exit = process.exit;
  process.exit = refused;
  try {
    const policy = watched(await readPolicyFile(path));
    const harmless: Policy = (job, view, stream) => {
      process.exit = refused;
      try {
        return policy(job, view, stream);
      } finally {
        process.exit = exit;
      }
    };
    return Object.defineProperty(harmless, "name", { value: policy.name });
  } finally {
    process.exit = exit;
  }
}

/** A method or a live policy by name, or a policy file by path. @throws InputError */
export async function chosenMethod(name: string, source: string): Promise<Method | NamedPolicy> {
  if (isPolicyFile(name)) return { name, policy: await ownPolicy(name) };
  const live = LIVE_POLICIES.find((known) => known === name);
  if (live === undefined || METHODS.some((known) => known === name)) return methodNamed(name, source);
  return { name, policy: livePolicy(live) };
}
