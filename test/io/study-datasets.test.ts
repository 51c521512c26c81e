// The files of a study as others read them: DuckDB, arquero, and the data package.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { fromArrow } from "arquero";
import { expect, test } from "vitest";
import { collectResults } from "../../src/io/study/records.ts";
import { studyTables, writeStudyResults } from "../../src/io/study/results.ts";
import { poolExecutor, runStudy } from "../../src/io/study/run.ts";
import { studyFigures } from "../../src/study/figures/index.ts";
import { tinyPlan } from "../study/tiny-study.ts";
import { scratch } from "./scratch.ts";

async function finished() {
  const plan = tinyPlan({ policies: ["local", "offload-all", "greedy"], measures: ["score", "gap"] });
  const folder = join(scratch(), "r");
  const context = { resolved: plan.resolved, source: plan.source, folder: "." };
  await runStudy(plan, poolExecutor(context, 0), { folder });
  const tables = studyTables(plan, collectResults(plan, [folder]));
  const time = { started: "", finished: "", seconds: 0 };
  await writeStudyResults(folder, plan, tables, { command: "study tiny.yaml", time, figures: false });
  return { plan, folder, tables };
}

test("DuckDB reads Parquet, CSV and JSON lines as the same rows, typed", async () => {
  const { folder, tables } = await finished();
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = async (file: string) => {
    const reader = await connection.runAndReadAll(`SELECT * FROM '${join(folder, file)}' ORDER BY unit`);
    return reader.getRowObjects().map((row) => ({
      ...row,
      unit: Number(row.unit),
      point: Number(row.point),
      replication: Number(row.replication),
    }));
  };
  const expected = tables.units.data.objects();
  expect(expected).toHaveLength(120);
  for (const ending of ["parquet", "csv", "jsonl"]) expect(await rows(`units.${ending}`)).toEqual(expected);
  const types = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${join(folder, "units.parquet")}'`);
  expect(types.getRowObjects().map((row) => [row.column_name, row.column_type])).toEqual([
    ["unit", "BIGINT"],
    ["point", "INTEGER"],
    ["outputReduction", "DOUBLE"],
    ["wt", "DOUBLE"],
    ["policy", "VARCHAR"],
    ["replication", "INTEGER"],
    ["bound_from", "VARCHAR"],
    ["score", "DOUBLE"],
    ["gap", "DOUBLE"],
  ]);
  const best = await connection.runAndReadAll(
    `SELECT policy, avg(score) AS mean FROM '${join(folder, "units.parquet")}' WHERE point = 1 AND wt = 0.2 GROUP BY ALL ORDER BY mean`,
  );
  const summary = tables.summary.data.objects() as Record<string, unknown>[];
  const row = summary.find(
    (one) => one.point === 1 && one.wt === 0.2 && one.measure === "score" && one.over_best === 0,
  )!;
  expect(best.getRowObjects()[0].policy).toBe(row.policy);
  expect(best.getRowObjects()[0].mean).toBeCloseTo(row.mean as number, 12);
  connection.closeSync();
});

test("the Arrow file holds the same rows", async () => {
  const { folder, tables } = await finished();
  const read = fromArrow(new Uint8Array(readFileSync(join(folder, "units.arrow"))));
  expect(read.objects()).toEqual(tables.units.data.objects());
});

test("the dictionary and the data package tell of every column of every table", async () => {
  const { folder, tables } = await finished();
  const dictionary = JSON.parse(readFileSync(join(folder, "columns.json"), "utf8"));
  const dataPackage = JSON.parse(readFileSync(join(folder, "datapackage.json"), "utf8"));
  for (const [k, table] of [tables.units, tables.summary, tables.comparisons].entries()) {
    const head = readFileSync(join(folder, `${table.name}.csv`), "utf8")
      .split("\n", 1)[0]
      .split(",");
    expect(dictionary[table.name].columns.map(({ name }: { name: string }) => name)).toEqual(head);
    for (const column of dictionary[table.name].columns) expect(column.meaning).toMatch(/^.+[.)]$/);
    const resource = dataPackage.resources[k];
    expect(resource.path).toBe(`${table.name}.csv`);
    expect(resource.schema.fields.map(({ name }: { name: string }) => name)).toEqual(head);
  }
});

test("figures are drawn from the tables alone: means, distributions, the best policy over factor and weight", async () => {
  const { tables } = await finished();
  expect(studyFigures(tables).map(({ name }) => name)).toEqual([
    "means-score",
    "means-gap",
    "distributions",
    "best-policy-score",
  ]);
});
