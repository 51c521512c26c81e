// The policies that a study can compare, by the kind of its runs.
import { livePolicyNamed, methodNamed } from "../policies/catalogue.ts";
import type { Run } from "./study.ts";

/** @throws InputError when such a run has no policy of that name */
export function checkPolicy(
  policy: { readonly name: string; readonly sha256: string | null },
  run: Run,
  source: string,
): void {
  if (policy.sha256 !== null) return;
  if (run === "simulate") livePolicyNamed(policy.name, source);
  else methodNamed(policy.name, source);
}
