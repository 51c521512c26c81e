// MW by the paper's Table I: the server that adds least to the score.
import { cheapestServer, largest } from "../added-score.ts";
import type { Where } from "./where.ts";

/** Ties in instance order. */
export const smallestAddedScore: Where = (of) => ({
  choose: (job, loads) => cheapestServer(of, job, loads, largest(loads)),
});
