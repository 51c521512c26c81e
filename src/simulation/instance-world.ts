// The world of an instance: every job known, arriving when the instance says.
import { InputError } from "../model/input-error.ts";
import type { Problem } from "../model/problem.ts";
import { resolutionAt, resolves } from "../scenario/resolution.ts";
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

/** Shortest response of a lone job: at its device, or sent over its best link to the fastest server. */
function shortestJob({ jobs, network }: Problem): number {
  const { devices, deviceSpeed, serverSpeed, links } = network;
  const server = serverSpeed.reduce((best, speed) => Math.max(best, speed), 0);
  const best = Float64Array.from({ length: devices }, (_, i) => links.up.best(i, links.gateways));
  let shortest = Number.POSITIVE_INFINITY;
  for (let j = 0; j < jobs.count; j++) {
    const i = jobs.device[j];
    const offloaded = jobs.bits[j] / best[i] + jobs.instructions[j] / server;
    shortest = Math.min(shortest, jobs.instructions[j] / deviceSpeed[i], offloaded);
  }
  return shortest;
}

/** @throws InputError where the clock does not resolve the shortest job at the last arrival */
function requireResolution(problem: Problem): void {
  let last = 0;
  for (let j = 0; j < problem.jobs.count; j++) last = Math.max(last, problem.jobs.arrival[j]);
  if (resolves(last, 0)) return;
  const shortest = shortestJob(problem);
  if (resolves(last, shortest)) return;
  const expected = `times that the clock resolves to a millionth of the shortest job, ${shortest.toPrecision(3)} s (there it resolves ${resolutionAt(last).toPrecision(2)} s): count them from the first`;
  throw new InputError(`${problem.name}: arrivalS`, expected, last);
}

/** The world for one run of an instance: constant rates and speeds, no faults, full servers redirect. */
export function instanceWorld(problem: Problem): World {
  const { allowed, classes } = problem.jobs;
  const { servers } = problem.network;
  requireResolution(problem);
  return world({
    name: problem.name,
    network: problem.network,
    sources: [recordedJobs(problem)],
    classes,
    endless: false,
    allowed: allowed === null ? null : (number, place) => allowed[number * (servers + 1) + place + 1] === 1,
  });
}
