// The world of an instance: every job known, arriving when the instance says.
import type { Problem } from "../model/problem.ts";
import type { JobDraft, JobSource, World } from "./world.ts";

/** One source for all jobs, by time of arrival; those that arrive together in the order of the instance. */
function recordedJobs(problem: Problem): JobSource {
  const order = Int32Array.from({ length: problem.jobs }, (_, j) => j);
  order.sort((a, b) => problem.arrival[a] - problem.arrival[b] || a - b);
  let next = 0;
  return {
    closed: false,
    next: () => (next < order.length ? problem.arrival[order[next]] : Number.POSITIVE_INFINITY),
    draw: (draft: JobDraft) => {
      const j = order[next++];
      draft.number = j;
      draft.device = problem.jobDevice[j];
      draft.bits = problem.bits[j];
      draft.instructions = problem.instructions[j];
      draft.outputBits = problem.outputBits[j];
      draft.deadline = problem.deadline[j];
      draft.priority = problem.priority[j];
      draft.jobClass = problem.jobClass[j];
    },
  };
}

/** The world for one run of an instance: constant rates and speeds, no faults, full servers redirect. */
export function instanceWorld(problem: Problem): World {
  const { allowed, servers } = problem;
  return {
    name: problem.name,
    stations: problem,
    sources: [recordedJobs(problem)],
    classes: problem.classes,
    endless: false,
    allowed: allowed === null ? null : (number, place) => allowed[number * (servers + 1) + place + 1] === 1,
    rate: null,
    cells: null,
    concurrency: null,
    serverFault: null,
    linkFault: null,
    deviceLevels: null,
    serverLevels: null,
    overflow: "redirect",
    abandon: false,
  };
}
