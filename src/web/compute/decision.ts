// What a live policy saw when it placed one job: the backlogs at that moment, and the job's times at every place.
import { type Job, type Policy, placeJobOf, type View } from "../../model/policy.ts";
import type { Problem } from "../../model/problem.ts";
import { placeNamed } from "../../policies/place-answer.ts";
import type { NamedPolicy } from "../../policies/solve.ts";
import type { Alternative } from "../worker/protocol.ts";

export interface Decision {
  readonly at: number;
  readonly sizeMB: number;
  readonly ginstr: number;
  readonly device: number;
  /** Id of the place. */
  readonly answer: string;
  readonly place: number;
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

function alternative(view: View, place: number, answer: string): Alternative {
  const id = view.id(place);
  return {
    place: view.isUp(place) ? id : `${id} (broken)`,
    chosen: answer === id,
    allowed: view.canUse(place),
    linkMbps: place === view.home ? null : view.linkRate(place) / 1e6,
    backlog: view.backlog(place),
    time: view.expectedResponse(place),
    energy: view.expectedEnergy(place),
    scoreChange: null,
  };
}

function decisionOf(job: Job, view: View, given: number | string): Decision {
  const place = placeNamed(given, view) ?? view.home;
  const answer = view.id(place);
  const places = [view.home, ...view.places.filter((one) => one !== view.home)];
  return {
    at: view.now,
    sizeMB: job.bits / 8e6,
    ginstr: job.instructions / 1e9,
    device: job.device,
    answer,
    place,
    alternatives: places.map((one) => alternative(view, one, answer)),
  };
}

/** The policy as it is, but for a note of its decision on the job of this number. */
export function noting(
  of: NamedPolicy,
  index: number,
): { policy: NamedPolicy; noted: () => Decision | null } {
  let found: Decision | null = null;
  const make = (): Policy => {
    const place = placeJobOf(of.make());
    return (job, view, stream) => {
      const answer = place(job, view, stream);
      if (job.index === index) found = decisionOf(job, view, answer);
      return answer;
    };
  };
  return { policy: { name: of.name, make }, noted: () => found };
}
