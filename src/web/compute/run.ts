// One run of one method: the closed form of its allocation, its distance from the bound, and the simulation.
import { evaluate } from "../../model/evaluate.ts";
import type { Objective } from "../../model/objective.ts";
import { LOCAL, type Problem } from "../../model/problem.ts";
import { scoreRates, weights } from "../../model/score.ts";
import { instanceWorld, type RunResult, simulate, simulatePlan } from "../../network/index.ts";
import { prices } from "../../optimum/index.ts";
import type { NamedPolicy } from "../../policies/solve.ts";
import { drawWorld, liveRates, type Stations } from "../../scenario/index.ts";
import type { ClosedForm, Question, RunAsk, RunReport, Simulated } from "../worker/protocol.ts";
import type { Context } from "./context.ts";
import { objectiveOf } from "./objective.ts";
import { picture } from "./picture.ts";
import { isLive, placeAll, policyOf } from "./place.ts";
import { drawnFor, type LabWorld, worldOf } from "./world.ts";

export interface Simulation {
  readonly run: RunResult;
  /** Where the jobs of the instance went; null where jobs are drawn as the run goes on, or not all were done. */
  readonly places: Int32Array | null;
  readonly lowerBound: number | null;
  readonly stations: Stations;
}

/** Where each job of the instance ended up, from the records of a run that completed them all. */
function placesOf(run: RunResult, problem: Problem): Int32Array | null {
  if (run.jobs === null || run.completed !== problem.jobs) return null;
  const places = new Int32Array(problem.jobs);
  for (let row = 0; row < run.jobs.count; row++) places[run.jobs.job[row]] = run.jobs.place[row];
  return places;
}

/**
 * Simulates a method: its plan on the instance, or its decisions at each arrival, there on the scenario itself when it
 * has what no instance can hold (faults, changing rates, users who wait).
 */
export async function simulation(
  asked: Question & { readonly method: string; readonly wt: number },
  timeline: boolean,
  context: Context,
  /** Wraps the policy that decides live. */
  around: (policy: NamedPolicy) => NamedPolicy = (policy) => policy,
): Promise<Simulation> {
  const { scenario, beyond } = worldOf(asked);
  const { method, seed } = asked;
  const warmup = scenario?.warmupS === undefined ? {} : { warmup: scenario.warmupS };
  const options = { seed, records: "all", timeline, ...warmup } as const;
  if (!isLive(method)) {
    const { problem } = drawnFor(asked, "a plan");
    const { places, lowerBound } = await placeAll(method, objectiveOf(asked, asked.wt), asked, context.alive);
    return { run: simulatePlan(problem, places, options), places, lowerBound, stations: problem };
  }
  const { policy, name: policyName } = around(policyOf(method, context.alive));
  if (scenario !== null && beyond !== null) {
    const world = drawWorld(scenario, { seed, replication: 0 });
    const horizon = scenario.horizonS === undefined ? {} : { horizon: scenario.horizonS };
    const rates = liveRates(scenario, weights(asked.wt, 0, "wt"), asked.score, seed);
    const run = simulate(world, policy, { ...options, ...horizon, rates, policyName });
    return { run, places: null, lowerBound: null, stations: world.stations };
  }
  const { problem } = drawnFor(asked, "a run");
  const of = objectiveOf(asked, asked.wt);
  const rates = scoreRates(of.worst, of.weight, of.score);
  const run = simulate(instanceWorld(problem), policy, { ...options, rates, policyName });
  return { run, places: placesOf(run, problem), lowerBound: prices(of).lowerBound, stations: problem };
}

function closedForm(of: Objective, places: Int32Array, lowerBound: number): ClosedForm {
  const form = evaluate(of.problem, places, of.weight, of.score, of.worst);
  let away = 0;
  for (const place of places) if (place !== LOCAL) away++;
  return {
    score: form.score,
    CT: form.CT,
    CE: form.CE,
    lowerBound,
    offloadedShare: away / of.problem.jobs,
  };
}

const simulated = (run: RunResult): Simulated => ({
  makespan: run.makespan,
  energy: run.energy,
  meanResponse: run.meanResponse,
  p95Response: run.response.p95,
  completed: run.completed,
  redirected: run.redirected,
  dropped: run.dropped,
  abandoned: run.abandoned,
  missedDeadlines: run.missedDeadlines,
  events: run.events,
  serverUtilisation: run.servers.map((server) => server.utilisation),
});

/** Do the records alone tell when a job waits? Not where service is interrupted, or a job tries again. */
function needsTimeline({ beyond, drawn }: LabWorld): boolean {
  const disciplines = drawn?.problem.discipline ?? [];
  return beyond !== null || disciplines.some((discipline) => discipline.endsWith("preemptive"));
}

/** What the page shows of a run. */
export async function run(asked: RunAsk, context: Context): Promise<RunReport> {
  const start = context.now();
  const {
    run: result,
    places,
    lowerBound,
    stations,
  } = await simulation(asked, asked.picture && needsTimeline(worldOf(asked)), context);
  const jobId = worldOf(asked).drawn?.problem.jobId ?? null;
  return {
    method: asked.method,
    closed:
      places === null || lowerBound === null
        ? null
        : closedForm(objectiveOf(asked, asked.wt), places, lowerBound),
    simulated: simulated(result),
    picture: asked.picture ? picture(result, stations, jobId) : null,
    took: context.now() - start,
  };
}
