// What a live policy saw when it placed one job: the backlogs at that moment, and the job's times at every place.
import type { Job, Policy, View } from "../../model/policy.ts";
import { LOCAL, type Problem } from "../../model/problem.ts";
import { completion } from "../../policies/live/expected.ts";
import type { NamedPolicy } from "../../policies/solve.ts";
import type { Alternative } from "../worker/protocol.ts";

export interface Decision {
  readonly at: number;
  readonly sizeMB: number;
  readonly ginstr: number;
  readonly device: number;
  readonly answer: string;
  readonly alternatives: readonly Alternative[];
}

/** The number of a job in order of arrival, by which policies know it. */
export function arrivalIndex({ jobs: { arrival, count: jobs } }: Problem, job: number): number {
  let before = 0;
  for (let j = 0; j < jobs; j++) {
    if (arrival[j] < arrival[job] || (arrival[j] === arrival[job] && j < job)) before++;
  }
  return before;
}

/** @param server null on the device */
function alternative(view: View, server: number | null, answer: string): Alternative {
  if (server === null) {
    return {
      place: "local",
      chosen: answer === "local",
      allowed: view.canUse(LOCAL),
      linkMbps: null,
      backlog: view.localBacklog(),
      time: completion(view, LOCAL),
      energy: view.localTime() * view.computePower,
      scoreChange: null,
    };
  }
  const [up, served, down] = [view.uploadTime(server), view.serviceTime(server), view.downloadTime(server)];
  const place = view.serverId(server);
  return {
    place: view.isUp(server) ? place : `${place} (broken)`,
    chosen: answer === place,
    allowed: view.canUse(server),
    linkMbps: view.linkRate(server) / 1e6,
    backlog: view.serverBacklog(server),
    time: completion(view, server),
    energy: up * view.transmitPower + served * view.idlePower + down * view.receivePower,
    scoreChange: null,
  };
}

function decisionOf(job: Job, view: View, given: number | string): Decision {
  const answer = typeof given === "string" ? given : given === LOCAL ? "local" : view.serverId(given);
  const places = [null, ...Array.from({ length: view.servers }, (_, c) => c)];
  return {
    at: view.now,
    sizeMB: job.bits / 8e6,
    ginstr: job.instructions / 1e9,
    device: job.device,
    answer,
    alternatives: places.map((server) => alternative(view, server, answer)),
  };
}

/** The policy as it is, but for a note of its decision on the job of this number. */
export function noting(
  of: NamedPolicy,
  index: number,
): { policy: NamedPolicy; noted: () => Decision | null } {
  let found: Decision | null = null;
  const policy: Policy = (job, view, stream) => {
    const answer = of.policy(job, view, stream);
    if (job.index === index) found = decisionOf(job, view, answer);
    return answer;
  };
  return { policy: { name: of.name, policy }, noted: () => found };
}
