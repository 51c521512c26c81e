// What a run's score counts, as it stands in the middle of the run.
//
// Read without settling anything: an integral that is split at a decision would differ in its last bits from that of the
// same run that does not stop there.
import type { EnergyScope } from "../../model/charges.ts";
import type { Network } from "../../model/network.ts";
import type { Joules, Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import type { StationTable } from "../state/station-table.ts";
import type { Legs } from "../transfer/legs.ts";
import type { Measures } from "./measures.ts";

/** Fields of what has accrued. Integral of the unfinished jobs over time. */
export const JOB_SECONDS = 0;
/** Energy, of the devices or of the whole system. */
export const JOULES = 1;
/** Missed deadlines. */
export const MISSES = 2;
/** Price of work and transfers. */
export const MONEY = 3;
export const ACCRUED = 4;

export interface AccruedParts {
  readonly network: Network;
  readonly measures: Measures;
  readonly meter: PowerMeter;
  readonly stations: StationTable;
  readonly numbers: StationNumbers;
  readonly legs: Legs | null;
  /** When measuring began. */
  readonly since: Seconds;
}

/** Idle power all the time, and the rest of the busy power for the share of its cores at work. */
function serversUntil(now: Seconds, { network, stations, numbers, since }: AccruedParts): Joules {
  const { serverIdlePower: idle, serverBusyPower: busy, serverCores: cores } = network;
  let joules = 0;
  for (let c = 0; c < network.servers; c++) {
    joules += idle[c] * (now - since);
    joules += ((busy[c] - idle[c]) * stations.busyUntil(numbers.server(c), now)) / cores[c];
  }
  return joules;
}

/** Writes what has accrued until now: `ACCRUED` numbers. It takes a look at each device, and at each server and wire of a system. */
export function accruedUntil(now: Seconds, of: AccruedParts, scope: EnergyScope, into: Float64Array): void {
  const { measures, meter, legs } = of;
  into[JOB_SECONDS] = measures.jobsAreaUntil(now);
  into[JOULES] = meter.energyUntil(now);
  if (scope === "system") into[JOULES] += serversUntil(now, of) + (legs?.energy() ?? 0);
  into[MISSES] = measures.missedDeadlines;
  into[MONEY] = measures.price;
}
