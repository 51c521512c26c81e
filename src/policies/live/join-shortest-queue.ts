// `join-shortest-queue`: every job to the server with the fewest unfinished jobs (Haight 1958).
import type { Policy, View } from "../../model/policy.ts";
import { serverOrHome } from "./places.ts";

export const unfinishedJobs = (view: View, server: number): number => view.serverJobs(server);

export const joinShortestQueue: Policy = (_job, view) => serverOrHome(view, unfinishedJobs);
