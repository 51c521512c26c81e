// A run as the charts over time need it: stretches of work by station, power by state, queue lengths.
import type { Backhaul } from "../../model/backhaul.ts";
import type { Network } from "../../model/network.ts";
import { outagesOf } from "../../simulation/record/capacity-changes.ts";
import { type JobColumns, OUTCOMES, type RunResult } from "../../simulation/record/result.ts";
import type { Visits } from "../../simulation/record/visits.ts";
import { activities } from "../picture/activities.ts";
import {
  devicePower,
  type JobFacts,
  jobsByDevice,
  type PowerByState,
  type PowerSource,
  sumOf,
} from "../picture/power.ts";
import { queuesOf } from "../picture/queues.ts";
import type { Picture, PicturedBackhaul } from "../worker/protocol.ts";

/** Names of jobs are sent for runs of up to so many; beyond it jobs are called by number. */
const MOST_NAMES = 5000;

const CUT = OUTCOMES.indexOf("cut");

/** When the device was done with each job: at its completion, or where it was dropped or given up, after its last visit. */
function endsOf({ arrival, completion, outcome }: JobColumns, visits: Visits): Float64Array {
  const last = arrival.slice();
  for (let k = 0; k < visits.count; k++) {
    const job = visits.job[k];
    if (job >= 0 && visits.left[k] > last[job]) last[job] = visits.left[k];
  }
  return last.map((left, job) => {
    if (completion[job] >= 0) return completion[job];
    return outcome[job] === CUT ? Number.NaN : left;
  });
}

/** Beyond the measured time not all jobs are on record: what comes later is left out, and what goes on then is under way. */
function jobFacts(of: JobColumns, visits: Visits, end: number): JobFacts {
  const within = (time: number) => (time > end ? Number.NaN : time);
  return {
    device: of.device,
    place: of.place,
    arrival: of.arrival,
    completion: of.completion.map(within),
    ended: endsOf(of, visits).map(within),
  };
}

function upTo(end: number, of: Visits): Visits {
  const kept = Int32Array.from({ length: of.count }, (_, k) => k).filter(
    (k) => of.entered[k] < end || of.left[k] <= end,
  );
  const whole = (column: Int32Array) => Int32Array.from(kept, (k) => column[k]);
  return {
    count: kept.length,
    job: whole(of.job),
    kind: Uint8Array.from(kept, (k) => of.kind[k]),
    owner: whole(of.owner),
    stage: whole(of.stage),
    entered: Float64Array.from(kept, (k) => of.entered[k]),
    started: Float64Array.from(kept, (k) => (of.started[k] > end ? Number.NaN : of.started[k])),
    left: Float64Array.from(kept, (k) => Math.min(of.left[k], end)),
    end: whole(of.end),
    continues: whole(of.continues),
    held: whole(of.held),
  };
}

function wattsOf(network: Pick<Network, "computePower" | "transmitPower" | "receivePower" | "idlePower">) {
  const states = [network.computePower, network.transmitPower, network.receivePower, network.idlePower];
  const watts = new Float64Array(4 * states[0].length);
  for (const [state, column] of states.entries()) {
    for (let i = 0; i < column.length; i++) watts[4 * i + state] = column[i];
  }
  return watts;
}

/** Arrays are copied: they are handed over to the page. */
const picturedBackhaul = (of: Backhaul): PicturedBackhaul => ({
  accessPoints: of.accessPoints,
  switches: of.switches,
  pointIds: of.pointIds,
  positions: of.pointIds.map(() => null),
  attachment: of.attachment.slice(),
  serverPoint: of.serverPoint.slice(),
  wireEnds: of.wireEnds.slice(),
});

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
  | "serverCores"
  | "serverTier"
  | "backhaul"
>;

/**
 * @param run with all records
 * @param jobId names of jobs by number; null where jobs are drawn and have none
 * @param warmup s: the run has no records of jobs that arrive before
 */
export function picture(
  run: RunResult,
  network: PicturedNetwork,
  jobId: ((job: number) => string) | null,
  warmup = 0,
): Picture {
  if (run.jobs === null || run.visits === null) throw new Error("a run without records has no picture");
  const jobs = jobFacts(run.jobs, run.visits, run.end);
  const visits = run.followedTo > run.end ? upTo(run.end, run.visits) : run.visits;
  const counts = { servers: network.servers, wires: network.backhaul?.wires ?? 0, devices: network.devices };
  const source: PowerSource = {
    activities: activities(visits, counts),
    jobs,
    watts: wattsOf(network),
    changes: run.changes,
    idleAlways: network.idle === "always",
    end: run.end,
  };
  return {
    ...source,
    warmup,
    number: run.jobs.job,
    deviceIds: network.deviceIds,
    serverIds: network.serverIds,
    wireIds: network.backhaul?.wireIds ?? [],
    serverTiers: network.serverTier,
    serverCores: network.serverCores.slice(),
    backhaul: network.backhaul === null ? null : picturedBackhaul(network.backhaul),
    jobIds: jobId !== null && run.jobs.count <= MOST_NAMES ? Array.from(run.jobs.job, jobId) : null,
    power: totalPower(source, network.devices),
    queues: queuesOf(visits, network.servers, run.end),
    outages: run.changes === null ? [] : outagesOf(run.changes, run.end),
    visits,
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
