// How large a run of a scenario will be, before it starts: its jobs, its events, and the memory of what stays. A rough
// estimate: it tells seconds from days, and what fits from what does not.
import { InputError } from "../model/input-error.ts";
import { meanOf } from "../random/distribution.ts";
import { megabitsPerSecond, megabytes, type Seconds } from "../units.ts";
import type { Arrivals } from "./arrivals.ts";
import { classList } from "./entities.ts";
import { streamsOfJobs } from "./job-streams.ts";
import { linkEntries } from "./link-entries.ts";
import { isProcess, type LinkRate } from "./links.ts";
import { meanWork } from "./load.ts";
import type { Scenario } from "./scenario.ts";

/** A part of the estimate, and the field that it comes from. */
export interface SizePart {
  readonly field: string;
  readonly count: number;
}

export interface RunSize {
  readonly jobs: readonly SizePart[];
  /** Events, and draws of processes that are followed. */
  readonly events: readonly SizePart[];
  /** Bytes that stay until the run ends. */
  readonly bytes: readonly SizePart[];
}

/** Events of a job that is sent: arrival, upload, service, download, and those between. */
const EVENTS_PER_JOB = 6;
/** Bytes, as measured: of a job that is kept, a device or server, a link of its own rate. */
const BYTES = { job: 800, station: 1600, link: 16 } as const;

/** Largest runs that start without being asked for: at a few million events a second, some minutes. */
export const MOST_EVENTS = 1e9;

export const total = (parts: readonly SizePart[]): number => parts.reduce((sum, { count }) => sum + count, 0);

/** Jobs of one source until the end of the run. */
function jobsOf(arrivals: Arrivals, end: Seconds): number {
  if ("batch" in arrivals) return arrivals.batch.count;
  if ("recorded" in arrivals) return arrivals.recorded.arrivalS!.length;
  if ("finiteSource" in arrivals) {
    const { thinkS, users = 1 } = arrivals.finiteSource;
    return users * (1 + end / meanOf(thinkS));
  }
  const [process] = Object.values(arrivals) as { count?: number }[];
  return Math.min(process.count ?? Number.POSITIVE_INFINITY, 1 + end * endlessRate(arrivals));
}

/** Arrivals per second of a process as long as it goes on. */
function endlessRate(arrivals: Arrivals): number {
  if ("deterministic" in arrivals) return 1 / arrivals.deterministic.everyS;
  if ("renewal" in arrivals) return 1 / meanOf(arrivals.renewal.intervalS);
  if ("mmpp" in arrivals) return Math.max(...arrivals.mmpp.ratesPerS);
  return (Object.values(arrivals) as { ratePerS?: number }[])[0].ratePerS ?? 0;
}

interface Entry {
  readonly field: string;
  readonly arrivals: Arrivals;
  readonly members: number;
  /** Mean work of a job, instructions, and bits of its data. */
  readonly work: number;
  readonly bits: number;
}

function entriesOf(scenario: Scenario): Entry[] {
  const of = (
    arrivals: Scenario["arrivals"],
    jobs: Scenario["jobs"],
    members: number,
    dot: string,
  ): Entry[] =>
    jobs === undefined
      ? []
      : streamsOfJobs(arrivals, jobs).map((group) => {
          const place = Array.isArray(jobs) ? `jobs[${classList(jobs).indexOf(group.classes[0])}]` : "jobs";
          const [first] = group.classes;
          return {
            field: `${dot}${arrivals === undefined ? `${place}.` : ""}arrivals`,
            arrivals: group.arrivals,
            members,
            work: meanWork(first, scenario),
            bits: megabytes(meanOf(first.sizeMB ?? 0)),
          };
        });
  return [
    ...of(scenario.arrivals, scenario.jobs, 1, ""),
    ...scenario.devices.flatMap((group, g) =>
      of(group.arrivals, group.jobs, group.count ?? 1, `devices[${g}].`),
    ),
  ];
}

/** Time of the last arrival that the scenario names. */
const lastArrival = (arrivals: Arrivals): Seconds =>
  "recorded" in arrivals
    ? arrivals.recorded.arrivalS!.at(-1)! - arrivals.recorded.arrivalS![0]
    : "batch" in arrivals
      ? (arrivals.batch.atS ?? 0)
      : "deterministic" in arrivals
        ? arrivals.deterministic.everyS * (arrivals.deterministic.count ?? 0)
        : 0;

/** Mean length of what changes by turns, s. */
function turnsOf(
  scenario: Scenario,
): { readonly field: string; readonly each: Seconds; readonly count: number }[] {
  const turns = [];
  for (const [kind, groups] of [
    ["servers", scenario.servers],
    ["devices", scenario.devices],
  ] as const) {
    for (const [g, group] of groups.entries()) {
      const count = group.count ?? 1;
      const lasts = (group.levels ?? []).map(({ forS }) =>
        forS === undefined ? Number.POSITIVE_INFINITY : meanOf(forS),
      );
      if (lasts.length > 0) {
        const each = lasts.reduce((sum, time) => sum + time, 0) / lasts.length;
        turns.push({ field: `${kind}[${g}].levels`, each, count });
      }
      const faults = "faults" in group ? group.faults : undefined;
      if (faults?.upS !== undefined && faults.downS !== undefined)
        turns.push({
          field: `${kind}[${g}].faults`,
          each: (meanOf(faults.upS) + meanOf(faults.downS)) / 2,
          count,
        });
    }
  }
  return turns;
}

/** Changes of a link's rate while one bit is sent over it, per bit; each reschedules the transfer. */
const changesPerBit = (scenario: Scenario): number =>
  linkEntries(scenario).reduce((most, { rateMbps }) => Math.max(most, changesOf(rateMbps)), 0);

function changesOf(rateMbps: LinkRate): number {
  if (!isProcess(rateMbps)) return 0;
  if ("rayleigh" in rateMbps) {
    const { meanSnrDb, bandwidthMHz, blockS } = rateMbps.rayleigh;
    return 1 / (bandwidthMHz * 1e6 * Math.log2(1 + 10 ** (meanSnrDb / 10))) / meanOf(blockS);
  }
  if ("gilbertElliott" in rateMbps) {
    const { goodMbps, goodS, badS } = rateMbps.gilbertElliott;
    return 2 / megabitsPerSecond(meanOf(goodMbps)) / (meanOf(goodS) + meanOf(badS));
  }
  return 0;
}

/** How a run ends and what it keeps. */
export interface RunLength {
  /** The end that it will have, if any. */
  readonly horizonS: Seconds | undefined;
  /** Are all jobs kept, in an instance or as records? */
  readonly keepsJobs: boolean;
}

export function runSize(scenario: Scenario, { horizonS, keepsJobs }: RunLength): RunSize {
  const entries = entriesOf(scenario);
  const speed = [...scenario.devices, ...scenario.servers].reduce(
    (sum, group) => sum + (group.count ?? 1) * (group.cores ?? 1) * meanOf(group.speedIps),
    0,
  );
  const jobs = entries.map(({ field, arrivals, members }) => ({
    field,
    count: members * jobsOf(arrivals, horizonS ?? Number.POSITIVE_INFINITY),
  }));
  // A mean that does not exist says nothing of how long a run is.
  const work = entries.reduce(
    (sum, entry, k) => sum + (Number.isFinite(entry.work) ? jobs[k].count * entry.work : 0),
    0,
  );
  const last = entries.reduce((latest, { arrivals }) => Math.max(latest, lastArrival(arrivals)), 0);
  const end = horizonS ?? last + work / speed;
  const perBit = changesPerBit(scenario);
  const devices = scenario.devices.map((group, g) => ({
    field: `devices[${g}].count`,
    count: group.count ?? 1,
  }));
  const servers = scenario.servers.map((group, c) => ({
    field: `servers[${c}].count`,
    count: group.count ?? 1,
  }));
  const sized = (parts: readonly SizePart[], each: number) =>
    parts.map(({ field, count }) => ({ field, count: count * each }));
  return {
    jobs,
    events: [
      ...sized(jobs, EVENTS_PER_JOB),
      {
        field: "links.rateMbps",
        count:
          perBit *
          entries.reduce((sum, { bits }, k) => sum + (Number.isFinite(bits) ? jobs[k].count * bits : 0), 0),
      },
      ...turnsOf(scenario).map(({ field, each, count }) => ({ field, count: (count * end) / each })),
    ],
    bytes: [
      ...sized(keepsJobs ? jobs : [], BYTES.job),
      ...sized(devices, BYTES.station),
      ...sized(servers, BYTES.station),
      {
        field: "links",
        // A device has one link to its access point, in the star one to every server.
        count: total(devices) * (scenario.accessPoints === undefined ? total(servers) : 1) * BYTES.link,
      },
    ],
  };
}

/** What a run may take. */
export interface SizeLimits {
  /** May it have more events than `MOST_EVENTS`? */
  readonly large: boolean;
  /** Bytes that there are. */
  readonly memory: number;
}

const largest = (parts: readonly SizePart[]): SizePart =>
  parts.reduce((most, part) => (part.count > most.count ? part : most));

const rounded = (count: number): string => (count < 1e6 ? String(Math.round(count)) : count.toExponential(1));

/**
 * Refuses a run that does not fit into memory, or that goes on far longer than one expects and was not asked for.
 * @throws InputError naming the field that weighs most
 */
export function requireSize(scenario: Scenario, length: RunLength, limits: SizeLimits, source: string): void {
  const { events, bytes } = runSize(scenario, length);
  const [memory, time] = [total(bytes), total(events)];
  if (memory > limits.memory) {
    const expected = `a run that fits into ${rounded(limits.memory / 1e6)} MB`;
    const { field } = largest(bytes);
    throw new InputError(`${source}: ${field}`, expected, `one of about ${rounded(memory / 1e6)} MB`);
  }
  if (time > MOST_EVENTS && !limits.large) {
    const expected = `a run of at most ${MOST_EVENTS.toExponential()} events, or --yes`;
    throw new InputError(`${source}: ${largest(events).field}`, expected, `one of about ${rounded(time)}`);
  }
}
