// First stage of a policy of the paper: which jobs to offload.
import type { Objective } from "../../model/objective.ts";
import type { Stream } from "../../model/policy.ts";

/**
 * Draws for `jobs[0 .. count - 1]`, in that order: `offload[j]` becomes 1 or 0. One number for each job whatever
 * `allowed` says, so that a restriction of one job moves no other job's draw.
 */
export type DrawOffload = (jobs: Int32Array, count: number, offload: Uint8Array, stream: Stream) => void;

/** Prepares the stage for an objective. */
export type Whether = (of: Objective) => DrawOffload;
