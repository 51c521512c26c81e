// Where the search for a hindsight plan starts: what live policies did on the run's own arrivals.
import type { Allocation } from "../model/allocation.ts";
import { type PlaceAnswer, type Policy, placeJobOf } from "../model/policy.ts";
import { LOCAL, type Problem } from "../model/problem.ts";
import type { ScorePerUnit } from "../model/score.ts";
import { LIVE_POLICIES, livePolicy } from "../policies/catalogue.ts";
import type { NamedPolicy } from "../policies/solve.ts";
import { instanceWorld } from "../simulation/instance-world.ts";
import type { RunOptions } from "../simulation/options.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { simulate } from "../simulation/simulate.ts";

/** All policies that come with the program, at their usual options. */
export const livePolicies = (): NamedPolicy[] =>
  LIVE_POLICIES.map((name) => ({ name, make: () => livePolicy(name) }));

const placeOf = (answer: PlaceAnswer, { network }: Problem): number => {
  if (typeof answer === "number") return answer;
  return answer === "local" ? LOCAL : network.serverIds.indexOf(answer);
};

/**
 * A run of a policy and the places that it names for the jobs of an instance; what it names for a job that a full server sent home counts, not
 * where the job ended. Jobs that arrive after the horizon stay at home.
 * @throws InputError when the policy throws or names no place
 */
export function placesByPolicy(
  problem: Problem,
  { name, make }: NamedPolicy,
  score: ScorePerUnit,
  options: RunOptions,
): { readonly places: Allocation; readonly run: RunResult } {
  const places = new Int32Array(problem.jobs.count).fill(LOCAL);
  const place = placeJobOf(make());
  const noting: Policy = (job, view, stream) => {
    const answer = place(job, view, stream);
    places[job.index] = placeOf(answer, problem);
    return answer;
  };
  const asked = { ...options, score, policyName: name, records: "none" } as const;
  return { places, run: simulate(instanceWorld(problem), noting, asked) };
}
