// A distribution as it stands in a file: a number, or one family with its parameters.
import type { z } from "zod";
import { LARGEST, type Output, SMALLEST } from "../model/check.ts";
import type { Stream } from "../model/policy.ts";
import { deterministic, empirical, uniform, uniformInteger } from "./bounded.ts";
import { erlang, exponential, hyperexponential } from "./exponential.ts";
import type { Family, Sampler } from "./family.ts";
import { boundedPareto, lognormal, pareto } from "./skewed.ts";

/** The families, by the name that a file gives them. */
export const FAMILIES = {
  deterministic,
  uniform,
  uniformInteger,
  exponential,
  erlang,
  hyperexponential,
  lognormal,
  pareto,
  boundedPareto,
  empirical,
} as const;

export type FamilyName = keyof typeof FAMILIES;
type Of<Name extends FamilyName> = {
  readonly [N in Name]: Output<(typeof FAMILIES)[N]["schema"]>;
};

/** A number wherever nothing is random, or one family: `{ uniform: { min: 1, max: 7 } }`. */
export type Distribution = number | { [Name in FamilyName]: Of<Name> }[FamilyName];

export const FAMILY_NAMES = Object.keys(FAMILIES) as FamilyName[];

/** The family of a distribution that is not a number, and its parameters. */
function familyOf(distribution: Exclude<Distribution, number>): [Family<z.ZodType>, unknown] {
  const name = Object.keys(distribution)[0] as FamilyName;
  return [FAMILIES[name] as unknown as Family<z.ZodType>, (distribution as Record<string, unknown>)[name]];
}

/** First moment; Infinity where it does not exist. */
export function meanOf(distribution: Distribution): number {
  if (typeof distribution === "number") return distribution;
  const [family, parameters] = familyOf(distribution);
  return family.mean(parameters);
}

/** Second central moment; Infinity where it does not exist. */
export function varianceOf(distribution: Distribution): number {
  if (typeof distribution === "number") return 0;
  const [family, parameters] = familyOf(distribution);
  return family.variance(parameters);
}

/** Squared coefficient of variation, Var / mean^2. */
export const squaredVariation = (distribution: Distribution): number =>
  varianceOf(distribution) / meanOf(distribution) ** 2;

/** Are all its numbers of at least `least`? */
export function isAtLeast(distribution: Distribution, least: number): boolean {
  if (typeof distribution === "number") return distribution >= least;
  const [family, parameters] = familyOf(distribution);
  return family.least(parameters) >= least;
}

/** Are all its numbers above 0, but for events of probability 0? A number alone, as a file may hold it: 1e-12 or more. */
export function isPositive(distribution: Distribution): boolean {
  if (typeof distribution === "number") return distribution >= SMALLEST;
  const [family, parameters] = familyOf(distribution);
  const least = family.least(parameters);
  return least > 0 || (least === 0 && !family.hasLeast(parameters));
}

/** Draws from a distribution over a stream. The sampler keeps no state, so a bank's entities can share it. */
export function sampler(distribution: Distribution, stream: Stream): Sampler {
  if (typeof distribution === "number") return () => distribution;
  const [family, parameters] = familyOf(distribution);
  return family.sampler(parameters, stream);
}

/** Draws from a distribution of positive numbers, held within what a file may contain. */
export function positiveSampler(distribution: Distribution, stream: Stream): Sampler {
  const draw = sampler(distribution, stream);
  return () => Math.min(LARGEST, Math.max(SMALLEST, draw()));
}
