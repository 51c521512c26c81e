// A trial of plans: an instance whose jobs are all placed beforehand.
import type { Allocation } from "../model/allocation.ts";
import { InputError } from "../model/input-error.ts";
import { type Problem, toProblem } from "../model/problem.ts";
import { requireEnd } from "../scenario/load.ts";
import { sample } from "../scenario/sample.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { simulatePlan } from "../simulation/simulate.ts";
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

export interface PlannedTrial {
  /** The instance, drawn once. */
  readonly problem: Problem;
  /** Simulates an allocation; as often as asked for, each time the same jobs. @throws InputError for places that jobs may not use */
  run(places: Allocation, keep?: Keep): RunResult;
}

/** The instance of a subject: itself, or drawn from a scenario up to the horizon. */
function instanceOf(subject: Subject, options: TrialOptions): Problem {
  if ("problem" in subject) return subject.problem;
  const { scenario } = subject;
  const { seed = 1, replication = 0, horizon } = options;
  const source = sourceOf(scenario, options);
  const found = beyondInstance(subject);
  if (found !== undefined)
    throw new InputError(source, "an instance, or a scenario that one can be drawn from, for a plan", found);
  const horizonS = horizon ?? scenario.horizonS;
  requireEnd(scenario, horizonS, source);
  requireTrialSize(scenario, { horizonS, keepsJobs: true }, options);
  return toProblem(
    sample(scenario, { seed, replication, ...(horizon !== undefined && { horizonS: horizon }) }),
  );
}

/**
 * Prepares to simulate plans of one replication.
 * @throws InputError where no instance can hold what the scenario has, its jobs arrive without end, or are too many
 */
export function plannedTrial(subject: Subject, options: TrialOptions = {}): PlannedTrial {
  const problem = instanceOf(subject, options);
  const scenario = scenarioOf(subject);
  const warmup = options.warmup ?? scenario?.warmupS;
  const run = runOptions(options, options.horizon, warmup, options.cut ?? scenario?.cut);
  return { problem, run: (places, keep = {}) => simulatePlan(problem, places, { ...run, ...keep }) };
}
