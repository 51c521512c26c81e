// One unit of work: an instance of a case, solved by the methods asked for at some weights, each best allocation simulated.

import type { Allocation } from "../../model/allocation.ts";
import { evaluate } from "../../model/evaluate.ts";
import { type Objective, objective } from "../../model/objective.ts";
import { type Problem, placeId } from "../../model/problem.ts";
import { weights } from "../../model/score.ts";
import { worstCase } from "../../model/worst-case.ts";
import { optimum, type Prices, prices } from "../../optimum/index.ts";
import type { Heuristic, Method } from "../../policies/catalogue.ts";
import { solveHeuristic } from "../../policies/solve.ts";
import { paperCase } from "../../scenario/index.ts";
import type { PaperCase } from "../../scenario/paper-cases.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { OUTCOMES, type RunResult } from "../../simulation/record/result.ts";
import { plannedTrial } from "../../trial/planned-trial.ts";
import { busyProcessors, offloadedShare, serverWait } from "./measures.ts";
import { alternativeNamed, DEFAULT_SETTING, type Setting } from "./setting.ts";
import { CLAIM_WEIGHTS } from "./weights.ts";

/** Plain data, so that it can go to another thread. */
export interface PaperUnit {
  readonly case: PaperCase;
  /** Number of the instance: the replication that is drawn. */
  readonly instance: number;
  readonly seed: number;
  readonly iterations: number;
  /** Id of an alternative setting; null: the default. */
  readonly alternative: string | null;
  /** A setting that is none of the alternatives; `alternative` names it then. */
  readonly setting?: Setting;
  readonly tasks: readonly { readonly wt: number; readonly methods: readonly Method[] }[];
  /** Keep iterations and jobs, at the weights where the claims compare all policies? */
  readonly keep: boolean;
}

/** One method at one weight. NaN stands where a mean is over nothing. */
export interface MethodRow {
  readonly case: PaperCase;
  readonly instance: number;
  readonly alternative: string | null;
  readonly wt: number;
  readonly method: Method;
  readonly score: number;
  readonly lowerBound: number;
  readonly proven: boolean;
  readonly iteration: number;
  readonly iterations: number;
  readonly CT: number;
  readonly CE: number;
  readonly Tmax: number;
  readonly Emax: number;
  readonly local: number;
  readonly server: number;
  readonly transfer: number;
  readonly idleEnergy: number;
  readonly transferEnergy: number;
  readonly computeEnergy: number;
  readonly offloadedShare: number;
  readonly makespan: number;
  readonly energy: number;
  readonly meanResponse: number;
  readonly serverWait: number;
  readonly busyProcessors: number;
  readonly serverUtilisation: number;
  readonly events: number;
}

/** All iterations of one method at one weight. */
export interface IterationRows {
  readonly case: PaperCase;
  readonly instance: number;
  readonly wt: number;
  readonly method: Method;
  readonly CT: Float64Array;
  readonly CE: Float64Array;
  readonly score: Float64Array;
}

export interface JobRow {
  readonly case: PaperCase;
  readonly instance: number;
  readonly wt: number;
  readonly method: Method;
  readonly job: string;
  readonly device: string;
  readonly place: string;
  readonly size: number;
  readonly outcome: string;
  readonly uploadStart: number;
  readonly uploadEnd: number;
  readonly serviceStart: number;
  readonly serviceEnd: number;
  readonly downloadStart: number;
  readonly downloadEnd: number;
  readonly completion: number;
  readonly waiting: number;
}

export interface UnitResult {
  readonly rows: readonly MethodRow[];
  readonly iterations: readonly IterationRows[];
  readonly jobs: readonly JobRow[];
}

function simulated(run: RunResult) {
  return {
    makespan: run.makespan,
    energy: run.energy,
    meanResponse: run.meanResponse,
    serverWait: serverWait(run),
    busyProcessors: busyProcessors(run),
    serverUtilisation: run.servers.reduce((sum, server) => sum + server.utilisation, 0) / run.servers.length,
    events: run.events,
  };
}

function jobRows(
  label: Pick<JobRow, "case" | "instance" | "wt" | "method">,
  problem: Problem,
  run: RunResult,
): JobRow[] {
  const { jobs } = run;
  if (jobs === null) return [];
  return Array.from({ length: jobs.count }, (_, row) => ({
    ...label,
    job: problem.jobs.id(jobs.job[row]),
    device: problem.network.deviceIds[jobs.device[row]],
    place: placeId(problem, jobs.place[row]),
    size: problem.jobs.bits[jobs.job[row]],
    outcome: OUTCOMES[jobs.outcome[row]],
    uploadStart: jobs.uploadStart[row],
    uploadEnd: jobs.uploadEnd[row],
    serviceStart: jobs.serviceStart[row],
    serviceEnd: jobs.serviceEnd[row],
    downloadStart: jobs.downloadStart[row],
    downloadEnd: jobs.downloadEnd[row],
    completion: jobs.completion[row],
    waiting: jobs.waiting[row],
  }));
}

/**
 * The optimum and its bound under the default. For an alternative the price bound and its allocation stand for them:
 * within 0.2 % of the optimum at worst, where the claims count in whole percents, and never long in coming.
 */
async function bestKnown(of: Objective, alternative: string | null, near: Prices | undefined) {
  const options = near === undefined ? {} : { near };
  return alternative === null ? optimum(of, options) : { ...prices(of, options), proven: false };
}

function settingScenario(name: PaperCase, { paper, physics, radio }: Setting): Scenario {
  const scenario = { ...paperCase(name, paper), ...(radio !== undefined && { radio }) };
  if (physics === undefined) return scenario;
  const { instructionsPerBit, outputReduction, powerW } = physics;
  const devices = scenario.devices.map((group) => ({ ...group, powerW }));
  return { ...scenario, work: { instructionsPerBit }, outputReduction, devices };
}

/** Iterations of a policy: as many as were asked for, unless the setting says otherwise. */
const iterationsOf = (
  method: Method,
  asked: number,
  { iterations = asked, ogsIterations }: Setting,
): number => (method.startsWith("ogs-") ? (ogsIterations ?? iterations) : iterations);

/** Runs one unit; the same unit gives the same result on any thread. */
export async function runPaperUnit(unit: PaperUnit): Promise<UnitResult> {
  const { seed, instance } = unit;
  const setting =
    unit.setting ??
    (unit.alternative === null ? DEFAULT_SETTING : alternativeNamed(unit.alternative).setting);
  const scenario = settingScenario(unit.case, setting);
  const trial = plannedTrial({ scenario }, { seed, replication: instance });
  const { problem } = trial;
  const worst = worstCase(problem, setting.emax);
  const result = { rows: [] as MethodRow[], iterations: [] as IterationRows[], jobs: [] as JobRow[] };
  let near: Prices | undefined;
  for (const { wt, methods } of unit.tasks) {
    const keep = unit.keep && CLAIM_WEIGHTS.includes(wt);
    const weight = weights(wt);
    const of = objective(problem, weight, setting.score, worst);
    const best = await bestKnown(of, unit.alternative, near);
    near = best.prices;
    for (const method of methods) {
      const label = { case: unit.case, instance, wt, method };
      let places: Allocation;
      let iteration = 0;
      let count = 1;
      if (method === "optimum") places = best.places;
      else if (method === "prices") places = prices(of).places;
      else {
        const found = solveHeuristic(method satisfies Heuristic, of, {
          seed,
          replication: instance,
          iterations: iterationsOf(method, unit.iterations, setting),
          policy: setting.policy,
        });
        places = found.places;
        iteration = found.best;
        count = found.iterations.score.length;
        if (keep) result.iterations.push({ ...label, ...found.iterations });
      }
      const form = evaluate(problem, places, weight, setting.score, worst);
      const run = trial.run(places, { records: keep ? "all" : "none" });
      result.rows.push({
        ...label,
        alternative: unit.alternative,
        score: form.score,
        lowerBound: best.lowerBound,
        proven: best.proven,
        iteration,
        iterations: count,
        CT: form.CT,
        CE: form.CE,
        Tmax: worst.Tmax,
        Emax: worst.Emax,
        local: form.components.local,
        server: form.components.server,
        transfer: form.components.transfer,
        idleEnergy: form.components.idleEnergy,
        transferEnergy: form.components.transferEnergy,
        computeEnergy: form.components.computeEnergy,
        offloadedShare: offloadedShare(places),
        ...simulated(run),
      });
      if (keep) result.jobs.push(...jobRows(label, problem, run));
    }
  }
  return result;
}
