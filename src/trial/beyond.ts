// What a world has that an instance cannot hold or the equations know nothing of. Read from the file alone: nothing is drawn.
import type { CellShare } from "../model/backhaul.ts";
import type { Problem } from "../model/problem.ts";
import type { Arrivals } from "../scenario/arrivals.ts";
import { serverEntries } from "../scenario/entities.ts";
import { streamsOfJobs } from "../scenario/job-streams.ts";
import { linkEntries } from "../scenario/link-entries.ts";
import { isProcess } from "../scenario/links.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Subject } from "./subject.ts";

/** Something that goes beyond the network at rest with a batch of jobs. */
export interface Beyond {
  /** In words, for messages and reports. */
  readonly name: string;
  /** An instance can hold it, so jobs can be placed beforehand. */
  readonly instance: boolean;
  /** Eq. (1) to (4) hold with it, but for waiting, so a bound of theirs may stand beside a run. */
  readonly equations: boolean;
}

const NEITHER = { instance: false, equations: false } as const;

/** In the order in which they are named. */
const ALL = {
  faults: { name: "faults", ...NEITHER },
  rates: { name: "changing rates", ...NEITHER },
  /** Those of `links`, between devices and servers without wires. */
  accessPoints: { name: "shared access points", ...NEITHER },
  capacity: { name: "cells by capacity", instance: true, equations: false },
  airtime: { name: "cells by air time", instance: true, equations: false },
  mobility: { name: "devices that move", ...NEITHER },
  channels: { name: "radio channels", ...NEITHER },
  levels: { name: "changing speeds", ...NEITHER },
  users: { name: "a finite source", ...NEITHER },
  /** Who waits is not said by the equations. */
  concurrency: { name: "a limit of concurrency", instance: false, equations: true },
  drop: { name: 'overflow "drop"', ...NEITHER },
  abandonment: { name: "abandonment", ...NEITHER },
  limits: { name: "queue limits", instance: true, equations: false },
  arrivals: { name: "arrivals over time", instance: true, equations: false },
} as const satisfies Readonly<Record<string, Beyond>>;

type Present = Readonly<Record<keyof typeof ALL, boolean>>;

/** Do all jobs of a process arrive at time 0? */
function atOnce(arrivals: Arrivals): boolean {
  if ("batch" in arrivals) return (arrivals.batch.atS ?? 0) === 0;
  return "recorded" in arrivals && (arrivals.recorded.arrivalS ?? []).every((at) => at === 0);
}

function inScenario(scenario: Scenario): Present {
  const { devices, links, accessPoints = [], wires = [] } = scenario;
  const entries = linkEntries(scenario);
  const servers = serverEntries(scenario);
  const processes = [scenario, ...devices].flatMap(({ arrivals, jobs }) =>
    jobs === undefined ? [] : streamsOfJobs(arrivals, jobs).map((stream) => stream.arrivals),
  );
  return {
    faults: [...servers, ...entries, ...wires, ...accessPoints].some(({ faults }) => faults !== undefined),
    rates: entries.some(({ rateMbps }) => isProcess(rateMbps)),
    accessPoints: links !== undefined && !Array.isArray(links) && links.accessPoints !== undefined,
    mobility: devices.some(({ mobility }) => mobility !== undefined),
    channels: scenario.channels !== undefined,
    capacity: accessPoints.some(({ capacityMbps }) => capacityMbps !== undefined),
    airtime: accessPoints.some(({ share }) => share === "airtime"),
    levels: [...devices, ...servers].some((station) => station.levels !== undefined),
    users: processes.some((arrivals) => "finiteSource" in arrivals),
    concurrency: servers.some((server) => server.concurrency !== undefined),
    drop: scenario.overflow === "drop",
    abandonment: scenario.abandonAtDeadline === true,
    limits: servers.some((server) => server.queueLimit !== undefined),
    arrivals: !processes.every(atOnce),
  };
}

const hasCells = ({ network }: Problem, by: CellShare): boolean =>
  network.backhaul?.accessPointShare.includes(by) === true;

const inInstance = (problem: Problem): Present => ({
  faults: false,
  rates: false,
  accessPoints: false,
  mobility: false,
  channels: false,
  capacity: hasCells(problem, "capacity"),
  airtime: hasCells(problem, "airtime"),
  levels: false,
  users: false,
  concurrency: false,
  drop: false,
  abandonment: false,
  limits: problem.network.queueLimit.some((limit) => limit >= 0),
  arrivals: problem.jobs.arrival.some((at) => at > 0),
});

/** All that a world has beyond a batch on a network at rest; empty where equations and instance say all. */
export function beyond(subject: Subject): Beyond[] {
  const present = "scenario" in subject ? inScenario(subject.scenario) : inInstance(subject.problem);
  return (Object.keys(ALL) as (keyof typeof ALL)[]).filter((key) => present[key]).map((key) => ALL[key]);
}

/** The first thing that no instance can hold, in words; undefined where an instance says all. */
export const beyondInstance = (subject: Subject): string | undefined =>
  beyond(subject).find(({ instance }) => !instance)?.name;

/**
 * The reasons why no bound of the equations may stand beside a run, in words; none where one may. Waiting is no reason: it
 * only makes a run longer than the equations say.
 */
export const beyondEquations = (subject: Subject): string[] =>
  beyond(subject)
    .filter(({ equations }) => !equations)
    .map(({ name }) => name);
