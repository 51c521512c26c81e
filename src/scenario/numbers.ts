// A number or a distribution in a file, and what the place where it stands demands of it.
import { z } from "zod";
import { LARGEST, once, SMALLEST } from "../model/check.ts";
import {
  type Distribution,
  FAMILIES,
  FAMILY_NAMES,
  type FamilyName,
  isAtLeast,
  isPositive,
  meanOf,
} from "../random/distribution.ts";
import { choice } from "./choice.ts";

/** The schema of each family, by name. */
const familySchemas = once(
  () =>
    Object.fromEntries(FAMILY_NAMES.map((name) => [name, FAMILIES[name].schema()])) as unknown as {
      [Name in FamilyName]: ReturnType<(typeof FAMILIES)[Name]["schema"]>;
    },
);

const families = once(() => choice(familySchemas()));

function distribution(unit: string): z.ZodType<Distribution> {
  const error = `a number or a distribution (${unit}): one of ${FAMILY_NAMES.join(", ")}`;
  return z.union([z.number().min(-LARGEST, { error }).max(LARGEST, { error }), families()], {
    error,
  });
}

/** `file` stands for values that are read later: nothing to check yet. */
const isUnread = (of: Distribution): boolean =>
  typeof of === "object" && "empirical" in of && of.empirical.values === undefined;

/** Numbers that must hold for a value that is well formed and read. */
const demand = (
  of: z.ZodType<Distribution>,
  holds: (value: Distribution) => boolean,
  error: string,
): z.ZodType<Distribution> =>
  of.refine((value) => isUnread(value) || holds(value), {
    error,
    when: (payload) => payload.issues.length === 0,
  });

const aboveZero = (unit: string) => demand(distribution(unit), isPositive, `only numbers above 0 (${unit})`);

const hasMean = (value: Distribution) => Number.isFinite(meanOf(value));

/** Numbers above 0, of finite mean. */
export const positives = (unit: string) => demand(aboveZero(unit), hasMean, `a finite mean (${unit})`);

/** Numbers above 0; the mean may be infinite, as long as the number of draws is not. */
export const positivesOfAnyMean = aboveZero;

/** Numbers of at least 0; the mean may be infinite. */
export const nonNegatives = (unit: string) =>
  demand(
    distribution(unit),
    (value) => isAtLeast(value, 0) && (typeof value !== "number" || value === 0 || value >= SMALLEST),
    `0 or numbers above, of at least ${SMALLEST} (${unit})`,
  );

/** Any numbers of finite mean. */
export const numbers = (unit: string) => demand(distribution(unit), hasMean, `a finite mean (${unit})`);

/** Numbers above 0 of finite mean, or one of some processes of the caller's own. */
export function positivesOr<const Of extends Readonly<Record<string, z.ZodType>>>(unit: string, others: Of) {
  const error = `a number (${unit}) or one of ${[...Object.keys(others), ...FAMILY_NAMES].join(", ")}`;
  const all = choice({ ...others, ...familySchemas() });
  const isOther = (value: unknown): boolean =>
    typeof value === "object" && Object.keys(value as object).some((name) => Object.hasOwn(others, name));
  return z
    .union([z.number(), all], { error })
    .refine(
      (value) => isOther(value) || isUnread(value as Distribution) || isPositive(value as Distribution),
      {
        error: `only numbers above 0 (${unit})`,
        when: (payload) => payload.issues.length === 0,
      },
    )
    .refine((value) => isOther(value) || isUnread(value as Distribution) || hasMean(value as Distribution), {
      error: `a finite mean (${unit})`,
      when: (payload) => payload.issues.length === 0,
    });
}
