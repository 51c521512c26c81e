// Courses of one device for tests: made as a run makes them, and found by definition with steps of time.
import {
  Course,
  type Coverage,
  NearestAttaching,
  type NextLeg,
  Pairs,
  Sites,
  StrongestAttaching,
  type StrongestRule,
  Walk,
} from "../../src/mobility/index.ts";
import type { Channel } from "../../src/radio/index.ts";
import { stream } from "../../src/random/stream.ts";

export interface Plan {
  readonly path: NextLeg;
  readonly sites: readonly (readonly [number, number])[];
  readonly channels?: readonly Channel[];
  /** Absent: the nearest. */
  readonly strongest?: StrongestRule;
}

export function courseOf({ path, sites, channels, strongest }: Plan): Course {
  const coverage: Coverage = {
    sites: new Sites(sites),
    channels: channels ?? null,
    isUp: new Uint8Array(sites.length).fill(1),
  };
  const walk = new Walk(path, channels?.[0].step ?? Number.POSITIVE_INFINITY);
  const pairs =
    channels === undefined
      ? null
      : new Pairs(channels, (purpose, site) => stream({ seed: 5, replication: 0, purpose, entity: site }));
  const attaching =
    strongest === undefined
      ? new NearestAttaching(walk, coverage)
      : new StrongestAttaching(walk, coverage, pairs!, strongest);
  return new Course({
    walk,
    coverage,
    attaching,
    pairs,
    fading: null,
    constant: pairs === null ? () => ({ up: 1, down: 1 }) : null,
  });
}

export interface State {
  readonly at: number;
  readonly accessPoint: number;
  readonly up: number;
  readonly down: number;
}

/** All states up to an end, each with the time from which it holds. */
export function statesOf(course: Course, end: number): State[] {
  const states: State[] = [];
  for (let events = 0; course.until <= end; events++) {
    if (events > 1_000_000) throw new Error(`a course that does not go on at ${course.until} s`);
    const at = course.until;
    course.advance();
    const { accessPoint, up, down } = course;
    const last = states[states.length - 1];
    if (last !== undefined && last.accessPoint === accessPoint && last.up === up && last.down === down)
      continue;
    if (last?.at === at) states.pop();
    states.push({ at, accessPoint, up, down });
  }
  return states;
}

/** The access points in order, each with the time of attachment. */
export const attachmentsOf = (states: readonly State[]): { at: number; accessPoint: number }[] =>
  states.filter((state, k) => k === 0 || states[k - 1].accessPoint !== state.accessPoint);
