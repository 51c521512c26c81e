// The tables that the page gives away, typed and documented like those of a study.
import { tableOf, tableSchema } from "../../dataset/table.ts";
import type { MethodReport, SweepReport } from "../worker/protocol.ts";

const text = (name: string, meaning: string) => ({ name, type: "text", unit: "", meaning }) as const;
const number = (name: string, unit: string, meaning: string) =>
  ({ name, type: "float64", unit, meaning, nullable: true }) as const;

const POLICIES = tableSchema("policies", "one policy on the network of the page", [
  text("method", "name of the policy"),
  number("score", "1", "weighted score, Eq. (3) or (4)"),
  number("CT_s", "s", "completion time, Eq. (1)"),
  number("CE_J", "J", "energy, Eq. (2)"),
  number("lower_bound", "1", "no allocation scores less"),
  number("gap", "1", "score over lower bound, minus 1"),
  number("makespan_s", "s", "time of the last completion in the simulation"),
  number("energy_J", "J", "energy of all devices in the simulation"),
  number("meanResponse_s", "s", "mean response time in the simulation"),
  number("p95Response_s", "s", "95th percentile of the response time"),
  number("completed", "1", "jobs that were completed"),
]);

export function policiesTable(reports: readonly MethodReport[]) {
  return tableOf(
    POLICIES,
    reports.map(({ method, closed, simulated }) => ({
      method,
      score: closed?.score ?? null,
      CT_s: closed?.CT ?? null,
      CE_J: closed?.CE ?? null,
      lower_bound: closed?.lowerBound ?? null,
      gap: closed === null || closed.lowerBound === null ? null : closed.score / closed.lowerBound - 1,
      makespan_s: simulated.makespan,
      energy_J: simulated.energy,
      meanResponse_s: simulated.meanResponse,
      p95Response_s: simulated.p95Response,
      completed: simulated.completed,
    })),
  );
}

const WEIGHTS = tableSchema("weights", "one policy at one weight of time", [
  text("method", "name of the policy"),
  number("wt", "1", "weight of time"),
  number("score", "1", "weighted score, Eq. (3) or (4)"),
  number("lower_bound", "1", "no allocation scores less"),
]);

export function weightsTable(methods: readonly string[], { weights, scores, lowerBounds }: SweepReport) {
  return tableOf(
    WEIGHTS,
    methods.flatMap((method, m) =>
      weights.map((wt, k) => ({
        method,
        wt,
        score: Number.isFinite(scores[m][k]) ? scores[m][k] : null,
        lower_bound: lowerBounds[k],
      })),
    ),
  );
}
