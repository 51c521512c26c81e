// Options that several commands share: the score and its weights, and what the paper leaves open.
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { SCORES, type Weights, weights } from "../model/score.ts";
import { EMAX_RULES } from "../model/worst-case.ts";
import {
  MJ_RANKS,
  MT_RULES,
  MW_RULES,
  ODPD_RULES,
  OGS_BASES,
  OGS_WEIGHTS,
  type PolicyOptions,
} from "../policies/options.ts";

/** A number on the command line. */
export function numeric(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value))
    throw new InvalidArgumentError(`Expected a number, got ${JSON.stringify(text)}.`);
  return value;
}

/** A whole number of at least `least` on the command line. */
export const wholeFrom =
  (least: number, most = 1_000_000_000) =>
  (text: string): number => {
    const value = numeric(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}, got ${text}.`);
    }
    return value;
  };

/** A number within a range on the command line. */
export const numberWithin =
  (least: number, most: number) =>
  (text: string): number => {
    const value = numeric(text);
    if (value < least || value > most) {
      throw new InvalidArgumentError(`Expected a number from ${least} to ${most}, got ${text}.`);
    }
    return value;
  };

export const wtOption = () =>
  new Option("--wt <weight>", "weight of time; energy has the rest").argParser(numeric).default(0.5);
export const wcOption = () =>
  new Option("--wc <weight>", "weight of money, taken from the energy's").argParser(numeric).default(0);
export const scoreOption = () =>
  new Option("--score <equation>", "eq3: normalised; eq4: bias-corrected")
    .choices(SCORES)
    .default("eq4" as const);
export const emaxOption = () =>
  new Option("--emax <rule>", "worst energy: the larger of all local and slowest offload, or one of them")
    .choices(EMAX_RULES)
    .default("larger" as const);
export const seedOption = () =>
  new Option("--seed <number>", "names the random numbers")
    .argParser(wholeFrom(0, Number.MAX_SAFE_INTEGER))
    .default(1);
export const jsonOption = () => new Option("--json", "one JSON object on standard output");
export const unitLimitOption = () =>
  new Option("--unit-limit <seconds>", "a single run that takes longer has failed; its thread is stopped")
    .argParser(numberWithin(1, 1e9))
    .default(3600);
export const replaceOption = () =>
  new Option("--replace", "let what stands in the place of the output go, whatever made it");
export const allowFilesOption = () =>
  new Option(
    "--allow-files <folder>",
    "a folder besides the scenario's own whose files it may name (repeatable)",
  )
    .argParser((folder: string, before: string[]) => [...before, folder])
    .default([] as string[], "none");
export const yesOption = () => new Option("--yes", "run even where that takes more than 1e9 events");
export const progressOption = () => new Option("--progress", "progress on standard error, terminal or not");

/** Weights from --wt and --wc. @throws InputError */
export const chosenWeights = (options: { wt: number; wc: number }): Weights =>
  weights(options.wt, options.wc);

/** The options for what the paper leaves open, to be added to a command. */
export const openQuestions = () => ({
  odfp: new Option("--odfp-probability <p>", "ODFP: probability of offloading")
    .argParser(numeric)
    .default(0.5),
  odpd: new Option("--odpd <rule>", "ODPD: one probability an iteration, or one a job by its size")
    .choices(ODPD_RULES)
    .default("per-iteration" as const),
  mj: new Option("--mj <ranks>", "MJ: ranks among all jobs or the offloaded")
    .choices(MJ_RANKS)
    .default("all-jobs" as const),
  mt: new Option("--mt <rule>", "MT: load assigned so far, or with the job itself")
    .choices(MT_RULES)
    .default("assigned" as const),
  mw: new Option("--mw <rule>", "MW: fastest link (text) or smallest added score (Table I)")
    .choices(MW_RULES)
    .default("fastest-link" as const),
  ogsBase: new Option("--ogs-base <policy>", "OGS: policy that it repeats")
    .choices(OGS_BASES)
    .default("odpd" as const),
  ogsFix: new Option("--ogs-fix <jobs>", "OGS: jobs fixed a round (default: a tenth, rounded up)").argParser(
    wholeFrom(1),
  ),
  ogsWeights: new Option("--ogs-weights <scale>", "OGS: job score with weights as in the score, or bare")
    .choices(OGS_WEIGHTS)
    .default("as-score" as const),
});

/** What commander made of `openQuestions`. */
export interface OpenQuestions {
  readonly odfpProbability: number;
  readonly odpd: PolicyOptions["odpd"];
  readonly mj: PolicyOptions["mj"];
  readonly mt: PolicyOptions["mt"];
  readonly mw: PolicyOptions["mw"];
  readonly ogsBase: PolicyOptions["ogsBase"];
  readonly ogsFix?: number | undefined;
  readonly ogsWeights: PolicyOptions["ogsWeights"];
}

export const chosenPolicyOptions = (options: OpenQuestions): PolicyOptions => ({
  odfpProbability: options.odfpProbability,
  odpd: options.odpd,
  mj: options.mj,
  mt: options.mt,
  mw: options.mw,
  ogsBase: options.ogsBase,
  ogsFix: options.ogsFix ?? null,
  ogsWeights: options.ogsWeights,
});
