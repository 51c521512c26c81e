import { describe, expect, test } from "vitest";
import { decodeParquet, rowsOf } from "../../../src/dataset/index.ts";
import { specJson } from "../../../src/figures/index.ts";
import { readText } from "../../../src/io/files.ts";
import { PAPER_TABLES, type PaperPlan, paperFigures } from "../../../src/study/paper/index.ts";
import { expectSameInAnyOrder, here, reproduction } from "./any-order.ts";

const plan: PaperPlan = { cases: ["case1"], instances: 1, iterations: 2, seed: 11 };

const { result, files } = await reproduction(plan, { defaults: here, alternatives: here });
const text = (path: string) => new TextDecoder().decode(files.get(path));

test("the reproduction has the same bytes whether its units run in order, backwards or in two threads", () =>
  expectSameInAnyOrder(plan, files));

describe("the runs", () => {
  const runs = rowsOf(result.tables.find((table) => table.name === "runs")!) as unknown as Record<
    string,
    number & string
  >[];

  test("hold all fifteen methods at 21 weights", () => {
    expect(runs.length).toBe(21 * 15);
    expect(new Set(runs.map((row) => row.wt)).size).toBe(21);
  });

  test("have proven optima, which no method beats by more than they are proven to", () => {
    for (const row of runs) {
      expect(row.bound_from).toBe("optimum");
      expect(row.gap).toBeGreaterThanOrEqual(0);
      if (row.method === "optimum") expect(row.gap).toBeLessThanOrEqual(1.000001e-6);
    }
  });

  test("cannot end before the busiest device, nor take more time than all work in a row", () => {
    for (const row of runs) {
      expect(row.makespan_s).toBeLessThanOrEqual(row.local_s + 2 * row.server_s + row.transfer_s + 1e-9);
      expect(row.makespan_s).toBeGreaterThanOrEqual(row.server_s - 1e-9);
    }
  });

  test("spend in simulation what the closed form says, idle energy aside", () => {
    // Eq. (2) lets every device idle while the busiest server works; a device idles while it waits in fact.
    for (const row of runs)
      expect(row.energy_J).toBeGreaterThanOrEqual(row.transfer_J + row.compute_J - 1e-9);
    for (const row of runs.filter((one) => one.method === "local")) {
      expect(row.energy_J / row.CE_J).toBeCloseTo(1, 9);
    }
  });
});

test("the figures drawn again from the Parquet files are the same", async () => {
  const table = (name: string) => decodeParquet(files.get(`${name}.parquet`)!, name);
  const again = paperFigures({
    runs: await table("runs"),
    iterations: await table("iterations"),
    instances: await table("instances"),
  });
  expect(again.map(specJson)).toEqual(result.figures.map(specJson));
});

describe("the report", () => {
  const page = text("report.html");

  test("asks nothing of the network, and runs no script", () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|src=/);
    for (const [, address] of page.matchAll(/(?:href|url)\s*[=(]\s*["']?([^"')\s>]+)/g)) {
      expect(address).not.toMatch(/^(https?:)?\/\//);
    }
  });

  test("shows every claim that was judged and every figure, and links only to what is beside it", () => {
    for (const { claim } of result.judged) expect(page).toContain(`id="${claim.id}"`);
    for (const { name } of result.figures) expect(page).toContain(`<figure id="${name}">`);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, address] of page.matchAll(/href="([^"]+)"/g)) {
      if (address.startsWith("#")) expect(ids).toContain(address.slice(1));
      else expect(files.has(address) || address === "manifest.json", address).toBe(true);
    }
  });

  test("has no id twice", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });
});

test("each column of each table is in docs/reproduction.md, with its meaning", () => {
  const page = readText("docs/reproduction.md");
  for (const table of PAPER_TABLES) {
    expect(page).toContain(`### \`${table.name}\``);
    for (const column of table.columns) {
      expect(page).toContain(`| \`${column.name}\` | ${column.unit || "-"} | ${column.meaning} |`);
    }
  }
});
