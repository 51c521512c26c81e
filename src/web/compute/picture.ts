// A run as the charts over time need it: stretches of work by station, power by state, queue lengths.
import type { Network } from "../../model/network.ts";
import type { JobColumns, RunResult, Steps } from "../../simulation/record/result.ts";
import { type Activities, activities, type JobTimes } from "../picture/activities.ts";
import { devicePower, jobsByDevice, type PowerByState, type PowerSource, sumOf } from "../picture/power.ts";
import { queuesOf } from "../picture/queues.ts";
import { type StepFunction, stepFunction } from "../picture/step-function.ts";
import type { Picture } from "../worker/protocol.ts";

/** Names of jobs are sent for runs of up to so many; beyond it jobs are called by number. */
const MOST_NAMES = 5000;

const jobTimes = (of: JobColumns): JobTimes => ({
  device: of.device,
  place: of.place,
  arrival: of.arrival,
  uploadStart: of.uploadStart,
  uploadEnd: of.uploadEnd,
  serviceStart: of.serviceStart,
  serviceEnd: of.serviceEnd,
  downloadStart: of.downloadStart,
  downloadEnd: of.downloadEnd,
  completion: of.completion,
});

/** A timeline's steps, closed at the run's end. */
function steps({ times, values }: Steps, end: number): StepFunction {
  const n = times.length;
  const time = new Float64Array(n + 1);
  const value = new Float64Array(n + 1);
  time.set(times);
  value.set(values);
  time[n] = end;
  value[n] = n === 0 ? 0 : values[n - 1];
  return stepFunction(time, value);
}

function wattsOf(network: Pick<Network, "computePower" | "transmitPower" | "receivePower" | "idlePower">) {
  const states = [network.computePower, network.transmitPower, network.receivePower, network.idlePower];
  const watts = new Float64Array(4 * states[0].length);
  for (const [state, column] of states.entries()) {
    for (let i = 0; i < column.length; i++) watts[4 * i + state] = column[i];
  }
  return watts;
}

/** Power of all devices by state. */
export function totalPower(source: PowerSource, devices: number): PowerByState {
  const own = jobsByDevice(source.jobs, devices);
  return sumOf(own.map((jobs, device) => devicePower(source, device, jobs)));
}

export type PicturedNetwork = Pick<
  Network,
  | "computePower"
  | "transmitPower"
  | "receivePower"
  | "idlePower"
  | "idle"
  | "devices"
  | "servers"
  | "deviceIds"
  | "serverIds"
  | "links"
>;

/**
 * @param run with a timeline unless its records alone tell how long each queue was
 * @param jobId names of jobs by number; null where jobs are drawn and have none
 * @param warmup s: the run has no records of jobs that arrive before
 */
export function picture(
  run: RunResult,
  network: PicturedNetwork,
  jobId: ((job: number) => string) | null,
  warmup = 0,
): Picture {
  if (run.jobs === null) throw new Error("a run without records has no picture");
  const jobs = jobTimes(run.jobs);
  const stretches: Activities = activities(jobs, network.devices, network.servers);
  const source: PowerSource = {
    activities: stretches,
    jobs,
    watts: wattsOf(network),
    idleAlways: network.idle === "always",
    end: run.end,
  };
  return {
    ...source,
    warmup,
    number: run.jobs.job,
    deviceIds: network.deviceIds,
    serverIds: network.serverIds,
    jobIds: jobId !== null && run.jobs.count <= MOST_NAMES ? Array.from(run.jobs.job, jobId) : null,
    power: totalPower(source, network.devices),
    queues:
      run.timeline?.serverQueue.map((queue) => steps(queue, run.end)) ??
      queuesOf(jobs, network.servers, network.links.latencies.of(0, 0), run.end),
  };
}

/** All memory of a picture that can be handed over instead of copied. */
export function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) buffersOf(part, found);
  }
  return found;
}
