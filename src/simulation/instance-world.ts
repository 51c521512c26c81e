// The world of an instance: every job known, arriving when the instance says.
import type { Problem } from "../model/problem.ts";
import { type JobDraft, type JobSource, type World, world } from "./world.ts";

/** One source for all jobs, by time of arrival; those that arrive together in the order of the instance. */
function recordedJobs(problem: Problem): JobSource {
  const order = Int32Array.from({ length: problem.jobs.count }, (_, j) => j);
  order.sort((a, b) => problem.jobs.arrival[a] - problem.jobs.arrival[b] || a - b);
  let next = 0;
  return {
    closed: false,
    next: () => (next < order.length ? problem.jobs.arrival[order[next]] : Number.POSITIVE_INFINITY),
    draw: (draft: JobDraft) => {
      const j = order[next++];
      draft.number = j;
      draft.device = problem.jobs.device[j];
      draft.bits = problem.jobs.bits[j];
      draft.instructions = problem.jobs.instructions[j];
      draft.outputBits = problem.jobs.outputBits[j];
      draft.deadline = problem.jobs.deadline[j];
      draft.priority = problem.jobs.priority[j];
      draft.jobClass = problem.jobs.jobClass[j];
    },
  };
}

/** The world for one run of an instance: constant rates and speeds, no faults, full servers redirect. */
export function instanceWorld(problem: Problem): World {
  const { allowed, classes } = problem.jobs;
  const { servers } = problem.network;
  return world({
    name: problem.name,
    network: problem.network,
    sources: [recordedJobs(problem)],
    classes,
    endless: false,
    allowed: allowed === null ? null : (number, place) => allowed[number * (servers + 1) + place + 1] === 1,
  });
}
