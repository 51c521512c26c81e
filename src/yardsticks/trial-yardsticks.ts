// The yardsticks of one replication of a trial, made in one place for command line, studies and experiments.
import type { Allocation } from "../model/allocation.ts";
import { InputError } from "../model/input-error.ts";
import type { Problem } from "../model/problem.ts";
import { type ScorePerUnit, scorePerUnit } from "../model/score.ts";
import { worstCase } from "../model/worst-case.ts";
import type { NamedPolicy } from "../policies/solve.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { liveTrial, type Reference, type Weighing } from "../trial/live-trial.ts";
import { plannedTrial } from "../trial/planned-trial.ts";
import { type Subject, scenarioOf, type TrialOptions } from "../trial/subject.ts";
import { unprovable } from "./provable.ts";
import {
  type Measurement,
  measure,
  type YardstickOptions,
  type Yardsticks,
  yardsticks,
} from "./yardsticks.ts";

/** What may be told beside the trial. */
export interface Effort extends Pick<YardstickOptions, "simulations" | "steps"> {
  /** A live policy to start from beside those of the program. */
  readonly policy?: NamedPolicy | undefined;
  /** A plan to start from. */
  readonly places?: Allocation | undefined;
}

export interface TrialYardsticks {
  readonly problem: Problem;
  readonly yardsticks: Yardsticks;
  /** Puts a run of the replication beside them. */
  measure(run: RunResult): Measurement;
}

/** @throws InputError with the reason where there is no proof */
export function requireProvable(subject: Subject, problem: Problem | null, source: string): void {
  const reason = unprovable(subject, problem);
  if (reason !== undefined)
    throw new InputError(source, "a world for which yardsticks are proven (docs/yardsticks.md)", reason);
}

const times = (per: ScorePerUnit, jobs: number): ScorePerUnit => ({
  perSecond: per.perSecond * jobs,
  perJoule: per.perJoule * jobs,
  perMoney: per.perMoney * jobs,
});

function found(problem: Problem, options: YardstickOptions): TrialYardsticks {
  const of = yardsticks(problem, options);
  return { problem, yardsticks: of, measure: (run) => measure(run, of, options) };
}

const sourceOf = (subject: Subject, { source }: TrialOptions): string =>
  source ?? scenarioOf(subject)?.name ?? "instance";

/**
 * For live runs, which end at the scenario's horizon.
 * @param reference as `liveTrial` has it
 * @throws InputError with the reason where there is no proof
 */
export function liveYardsticks(
  subject: Subject,
  options: TrialOptions,
  weighing: Weighing,
  effort: Effort = {},
  reference?: Reference,
): TrialYardsticks {
  const source = sourceOf(subject, options);
  requireProvable(subject, null, source);
  const scenario = scenarioOf(subject);
  const horizon = options.horizon ?? scenario?.horizonS;
  const trial = liveTrial(subject, options, reference);
  const problem = trial.problem ?? plannedTrial(subject, { ...options, horizon }).problem;
  requireProvable(subject, problem, source);
  const score = trial.scorePerUnit(weighing);
  return found(problem, {
    score,
    // Weights of drawn jobs are those of one job already.
    per: times(score, trial.problem?.jobs.count ?? 1),
    horizon,
    warmup: options.warmup ?? scenario?.warmupS,
    scope: weighing.energy,
    seed: options.seed,
    replication: options.replication,
    ...effort,
  });
}

/**
 * For runs of a plan, which end with their last job.
 * @throws InputError with the reason where there is no proof
 */
export function plannedYardsticks(
  subject: Subject,
  options: TrialOptions,
  weighing: Weighing,
  effort: Effort = {},
): TrialYardsticks {
  const source = sourceOf(subject, options);
  requireProvable(subject, null, source);
  const { problem } = plannedTrial(subject, options);
  requireProvable(subject, problem, source);
  const { weight, score: equation = "eq4", emax, energy } = weighing;
  const score = scorePerUnit(worstCase(problem, emax, energy), weight, equation);
  return found(problem, {
    score,
    per: times(score, problem.jobs.count),
    horizon: options.horizon,
    warmup: options.warmup ?? scenarioOf(subject)?.warmupS,
    scope: energy,
    seed: options.seed,
    replication: options.replication,
    ...effort,
  });
}
