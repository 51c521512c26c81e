// Several policies on the same replications: what each gives, and how it differs from the first.
import { InputError } from "../model/input-error.ts";
import type { NamedPolicy } from "../policies/solve.ts";
import { type Ranking, rankPolicies } from "../stats/ranking.ts";
import { measureNamed } from "../study/measure-names.ts";
import type { Measure } from "../study/measures.ts";
import { liveTrial, referenceOf } from "../trial/live-trial.ts";
import { scenarioOf } from "../trial/subject.ts";
import { liveYardsticks } from "../yardsticks/trial-yardsticks.ts";
import { Interruption } from "./interruptible.ts";
import { chosenWeights, USUAL_MEASURES, USUAL_REPLICATIONS } from "./options.ts";
import { runsWithProgress } from "./run-progress.ts";
import { note, untilInterrupted } from "./session.ts";
import {
  chosenLive,
  noteClock,
  noteOverload,
  type RunRequest,
  readSubject,
  trialOptions,
} from "./simulated.ts";

export interface ComparisonRequest {
  readonly policies: readonly string[];
  readonly replications?: number | undefined;
  readonly measures: readonly string[];
}

/** A measure of all policies. */
export interface MeasureComparison {
  readonly measure: Measure;
  /** For each policy, in the order asked for, its values by replication; NaN where a run has none. */
  readonly values: readonly (readonly number[])[];
  readonly ranking: Ranking;
}

export interface Comparison {
  readonly world: string;
  readonly policies: readonly string[];
  readonly replications: number;
  readonly compared: readonly MeasureComparison[];
  /** For each policy, the share of the jobs arrived that completed, over all replications. */
  readonly completedShare: readonly number[];
}

/** @throws InputError for a policy that is named twice */
function requireDistinct(policies: readonly string[]): void {
  const twice = policies.find((name, k) => policies.indexOf(name) !== k);
  if (twice !== undefined) throw new InputError("--policy", "each policy once", twice);
}

/** Replications of an instance differ by what its policies draw, and by nothing else. */
function noteInstance(path: string): void {
  note(
    `${path}: an instance is one network: its replications differ by what policies draw; a scenario draws a network for each`,
  );
}

/**
 * Runs every policy on every replication, all with the same arrivals, sizes and channels.
 * @throws InputError; Interruption at Ctrl-C
 */
export async function comparison(
  path: string,
  asked: RunRequest,
  of: ComparisonRequest,
): Promise<Comparison> {
  requireDistinct(of.policies);
  const replications = of.replications ?? USUAL_REPLICATIONS;
  const names = of.measures.length > 0 ? of.measures : USUAL_MEASURES;
  const measures = names.map((name) => measureNamed(name, "simulate", "--measure"));
  const weight = chosenWeights(asked);
  const subject = await readSubject(path, asked.allowFiles);
  const scenario = scenarioOf(subject);
  const policies: NamedPolicy[] = [];
  for (const name of of.policies) policies.push(await chosenLive(name, asked));
  const reference = scenario === null ? undefined : referenceOf(scenario, asked.seed);
  const horizon = asked.horizon ?? scenario?.horizonS;
  const beside = measures.some(({ of }) => of === "yardsticks");
  const values = measures.map(() => policies.map((): number[] => []));
  const counts = policies.map(() => ({ arrived: 0, completed: 0 }));

  await untilInterrupted(async (signal) => {
    const progress = runsWithProgress(path, policies.length * replications, asked.progress);
    try {
      for (let k = 0; k < replications; k++) {
        const one = { ...asked, replication: asked.replication + k };
        const trial = liveTrial(subject, trialOptions(one, path), reference);
        if (k === 0 && scenario !== null) {
          noteClock(scenario, path);
          noteOverload(scenario, path);
        } else if (k === 0 && replications > 1) noteInstance(path);
        const { score: equation, emax, energy } = asked;
        const score = trial.scorePerUnit({ weight, score: equation, emax, energy });
        const weighing = { weight, score: equation, emax, energy };
        const yardsticks = beside
          ? liveYardsticks(subject, trialOptions(one, path), weighing, {}, reference)
          : null;
        for (const [p, policy] of policies.entries()) {
          const started = trial.start(policy, score, { records: asked.records ?? "none" });
          const run = progress.run(started, { horizon, jobs: trial.problem?.jobs.count }, policy.name);
          const measured = yardsticks?.measure(run) ?? null;
          for (const [m, measure] of measures.entries())
            values[m][p].push(measure.value({ closed: null, run, measured }));
          counts[p].arrived += run.arrived;
          counts[p].completed += run.completed;
          // Lets a signal in between two runs be heard.
          await new Promise((resolve) => setImmediate(resolve));
          if (signal.aborted) throw new Interruption();
        }
      }
    } finally {
      progress.close();
    }
  });

  const compared = measures.map((measure, m) => ({
    measure,
    values: values[m],
    ranking: rankPolicies(
      of.policies.map((name, p) => ({ name, values: values[m][p] })),
      0.95,
      measure.better ?? "smaller",
    ),
  }));
  const completedShare = counts.map(({ arrived, completed }) =>
    arrived === 0 ? Number.NaN : completed / arrived,
  );
  return { world: path, policies: of.policies, replications, compared, completedShare };
}
