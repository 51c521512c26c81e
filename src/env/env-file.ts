// The file that says what a learner observes and how it is rewarded; all of it may be left out.
import { z } from "zod";
import { ENERGY_SCOPES, type EnergyScope } from "../model/charges.ts";
import { check, fields, list, nonNegative, once, oneOf, within } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { SCORES, type Score, type Weights, weights } from "../model/score.ts";
import { EMAX_RULES, type EmaxRule } from "../model/worst-case.ts";
import { FEATURES, type Feature, USUAL_FEATURES } from "./features.ts";

export const ENV_FORMAT = "mec-offload/env@1";

export const SCALES = ["log", "none"] as const;
/** `log`: sign(x) log(1 + |x|), so that a backlog of an hour does not drown one of a second; `none`: as it is. */
export type Scale = (typeof SCALES)[number];

export const envSchema = once(() =>
  fields({
    format: z.literal(ENV_FORMAT, { error: `"${ENV_FORMAT}"` }),
    /** Names of features, in the order of the columns; those of places give a column for each place. */
    observation: list(z.string({ error: "the name of a feature" }), "features", 1).optional(),
    scale: oneOf(SCALES).optional(),
    reward: fields({
      /** Weight of time; 0.5 unless given. */
      wt: within("weight of time", 0, 1).optional(),
      /** Weight of money, taken from the energy's; 0 unless given. */
      wc: within("weight of money", 0, 1).optional(),
      score: oneOf(SCORES).optional(),
      emax: oneOf(EMAX_RULES).optional(),
      energy: oneOf(ENERGY_SCOPES).optional(),
      /** What a missed deadline adds to the score; 0 unless given. */
      perMiss: nonNegative("score per missed deadline").optional(),
    }).optional(),
  }),
);

/** What is observed, and how it is rewarded. */
export interface EnvSettings {
  readonly features: readonly Feature[];
  readonly scale: Scale;
  readonly weight: Weights;
  readonly score: Score;
  readonly emax: EmaxRule;
  readonly energy: EnergyScope;
  readonly perMiss: number;
}

function featureNamed(name: string, source: string): Feature {
  const found = FEATURES.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = FEATURES.map((one) => one.name).join(", ");
  throw new InputError(source, `the name of a feature (${names})`, name);
}

/**
 * Reads the settings of an environment.
 * @param data parsed YAML or JSON
 * @param source the file's name, for messages
 * @throws InputError naming the field at fault
 */
export function readEnv(data: unknown, source: string): EnvSettings {
  const { observation = USUAL_FEATURES, scale = "log", reward = {} } = check(envSchema(), data, source);
  const seen = new Set<string>();
  for (const [k, name] of observation.entries()) {
    if (seen.has(name)) throw new InputError(`${source}: observation[${k}]`, "no feature twice", name);
    seen.add(name);
  }
  return {
    features: observation.map((name, k) => featureNamed(name, `${source}: observation[${k}]`)),
    scale,
    weight: weights(reward.wt ?? 0.5, reward.wc ?? 0, `${source}: reward.wt`),
    score: reward.score ?? "eq4",
    emax: reward.emax ?? "larger",
    energy: reward.energy ?? "devices",
    perMiss: reward.perMiss ?? 0,
  };
}

export const usualEnv = (): EnvSettings => readEnv({ format: ENV_FORMAT }, "env");
