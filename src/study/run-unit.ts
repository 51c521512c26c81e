// Runs single units: the same numbers whichever come before, on whatever machine.
import { evaluate } from "../model/evaluate.ts";
import type { Objective } from "../model/objective.ts";
import { objective } from "../model/objective.ts";
import { LOCAL, type Problem, toProblem } from "../model/problem.ts";
import { type ScorePerUnit, scorePerUnit, weights } from "../model/score.ts";
import { worstCase } from "../model/worst-case.ts";
import { optimum } from "../optimum/optimum.ts";
import { prices } from "../optimum/prices.ts";
import { livePolicy, livePolicyNamed, methodNamed } from "../policies/catalogue.ts";
import type { Settings } from "../policies/option.ts";
import type { PolicyMaker } from "../policies/policy-exports.ts";
import { type KnownBound, type MethodResult, type NamedPolicy, solve } from "../policies/solve.ts";
import { liveScorePerUnit } from "../scenario/reference-batch.ts";
import { sample } from "../scenario/sample.ts";
import { liveWorld } from "../simulation/live-world.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { simulate, simulatePlan } from "../simulation/simulate.ts";
import type { ClosedForm, Outcome } from "./measures.ts";
import { type Plan, type Setting, settingOf } from "./plan.ts";
import type { StudyOptions } from "./study.ts";
import { type Unit, unitAt } from "./unit.ts";

/** What a unit needs from outside: policy files, by the name that the study gives them. */
export interface UnitTools {
  policyFile(name: string): Promise<PolicyMaker>;
}

/** The measures of a unit in the order of the plan; NaN where a run has none (such as a mean over no jobs). */
export type RunUnit = (unit: number) => Promise<Float64Array>;

/** Keeps the value made last: units that follow each other share their point, instance and objective. */
function last<Key extends readonly unknown[], Value>(make: (...key: Key) => Value) {
  let known: { key: Key; value: Value } | null = null;
  return (...key: Key): Value => {
    if (known === null || known.key.some((part, k) => part !== key[k])) known = { key, value: make(...key) };
    return known.value;
  };
}

function offloadedShare(places: Int32Array): number {
  let count = 0;
  for (const place of places) if (place !== LOCAL) count++;
  return count / places.length;
}

/** The part of a study's options that are options of policies. */
function settingsOf(options: StudyOptions): Settings {
  const { iterations, bound, score, emax, horizonS, policyOptions, ...settings } = options;
  return settings;
}

/** Prepares to run the units of a plan one after the other. */
export function unitRunner(plan: Plan, tools: UnitTools): RunUnit {
  const { seed } = plan.resolved.study;
  const wantsBound = plan.measures.some(({ name }) => name === "gap" || name === "lower_bound");
  const settingAt = last((point: number): Setting => settingOf(plan, plan.design.at(point)));
  const problemAt = last((point: number, replication: number): Problem => {
    const { scenario, options } = settingAt(point);
    const horizon = options.horizonS === undefined ? {} : { horizonS: options.horizonS };
    return toProblem(sample(scenario, { seed, replication, ...horizon }));
  });
  const objectiveAt = last((point: number, replication: number, weight: number): Objective => {
    const { options } = settingAt(point);
    const problem = problemAt(point, replication);
    return objective(problem, weights(plan.weights[weight]), options.score, worstCase(problem, options.emax));
  });
  const boundAt = last(async (of: Objective, from: "prices" | "optimum"): Promise<KnownBound> => {
    const { lowerBound } = from === "optimum" ? await optimum(of) : prices(of);
    return { lowerBound, boundFrom: from };
  });
  /** Not computed where nobody asks for it. */
  const unknown: KnownBound = { lowerBound: 0, boundFrom: "prices" };

  const policyOf = async (policy: number, options: StudyOptions): Promise<string | NamedPolicy> => {
    const { name, sha256 } = plan.resolved.policies[policy];
    if (sha256 === null) return name;
    const maker = await tools.policyFile(name);
    return { name, make: () => maker(options.policyOptions) };
  };

  async function place({ point, replication, weight, policy }: Unit): Promise<MethodResult> {
    const { options } = settingAt(point);
    const of = objectiveAt(point, replication, weight);
    const named = await policyOf(policy, options);
    return solve(typeof named === "string" ? methodNamed(named) : named, of, {
      seed,
      replication,
      bound: wantsBound ? await boundAt(of, options.bound ?? "prices") : unknown,
      policy: settingsOf(options),
      ...(options.iterations !== undefined && { iterations: options.iterations }),
    });
  }

  function closedForm({ point, replication, weight }: Unit, found: MethodResult): ClosedForm {
    const of = objectiveAt(point, replication, weight);
    const { CT, CE, CP, score } = evaluate(of.problem, found.places, of.weight, of.score, of.worst);
    const { lowerBound, gap, places } = found;
    return { score, CT, CE, CP, lowerBound, gap, offloadedShare: offloadedShare(places) };
  }

  /** The allocation as it is simulated: the run ends with its last job, or at the horizon. */
  function planRun({ point, replication }: Unit, found: MethodResult): RunResult {
    const { scenario, options } = settingAt(point);
    const warmup = scenario.warmupS === undefined ? {} : { warmup: scenario.warmupS };
    const horizon = options.horizonS === undefined ? {} : { horizon: options.horizonS };
    const run = { seed, replication, records: "none", ...warmup, ...horizon } as const;
    return simulatePlan(problemAt(point, replication), found.places, run);
  }

  const perUnitAt = last((point: number, weight: number): ScorePerUnit => {
    const { scenario, options } = settingAt(point);
    const { score = "eq4", emax } = options;
    return liveScorePerUnit(scenario, weights(plan.weights[weight]), score, seed, emax);
  });

  async function liveRun({ point, replication, weight, policy }: Unit): Promise<RunResult> {
    const { scenario, options } = settingAt(point);
    const named = await policyOf(policy, options);
    const live =
      typeof named === "string" ? livePolicy(livePolicyNamed(named), settingsOf(options)) : named.make();
    const horizon = options.horizonS ?? scenario.horizonS;
    const { world, problem } = liveWorld(scenario, { seed, replication, horizon });
    return simulate(world, live, {
      seed,
      replication,
      records: "none",
      score:
        problem === null
          ? perUnitAt(point, weight)
          : scorePerUnit(
              worstCase(problem, options.emax),
              weights(plan.weights[weight]),
              options.score ?? "eq4",
            ),
      policyName: typeof named === "string" ? named : named.name,
      ...(horizon !== undefined && { horizon }),
      ...(scenario.warmupS !== undefined && { warmup: scenario.warmupS }),
    });
  }

  async function outcomeOf(unit: Unit): Promise<Outcome> {
    if (plan.run === "simulate") return { closed: null, run: await liveRun(unit) };
    const found = await place(unit);
    const closed = closedForm(unit, found);
    return { closed, run: plan.run === "plan" ? planRun(unit, found) : null };
  }

  return async (number) => {
    const outcome = await outcomeOf(unitAt(plan, number));
    return Float64Array.from(plan.measures, (measure) => measure.value(outcome));
  };
}
