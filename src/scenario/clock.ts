// Clocks far from zero, where a short job has no length any more: what was recorded there moves to its origin, and what
// cannot be moved is refused.

import { meanOf } from "../random/distribution.ts";
import { megabitsPerSecond, megabytes, type Seconds } from "../units.ts";
import type { Arrivals, Trace } from "./arrivals.ts";
import { classList } from "./entities.ts";
import type { JobClass, Jobs } from "./job-class.ts";
import { arrivesForEver, streamsOfJobs } from "./job-streams.ts";
import { linkEntries } from "./link-entries.ts";
import { isApart, isProcess, type LinkRate } from "./links.ts";
import { isMobile } from "./mobile.ts";
import { resolutionAt, resolves } from "./resolution.ts";
import type { Scenario } from "./scenario.ts";

interface Fastest {
  readonly device: number;
  readonly server: number;
  /** bit/s */
  readonly link: number;
}

/** Of lists that may be longer than a call has arguments. */
const largestOf = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((most, item) => Math.max(most, value(item)), 0);

/** Mbps at best, about. */
function fastestRate(rateMbps: LinkRate): number {
  if (isApart(rateMbps)) return Math.max(meanOf(rateMbps.up), meanOf(rateMbps.down));
  if (!isProcess(rateMbps)) return meanOf(rateMbps);
  if ("gilbertElliott" in rateMbps) return meanOf(rateMbps.gilbertElliott.goodMbps);
  if ("recorded" in rateMbps) return largestOf(rateMbps.recorded.Mbps ?? [], (one) => one);
  return rateMbps.rayleigh.bandwidthMHz * Math.log2(1 + 10 ** (rateMbps.rayleigh.meanSnrDb / 10));
}

function fastest(scenario: Scenario): Fastest {
  const rate = largestOf(linkEntries(scenario), (entry) => fastestRate(entry.rateMbps));
  return {
    device: largestOf(scenario.devices, (group) => meanOf(group.speedIps)),
    server: largestOf(scenario.servers, (server) => meanOf(server.speedIps)),
    link: megabitsPerSecond(rate),
  };
}

/** Shortest response of a lone job: at its device, or sent to the fastest server over the fastest link. */
const responseOf = (bits: number, instructions: number, { device, server, link }: Fastest): Seconds =>
  Math.min(instructions / device, bits / link + instructions / server);

/** Shortest response of the jobs of some classes; of what is drawn, the response at its mean. */
function shortestOf(classes: readonly JobClass[], trace: Trace | null, scenario: Scenario): Seconds {
  const speeds = fastest(scenario);
  let shortest = Number.POSITIVE_INFINITY;
  for (const of of classes) {
    const perBit = meanOf(of.instructionsPerBit ?? scenario.work.instructionsPerBit);
    const meanSize = meanOf(of.sizeMB ?? 0);
    const drawn = of.instructions === undefined ? undefined : meanOf(of.instructions);
    const rows =
      trace?.sizeMB === undefined && trace?.instructions === undefined ? 1 : trace.arrivalS!.length;
    for (let k = 0; k < rows; k++) {
      const bits = megabytes(trace?.sizeMB?.[k] ?? meanSize);
      const instructions = trace?.instructions?.[k] ?? drawn ?? bits * perBit;
      if (instructions > 0) shortest = Math.min(shortest, responseOf(bits, instructions, speeds));
    }
  }
  return shortest;
}

/** What the clock cannot tell apart. */
export interface ClockFault {
  readonly field: string;
  readonly expected: string;
  readonly found: number;
}

interface Site {
  readonly trace: Trace | null;
  /** The last arrival of which the scenario says the time, and the field that says it. */
  readonly last: Seconds;
  readonly field: string;
  readonly classes: readonly JobClass[];
  /** Field of the scenario. */
  readonly at: string;
}

function lastOf(arrivals: Arrivals): Pick<Site, "trace" | "last" | "field"> {
  if ("recorded" in arrivals) {
    const trace = arrivals.recorded;
    return { trace, last: trace.arrivalS?.at(-1) ?? 0, field: "recorded.arrivalS" };
  }
  if ("batch" in arrivals) return { trace: null, last: arrivals.batch.atS ?? 0, field: "batch.atS" };
  const last = "deterministic" in arrivals ? (arrivals.deterministic.startS ?? 0) : 0;
  return { trace: null, last, field: "deterministic.startS" };
}

function sitesOf(scenario: Scenario): Site[] {
  const of = (arrivals: Scenario["arrivals"], jobs: Jobs | undefined, dot: string): Site[] =>
    jobs === undefined
      ? []
      : streamsOfJobs(arrivals, jobs).map((group) => {
          const field = Array.isArray(jobs) ? `jobs[${classList(jobs).indexOf(group.classes[0])}]` : "jobs";
          return {
            ...lastOf(group.arrivals),
            classes: group.classes,
            at: `${dot}${arrivals === undefined ? `${field}.` : ""}arrivals`,
          };
        });
  return [
    ...of(scenario.arrivals, scenario.jobs, ""),
    ...scenario.devices.flatMap((group, g) => of(group.arrivals, group.jobs, `devices[${g}].`)),
  ];
}

/** What holds at a time of its own, so that the recorded arrivals cannot move alone; undefined where nothing does. */
function boundToTime(scenario: Scenario, sites: readonly Site[]): string | undefined {
  if (scenario.horizonS !== undefined) return "horizonS";
  if (scenario.warmupS !== undefined) return "warmupS";
  if (sites.some(({ trace }) => trace === null)) return "arrivals that are not recorded";
  if (isMobile(scenario)) return "devices that move";
  const links = linkEntries(scenario);
  if ([...links, ...scenario.servers, ...(scenario.wires ?? [])].some((one) => one.faults !== undefined))
    return "faults";
  if ([...scenario.servers, ...scenario.devices].some((one) => one.levels !== undefined))
    return "speed levels";
  return links.some(({ rateMbps }) => isProcess(rateMbps) && "recorded" in rateMbps)
    ? "a recorded rate of links"
    : undefined;
}

/**
 * The time that counts as 0 in a run: 0, or that of the first recorded arrival where the clock would not resolve the
 * last one.
 */
export function clockOrigin(scenario: Scenario): Seconds | ClockFault {
  const sites = sitesOf(scenario);
  const late = sites.flatMap((site) => {
    if (site.last === 0) return [];
    const shortest = shortestOf(site.classes, site.trace, scenario);
    return resolves(site.last, shortest) ? [] : [{ ...site, shortest }];
  });
  if (late.length === 0) return 0;
  const origin = sites.reduce(
    (first, { trace }) => Math.min(first, trace?.arrivalS?.[0] ?? 0),
    Number.POSITIVE_INFINITY,
  );
  const bound = boundToTime(scenario, sites);
  for (const { at, field, last, shortest } of late) {
    const moved = bound === undefined ? last - origin : last;
    if (resolves(moved, shortest)) continue;
    const why = bound === undefined ? "" : `, as ${bound} of the scenario counts from 0`;
    return {
      field: `${at}.${field}`,
      expected: `times that the clock resolves to a millionth of the shortest job, ${shortest.toPrecision(3)} s (at ${moved} s it resolves ${resolutionAt(moved).toPrecision(2)} s): unit and origin of the column, or times from the first on${why}`,
      found: last,
    };
  }
  return origin;
}

/** The horizon as the clock sees it: undefined where it resolves the jobs, which arrive up to then. */
export function horizonFault(scenario: Scenario, horizonS: Seconds): ClockFault | undefined {
  const origin = clockOrigin(scenario);
  if (typeof origin === "number" && origin > 0) {
    const expected = `none, as the recorded times count from the first arrival at ${origin} s: their unit and origin say what the end counts from`;
    return { field: "horizonS", expected, found: horizonS };
  }
  if (!arrivesForEver(scenario)) return undefined;
  const shortest = sitesOf(scenario).reduce(
    (least, { classes, trace }) => Math.min(least, shortestOf(classes, trace, scenario)),
    Number.POSITIVE_INFINITY,
  );
  if (resolves(horizonS, shortest)) return undefined;
  const expected = `an end of the run at which the clock resolves a millionth of a job of ${shortest.toPrecision(3)} s (there it resolves ${resolutionAt(horizonS).toPrecision(2)} s)`;
  return { field: "horizonS", expected, found: horizonS };
}
