// `join-shortest-queue`: every job to the server with the fewest unfinished jobs (Haight 1958).
import type { PlaceJob, View } from "../model/policy.ts";
import { serverOrHome } from "./choosing.ts";
import { policyModule } from "./policy-module.ts";

const unfinishedJobs = (view: View, server: number): number => view.jobs(server);

export const shortestQueue: PlaceJob = (_job, view) => serverOrHome(view, unfinishedJobs);

export const joinShortestQueue = policyModule({
  name: "join-shortest-queue",
  rule: "the server with the fewest unfinished jobs",
  reason: () => "Join shortest queue takes the server with the fewest unfinished jobs.",
  live: () => shortestQueue,
});
