// A trial of policies that place each job at its arrival.
import type { EnergyScope } from "../model/charges.ts";
import type { Network } from "../model/network.ts";
import { type Problem, requireWholeJobs, toProblem } from "../model/problem.ts";
import { type Score, type ScorePerUnit, scorePerUnit, type Weights } from "../model/score.ts";
import { type EmaxRule, worstCase } from "../model/worst-case.ts";
import type { NamedPolicy } from "../policies/solve.ts";
import { drawWorld } from "../scenario/draw-world.ts";
import { classNames } from "../scenario/entities.ts";
import { arrivesForEver } from "../scenario/job-streams.ts";
import { requireEnd } from "../scenario/load.ts";
import { drawNetwork } from "../scenario/network-draw.ts";
import { batchScorePerUnit, referenceBatch } from "../scenario/reference-batch.ts";
import { sample } from "../scenario/sample.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { World } from "../scenario/world.ts";
import { instanceWorld } from "../simulation/instance-world.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { Run } from "../simulation/run.ts";
import type { Seconds } from "../units.ts";
import { beyondInstance } from "./beyond.ts";
import {
  type Keep,
  requireTrialSize,
  runOptions,
  type Subject,
  scenarioOf,
  sourceOf,
  type TrialOptions,
} from "./subject.ts";

/** How time, energy and money are weighed in what a policy sees of the score. */
export interface Weighing {
  readonly weight: Weights;
  /** Eq. (4) unless given. */
  readonly score?: Score | undefined;
  readonly emax?: EmaxRule | undefined;
  /** Whose energy Emax counts; the devices' unless given. */
  readonly energy?: EnergyScope | undefined;
}

export interface LiveTrial {
  /** The instance that is run; null where jobs are drawn as the run goes on. */
  readonly problem: Problem | null;
  readonly network: Network;
  /** Names of the classes of jobs. */
  readonly classes: readonly string[];
  /**
   * What a second, a joule and a unit of money add to the score: of the instance, or where jobs are drawn as the run goes on
   * of a batch of the scenario's jobs, the same in every replication of a seed.
   * @throws InputError when no device draws power and Eq. (4) is asked for
   */
  scorePerUnit(weighing: Weighing): ScorePerUnit;
  /**
   * Simulates a policy; as often as asked for, each time with the same arrivals, sizes and channels.
   * @throws InputError when the policy throws or names no place, when the run cannot end, or is too large with all records
   */
  run(policy: NamedPolicy, score: ScorePerUnit, keep?: Keep): RunResult;
  /**
   * The same run at its start, to be driven in stretches. Null in the place of a policy: answers are given from outside,
   * between `next` and `answer`.
   */
  start(policy: NamedPolicy | null, score: ScorePerUnit, keep?: Keep): Run;
}

/** As a run has it: all, unless jobs arrive for ever. */
const recordsOf = (scenario: Scenario, { records }: Keep) =>
  records ?? (arrivesForEver(scenario) ? "none" : "all");

/** Draws the batch that scores refer to, once, when it is first asked for. */
export type Reference = () => Problem;

/** The reference of a scenario, for all replications of a seed. */
export function referenceOf(scenario: Scenario, seed: number | string, network?: Network): Reference {
  let batch: Problem | null = null;
  return () => {
    batch ??= referenceBatch(scenario, seed, network);
    return batch;
  };
}

/** What one replication draws: the network once, the rest anew for each run. */
interface Draw extends Pick<LiveTrial, "problem" | "network" | "classes" | "scorePerUnit"> {
  world(): World;
}

const ofInstance = (problem: Problem): Draw => ({
  problem,
  network: problem.network,
  classes: problem.jobs.classes,
  scorePerUnit: ({ weight, score = "eq4", emax, energy }) =>
    scorePerUnit(worstCase(problem, emax, energy), weight, score),
  world: () => {
    requireWholeJobs(problem, "a policy of whole jobs");
    return instanceWorld(problem);
  },
});

/** Jobs that are drawn as the run goes on. */
function ofScenario(scenario: Scenario, options: TrialOptions, reference?: Reference): Draw {
  const { seed = 1, replication = 0 } = options;
  const name = { seed, replication };
  const drawn = drawNetwork(scenario, name);
  // Replication 0 has the network of the reference already.
  const batch = reference ?? referenceOf(scenario, seed, replication === 0 ? drawn.network : undefined);
  return {
    problem: null,
    network: drawn.network,
    classes: classNames(scenario),
    scorePerUnit: ({ weight, score = "eq4", emax, energy }) =>
      batchScorePerUnit(batch(), weight, score, emax, energy),
    world: () => drawWorld(scenario, name, drawn),
  };
}

/**
 * Draws one replication. Where an instance says all (every job known, nothing that changes, no horizon) it is the instance
 * that `sample` draws, so that both give the same run: jobs that arrive together come in its order.
 */
function draw(subject: Subject, options: TrialOptions, horizon?: Seconds, reference?: Reference): Draw {
  if ("problem" in subject) return ofInstance(subject.problem);
  const { scenario } = subject;
  const { seed = 1, replication = 0 } = options;
  requireEnd(scenario, horizon, sourceOf(scenario, options));
  const drawnAsItGoes = horizon !== undefined || beyondInstance(subject) !== undefined;
  requireTrialSize(scenario, { horizonS: horizon, keepsJobs: !drawnAsItGoes }, options);
  if (drawnAsItGoes) return ofScenario(scenario, options, reference);
  return ofInstance(toProblem(sample(scenario, { seed, replication })));
}

/**
 * Prepares to simulate policies on one replication.
 * @param reference of the scenario, where other replications have it already
 * @throws InputError where jobs arrive without end and there is no horizon, or where the run would be too large
 */
export function liveTrial(subject: Subject, options: TrialOptions = {}, reference?: Reference): LiveTrial {
  const scenario = scenarioOf(subject);
  const horizon = options.horizon ?? scenario?.horizonS;
  const warmup = options.warmup ?? scenario?.warmupS;
  const { world, ...drawn } = draw(subject, options, horizon, reference);
  const run = runOptions(options, horizon, warmup, options.cut ?? scenario?.cut);
  const start: LiveTrial["start"] = (policy, score, keep = {}) => {
    if (scenario !== null && recordsOf(scenario, keep) === "all")
      requireTrialSize(scenario, { horizonS: horizon, keepsJobs: true }, options);
    if (policy === null) return new Run(world(), null, { ...run, ...keep, score });
    return new Run(world(), policy.make(), { ...run, ...keep, score, policyName: policy.name });
  };
  return { ...drawn, start, run: (policy, score, keep) => start(policy, score, keep).result() };
}
