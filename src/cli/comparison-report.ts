// What `simulate` says of several policies: as one JSON object, and as a table for each measure.
import type { Interval } from "../stats/interval.ts";
import type { Comparison, MeasureComparison } from "./comparison.ts";
import type { RunRequest } from "./simulated.ts";
import { type Cell, columnsTable, shownNumber } from "./terminal.ts";

/** Of a policy minus the first one; null of the first one itself. */
function differences(
  { ranking }: MeasureComparison,
  first: string,
): Map<string, { of: Interval; differs: boolean }> {
  const pairs = ranking.pairs.filter(({ a, b }) => a === first || b === first);
  return new Map(
    pairs.map(({ a, b, difference, differs }) => {
      const sign = b === first ? 1 : -1;
      const ends = [sign * difference.low, sign * difference.high];
      const of = {
        ...difference,
        mean: sign * difference.mean,
        low: Math.min(...ends),
        high: Math.max(...ends),
      };
      return [b === first ? a : b, { of, differs }];
    }),
  );
}

const interval = ({ mean, halfWidth, low, high, confidence, count }: Interval) => ({
  mean,
  halfWidth,
  low,
  high,
  confidence,
  count,
});

export function comparisonReport(
  { world, policies, replications, compared, completedShare }: Comparison,
  asked: RunRequest,
) {
  return {
    world,
    wt: asked.wt,
    wc: asked.wc,
    equation: asked.score,
    seed: asked.seed,
    replication: asked.replication,
    replications,
    against: policies[0],
    measures: compared.map((one) => {
      const against = differences(one, policies[0]);
      return {
        measure: one.measure.name,
        unit: one.measure.unit,
        policies: policies.map((policy, p) => {
          const ranked = one.ranking.ranked.find(({ name }) => name === policy)!;
          const difference = against.get(policy);
          return {
            policy,
            ...interval(ranked.mean),
            rank: one.measure.better === null ? null : ranked.rank,
            difference: difference === undefined ? null : interval(difference.of),
            differs: difference?.differs ?? null,
            completedShare: completedShare[p],
            values: one.values[p],
          };
        }),
      };
    }),
  };
}

export type ComparisonReport = ReturnType<typeof comparisonReport>;

/** A mean with its half-width, with the digits that the interval allows. */
function estimate({ mean, halfWidth }: { mean: number; halfWidth: number }, sign = false): string {
  if (Number.isNaN(mean)) return "-";
  const plus = sign && mean > 0 ? "+" : "";
  if (!Number.isFinite(halfWidth)) return plus + shownNumber(mean);
  if (halfWidth === 0) return `${plus}${shownNumber(mean)} ± 0`;
  const last = Math.floor(Math.log10(halfWidth)) - 1;
  const digits = Math.min(20, Math.max(0, -last));
  const half = Number(halfWidth.toPrecision(2)).toFixed(digits);
  return `${plus}${mean.toFixed(digits)} ± ${half}`;
}

const percent = (share: number): string => (Number.isNaN(share) ? "-" : `${(100 * share).toFixed(1)} %`);

/** A table for each measure, and what its numbers mean. */
export function comparisonText({ world, replications, against, measures }: ComparisonReport): string {
  const tables = measures.map(({ measure, policies }) =>
    columnsTable(
      ["policy", measure, "difference", "completed", "rank"],
      policies.map((of): Cell[] => [
        of.policy,
        estimate(of),
        of.difference === null ? "-" : estimate(of.difference, true),
        percent(of.completedShare),
        of.rank,
      ]),
    ),
  );
  const runs = replications === 1 ? "one replication" : `${replications} replications`;
  const meaning =
    replications === 1
      ? "One replication says nothing of chance: --replications 10 gives intervals."
      : `±: half-width of a 95 % interval. Difference: to ${against}, replication by replication; these intervals hold for all pairs of policies together. Policies of one rank are not told apart.`;
  return [`${world}: ${runs}, the same for every policy`, ...tables, meaning].join("\n");
}
