// The sources of a scenario's jobs: one for each device (or user, or class with arrivals of its own), or the network's.

import { InputError } from "../model/input-error.ts";
import { sampler } from "../random/distribution.ts";
import { type StreamName, stream } from "../random/stream.ts";
import { type StreamBank, streamBank } from "../random/stream-bank.ts";
import type { Seconds } from "../units.ts";
import { arrivalProcess, type NextArrival } from "./arrival-process.ts";
import type { Arrivals } from "./arrivals.ts";
import { clockOrigin } from "./clock.ts";
import { classNames, deviceIds } from "./entities.ts";
import type { Jobs } from "./job-class.ts";
import { type DrawJob, type JobRow, jobDraw, type Rules } from "./job-draw.ts";
import { streamsOfJobs } from "./job-streams.ts";
import type { Scenario } from "./scenario.ts";

/** The run's part of a stream's name. */
export type RunName = Pick<StreamName, "seed" | "replication">;

/** Where jobs come from, in the units of a file. */
export interface RowSource {
  /** One user, whose next job is asked for when the last has ended. */
  readonly closed: boolean;
  /** Time of the next arrival after one at (closed: an end at) `now`; Infinity: no more. */
  next(now: Seconds): Seconds;
  /** Fills the job that arrives then, its device included. */
  draw(row: JobRow): void;
}

/** Sources that follow one process and draw from the same classes; their state lies in shared arrays. */
class MemberSource implements RowSource {
  readonly closed: boolean;
  readonly #member: number;
  readonly #device: number;
  readonly #next: NextArrival;
  readonly #draw: DrawJob;

  constructor(closed: boolean, member: number, device: number, next: NextArrival, draw: DrawJob) {
    this.closed = closed;
    this.#member = member;
    this.#device = device;
    this.#next = next;
    this.#draw = draw;
  }

  next(now: Seconds): Seconds {
    return this.#next(this.#member, now);
  }

  draw(row: JobRow): void {
    this.#draw(this.#member, row);
    row.device = this.#device;
  }
}

/** Deals the network's jobs to devices, unless a trace names the device. */
function dealt(source: RowSource, draw: DrawJob, member: number, deal: () => number): RowSource {
  return {
    closed: source.closed,
    next: (now) => source.next(now),
    draw: (row) => {
      draw(member, row);
      if (row.device < 0) row.device = deal();
    },
  };
}

/** All sources, devices first in their order, then the network's. */
export function rowSources(scenario: Scenario, run: RunName): RowSource[] {
  const ids = deviceIds(scenario);
  const rules: Rules = {
    classes: classNames(scenario),
    deviceIndex: new Map(ids.map((id, i) => [id, i])),
    instructionsPerBit: scenario.work.instructionsPerBit,
  };
  const sources: RowSource[] = [];
  const origin = clockOrigin(scenario);
  if (typeof origin !== "number")
    throw new InputError(`${scenario.name ?? "scenario"}: ${origin.field}`, origin.expected, origin.found);
  const add = (
    arrivals: Arrivals | undefined,
    jobs: Jobs,
    entities: readonly string[],
    place: (next: NextArrival, draw: DrawJob, closed: boolean, member: number, entity: number) => RowSource,
  ) => {
    for (const group of streamsOfJobs(arrivals, jobs)) {
      const closed = "finiteSource" in group.arrivals;
      const users = "finiteSource" in group.arrivals ? (group.arrivals.finiteSource.users ?? 1) : 1;
      const members = entities.length * users;
      const entity = (s: number) =>
        `${entities[Math.floor(s / users)]}${group.label}${users > 1 ? `#${s % users}` : ""}`;
      const bank: StreamBank = streamBank({ ...run, purpose: "arrivals" }, members, entity);
      const next = arrivalProcess(group.arrivals, bank, members, origin);
      const trace = "recorded" in group.arrivals ? group.arrivals.recorded : null;
      const draw = jobDraw(group.classes, trace, rules, run, members, entity);
      for (let s = 0; s < members; s++) sources.push(place(next, draw, closed, s, Math.floor(s / users)));
    }
  };
  let first = 0;
  for (const group of scenario.devices) {
    const base = first;
    const members = ids.slice(base, base + (group.count ?? 1));
    first += members.length;
    if (group.jobs === undefined) continue;
    add(
      group.arrivals,
      group.jobs,
      members,
      (next, draw, closed, s, i) => new MemberSource(closed, s, base + i, next, draw),
    );
  }
  if (scenario.jobs !== undefined) {
    const random = sampler(
      { uniformInteger: { min: 0, max: ids.length - 1 } },
      stream({ ...run, purpose: "deal" }),
    );
    let turn = 0;
    const deal = scenario.deal === "random" ? random : () => turn++ % ids.length;
    add(scenario.arrivals, scenario.jobs, [""], (next, draw, closed, s) =>
      dealt(new MemberSource(closed, s, -1, next, draw), draw, s, deal),
    );
  }
  return sources;
}
