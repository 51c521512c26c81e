// `least-completion`: the place, device included, where the job is expected to complete first.
import type { View } from "../model/policy.ts";
import { bestPlace } from "./choosing.ts";
import { policyModule } from "./policy-module.ts";

const response = (view: View, place: number): number => view.expectedResponse(place);

export const leastCompletion = policyModule({
  name: "least-completion",
  rule: "the place where the job is expected to complete first",
  reason: () => "Least completion takes the place where backlog and own time end first.",
  live: () => (_job, view) => bestPlace(view, response),
});
