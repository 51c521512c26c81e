// A method as the command line names it.
import { isPolicyFile, readPolicyFile } from "../io/policy-file.ts";
import { LIVE_POLICIES, livePolicy } from "../policies/live/registry.ts";
import { METHODS, type Method, methodNamed } from "../policies/methods.ts";
import type { NamedPolicy } from "../policies/solve.ts";

/** A method or a live policy by name, or a policy file by path. @throws InputError */
export async function chosenMethod(name: string, source: string): Promise<Method | NamedPolicy> {
  if (isPolicyFile(name)) return { name, policy: await readPolicyFile(name) };
  const live = LIVE_POLICIES.find((known) => known === name);
  if (live === undefined || METHODS.some((known) => known === name)) return methodNamed(name, source);
  return { name, policy: livePolicy(live) };
}
