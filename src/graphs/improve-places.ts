// Better places by local search: each task in turn to whatever place lowers the score, until none does.
import { type GraphRates, graphScore } from "./evaluation.ts";
import { scheduleAt } from "./fixed-places.ts";
import type { Schedule } from "./schedule.ts";
import type { Setting } from "./setting.ts";

/** @param budget schedules to try */
export function improvePlaces(of: Setting, from: Schedule, rates: GraphRates, budget: number): Schedule {
  let best = from;
  let score = graphScore(of, from, rates);
  const places = Int32Array.from(from.places);
  let since = 0;
  let tried = 0;
  for (let t = 0; since < of.tasks && tried < budget; t = (t + 1) % of.tasks) {
    since++;
    const own = places[t];
    let to = own;
    for (let p = 0; p < of.places; p++) {
      if (p === own || of.allowed[t * of.places + p] === 0) continue;
      places[t] = p;
      const schedule = scheduleAt(of, Int32Array.from(places));
      tried++;
      const found = graphScore(of, schedule, rates);
      if (found < score - 1e-12 * Math.abs(score)) {
        [best, score, to] = [schedule, found, p];
        since = 0;
      }
    }
    places[t] = to;
  }
  return best;
}
