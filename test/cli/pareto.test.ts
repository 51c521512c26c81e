// `pareto` as a user calls it.
import { existsSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

interface Report {
  exact: boolean;
  hypervolumeGap: number;
  front: { CT_s: number; CE_J: number }[];
  policies: { method: string; CT_s: number; CE_J: number; excess_time: number | null }[];
}

test("pareto prints a front that no policy betters, and writes tables, figure and manifest", async () => {
  const instance = folder.path("case2.json");
  await command("sample", "case2", "--seed", "3", "-o", instance);
  const results = folder.path("front");
  const words = [instance, "--solves", "20", "--iterations", "10", "-o", results, "--json"];
  const { status, out, err } = await command("pareto", ...words);
  expect(err).toBe("");
  expect(status).toBe(0);
  const report = JSON.parse(out) as Report;
  expect(report.exact).toBe(false);
  expect(report.hypervolumeGap).toBeLessThan(0.05);
  for (const [i, point] of report.front.entries()) {
    if (i > 0) expect(point.CE_J).toBeLessThan(report.front[i - 1].CE_J);
  }
  expect(report.policies.map(({ method }) => method)).toContain("ogs-mw");
  for (const { CT_s, CE_J } of report.policies) {
    expect(
      report.front.some((point) => point.CT_s > CT_s * (1 + 1e-9) || point.CE_J > CE_J * (1 + 1e-9)),
    ).toBe(true);
  }
  for (const file of [
    "front.csv",
    "front.parquet",
    "policies.csv",
    "front.svg",
    "front.png",
    "manifest.json",
  ]) {
    expect(existsSync(`${results}/${file}`), file).toBe(true);
  }
  expect(readFileSync(`${results}/policies.csv`, "utf8")).toContain("excess_energy");
});

test("a mode that does not exist is bad usage, in one line", async () => {
  const { status, err } = await command("pareto", "x.json", "--mode", "fast");
  expect(status).toBe(2);
  expect(err.trim().split("\n")).toHaveLength(1);
});
