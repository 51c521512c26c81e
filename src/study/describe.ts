// A plan in words, before it runs.
import type { Plan } from "./plan.ts";

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** A time for people: 40 s, 12 min, 3.5 h, 2.1 days. */
export function duration(seconds: number): string {
  if (seconds < 1) return "a second";
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  if (seconds < 100 * 3600) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86400).toFixed(1)} days`;
}

/** Runs if every point is precise enough at the first look; without a target all of them. */
export const fewestUnits = ({ units, replications, precision }: Plan): number =>
  precision === null ? units : (units / replications) * precision.min;

/** What will be run: the factors of the number of runs, and the number. */
export function describePlan(plan: Plan): string {
  const { precision } = plan;
  const replications =
    precision === null
      ? plural(plan.replications, "replication")
      : `${precision.min} to ${plural(precision.max, "replication")} (until ${
          plan.measures[precision.measure].name
        } is known to ${precision.relativeHalfWidth * 100} %)`;
  const parts = [
    plural(plan.design.points, "point"),
    replications,
    plural(plan.weights.length, "weight"),
    plural(plan.resolved.policies.length, "policy", "policies"),
  ];
  const fewest = fewestUnits(plan);
  const runs =
    fewest === plan.units
      ? plural(plan.units, "run")
      : `${fewest.toLocaleString("en")} to ${plural(plan.units, "run")}`;
  return `${plan.name}: ${parts.join(" x ")} = ${runs}`;
}
