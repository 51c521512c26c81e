// Makes the run that `simulate` was asked for.

import type { RunNames } from "../dataset/run-tables.ts";
import { readYaml } from "../io/files.ts";
import { memoryForRuns } from "../io/memory.ts";
import { isPolicyFile } from "../io/policy-file.ts";
import { readAllocationFile } from "../io/problem-file.ts";
import { readScenarioFile, scenarioOf } from "../io/scenario-file.ts";
import { type Evaluation, evaluate } from "../model/evaluate.ts";
import { InputError } from "../model/input-error.ts";
import { readInstance } from "../model/instance.ts";
import { objective } from "../model/objective.ts";
import type { Policy } from "../model/policy.ts";
import { type Problem, toProblem } from "../model/problem.ts";
import { type Score, scorePerUnit, type Weights } from "../model/score.ts";
import { type EmaxRule, worstCase } from "../model/worst-case.ts";
import { livePolicy, livePolicyNamed } from "../policies/catalogue.ts";
import type { Settings } from "../policies/option.ts";
import { type MethodResult, solve } from "../policies/solve.ts";
import { beyondInstance } from "../scenario/beyond-instance.ts";
import { clockOrigin } from "../scenario/clock.ts";
import { drawWorld } from "../scenario/draw-world.ts";
import { overload, requireEnd } from "../scenario/load.ts";
import { PAPER_CASES } from "../scenario/paper-cases.ts";
import { liveScorePerUnit } from "../scenario/reference-batch.ts";
import { type RunLength, requireSize } from "../scenario/run-size.ts";
import { sample } from "../scenario/sample.ts";
import { SCENARIO_FORMAT, type Scenario } from "../scenario/scenario.ts";
import type { World } from "../scenario/world.ts";
import { instanceWorld } from "../simulation/instance-world.ts";
import { liveWorld } from "../simulation/live-world.ts";
import type { Records, RunOptions } from "../simulation/options.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { Run } from "../simulation/run.ts";
import { simulatePlan } from "../simulation/simulate.ts";
import { interruptible } from "./interruptible.ts";
import { chosenMethod, ownPolicy } from "./method.ts";
import { chosenWeights } from "./options.ts";
import { runWithProgress } from "./run-progress.ts";
import { note } from "./session.ts";

export interface Asked {
  readonly allocation?: string | undefined;
  readonly plan?: string | undefined;
  readonly policy?: string | undefined;
  readonly wt: number;
  readonly wc: number;
  readonly score: Score;
  readonly emax: EmaxRule;
  readonly seed: number;
  readonly replication: number;
  readonly horizon?: number | undefined;
  readonly warmup?: number | undefined;
  readonly records?: Records | undefined;
  readonly iterations: number;
  /** Values of the policies' options. */
  readonly settings: Settings;
  /** Options of a policy file. */
  readonly policyOption: Settings;
  /** Folders besides that of the scenario whose files it may name. */
  readonly allowFiles?: readonly string[] | undefined;
  /** Show progress where standard error is no terminal, too. */
  readonly progress?: boolean | undefined;
  /** Runs of more events than one expects may start. */
  readonly yes?: boolean | undefined;
  /** Keep step functions, for a trace or figures. */
  readonly timeline?: boolean;
}

/** A run, and what there is to say about it. */
export interface Made {
  readonly run: RunResult;
  readonly names: RunNames;
  /** The instance that was run; null where jobs were drawn as the run went on. */
  readonly problem: Problem | null;
  /** The closed form of the places, where they were fixed beforehand. */
  readonly closed: Evaluation | null;
  /** How the plan was found. */
  readonly plan: MethodResult | null;
}

type Subject = { readonly problem: Problem } | { readonly scenario: Scenario };

async function read(path: string, allowFiles: readonly string[] = []): Promise<Subject> {
  if (PAPER_CASES.some((name) => name === path)) return { scenario: await readScenarioFile(path) };
  const data = await readYaml(path);
  const isScenario = (data as { format?: unknown } | null)?.format === SCENARIO_FORMAT;
  return isScenario
    ? { scenario: await scenarioOf(data, path, { allowFiles }) }
    : { problem: toProblem(readInstance(data, path)) };
}

/**
 * What a run needs of a scenario: an end, and no more memory and (unless asked for) events than one expects.
 * @throws InputError naming the field
 */
export function requireRun(scenario: Scenario, length: RunLength, path: string, yes = false): void {
  requireEnd(scenario, length.horizonS, path);
  requireSize(scenario, length, { large: yes, memory: memoryForRuns() }, path);
  const origin = clockOrigin(scenario);
  if (typeof origin === "number" && origin > 0)
    note(
      `${path}: times count from the first arrival, ${origin} s: there the clock does not resolve the jobs`,
    );
}

function drawnInstance(scenario: Scenario, path: string, asked: Asked): Problem {
  const { seed, replication, horizon } = asked;
  requireRun(scenario, { horizonS: horizon ?? scenario.horizonS, keepsJobs: true }, path, asked.yes);
  const beyond = beyondInstance(scenario, drawWorld(scenario, { seed, replication }));
  if (beyond !== undefined) {
    throw new InputError(path, "an instance, or a scenario that one can be drawn from, for a plan", beyond);
  }
  return toProblem(
    sample(scenario, { seed, replication, ...(horizon !== undefined && { horizonS: horizon }) }),
  );
}

const namesOf = ({ network, classes }: World, problem: Problem | null): RunNames => ({
  devices: network.deviceIds,
  servers: network.serverIds,
  classes,
  ...(problem !== null && { jobId: (job) => problem.jobs.id(job) }),
  wires: network.backhaul?.wireIds ?? [],
});

function runOptions(asked: Asked, horizon: number | undefined, warmup: number | undefined): RunOptions {
  return {
    seed: asked.seed,
    replication: asked.replication,
    ...(horizon !== undefined && { horizon }),
    ...(warmup !== undefined && { warmup }),
    ...(asked.records !== undefined && { records: asked.records }),
    ...(asked.timeline === true && { timeline: true }),
  };
}

async function planned(problem: Problem, asked: Asked, weight: Weights, warmup?: number): Promise<Made> {
  const of = objective(problem, weight, asked.score, worstCase(problem, asked.emax));
  const plan =
    asked.plan === undefined
      ? null
      : await solve(await chosenMethod(asked.plan, "--plan", asked.settings, asked.policyOption), of, {
          seed: asked.seed,
          replication: asked.replication,
          iterations: asked.iterations,
          policy: asked.settings,
        });
  const places = plan?.places ?? readAllocationFile(asked.allocation!, problem);
  const options = runOptions(asked, asked.horizon, asked.warmup ?? warmup);
  const run = interruptible(() => simulatePlan(problem, places, options));
  const closed = evaluate(problem, places, weight, asked.score, of.worst);
  return { run, names: namesOf(instanceWorld(problem), problem), problem, closed, plan };
}

/** A run with a horizon ends, whatever arrives: its times then say how long it was. */
function noteOverload(scenario: Scenario, path: string): void {
  const factor = overload(scenario);
  if (factor === null) return;
  note(
    `${path}: overload: ${factor.toPrecision(3)} times the work arrives that all processors can do; queues grow as long as the run, so times depend on its horizon`,
  );
}

async function chosenLive(asked: Asked): Promise<Policy> {
  const name = asked.policy!;
  if (isPolicyFile(name)) return (await ownPolicy(name, asked.policyOption))();
  return livePolicy(livePolicyNamed(name), asked.settings);
}

async function live(subject: Subject, path: string, asked: Asked, weight: Weights): Promise<Made> {
  const policy = await chosenLive(asked);
  const scenario = "scenario" in subject ? subject.scenario : null;
  const horizon = asked.horizon ?? scenario?.horizonS;
  const warmup = asked.warmup ?? scenario?.warmupS;
  if (scenario !== null) {
    const keepsJobs = asked.records === undefined ? horizon === undefined : asked.records === "all";
    requireRun(scenario, { horizonS: horizon, keepsJobs }, path, asked.yes);
    noteOverload(scenario, path);
  }
  const { world, problem } =
    "problem" in subject
      ? { world: instanceWorld(subject.problem), problem: subject.problem }
      : liveWorld(subject.scenario, { seed: asked.seed, replication: asked.replication, horizon });
  const perUnit =
    problem === null
      ? liveScorePerUnit(scenario!, weight, asked.score, asked.seed, asked.emax)
      : scorePerUnit(worstCase(problem, asked.emax), weight, asked.score);
  const options = { ...runOptions(asked, horizon, warmup), score: perUnit, policyName: asked.policy! };
  const length = { horizon, jobs: problem?.jobs.count };
  const run = runWithProgress(new Run(world, policy, options), path, length, asked.progress);
  return { run, names: namesOf(world, problem), problem, closed: null, plan: null };
}

/** @throws InputError */
export async function simulated(path: string, asked: Asked): Promise<Made> {
  const ways = [asked.allocation, asked.plan, asked.policy].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    const found = ways.length === 0 ? undefined : `${ways.length} of them`;
    throw new InputError("simulate", "one of --allocation, --plan and --policy", found);
  }
  const weight = chosenWeights(asked);
  const subject = await read(path, asked.allowFiles);
  if (asked.policy !== undefined) return live(subject, path, asked, weight);
  if ("problem" in subject) return planned(subject.problem, asked, weight);
  return planned(drawnInstance(subject.scenario, path, asked), asked, weight, subject.scenario.warmupS);
}
