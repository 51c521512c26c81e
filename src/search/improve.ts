// Local search against the simulation itself: moves of one job and swaps of two, kept when the simulated score falls. The
// optimum of the closed form is not the optimum under queueing; this says how much is between the two.
import type { Allocation } from "../model/allocation.ts";
import type { Objective } from "../model/objective.ts";
import type { Stream } from "../model/policy.ts";
import { isAllowed, LOCAL } from "../model/problem.ts";
import { prices } from "../optimum/prices.ts";
import { stream } from "../random/stream.ts";
import { type Simulated, type SimulationOptions, simulatedScore } from "./simulated-score.ts";

export interface ImproveOptions extends SimulationOptions {
  /** Where to start; the allocation of `prices` unless given. */
  readonly from?: Allocation;
  /** Allocations to simulate; 2,000 unless given. */
  readonly budget?: number;
}

export interface Improved extends Simulated {
  readonly places: Allocation;
  /** The simulated score of the start. */
  readonly start: Simulated;
  /** Allocations simulated, and how many of them were kept. */
  readonly simulations: number;
  readonly kept: number;
}

/** Share of the tries that swap two jobs rather than move one. */
const SWAPS = 0.4;
/** Tries without success, for each job and place, after which the search ends early. */
const PATIENCE = 4;

const below = (draw: Stream, count: number): number => Math.floor(draw() * count);

/** Changes `places` at random by a move or a swap that is allowed; returns the jobs changed, none when it found nothing. */
function change(of: Objective, places: Allocation, draw: Stream): readonly number[] {
  const { problem } = of;
  const { count: n } = problem.jobs;
  const { servers: m } = problem.network;
  const j = below(draw, n);
  if (draw() < SWAPS) {
    const k = below(draw, n);
    const [a, b] = [places[j], places[k]];
    if (a === b || !isAllowed(problem, j, b) || !isAllowed(problem, k, a)) return [];
    [places[j], places[k]] = [b, a];
    return [j, k];
  }
  const to = below(draw, m + 1) + LOCAL;
  if (to === places[j] || !isAllowed(problem, j, to)) return [];
  places[j] = to;
  return [j];
}

/** Improves an allocation against the simulation. The same seed gives the same result. */
export function improve(of: Objective, options: ImproveOptions = {}): Improved {
  const { budget = 2000, seed = 0 } = options;
  const draw = stream({ seed, replication: 0, purpose: "simulated search" });
  const places = (options.from ?? prices(of).places).slice();
  const n = of.jobs;
  const m = of.servers;
  const start = simulatedScore(of, places, options);
  let best = start;
  let simulations = 1;
  let kept = 0;
  let idle = 0;
  const trial = places.slice();
  // A change that is not allowed costs no simulation, but patience.
  while (simulations < budget && idle < PATIENCE * n * (m + 1)) {
    idle++;
    const changed = change(of, trial, draw);
    if (changed.length === 0) continue;
    const found = simulatedScore(of, trial, options);
    simulations++;
    if (found.score < best.score * (1 - 1e-12)) {
      best = found;
      kept++;
      idle = 0;
      for (const j of changed) places[j] = trial[j];
    } else for (const j of changed) trial[j] = places[j];
  }
  return { ...best, places, start, simulations, kept };
}
