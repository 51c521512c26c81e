// The load that a scenario offers, and whether a run of it ends.
import { InputError } from "../model/input-error.ts";
import { meanOf } from "../random/distribution.ts";
import { megabytes } from "../units.ts";
import { type Arrivals, meanRate } from "./arrivals.ts";
import { horizonFault } from "./clock.ts";
import type { JobClass, Jobs } from "./job-class.ts";
import { arrivesForEver, streamsOfJobs } from "./job-streams.ts";
import type { Scenario } from "./scenario.ts";

/** Mean work of a job of a class, instructions. */
export function meanWork(of: JobClass, scenario: Scenario): number {
  if (of.instructions !== undefined) return meanOf(of.instructions);
  return (
    megabytes(meanOf(of.sizeMB ?? 0)) * meanOf(of.instructionsPerBit ?? scenario.work.instructionsPerBit)
  );
}

/** Mean work per second that arrives by one entry of the file, instructions/s. */
function workRate(arrivals: Arrivals | undefined, jobs: Jobs | undefined, scenario: Scenario): number {
  if (jobs === undefined) return 0;
  let rate = 0;
  for (const group of streamsOfJobs(arrivals, jobs)) {
    const total = group.classes.reduce((sum, one) => sum + (one.weight ?? 1), 0);
    for (const one of group.classes)
      rate += (meanRate(group.arrivals) * (one.weight ?? 1) * meanWork(one, scenario)) / total;
  }
  return rate;
}

/**
 * Work that arrives per second over what all processors and servers can do per second: at 1 or more no policy keeps
 * up. Below 1 a policy may still overload a station or a link.
 */
export function offeredLoad(scenario: Scenario): number {
  let work = workRate(scenario.arrivals, scenario.jobs, scenario);
  let speed = 0;
  for (const group of scenario.devices) {
    work += (group.count ?? 1) * workRate(group.arrivals, group.jobs, scenario);
    speed += (group.count ?? 1) * (group.cores ?? 1) * meanOf(group.speedIps);
  }
  for (const server of scenario.servers)
    speed += (server.count ?? 1) * (server.cores ?? 1) * meanOf(server.speedIps);
  return work / speed;
}

/** Do its jobs wait for each other? Such a source offers no more than is served. */
const isClosed = (arrivals: Arrivals | undefined, jobs: Jobs | undefined): boolean =>
  jobs !== undefined && streamsOfJobs(arrivals, jobs).some((group) => "finiteSource" in group.arrivals);

/**
 * The factor by which jobs bring more work than all processors and servers together can do, if they do: queues grow as
 * long as the run, whatever the policy, or jobs are lost.
 * @returns null where the work can be done, or jobs do not arrive for ever
 */
export function overload(scenario: Scenario): number | null {
  const waits = scenario.devices.some((group) => isClosed(group.arrivals, group.jobs));
  if (waits || isClosed(scenario.arrivals, scenario.jobs) || !arrivesForEver(scenario)) return null;
  const load = offeredLoad(scenario);
  return load > 1 ? load : null;
}

/**
 * A run must end: by itself, or at a horizon that the clock resolves.
 * @param horizonS the horizon that the run will have
 * @throws InputError where jobs arrive without end and there is none
 */
export function requireEnd(scenario: Scenario, horizonS: number | undefined, source: string): void {
  if (horizonS !== undefined) {
    const fault = horizonFault(scenario, horizonS);
    if (fault !== undefined) throw new InputError(`${source}: ${fault.field}`, fault.expected, fault.found);
    return;
  }
  if (!arrivesForEver(scenario)) return;
  const load = offeredLoad(scenario);
  const why =
    load >= 1
      ? `an end of the run, as jobs arrive for ever with ${load.toPrecision(3)} times the work that all processors can do`
      : "an end of the run (s), as jobs arrive for ever";
  throw new InputError(`${source}: horizonS`, why, undefined);
}
