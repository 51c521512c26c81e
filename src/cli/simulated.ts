// Makes the run that `simulate` was asked for.

import type { RunNames } from "../dataset/run-tables.ts";
import { readYaml } from "../io/files.ts";
import { withGraphs } from "../io/graph-files.ts";
import { memoryForRuns } from "../io/memory.ts";
import { isPolicyFile } from "../io/policy-file.ts";
import { readAllocationFile } from "../io/problem-file.ts";
import { readScenarioFile, scenarioOf } from "../io/scenario-file.ts";
import type { EnergyScope } from "../model/charges.ts";
import { type Evaluation, evaluate } from "../model/evaluate.ts";
import { InputError } from "../model/input-error.ts";
import { readInstance } from "../model/instance.ts";
import type { Network } from "../model/network.ts";
import { objective } from "../model/objective.ts";
import { type Problem, toProblem } from "../model/problem.ts";
import type { Score, Weights } from "../model/score.ts";
import { type EmaxRule, worstCase } from "../model/worst-case.ts";
import { livePolicy, livePolicyNamed } from "../policies/catalogue.ts";
import type { Settings } from "../policies/option.ts";
import { type MethodResult, type NamedPolicy, solve } from "../policies/solve.ts";
import { clockOrigin } from "../scenario/clock.ts";
import { overload } from "../scenario/load.ts";
import { PAPER_CASES } from "../scenario/paper-cases.ts";
import type { SizeLimits } from "../scenario/run-size.ts";
import { SCENARIO_FORMAT, type Scenario } from "../scenario/scenario.ts";
import type { Records } from "../simulation/options.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { beyondEquations } from "../trial/beyond.ts";
import { liveTrial, type Weighing } from "../trial/live-trial.ts";
import { plannedTrial } from "../trial/planned-trial.ts";
import type { Keep, Subject, TrialOptions } from "../trial/subject.ts";
import { liveYardsticks, plannedYardsticks, requireProvable } from "../yardsticks/trial-yardsticks.ts";
import type { Measurement } from "../yardsticks/yardsticks.ts";
import { interruptible } from "./interruptible.ts";
import { chosenMethod, ownPolicy } from "./method.ts";
import { chosenWeights } from "./options.ts";
import { runWithProgress } from "./run-progress.ts";
import { note } from "./session.ts";

export interface RunRequest {
  readonly allocation?: string | undefined;
  readonly plan?: string | undefined;
  readonly policy?: string | undefined;
  readonly wt: number;
  readonly wc: number;
  readonly score: Score;
  readonly emax: EmaxRule;
  /** Whose energy counts in scores; the devices' unless given. */
  readonly energy?: EnergyScope;
  readonly seed: number;
  readonly replication: number;
  readonly horizon?: number | undefined;
  readonly warmup?: number | undefined;
  /** Jobs unfinished at the horizon are left out of the means. */
  readonly cut?: boolean | undefined;
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
  /** Find a bound and a plan for the run's own arrivals. */
  readonly yardsticks?: boolean | undefined;
}

/** A run, and what there is to say about it. */
export interface RunOutcome {
  readonly run: RunResult;
  readonly names: RunNames;
  /** The instance that was run; null where jobs were drawn as the run went on. */
  readonly problem: Problem | null;
  /** Why no bound of the equations may stand beside the run; empty where one may. */
  readonly beyondEquations: readonly string[];
  /** The closed form of the places, where they were fixed beforehand. */
  readonly closed: Evaluation | null;
  /** How the plan was found. */
  readonly plan: MethodResult | null;
  /** The run beside its yardsticks, where they were asked for. */
  readonly measured: Measurement | null;
}

/** The instance or scenario that a file holds. @throws InputError */
export async function readSubject(path: string, allowFiles: readonly string[] = []): Promise<Subject> {
  if (PAPER_CASES.some((name) => name === path)) return { scenario: await readScenarioFile(path) };
  const data = await readYaml(path);
  const isScenario = (data as { format?: unknown } | null)?.format === SCENARIO_FORMAT;
  return isScenario
    ? { scenario: await scenarioOf(data, path, { allowFiles }) }
    : { problem: toProblem(readInstance(await withGraphs(data, path), path)) };
}

/** What runs may take on this machine. @param yes runs of more events than one expects may start */
export const sizeLimits = (yes = false): SizeLimits => ({ large: yes, memory: memoryForRuns() });

/** Says where the clock of a run starts, if that is not 0. */
export function noteClock(scenario: Scenario, path: string): void {
  const origin = clockOrigin(scenario);
  if (typeof origin === "number" && origin > 0)
    note(
      `${path}: times count from the first arrival, ${origin} s: there the clock does not resolve the jobs`,
    );
}

const namesOf = (
  { deviceIds, serverIds, backhaul }: Network,
  classes: readonly string[],
  problem: Problem | null,
): RunNames => ({
  devices: deviceIds,
  servers: serverIds,
  classes,
  ...(problem !== null && { jobId: (job) => problem.jobs.id(job) }),
  wires: backhaul?.wireIds ?? [],
});

const keep = (asked: RunRequest): Keep => ({
  ...(asked.records !== undefined && { records: asked.records }),
  ...(asked.timeline === true && { timeline: true }),
});

/** What a trial is told of what was asked. */
export const trialOptions = (
  { seed, replication, horizon, warmup, cut, yes }: RunRequest,
  source: string,
): TrialOptions => ({
  limits: sizeLimits(yes),
  seed,
  replication,
  horizon,
  warmup,
  cut,
  source,
});

const weighingOf = ({ score, emax, energy }: RunRequest, weight: Weights): Weighing => ({
  weight,
  score,
  emax,
  energy,
});

async function planned(
  subject: Subject,
  path: string,
  asked: RunRequest,
  weight: Weights,
): Promise<RunOutcome> {
  const trial = plannedTrial(subject, trialOptions(asked, path));
  if ("scenario" in subject) noteClock(subject.scenario, path);
  const { problem } = trial;
  const of = objective(problem, weight, asked.score, worstCase(problem, asked.emax, asked.energy));
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
  const run = interruptible(() => trial.run(places, keep(asked)));
  const beside = () =>
    plannedYardsticks(subject, trialOptions(asked, path), weighingOf(asked, weight), { places }).measure(run);
  return {
    run,
    names: namesOf(problem.network, problem.jobs.classes, problem),
    problem,
    beyondEquations: beyondEquations({ problem }),
    closed: evaluate(problem, places, weight, asked.score, of.worst),
    plan,
    measured: asked.yardsticks === true ? interruptible(beside) : null,
  };
}

/** A run with a horizon ends, whatever arrives: its times then say how long it was. */
export function noteOverload(scenario: Scenario, path: string): void {
  const factor = overload(scenario);
  if (factor === null) return;
  note(
    `${path}: overload: ${factor.toPrecision(3)} times the work arrives that all processors can do; queues grow as long as the run, so times depend on its horizon`,
  );
}

/** A live policy by name, or a policy file by path. @throws InputError */
export async function chosenLive(name: string, asked: RunRequest): Promise<NamedPolicy> {
  if (isPolicyFile(name)) return { name, make: await ownPolicy(name, asked.policyOption) };
  const known = livePolicyNamed(name);
  return { name, make: () => livePolicy(known, asked.settings) };
}

async function live(subject: Subject, path: string, asked: RunRequest, weight: Weights): Promise<RunOutcome> {
  const policy = await chosenLive(asked.policy!, asked);
  const scenario = "scenario" in subject ? subject.scenario : null;
  const horizon = asked.horizon ?? scenario?.horizonS;
  const trial = liveTrial(subject, trialOptions(asked, path));
  if (scenario !== null) {
    noteClock(scenario, path);
    noteOverload(scenario, path);
  }
  const weighing = weighingOf(asked, weight);
  const started = trial.start(policy, trial.scorePerUnit(weighing), keep(asked));
  const length = { horizon, jobs: trial.problem?.jobs.count };
  const run = runWithProgress(started, path, length, asked.progress);
  const beside = () => liveYardsticks(subject, trialOptions(asked, path), weighing, { policy }).measure(run);
  return {
    run,
    names: namesOf(trial.network, trial.classes, trial.problem),
    problem: trial.problem,
    beyondEquations: beyondEquations(subject),
    closed: null,
    plan: null,
    measured: asked.yardsticks === true ? interruptible(beside) : null,
  };
}

/** What `simulate` was asked to run, once it is clear how places are found. @throws InputError */
export async function askedSubject(path: string, asked: RunRequest): Promise<Subject> {
  const ways = [asked.allocation, asked.plan, asked.policy].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    const found = ways.length === 0 ? undefined : `${ways.length} of them`;
    throw new InputError("simulate", "one of --allocation, --plan and --policy", found);
  }
  chosenWeights(asked);
  return readSubject(path, asked.allowFiles);
}

/** @param given the subject, where it has been read already @throws InputError */
export async function simulated(path: string, asked: RunRequest, given?: Subject): Promise<RunOutcome> {
  const weight = chosenWeights(asked);
  const subject = given ?? (await askedSubject(path, asked));
  if (asked.yardsticks === true) requireProvable(subject, null, path);
  return asked.policy === undefined
    ? planned(subject, path, asked, weight)
    : live(subject, path, asked, weight);
}
