// One run of one method: the closed form of its allocation, its distance from the bound, and the simulation.
import { evaluate } from "../../model/evaluate.ts";
import type { Network } from "../../model/network.ts";
import type { Objective } from "../../model/objective.ts";
import { LOCAL, type Problem } from "../../model/problem.ts";
import { weights } from "../../model/score.ts";
import { prices } from "../../optimum/index.ts";
import type { NamedPolicy } from "../../policies/solve.ts";
import type { RunResult } from "../../simulation/index.ts";
import { plannedTrial } from "../../trial/index.ts";
import type {
  ClosedFormReport,
  MethodReport,
  Question,
  RunAsk,
  SimulationReport,
} from "../worker/protocol.ts";
import type { Context } from "./context.ts";
import { isLive } from "./live-method.ts";
import { objectiveOf } from "./objective.ts";
import { picture } from "./picture.ts";
import { placeAll, policyOf } from "./place.ts";
import { drawnFor, worldOf } from "./world.ts";

export interface Simulation {
  readonly run: RunResult;
  /** The instance that was run; null where jobs were drawn as the run went on. */
  readonly problem: Problem | null;
  /** Where the jobs of the instance went; null where jobs are drawn as the run goes on, or not all were done. */
  readonly places: Int32Array | null;
  /** Null where the equations do not hold beside the run. */
  readonly lowerBound: number | null;
  readonly network: Network;
}

/** Where each job of the instance ended up, from the records of a run that completed them all. */
function placesOf(run: RunResult, problem: Problem): Int32Array | null {
  if (run.jobs === null || run.completed !== problem.jobs.count) return null;
  const places = new Int32Array(problem.jobs.count);
  for (let row = 0; row < run.jobs.count; row++) places[run.jobs.job[row]] = run.jobs.place[row];
  return places;
}

/**
 * Simulates a method as the command line does: its plan on the instance, or its decisions at each arrival, on the
 * scenario itself where that has a horizon or what no instance can hold (faults, changing rates, users who wait).
 */
export async function simulation(
  asked: Question & { readonly method: string; readonly wt: number },
  timeline: boolean,
  context: Context,
  /** Wraps the policy that decides live. */
  around: (policy: NamedPolicy) => NamedPolicy = (policy) => policy,
): Promise<Simulation> {
  const { scenario, live, report } = worldOf(asked);
  const { method, seed } = asked;
  const keep = { records: "all", timeline } as const;
  const bounded = report.beyondEquations.length === 0;
  if (!isLive(method)) {
    const { problem } = drawnFor(asked, "a plan");
    const trial = plannedTrial({ problem }, { seed, warmup: scenario?.warmupS });
    const of = objectiveOf(asked, asked.wt);
    const { places, lowerBound } = await placeAll(method, of, asked, context.alive);
    const run = trial.run(places, keep);
    return { run, problem, places, lowerBound: bounded ? lowerBound : null, network: problem.network };
  }
  const { problem, network } = live;
  const rates = live.scorePerUnit({ weight: weights(asked.wt, 0, "wt"), score: asked.score });
  const run = live.run(around(policyOf(method, context.alive)), rates, keep);
  if (problem === null) return { run, problem, places: null, lowerBound: null, network };
  const lowerBound = bounded ? prices(objectiveOf(asked, asked.wt)).lowerBound : null;
  return { run, problem, places: placesOf(run, problem), lowerBound, network };
}

function closedForm(of: Objective, places: Int32Array, lowerBound: number | null): ClosedFormReport {
  const form = evaluate(of.problem, places, of.weight, of.score, of.worst);
  let away = 0;
  for (const place of places) if (place !== LOCAL) away++;
  return {
    score: form.score,
    CT: form.CT,
    CE: form.CE,
    lowerBound,
    offloadedShare: away / of.jobs,
  };
}

const simulated = (run: RunResult): SimulationReport => ({
  makespan: run.makespan,
  energy: run.energy,
  meanResponse: run.meanResponse,
  p95Response: run.response.p95,
  completed: run.completed,
  redirected: run.redirected,
  dropped: run.dropped,
  abandoned: run.abandoned,
  cut: run.cut,
  missedDeadlines: run.missedDeadlines,
  events: run.events,
  serverUtilisation: run.servers.map((server) => server.utilisation),
  tiers: run.tiers.some(({ name }) => name !== "" && name !== "local") ? run.tiers : [],
  serverEnergy: run.serverEnergy,
  networkEnergy: run.networkEnergy,
});

/** What the page shows of a run. */
export async function run(asked: RunAsk, context: Context): Promise<MethodReport> {
  const made = await simulation(asked, false, context);
  const { places, lowerBound } = made;
  return {
    method: asked.method,
    closed: places === null ? null : closedForm(objectiveOf(asked, asked.wt), places, lowerBound),
    simulated: simulated(made.run),
    picture: asked.picture
      ? picture(made.run, made.network, made.problem?.jobs.id ?? null, worldOf(asked).scenario?.warmupS)
      : null,
  };
}
