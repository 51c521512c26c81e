// Baseline `random`: a place uniformly among those that the job may use, its device included.
import { isAllowed, LOCAL } from "../../model/problem.ts";
import type { PlannerOf } from "../planner.ts";

export const randomPlace: PlannerOf = ({ problem }) => {
  const m = problem.network.servers;
  return (places, stream) => {
    for (let j = 0; j < places.length; j++) {
      let usable = 0;
      for (let c = LOCAL; c < m; c++) if (isAllowed(problem, j, c)) usable++;
      let skip = Math.floor(stream() * usable);
      let place = LOCAL;
      while (!isAllowed(problem, j, place) || skip-- > 0) place++;
      places[j] = place;
    }
  };
};
