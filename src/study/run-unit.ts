// Runs single units: the same numbers whichever come before, on whatever machine.
import { evaluate } from "../model/evaluate.ts";
import type { Objective } from "../model/objective.ts";
import { objective } from "../model/objective.ts";
import { LOCAL } from "../model/problem.ts";
import { weights } from "../model/score.ts";
import { worstCase } from "../model/worst-case.ts";
import { optimum } from "../optimum/optimum.ts";
import { prices } from "../optimum/prices.ts";
import { livePolicy, livePolicyNamed, methodNamed } from "../policies/catalogue.ts";
import type { Settings } from "../policies/option.ts";
import type { PolicyMaker } from "../policies/policy-exports.ts";
import { type KnownBound, type MethodResult, type NamedPolicy, solve } from "../policies/solve.ts";
import type { RunResult } from "../simulation/record/result.ts";
import {
  type LiveTrial,
  liveTrial,
  type Reference,
  referenceOf,
  type Weighing,
} from "../trial/live-trial.ts";
import { type PlannedTrial, plannedTrial } from "../trial/planned-trial.ts";
import type { TrialOptions } from "../trial/subject.ts";
import { liveYardsticks, plannedYardsticks, type TrialYardsticks } from "../yardsticks/trial-yardsticks.ts";
import type { Measurement } from "../yardsticks/yardsticks.ts";
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
  const { iterations, bound, score, emax, energy, horizonS, cut, policyOptions, ...settings } = options;
  return settings;
}

/** Prepares to run the units of a plan one after the other. */
export function unitRunner(plan: Plan, tools: UnitTools): RunUnit {
  const { seed } = plan.resolved.study;
  const wantsBound = plan.measures.some(({ name }) => name === "gap" || name === "lower_bound");
  const settingAt = last((point: number): Setting => settingOf(plan, plan.design.at(point)));
  const trialOptions = (point: number, replication: number): TrialOptions => ({
    seed,
    replication,
    horizon: settingAt(point).options.horizonS,
    cut: settingAt(point).options.cut,
    source: plan.source,
    // Planning a study has checked it.
    limits: null,
  });
  const plannedAt = last((point: number, replication: number): PlannedTrial => {
    const { scenario } = settingAt(point);
    return plannedTrial({ scenario }, trialOptions(point, replication));
  });
  const referenceAt = last((point: number): Reference => referenceOf(settingAt(point).scenario, seed));
  const liveAt = last((point: number, replication: number): LiveTrial => {
    const { scenario } = settingAt(point);
    return liveTrial({ scenario }, trialOptions(point, replication), referenceAt(point));
  });
  const objectiveAt = last((point: number, replication: number, weight: number): Objective => {
    const { options } = settingAt(point);
    const { problem } = plannedAt(point, replication);
    return objective(
      problem,
      weights(plan.weights[weight]),
      options.score,
      worstCase(problem, options.emax, options.energy),
    );
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

  function weighingAt(point: number, weight: number): Weighing {
    const { score, emax, energy } = settingAt(point).options;
    return { weight: weights(plan.weights[weight]), score, emax, energy };
  }

  async function liveRun({ point, replication, weight, policy }: Unit): Promise<RunResult> {
    const { options } = settingAt(point);
    const named = await policyOf(policy, options);
    const live =
      typeof named === "string"
        ? { name: named, make: () => livePolicy(livePolicyNamed(named), settingsOf(options)) }
        : named;
    const trial = liveAt(point, replication);
    return trial.run(live, trial.scorePerUnit(weighingAt(point, weight)), { records: "none" });
  }

  const yardsticksAt = last((point: number, replication: number, weight: number): TrialYardsticks => {
    const { scenario } = settingAt(point);
    const trial = trialOptions(point, replication);
    const weighing = weighingAt(point, weight);
    return plan.run === "plan"
      ? plannedYardsticks({ scenario }, trial, weighing)
      : liveYardsticks({ scenario }, trial, weighing, {}, referenceAt(point));
  });
  const wantsYardsticks = plan.measures.some(({ of }) => of === "yardsticks");
  const measured = ({ point, replication, weight }: Unit, run: RunResult): Measurement | null =>
    wantsYardsticks ? yardsticksAt(point, replication, weight).measure(run) : null;

  async function outcomeOf(unit: Unit): Promise<Outcome> {
    if (plan.run === "simulate") {
      const run = await liveRun(unit);
      return { closed: null, run, measured: measured(unit, run) };
    }
    const found = await place(unit);
    const closed = closedForm(unit, found);
    if (plan.run === "solve") return { closed, run: null };
    const trial = plannedAt(unit.point, unit.replication);
    const run = trial.run(found.places, { records: "none" });
    return { closed, run, measured: measured(unit, run) };
  }

  return async (number) => {
    const outcome = await outcomeOf(unitAt(plan, number));
    return Float64Array.from(plan.measures, (measure) => measure.value(outcome));
  };
}
