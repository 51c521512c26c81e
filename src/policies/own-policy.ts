// A policy (job, view, stream) -> place as a planner: jobs are placed one by one at time 0, in order of arrival.
import type { Policy } from "../model/policy.ts";
import type { Problem } from "../model/problem.ts";
import { scoreRates } from "../model/score.ts";
import { AssignedView } from "./assigned-view.ts";
import { askPolicy } from "./place-answer.ts";
import type { PlannerOf } from "./planner.ts";

/** Jobs by arrival; those that arrive together in instance order. */
function byArrival({ jobs: { count: jobs, arrival } }: Problem): Int32Array {
  return Int32Array.from({ length: jobs }, (_, j) => j).sort((a, b) => arrival[a] - arrival[b] || a - b);
}

/**
 * Each job sees as backlogs the work that was assigned before it.
 * @param name of the policy, for messages
 */
export const ownPolicy =
  (name: string, policy: Policy): PlannerOf =>
  (of) => {
    const { problem } = of;
    const view = new AssignedView(problem, scoreRates(of.worst, of.weight, of.score));
    const order = byArrival(problem);
    return (places, stream) => {
      view.clear();
      for (let index = 0; index < order.length; index++) {
        const j = order[index];
        const job = view.turnTo(j, index);
        places[j] = askPolicy(
          policy,
          job,
          view,
          stream,
          () => `${name}: job ${JSON.stringify(problem.jobs.id(j))}`,
        );
        view.assign(places[j]);
      }
    };
  };
