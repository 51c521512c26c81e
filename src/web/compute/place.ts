// A method by its name in the page: placed beforehand by a method of `solve`, or (live:) decided at each arrival.
import type { Objective } from "../../model/objective.ts";
import { type LivePolicy, livePolicy, livePolicyNamed, methodNamed } from "../../policies/catalogue.ts";
import { type MethodResult, type NamedPolicy, solve } from "../../policies/solve.ts";
import type { Question } from "../worker/protocol.ts";
import { LIVE } from "./live-method.ts";
import { ownPolicy } from "./own-policy.ts";

const OWN = "own";

/** Places all jobs beforehand. @throws InputError for a name that is none */
export function placeAll(
  method: string,
  of: Objective,
  asked: Pick<Question, "seed" | "iterations">,
  alive: () => void,
): Promise<MethodResult> {
  const chosen = method === OWN ? ownPolicy(alive) : methodNamed(method, "policy");
  return solve(chosen, of, { seed: asked.seed, iterations: asked.iterations });
}

const namedPolicy = (name: LivePolicy): NamedPolicy => ({ name, make: () => livePolicy(name) });

/** A policy that decides at each arrival; a fresh one for each run. @throws InputError for a name that is none */
export function policyOf(method: string, alive: () => void): NamedPolicy {
  const name = method.slice(LIVE.length);
  return name === OWN ? ownPolicy(alive) : namedPolicy(livePolicyNamed(name, "policy"));
}
