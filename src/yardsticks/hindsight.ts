// A plan made after the fact: the best places found for the jobs of a run, all of them known, judged by the simulation itself.
import type { Allocation } from "../model/allocation.ts";
import type { Stream } from "../model/policy.ts";
import { isAllowed, LOCAL, type Problem } from "../model/problem.ts";
import type { ScorePerUnit } from "../model/score.ts";
import { stream } from "../random/stream.ts";
import type { RunOptions } from "../simulation/options.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { simulatePlan } from "../simulation/simulate.ts";
import type { Measured } from "./fixed-costs.ts";
import { type Itineraries, itineraries } from "./itineraries.ts";
import { type RunScore, runScore, weighted } from "./run-score.ts";

export interface HindsightOptions extends Measured {
  /** Allocations to start from; the best one counts. */
  readonly from: readonly Allocation[];
  /** Names the stream of the search; 1 unless given. */
  readonly seed?: number | string | undefined;
  /** Runs to simulate beyond those of the starts; as many as take some seconds unless given. */
  readonly simulations?: number | undefined;
}

export interface Hindsight {
  readonly places: Allocation;
  /** Of the plan's own run. */
  readonly score: RunScore;
  /** Which allocation was the best to start from, and its score. */
  readonly startedFrom: number;
  readonly start: RunScore;
  readonly simulations: number;
}

/** Share of the changes that swap the places of two jobs. */
const SWAPS = 0.3;
/** Changes tried in one simulation: at first one for so many jobs, and never more jobs apart. */
const APART = 12;
const MOST_APART = 400;
/** Tries without any change that may be made after which the search ends: jobs with one place each. */
const PATIENCE = 1000;
/** The next cheapest place is taken with this chance, and so on. */
const NEXT = 0.5;

const usualSimulations = (jobs: number): number => Math.round(Math.min(400, Math.max(40, 4e5 / jobs)));

const below = (draw: Stream, count: number): number => Math.floor(draw() * count);

/** A change of one job or two, and the part of the run that it is judged by: jobs from `from` on by arrival. */
interface Change {
  readonly jobs: readonly number[];
  readonly places: readonly number[];
  readonly from: number;
}

/** An allocation with its run. */
interface Plan {
  readonly places: Allocation;
  readonly score: RunScore;
  /** Weighted time, energy and price of each measured job, by arrival; idling is left out. */
  readonly costs: Float64Array;
}

class Search {
  readonly #problem: Problem;
  readonly #per: ScorePerUnit;
  readonly #options: HindsightOptions;
  readonly #of: Itineraries;
  /** Position of each job in order of arrival; -1 where it is not measured. */
  readonly #position: Int32Array;
  /** What each job costs at each place with nothing to wait for. */
  readonly #alone: Float64Array;
  readonly #draw: Stream;
  simulations = 0;

  constructor(problem: Problem, per: ScorePerUnit, options: HindsightOptions) {
    this.#problem = problem;
    this.#per = per;
    this.#options = options;
    const of = itineraries(problem, options.warmup, options.scope);
    this.#of = of;
    this.#position = new Int32Array(problem.jobs.count).fill(-1);
    for (const [k, j] of of.job.entries()) this.#position[j] = k;
    this.#alone = of.alone.map((time, row) =>
      time === Number.POSITIVE_INFINITY ? time : weighted(per, time, of.energy[row], of.money[row]),
    );
    this.#draw = stream({ seed: options.seed ?? 1, replication: 0, purpose: "hindsight" });
  }

  plan(places: Allocation): Plan {
    const { horizon, warmup, scope } = this.#options;
    const options: RunOptions = {
      records: "all",
      ...(horizon !== undefined && { horizon }),
      ...(warmup !== undefined && { warmup }),
    };
    this.simulations++;
    const run = simulatePlan(this.#problem, places, options);
    return { places, score: runScore(run, this.#per, scope), costs: this.#costs(run, places) };
  }

  #costs({ jobs, end }: RunResult, places: Allocation): Float64Array {
    const { energy, money, places: width, job } = this.#of;
    const costs = new Float64Array(job.length);
    const rows = jobs!;
    for (let r = 0; r < rows.count; r++) {
      const j = rows.job[r];
      const k = this.#position[j];
      const row = k * width + 1 + places[j];
      const time = Number.isNaN(rows.completion[r]) ? end - rows.arrival[r] : rows.response[r];
      costs[k] = weighted(this.#per, time, energy[row], money[row]);
    }
    return costs;
  }

  /** Of two jobs the one that costs more than it would alone at its best place. */
  #pick({ costs }: Plan, from: number, to: number): number {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let tries = 0; tries < 2; tries++) {
      const k = from + below(this.#draw, to - from);
      const row = k * this.#of.places;
      let least = Number.POSITIVE_INFINITY;
      for (let p = 0; p < this.#of.places; p++) least = Math.min(least, this.#alone[row + p]);
      const excess = costs[k] - least;
      if (excess > most) {
        most = excess;
        best = k;
      }
    }
    return best;
  }

  /** Another place for a job: the cheapest alone, or with some chance the next. LOCAL - 1: it has no other. */
  #other(k: number, place: number): number {
    const { places: width } = this.#of;
    const order = Array.from({ length: width }, (_, p) => p)
      .filter((p) => p - 1 !== place && this.#alone[k * width + p] < Number.POSITIVE_INFINITY)
      .sort((a, b) => this.#alone[k * width + a] - this.#alone[k * width + b] || a - b);
    if (order.length === 0) return LOCAL - 1;
    let at = 0;
    while (at + 1 < order.length && this.#draw() < NEXT) at++;
    return order[at] - 1;
  }

  /** A move or a swap among the jobs from position `from` to before `to`; null: none was found. */
  #change(plan: Plan, from: number, to: number): Change | null {
    const { job } = this.#of;
    const k = this.#pick(plan, from, to);
    const j = job[k];
    const place = plan.places[j];
    if (this.#draw() < SWAPS) {
      const l = job[from + below(this.#draw, to - from)];
      const other = plan.places[l];
      if (other === place || !isAllowed(this.#problem, j, other) || !isAllowed(this.#problem, l, place))
        return null;
      return { jobs: [j, l], places: [other, place], from };
    }
    const other = this.#other(k, place);
    return other < LOCAL ? null : { jobs: [j], places: [other], from };
  }

  /** Changes spread over the run, one among each `apart` jobs by arrival. */
  changes(plan: Plan, apart: number): Change[] {
    const n = this.#of.job.length;
    const found: Change[] = [];
    const shift = below(this.#draw, Math.min(apart, n));
    for (let from = shift - apart; from < n; from += apart) {
      const [low, high] = [Math.max(0, from), Math.min(n, from + Math.ceil(apart / 2))];
      const change = high > low ? this.#change(plan, low, high) : null;
      if (change !== null) found.push(change);
    }
    return found;
  }

  /** What each change won: by how much the jobs from its own on, up to those of the next change, cost less. */
  won(changes: readonly Change[], before: Plan, after: Plan): Float64Array {
    const n = this.#of.job.length;
    return Float64Array.from(changes, ({ from }, c) => {
      const to = c + 1 < changes.length ? changes[c + 1].from : n;
      let sum = 0;
      for (let k = c === 0 ? 0 : from; k < to; k++) sum += before.costs[k] - after.costs[k];
      return sum;
    });
  }
}

function changed(places: Allocation, changes: readonly Change[]): Allocation {
  const next = places.slice();
  for (const { jobs, places: to } of changes) for (const [k, j] of jobs.entries()) next[j] = to[k];
  return next;
}

/**
 * Improves the best of some allocations by moves and swaps. Many far apart in time are tried in one simulation, each judged by
 * the jobs that arrive from it up to the next; those that won are simulated together, and kept if the run's score falls. The same
 * seed gives the same plan.
 * @param per what a second, a joule and a unit of money of one job weigh
 * @throws InputError for a start with places that jobs may not use
 */
export function hindsight(problem: Problem, per: ScorePerUnit, options: HindsightOptions): Hindsight {
  const search = new Search(problem, per, options);
  const starts = options.from.map((places) => search.plan(places));
  const first = starts.reduce((least, plan) => (plan.score.score < least.score.score ? plan : least));
  let best = first;
  const most = search.simulations + (options.simulations ?? usualSimulations(problem.jobs.count));
  let apart = APART;
  let idle = 0;
  while (search.simulations < most && idle < PATIENCE) {
    const changes = search.changes(best, apart);
    idle = changes.length === 0 ? idle + 1 : 0;
    if (changes.length === 0) continue;
    const trial = search.plan(changed(best.places, changes));
    if (changes.length === 1) {
      if (trial.score.score < best.score.score) best = trial;
      continue;
    }
    const won = search.won(changes, best, trial);
    const good = changes.filter((_, c) => won[c] > 0);
    const together =
      good.length === changes.length
        ? trial
        : good.length === 0
          ? null
          : search.plan(changed(best.places, good));
    if (together !== null && together.score.score < best.score.score) {
      best = together;
      apart = Math.max(APART, Math.round(apart / 1.2));
    } else if (together !== null) apart = Math.min(MOST_APART, Math.ceil(apart * 1.5));
  }
  return {
    places: best.places,
    score: best.score,
    startedFrom: starts.indexOf(first),
    start: first.score,
    simulations: search.simulations,
  };
}
