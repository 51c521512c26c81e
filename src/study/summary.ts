// What a study found: for every point, weight, measure and policy the mean with its interval, and how policies rank.
import type { ColumnSpec } from "../dataset/column.ts";
import { type Table, type TableSchema, tableOf } from "../dataset/table.ts";
import { quantile, rankPolicies, type Sample, sorted } from "../stats/index.ts";
import { cellOf, factorColumns, POINT, POLICY, WT } from "./columns.ts";
import type { Measure } from "./measures.ts";
import type { Plan } from "./plan.ts";
import { type Unit, unitAt } from "./unit.ts";
import type { UnitResults } from "./unit-table.ts";

/** Level of every interval, and of the family of comparisons at one point, weight and measure. */
export const CONFIDENCE = 0.95;

type Values = Readonly<Record<string, number | string | boolean | null>>;

const column = (
  name: string,
  type: ColumnSpec["type"],
  meaning: string,
  nullable = false,
  unit = type === "text" || type === "boolean" ? "" : "1",
): ColumnSpec => ({ name, type, unit, meaning, ...(nullable ? { nullable } : {}) });

const UNIT = "In the measure's unit.";

/** The schema of the table `summary`. */
export function summarySchema(plan: Plan): TableSchema {
  return {
    name: "summary",
    meaning:
      "One policy's measure at a point and weight over all replications, and its rank among the policies.",
    columns: [
      POINT,
      ...factorColumns(plan),
      WT,
      column("measure", "text", "Name of the measure."),
      column("unit_of_measure", "text", "SI unit of the measure; 1 for a ratio or a count."),
      POLICY,
      column("replications", "int32", "Replications that had a value."),
      column("mean", "float64", `Mean. ${UNIT}`, true),
      column("half_width", "float64", `Half-width of the 95 % interval of the mean (Student). ${UNIT}`, true),
      column("low", "float64", `Lower end of the interval. ${UNIT}`, true),
      column("high", "float64", `Upper end of the interval. ${UNIT}`, true),
      column("p05", "float64", `5 % of the replications are below. ${UNIT}`, true),
      column("median", "float64", `Median of the replications. ${UNIT}`, true),
      column("p95", "float64", `95 % of the replications are below. ${UNIT}`, true),
      column(
        "rank",
        "int32",
        "1 + number of policies that are significantly better (paired t, Holm over all pairs, 5 %); empty where neither end is good.",
        true,
      ),
      column(
        "over_best",
        "float64",
        "Mean over the best policy's mean, minus 1 (of a larger-is-better measure: 1 minus).",
        true,
      ),
    ],
  };
}

/** The schema of the table `comparisons`. */
export function comparisonSchema(plan: Plan): TableSchema {
  return {
    name: "comparisons",
    meaning: "Two policies at a point and weight, replication by replication under common random numbers.",
    columns: [
      POINT,
      ...factorColumns(plan),
      WT,
      column("measure", "text", "Name of the measure."),
      POLICY,
      column("other_policy", "text", "Policy that it is compared with."),
      column("replications", "int32", "Pairs of replications."),
      column("difference", "float64", `Mean of policy minus other policy. ${UNIT}`, true),
      column(
        "low",
        "float64",
        `Lower end of its interval; all of a point hold together at 95 % (Bonferroni). ${UNIT}`,
        true,
      ),
      column("high", "float64", `Upper end of that interval. ${UNIT}`, true),
      column(
        "p_value",
        "float64",
        "Of the paired t test, Holm's adjustment over all pairs of the point.",
        true,
      ),
      column("differs", "boolean", "Told apart at 5 % for the whole family."),
      column(
        "variance_reduction",
        "float64",
        "Share of the variance of a difference of independent samples that common random numbers took away.",
        true,
      ),
    ],
  };
}

/** A gap is a distance already, and may be 0: no ratio of two of them says anything. */
const hasRatio = ({ better, name }: Measure): boolean => better !== null && name !== "gap";

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Calls back for each point and weight with every policy's values of every measure, aligned by replication. */
function forEachGroup(
  plan: Plan,
  { units, values }: UnitResults,
  visit: (at: Pick<Unit, "point" | "weight">, samples: (measure: number) => Sample[]) => void,
): void {
  const count = plan.measures.length;
  for (let start = 0; start < units.length; ) {
    const { point } = unitAt(plan, units[start]);
    let end = start;
    while (end < units.length && unitAt(plan, units[end]).point === point) end++;
    for (let weight = 0; weight < plan.weights.length; weight++) {
      const rows: { row: number; unit: Unit }[] = [];
      let replications = 0;
      for (let row = start; row < end; row++) {
        const unit = unitAt(plan, units[row]);
        if (unit.weight !== weight) continue;
        rows.push({ row, unit });
        replications = Math.max(replications, unit.replication + 1);
      }
      if (rows.length === 0) continue;
      visit({ point, weight }, (measure) => {
        const samples = plan.resolved.policies.map(({ name }) => ({
          name,
          values: new Float64Array(replications).fill(Number.NaN),
        }));
        for (const { row, unit } of rows) {
          samples[unit.policy].values[unit.replication] = values[row * count + measure];
        }
        return samples;
      });
    }
    start = end;
  }
}

export interface Summary {
  readonly summary: Table;
  readonly comparisons: Table;
}

/** Summarises the results of a plan. */
export function summarise(plan: Plan, results: UnitResults): Summary {
  const factors = factorColumns(plan);
  const rows: Values[] = [];
  const pairs: Values[] = [];
  forEachGroup(plan, results, ({ point, weight }, samples) => {
    const { labels } = plan.design.at(point);
    for (const [k, measure] of plan.measures.entries()) {
      const at: Values = {
        point,
        ...Object.fromEntries(factors.map((factor, f) => [factor.name, cellOf(factor, labels[f])])),
        wt: plan.weights[weight],
        measure: measure.name,
      };
      const better = measure.better ?? "smaller";
      const of = samples(k);
      const ranking = rankPolicies(of, CONFIDENCE, better);
      const best = ranking.ranked.find(({ mean }) => mean.count > 0)?.mean.mean ?? Number.NaN;
      for (const { name, values } of of) {
        const { mean, rank } = ranking.ranked.find((ranked) => ranked.name === name)!;
        const kept = sorted(Array.from(values).filter((value) => !Number.isNaN(value)));
        const ratio = mean.mean / best - 1;
        rows.push({
          ...at,
          unit_of_measure: measure.unit,
          policy: name,
          replications: mean.count,
          mean: mean.count === 0 ? null : mean.mean,
          half_width: finite(mean.halfWidth),
          low: finite(mean.low),
          high: finite(mean.high),
          p05: finite(quantile(kept, 0.05)),
          median: finite(quantile(kept, 0.5)),
          p95: finite(quantile(kept, 0.95)),
          rank: measure.better === null || mean.count === 0 ? null : rank,
          over_best:
            !hasRatio(measure) || mean.count === 0 ? null : finite(better === "smaller" ? ratio : -ratio),
        });
      }
      for (const pair of ranking.pairs) {
        const { count, mean, low, high } = pair.difference;
        pairs.push({
          ...at,
          policy: pair.a,
          other_policy: pair.b,
          replications: count,
          difference: count === 0 ? null : mean,
          low: finite(low),
          high: finite(high),
          p_value: finite(pair.adjustedPValue),
          differs: pair.differs,
          variance_reduction: finite(pair.varianceReduction),
        });
      }
    }
  });
  return {
    summary: tableOf(summarySchema(plan), rows as never[]),
    comparisons: tableOf(comparisonSchema(plan), pairs as never[]),
  };
}
