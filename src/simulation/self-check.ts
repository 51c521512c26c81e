// The laws that every run must keep, checked at its end: conservation of jobs, Little's law, the energy balance.
import type { Seconds } from "../units.ts";
import type { PowerMeter } from "./energy/power-meter.ts";
import type { Measures } from "./record/measures.ts";
import { ARRIVAL, ENTERED, INTS, type JobTable, NONE, REALS, STATION } from "./state/job-table.ts";
import type { StationNumbers } from "./state/station-numbers.ts";
import {
  BUSY_AREA,
  CORES,
  PROCESSOR,
  RADIO,
  SERVER,
  SOJOURN,
  STATION_INTS,
  STATION_REALS,
  type StationTable,
  WIRE,
} from "./state/station-table.ts";

/** A law is broken: a fault of the simulator, not of its input. */
export class SelfCheckError extends Error {
  constructor(law: string, where: string, left: number, right: number) {
    super(`self-check: ${law} at ${where}: ${left} is not ${right}`);
    this.name = "SelfCheckError";
  }
}

const RELATIVE = 1e-7;

const KIND_NAMES = new Map([
  [PROCESSOR, "processor"],
  [SERVER, "server"],
  [RADIO, "radio"],
  [WIRE, "wire"],
]);

export interface RunState {
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly meter: PowerMeter;
  readonly measures: Measures;
  readonly devices: number;
  readonly numbers: StationNumbers;
  /** May transfers stand still while they hold the radio? */
  readonly stalls: boolean;
  /** When measuring began. */
  readonly since: Seconds;
  readonly now: Seconds;
}

/**
 * Checks a run whose stations are settled.
 * @throws SelfCheckError naming the law and where it is broken
 */
export function selfCheck(run: RunState): void {
  const equal: Equal = (law, where, left, right, scale = 0) => {
    // What rounding may leave of sums over times of the order of `now`.
    const slack =
      RELATIVE * Math.max(Math.abs(left), Math.abs(right), scale) + 1e-9 * Math.max(run.now, 1e-9);
    if (!(Math.abs(left - right) <= slack)) throw new SelfCheckError(law, where(), left, right);
  };
  conservation(run);
  littlesLaw(run, equal);
  energyBalance(run, equal);
}

/** `where` is asked only when a law is broken. */
type Equal = (law: string, where: () => string, left: number, right: number, scale?: number) => void;

/** completed + dropped + abandoned + in flight = arrived, and the table holds those in flight. */
export function conservation({ jobs, measures }: Pick<RunState, "jobs" | "measures">): void {
  let held = 0;
  jobs.each(() => held++);
  for (const [name, ledger] of [
    ["all jobs", measures.total],
    ["measured jobs", measures.measured],
  ] as const) {
    const { arrived, completed, dropped, abandoned, inFlight } = ledger.counts();
    if (completed + dropped + abandoned + inFlight !== arrived || inFlight < 0)
      throw new SelfCheckError(
        "conservation of jobs",
        name,
        completed + dropped + abandoned + inFlight,
        arrived,
      );
  }
  const { inFlight } = measures.total.counts();
  if (held !== inFlight || jobs.size !== inFlight)
    throw new SelfCheckError("conservation of jobs", "the table", held, inFlight);
}

/** L = lambda W without its expectations: the integral of the jobs present is the sum of the times spent. */
function littlesLaw(run: RunState, equal: Equal): void {
  const { jobs, stations, measures, numbers, now } = run;
  const spent = new Float64Array(stations.count);
  let inNetwork = measures.timeInNetwork;
  jobs.each((slot) => {
    const station = jobs.int[slot * INTS + STATION];
    if (station !== NONE) spent[station] += now - jobs.real[slot * REALS + ENTERED];
    inNetwork += now - Math.max(run.since, jobs.real[slot * REALS + ARRIVAL]);
  });
  for (let station = 0; station < stations.count; station++) {
    const r = station * STATION_REALS;
    const where = () => `${KIND_NAMES.get(numbers.kind(station))} ${numbers.within(station)}`;
    const sum = stations.real[r + SOJOURN] + spent[station];
    const area = stations.jobsArea(station);
    if (sum !== area) equal("Little's law", where, area, sum);
  }
  equal("Little's law", () => "the network", measures.jobsArea(now), inNetwork);
}

/** State times add up to the measured time; joules by state equal the integral of power; meter and stations agree. */
function energyBalance(run: RunState, equal: Equal): void {
  const { stations, meter, devices, numbers, now } = run;
  const time = now - run.since;
  for (let i = 0; i < devices; i++) {
    const at = () => `device ${i}`;
    const drawn = meter.read(i, now);
    equal("state times", at, drawn.activeTime + drawn.idleTime + drawn.offTime, time);
    const byState = drawn.computeEnergy + drawn.transmitEnergy + drawn.receiveEnergy + drawn.idleEnergy;
    equal("energy balance", at, byState, drawn.energy);
    const processor = numbers.processor(i);
    const busy = stations.real[processor * STATION_REALS + BUSY_AREA];
    const cores = stations.int[processor * STATION_INTS + CORES];
    if (cores === 1) equal("processor time", at, drawn.processorBusy, busy);
    else
      equal(
        "processor time",
        at,
        Math.min(Math.max(busy / cores, drawn.processorBusy), busy),
        drawn.processorBusy,
        busy,
      );
    let radio = 0;
    for (let n = 0; n < numbers.radiosPerDevice; n++)
      radio += stations.real[(numbers.radios(i) + n) * STATION_REALS + BUSY_AREA];
    const transfers = drawn.transmitTime + drawn.receiveTime;
    // A transfer over a broken link holds the radio without radiating.
    equal("radio time", at, transfers, run.stalls ? Math.min(radio, transfers) : radio);
  }
}
