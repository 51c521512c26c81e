// What a study can measure of one run: name, unit, meaning, and how it is taken from the outcome.
import type { RunResult } from "../simulation/record/result.ts";
import type { Measurement } from "../yardsticks/yardsticks.ts";

/** The closed form of the allocation that a method found. */
export interface ClosedForm {
  readonly score: number;
  readonly CT: number;
  readonly CE: number;
  readonly CP: number;
  readonly lowerBound: number;
  readonly gap: number;
  readonly offloadedShare: number;
}

/** What one run gives: the closed form where jobs were placed beforehand, the simulation where there was one. */
export interface Outcome {
  readonly closed: ClosedForm | null;
  readonly run: RunResult | null;
  /** The run beside its yardsticks; null where no measure asks for them. */
  readonly measured?: Measurement | null;
}

export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Which end is good; null where neither is. */
  readonly better: "smaller" | "larger" | null;
  readonly of: "closed form" | "simulation" | "yardsticks";
  value(outcome: Outcome): number;
}

type Row = readonly [name: string, unit: string, better: Measure["better"], meaning: string];

function closed(row: Row, value: (form: ClosedForm) => number): Measure {
  const [name, unit, better, meaning] = row;
  return { name, unit, better, meaning, of: "closed form", value: ({ closed }) => value(closed!) };
}

function simulated(row: Row, value: (run: RunResult) => number): Measure {
  const [name, unit, better, meaning] = row;
  return { name, unit, better, meaning, of: "simulation", value: ({ run }) => value(run!) };
}

function beside(row: Row, value: (of: Measurement) => number): Measure {
  const [name, unit, better, meaning] = row;
  return { name, unit, better, meaning, of: "yardsticks", value: ({ measured }) => value(measured!) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const MEASURES: readonly Measure[] = [
  closed(["score", "1", "smaller", "Weighted score of Eq. (3) or (4)."], (form) => form.score),
  closed(["CT_s", "s", "smaller", "Completion time of Eq. (1)."], (form) => form.CT),
  closed(["CE_J", "J", "smaller", "Energy of Eq. (2)."], (form) => form.CE),
  closed(["CP", "money", "smaller", "Price of the instructions that ran on servers."], (form) => form.CP),
  closed(
    ["lower_bound", "1", null, "No allocation scores below this: see bound_from."],
    (form) => form.lowerBound,
  ),
  closed(["gap", "1", "smaller", "score / lower_bound - 1."], (form) => form.gap),
  closed(
    ["plannedShare", "1", null, "Share of the jobs that the allocation offloads."],
    (form) => form.offloadedShare,
  ),

  simulated(
    ["makespan_s", "s", "smaller", "Time of the last completion, of jobs that arrived by the horizon."],
    (run) => run.makespan,
  ),
  simulated(["energy_J", "J", "smaller", "Energy of all devices."], (run) => run.energy),
  simulated(
    ["serverEnergy_J", "J", "smaller", "Energy of all servers, idle power included."],
    (run) => run.serverEnergy,
  ),
  simulated(
    ["networkEnergy_J", "J", "smaller", "Energy of wires and access points for what they carried."],
    (run) => run.networkEnergy,
  ),
  simulated(
    ["systemEnergy_J", "J", "smaller", "Energy of devices, servers and network together."],
    (run) => run.systemEnergy,
  ),
  simulated(
    ["energyPerJob_J", "J", "smaller", "Energy of all devices per completion, over the measured time."],
    (run) => run.energyPerJob,
  ),
  simulated(
    ["meanResponse_s", "s", "smaller", "Mean response time of completed jobs."],
    (run) => run.meanResponse,
  ),
  simulated(
    ["p95Response_s", "s", "smaller", "95 % of response times are below this."],
    (run) => run.response.p95,
  ),
  simulated(
    ["p99Response_s", "s", "smaller", "99 % of response times are below this."],
    (run) => run.response.p99,
  ),
  simulated(
    ["meanWaiting_s", "s", "smaller", "Mean time in queues of completed jobs."],
    (run) => run.waiting.mean,
  ),
  simulated(
    ["throughput_per_s", "1/s", "larger", "Completions per second of measured time."],
    (run) => run.throughput,
  ),
  simulated(["arrived", "1", null, "Jobs that arrived while measured."], (run) => run.arrived),
  simulated(["completed", "1", "larger", "Jobs of these that completed."], (run) => run.completed),
  simulated(["dropped", "1", "smaller", "Jobs of these that were dropped."], (run) => run.dropped),
  simulated(
    ["abandoned", "1", "smaller", "Jobs of these that left at their deadline."],
    (run) => run.abandoned,
  ),
  simulated(
    ["cut", "1", "smaller", "Jobs of these whose end was not seen: they are in no mean."],
    (run) => run.cut,
  ),
  simulated(["redirected", "1", null, "Jobs sent back to their device."], (run) => run.redirected),
  simulated(["retries", "1", null, "Placements after the first, over all jobs."], (run) => run.retries),
  simulated(
    ["missedDeadlines", "1", "smaller", "Jobs that missed their deadline."],
    (run) => run.missedDeadlines,
  ),
  simulated(
    ["lostShare", "1", "smaller", "Share of the arrived jobs that were dropped or abandoned."],
    (run) => (run.arrived === 0 ? 0 : (run.dropped + run.abandoned) / run.arrived),
  ),
  simulated(
    ["offloadedShare", "1", null, "Share of completed jobs that ran on a server."],
    (run) => run.offloadedShare,
  ),
  simulated(
    ["fairness", "1", "larger", "Jain's index of the devices' mean response times."],
    (run) => run.fairness,
  ),
  simulated(["meanJobs", "1", "smaller", "Mean number of unfinished jobs."], (run) => run.meanJobs),
  simulated(
    ["price", "money", "smaller", "Price of the instructions that ran on servers."],
    (run) => run.price,
  ),
  simulated(["serverUtilisation", "1", null, "Mean utilisation of the servers."], (run) =>
    mean(run.servers.map((server) => server.utilisation)),
  ),
  simulated(["busiestServer", "1", null, "Utilisation of the busiest server."], (run) =>
    run.servers.reduce((most, server) => Math.max(most, server.utilisation), 0),
  ),
  simulated(["busiestWire", "1", null, "Utilisation of the busiest direction of a wire."], (run) =>
    run.wires.reduce((most, { utilisation }) => (utilisation > most ? utilisation : most), 0),
  ),
  simulated(
    ["handovers", "1", null, "Changes of a device from one access point to another."],
    (run) => run.mobility?.handovers ?? 0,
  ),
  simulated(
    ["pingPongs", "1", "smaller", "Handovers back to the access point that was left shortly before."],
    (run) => run.mobility?.pingPongs ?? 0,
  ),
  simulated(
    ["outOfCoverage_s", "s", "smaller", "Time without coverage, over all devices."],
    (run) => run.mobility?.outOfCoverage ?? 0,
  ),
  simulated(
    ["migrations", "1", null, "Jobs that moved to another server at a handover."],
    (run) => run.mobility?.migrations ?? 0,
  ),
  simulated(["events", "1", null, "Events of the simulation, warm-up included."], (run) => run.events),

  beside(
    ["runScore", "1", "smaller", "Weighted time, energy and price of the run per job that arrived."],
    ({ score }) => score.score,
  ),
  beside(
    ["runBound", "1", null, "No policy scores less on the run's arrivals, knowing the future or not."],
    ({ lowerBound }) => lowerBound,
  ),
  beside(["boundGap", "1", "smaller", "runScore / runBound - 1."], ({ boundGap }) => boundGap),
  beside(
    ["regret", "1", "smaller", "runScore over that of the best plan found in hindsight, less 1."],
    ({ regret }) => regret,
  ),
];
