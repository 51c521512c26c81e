// The paper's reproduction, whole: units of work in, tables, verdicts, figures and files out. Who runs the units is not said here.
import { encodeCsv, encodeParquet, type Table } from "../../dataset/index.ts";
import { type Figure, figureFiles, type RenderPng } from "../../figures/index.ts";
import { methodsNeeded } from "./claims.ts";
import { paperFigures } from "./figures.ts";
import { defaultFindings, failedClaims, judgements, openAfterScreening } from "./judge.ts";
import { alternativeUnits, claimsOf, defaultUnits, type PaperPlan } from "./plan.ts";
import { report } from "./report.ts";
import {
  alternativesTable,
  claimsTable,
  instancesTable,
  iterationsTable,
  jobsTable,
  runsTable,
} from "./tables.ts";
import type { MethodRow, PaperUnit, UnitResult } from "./unit.ts";
import type { Judgement } from "./verdict.ts";

/** Runs units, on whatever there is; results come back in the order of the units. */
export type RunUnits = (units: readonly PaperUnit[]) => Promise<readonly UnitResult[]>;

export interface PaperResult {
  readonly plan: PaperPlan;
  readonly judged: readonly Judgement[];
  readonly tables: readonly Table[];
  readonly figures: readonly Figure[];
}

const order = (a: MethodRow, b: MethodRow): number =>
  a.case < b.case ? -1 : a.case > b.case ? 1 : a.instance - b.instance || a.wt - b.wt;

/** Computes everything of a plan. */
export async function reproducePaper(
  plan: PaperPlan,
  run: { readonly defaults: RunUnits; readonly alternatives: RunUnits },
): Promise<PaperResult> {
  const claims = claimsOf(plan.cases);
  const results = await run.defaults(defaultUnits(plan));
  const rows = results.flatMap((result) => result.rows).sort(order);
  const failed = failedClaims(defaultFindings(plan, rows));
  const tried = async (units: readonly PaperUnit[]) =>
    units.length === 0 ? [] : (await run.alternatives(units)).flatMap((result) => result.rows);
  const screened = await tried(alternativeUnits(plan, failed));
  const open = openAfterScreening(plan, rows, screened);
  const others = [...screened, ...(await tried(alternativeUnits(plan, failed, open)))];
  const judged = judgements(plan, rows, others, open);
  const needed = (row: MethodRow) => methodsNeeded(claims, row.case, row.wt).includes(row.method);
  const iterations = results.flatMap((result) => result.iterations);
  const tables = {
    runs: runsTable(rows),
    instances: instancesTable(rows, needed),
    iterations: iterationsTable(iterations),
    jobs: jobsTable(results.flatMap((result) => result.jobs)),
    claims: claimsTable(judged),
    alternatives: alternativesTable(judged),
  };
  return { plan, judged, tables: Object.values(tables), figures: paperFigures(tables) };
}

/** All files but the manifest, by their path in the results folder. */
export async function paperFiles(
  result: PaperResult,
  version: string,
  renderPng: RenderPng,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const table of result.tables) {
    files.set(`${table.name}.parquet`, encodeParquet(table));
    files.set(`${table.name}.csv`, encodeCsv(table));
  }
  const figures = await figureFiles(result.figures, renderPng, files, "figures/");
  const page = report({ ...result, version, figures });
  files.set("report.html", new TextEncoder().encode(page));
  return files;
}
