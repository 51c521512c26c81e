// `least-score`: the place, device included, with the least weighted sum of expected response time, energy and price.
import type { PlaceJob } from "../model/policy.ts";
import { bestPlace } from "./choosing.ts";
import { expectedScore } from "./expected-score.ts";
import { policyModule } from "./policy-module.ts";

export const toLeastScore: PlaceJob = (_job, view) => bestPlace(view, expectedScore);

export const leastScore = policyModule({
  name: "least-score",
  rule: "the place with the least weighted sum of expected response time and energy",
  reason: () =>
    "Least score takes the place that adds least to time and energy, weighted, with the backlogs as they are.",
  live: () => toLeastScore,
});
