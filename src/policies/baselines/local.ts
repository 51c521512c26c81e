// Baseline `local`: every job on its device; a job that may not run there goes where it adds least to the score.
import { LOCAL } from "../../model/problem.ts";
import { cheapestServer, largest } from "../added-score.ts";
import { freedom, ONLY_SERVERS, type PlannerOf } from "../planner.ts";

export const allLocal: PlannerOf = (of) => {
  const m = of.servers;
  const choice = freedom(of);
  const loads = new Float64Array(m);
  return (places) => {
    loads.fill(0);
    for (let j = 0; j < places.length; j++) {
      places[j] = choice[j] === ONLY_SERVERS ? cheapestServer(of, j, loads, largest(loads)) : LOCAL;
      if (places[j] !== LOCAL) loads[places[j]] += of.load[j * m + places[j]];
    }
  };
};
