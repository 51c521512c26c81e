// What may stand in an observation, by name: of the job at hand, and of each place.
import type { Situation } from "./situation.ts";

interface Described {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
}

/** One number of a decision. */
export interface JobFeature extends Described {
  readonly of: "job";
  value(situation: Situation): number;
}

/** One number of each place, in the order of the actions: servers in file order, then home. */
export interface PlaceFeature extends Described {
  readonly of: "place";
  value(situation: Situation, place: number): number;
}

export type Feature = JobFeature | PlaceFeature;

const job = (name: string, unit: string, meaning: string, value: JobFeature["value"]): JobFeature => ({
  of: "job",
  name,
  unit,
  meaning,
  value,
});

const place = (
  name: string,
  unit: string,
  meaning: string,
  value: (view: Situation["decision"]["view"], place: number) => number,
): PlaceFeature => ({
  of: "place",
  name,
  unit,
  meaning,
  value: ({ decision }, at) => value(decision.view, at),
});

export const FEATURES: readonly Feature[] = [
  job("dt_s", "s", "time since the decision before", ({ dt }) => dt),
  job("now_s", "s", "time since the start of the run", ({ decision }) => decision.view.now),
  job("device", "1", "number of the job's device, from 0", ({ decision }) => decision.job.device),
  job("attempt", "1", "1 at the arrival, more after a fault", ({ decision }) => decision.attempt),
  job("size_MB", "MB", "data to send", ({ decision }) => decision.job.bits / 8e6),
  job("work_Ginstr", "1e9 instructions", "work to do", ({ decision }) => decision.job.instructions / 1e9),
  job("output_MB", "MB", "data that comes back", ({ decision }) => decision.job.outputBits / 8e6),
  job("deadline_s", "s", "deadline, from the arrival", ({ decision }) => decision.job.deadline),
  job("priority", "1", "smaller goes first", ({ decision }) => decision.job.priority),
  place("backlog_s", "s", "unfinished work there", (view, at) => view.backlog(at)),
  place("jobs", "1", "unfinished jobs there", (view, at) => view.jobs(at)),
  place("sendTime_s", "s", "time to send the data, nothing waited for", (view, at) => view.sendTime(at)),
  place("serviceTime_s", "s", "time of the work on one core", (view, at) => view.serviceTime(at)),
  place("returnTime_s", "s", "time to move the output back", (view, at) => view.returnTime(at)),
  place("transferBacklog_s", "s", "transfers queued before the data", (view, at) => view.transferBacklog(at)),
  place("expectedResponse_s", "s", "time until the job would be back", (view, at) =>
    view.expectedResponse(at),
  ),
  place("expectedEnergy_J", "J", "what the device would draw", (view, at) => view.expectedEnergy(at)),
  place("price", "money", "what the job would cost", (view, at) => view.price(at)),
  place("linkRate_Mbps", "Mbps", "rate of the link now", (view, at) => view.linkRate(at) / 1e6),
  place("isUp", "1", "1 where server and link are up", (view, at) => (view.isUp(at) ? 1 : 0)),
  place("canUse", "1", "1 where the job may go", (view, at) => (view.canUse(at) ? 1 : 0)),
];

/** What is observed unless a file says otherwise: it tells the places apart by time and energy. */
export const USUAL_FEATURES: readonly string[] = [
  "dt_s",
  "size_MB",
  "work_Ginstr",
  "deadline_s",
  "backlog_s",
  "jobs",
  "sendTime_s",
  "transferBacklog_s",
  "serviceTime_s",
  "expectedResponse_s",
  "expectedEnergy_J",
];
