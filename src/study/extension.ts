// A study that grew: more replications, a tighter target, further policies, weights or points. What was run stays, under
// the numbers that its units have in the larger study.
import { changesBetween } from "./changes.ts";
import type { Plan } from "./plan.ts";
import type { ResolvedStudy } from "./resolved.ts";
import { unitAt, unitNumber } from "./unit.ts";

/** The number of a unit in the larger study. */
export type Renumbering = (unit: number) => number;

/** Points that are looked through for those of the earlier study. */
const MOST_POINTS = 2_000_000;

/** What may grow, left out: the rest must be the same. */
const fixedParts = ({ study, scenario }: ResolvedStudy) => {
  const { replications, policies, weights, factors, points, question, ...rest } = study;
  return { study: { ...rest, factors: Object.keys(factors ?? {}).sort() }, scenario };
};

/** Where each of the earlier values stands now; null where one is gone. */
function places<Value>(before: readonly Value[], now: readonly Value[]): number[] | null {
  const found = before.map((value) => now.indexOf(value));
  return found.includes(-1) ? null : found;
}

const keyOf = (plan: Plan, point: number): string =>
  JSON.stringify([...plan.design.at(point).sets].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

function pointPlaces(before: Plan, now: Plan): number[] | null {
  if (now.design.points > MOST_POINTS) return null;
  const known = new Map<string, number>();
  for (let point = 0; point < now.design.points; point++) known.set(keyOf(now, point), point);
  const found = Array.from({ length: before.design.points }, (_, point) => known.get(keyOf(before, point)));
  return found.every((point) => point !== undefined) ? found : null;
}

/** A policy file counts as the same while its text is. */
const policyKeys = ({ resolved }: Plan): string[] =>
  resolved.policies.map(({ name, sha256 }) => `${sha256 ?? ""} ${name}`);

/**
 * Where the units of an earlier study stand in a later one that has all of them.
 * @returns null when the later one lacks some of them, or differs in anything else
 */
export function renumbering(before: Plan, now: Plan): Renumbering | null {
  if (changesBetween(fixedParts(before.resolved), fixedParts(now.resolved)).length > 0) return null;
  if (before.replications > now.replications) return null;
  const policies = places(policyKeys(before), policyKeys(now));
  const weights = places(before.weights, now.weights);
  if (policies === null || weights === null) return null;
  const points = pointPlaces(before, now);
  if (points === null) return null;
  return (unit) => {
    const { point, replication, weight, policy } = unitAt(before, unit);
    return unitNumber(now, {
      point: points[point],
      replication,
      weight: weights[weight],
      policy: policies[policy],
    });
  };
}
