// A method as the command line names it.
import { isPolicyFile, readPolicyFile } from "../io/policy-file.ts";
import { watched } from "../io/pool/beat.ts";
import { guardPolicies } from "../io/pool/guard.ts";
import type { Policy } from "../model/policy.ts";
import { LIVE_POLICIES, livePolicy } from "../policies/live/registry.ts";
import { METHODS, type Method, methodNamed } from "../policies/methods.ts";
import type { NamedPolicy } from "../policies/solve.ts";

/** A policy file, which ends the program with one line when it hangs. @throws InputError */
export async function ownPolicy(path: string): Promise<Policy> {
  guardPolicies();
  return watched(await readPolicyFile(path));
}

/** A method or a live policy by name, or a policy file by path. @throws InputError */
export async function chosenMethod(name: string, source: string): Promise<Method | NamedPolicy> {
  if (isPolicyFile(name)) return { name, policy: await ownPolicy(name) };
  const live = LIVE_POLICIES.find((known) => known === name);
  if (live === undefined || METHODS.some((known) => known === name)) return methodNamed(name, source);
  return { name, policy: livePolicy(live) };
}
