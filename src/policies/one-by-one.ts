// A policy that places jobs at their arrivals as a planner: jobs are placed one by one at time 0, in order of arrival.
import { type MakePolicy, placeJobOf } from "../model/policy.ts";
import type { Problem } from "../model/problem.ts";
import { scorePerUnit } from "../model/score.ts";
import { AssignedView } from "./assigned-view.ts";
import { askPolicy } from "./place-answer.ts";
import type { PlannerOf } from "./planner.ts";

/** Jobs by arrival; those that arrive together in instance order. */
function byArrival({ jobs: { count: jobs, arrival } }: Problem): Int32Array {
  return Int32Array.from({ length: jobs }, (_, j) => j).sort((a, b) => arrival[a] - arrival[b] || a - b);
}

/**
 * Each job sees as backlogs the work that was assigned before it. Every iteration has a policy of its own.
 * @param name of the policy, for messages
 */
export const oneByOne =
  (name: string, make: MakePolicy): PlannerOf =>
  (of) => {
    const { problem } = of;
    const view = new AssignedView(problem, scorePerUnit(of.worst, of.weight, of.score));
    const order = byArrival(problem);
    return (places, stream) => {
      const place = placeJobOf(make());
      view.clear();
      for (let index = 0; index < order.length; index++) {
        const j = order[index];
        const job = view.turnTo(j, index);
        places[j] = askPolicy(
          place,
          job,
          view,
          stream,
          () => `${name}: job ${JSON.stringify(problem.jobs.id(j))}`,
        );
        view.assign(places[j]);
      }
    };
  };
