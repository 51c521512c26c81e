// The study file: a scenario, what varies in it, the policies compared, how often, and what is measured.
import { z } from "zod";
import { ENERGY_SCOPES } from "../model/charges.ts";
import { check, fields, list, oneOf, positive, whole, within } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { SCORES } from "../model/score.ts";
import { EMAX_RULES } from "../model/worst-case.ts";
import { POLICY_OPTIONS } from "../policies/catalogue.ts";
import { expectedOf, isChoice, type OptionValue, type PolicyOption } from "../policies/option.ts";

export const STUDY_FORMAT = "mec-offload/study@1";

/** Most replications of one point. */
const MOST = 10_000_000;

export const RUNS = ["simulate", "plan", "solve"] as const;
/**
 * What one run is. `simulate`: policies decide at each arrival of the scenario. `plan`: an instance is drawn, its jobs
 * are placed beforehand, and that is simulated. `solve`: the closed form only.
 */
export type Run = (typeof RUNS)[number];

const scale = oneOf(["linear", "log"]).optional();
const any = z.unknown().refine((value) => value !== undefined, { error: "a value" });

const listed = list(any, "values", 1);
const grid = fields({
  from: z.number({ error: "a number" }),
  to: z.number({ error: "a number" }),
  count: whole("values", 2, 1_000_000),
  scale,
});
/** Drawn by Latin hypercube together with the other ranges. */
const range = fields({
  min: z.number({ error: "a number" }),
  max: z.number({ error: "a number" }),
  scale,
  /** Whole numbers from min to max. */
  whole: z.boolean({ error: "true or false" }).optional(),
});
/** Several fields that change together, under a name for each combination. */
const levels = fields({
  levels: z.record(z.string(), z.record(z.string(), any, { error: "fields and their values" }), {
    error: "names, each with the fields that it sets",
  }),
});

const factorSchema = z.union([listed, grid, range, levels], {
  error:
    "a list of values, { from, to, count }, { min, max } (Latin hypercube) or { levels: { name: { field: value } } }",
});
export type Factor = z.output<typeof factorSchema>;
export type GridFactor = z.output<typeof grid>;
export type RangeFactor = z.output<typeof range>;
export type LevelsFactor = z.output<typeof levels>;

const precisionSchema = fields({
  min: whole("replications", 2, MOST),
  max: whole("replications", 2, MOST),
  relativeHalfWidth: within("half-width as a share of the mean", 1e-6, 1),
  confidence: within("confidence", 0.5, 0.9999).optional(),
  /** The measure that must be that precise, for every policy; the first of `measures` unless given. */
  measure: z.string({ error: "the name of a measure" }).optional(),
});

/** The check of an option of a policy. */
function policyOption(option: PolicyOption): z.ZodType<OptionValue> {
  if (isChoice(option)) return oneOf(option.words);
  const { least, most } = option;
  const error = expectedOf(option);
  const number = z.number({ error }).check(z.gte(least, { error }), z.lte(most, { error }));
  return option.whole ? number.check(z.int({ error })) : number;
}

/** Every option of every policy. */
const policyOptions: Readonly<Record<never, never>> = Object.fromEntries(
  Object.entries(POLICY_OPTIONS).map(([name, option]) => [name, policyOption(option).exactOptional()]),
);

const optionsSchema = fields({
  score: oneOf(SCORES).exactOptional(),
  emax: oneOf(EMAX_RULES).exactOptional(),
  /** Whose energy counts in CE, Emax and scores. */
  energy: oneOf(ENERGY_SCOPES).exactOptional(),
  /** Of heuristics that draw random numbers; the best counts. */
  iterations: whole("iterations", 1, 10_000_000).exactOptional(),
  /** Where `lower_bound` and `gap` come from. */
  bound: oneOf(["prices", "optimum"]).exactOptional(),
  ...policyOptions,
  /** What a policy file's `create(options)` gets. */
  policyOptions: z
    .record(z.string(), z.union([z.number(), z.string()], { error: "a number or a text" }), {
      error: "names of options and their values",
    })
    .exactOptional(),
  /** Ends the measured time of a run; the scenario's `horizonS` unless given. */
  horizonS: positive("s").exactOptional(),
  /** Leaves out jobs that are unfinished at the horizon; the scenario's `cut` unless given. */
  cut: z.boolean({ error: "true or false" }).exactOptional(),
});
export type StudyOptions = z.output<typeof optionsSchema>;

export const studySchema = fields({
  format: z.literal(STUDY_FORMAT, { error: `"${STUDY_FORMAT}"` }),
  name: z
    .string({ error: "a name (letters, digits, hyphens)" })
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, { error: "a name (letters, digits, hyphens)" }),
  /** One or two sentences: what is asked. */
  question: z.string({ error: "a sentence" }).optional(),
  /** A file, a built-in scenario (case1, case2, case3), or the scenario itself. */
  scenario: z.union([z.string(), z.record(z.string(), z.unknown())], {
    error: "a scenario: its file, case1, case2, case3, or the scenario itself",
  }),
  run: oneOf(RUNS).optional(),
  factors: z.record(z.string(), factorSchema, { error: "fields and their values" }).optional(),
  /** Points of the Latin hypercube over all factors that are ranges. */
  points: whole("points", 1, 100_000_000).optional(),
  policies: list(z.string({ error: "the name of a policy, or a policy file" }), "policies", 1),
  weights: list(within("weight of time", 0, 1), "weights", 1).optional(),
  replications: z.union([whole("replications", 1, MOST), precisionSchema], {
    error: "a whole number of replications, or { min, max, relativeHalfWidth, measure }",
  }),
  measures: list(z.string({ error: "the name of a measure" }), "measures", 1),
  seed: z.union([z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), z.string().min(1).max(200)], {
    error: "a seed: a whole number from 0, or a text",
  }),
  options: optionsSchema.optional(),
});

/** A study as it stands in a file, checked field by field. */
export type Study = z.output<typeof studySchema>;

function unique(values: readonly (string | number)[], at: string): void {
  const seen = new Set<string | number>();
  for (const [k, value] of values.entries()) {
    if (seen.has(value)) throw new InputError(`${at}[${k}]`, "no value twice", value);
    seen.add(value);
  }
}

/**
 * Checks a study file's fields; `resolveStudy` checks what they mean.
 * @param data parsed YAML or JSON
 * @throws InputError naming the field at fault
 */
export function readStudy(data: unknown, source: string): Study {
  const study = check(studySchema, data, source);
  unique(study.policies, `${source}: policies`);
  unique(study.weights ?? [], `${source}: weights`);
  unique(study.measures, `${source}: measures`);
  const { replications } = study;
  if (typeof replications === "object" && replications.max < replications.min) {
    throw new InputError(
      `${source}: replications.max`,
      `at least min = ${replications.min} replications`,
      replications.max,
    );
  }
  return study;
}
