// The report of a study: readable alone, and nothing of a study's names is markup in it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { policyHash } from "../../src/io/study/file.ts";
import { collectResults } from "../../src/io/study/records.ts";
import { studyTables, writeStudyResults } from "../../src/io/study/results.ts";
import { poolExecutor, runStudy } from "../../src/io/study/run.ts";
import { planStudy } from "../../src/study/plan.ts";
import { tinyScenario, tinyStudy } from "../study/tiny-study.ts";
import { scratch } from "./scratch.ts";
import { time } from "./whole-study.ts";

const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&`;
const EVIL_FILE = "<b onmouseover=alert(3)>.mjs";

async function report(): Promise<{ folder: string; page: string }> {
  const root = scratch();
  writeFileSync(join(root, EVIL_FILE), "export default () => 'local';");
  const policies = ["local", EVIL_FILE];
  const study = tinyStudy({
    question: `Which? ${EVIL}`,
    run: "plan",
    policies,
    measures: ["makespan_s", "energy_J", "gap"],
    weights: [0.5],
    replications: 3,
    factors: {
      [EVIL]: { levels: { [EVIL]: { outputReduction: 0 }, plain: { outputReduction: 0.2 } } },
    },
  });
  const resolved = {
    study,
    scenario: { ...tinyScenario, servers: [{ ...tinyScenario.servers[0], id: EVIL }] },
    policies: [
      { name: "local", sha256: null },
      { name: EVIL_FILE, sha256: policyHash(join(root, EVIL_FILE)) },
    ],
  };
  const plan = planStudy(resolved, "s.yaml");
  const folder = join(root, "r");
  await runStudy(plan, poolExecutor({ resolved, source: "s.yaml", folder: root }, 0), { folder });
  const tables = studyTables(plan, collectResults(plan, [folder]));
  await writeStudyResults(folder, plan, tables, { command: "", time });
  return { folder, page: readFileSync(join(folder, "report.html"), "utf8") };
}

test("names with markup are text in report and figures", async () => {
  const { folder, page } = await report();
  const pictures = readdirSync(join(folder, "figures")).filter((name) => name.endsWith(".svg"));
  expect(pictures.length).toBeGreaterThan(0);
  const texts = pictures.map((name) => readFileSync(join(folder, "figures", name), "utf8"));
  for (const text of [page, ...texts]) {
    expect(text).not.toMatch(/<script|<img|<b /i);
    // Tags without the values of their attributes: what a quote in a name had ended would stand there.
    const tags = text.match(/<[a-zA-Z/!][^"<>]*(?:"[^"]*"[^"<>]*)*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(20);
    expect(tags.map((tag) => tag.replace(/"[^"]*"/g, "")).join("")).not.toMatch(/onerror|onmouseover|alert/);
  }
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(texts.join("")).toContain("&lt;script");
  expect(page).toContain("default-src 'none'");
});

test("the report holds every policy at every point with interval and rank, and loads nothing from elsewhere", async () => {
  const { page } = await report();
  for (const measure of ["makespan_s", "energy_J", "gap"]) expect(page).toContain(`<h3 id="${measure}">`);
  expect(page.match(/<td class="number">\d[\d.e-]* ± \d/g)?.length).toBeGreaterThan(4);
  expect(page.match(/<tr class="mark">/g)?.length).toBeGreaterThan(2);
  expect(page).toContain('<svg role="img"');
  expect(page).not.toMatch(/(src|href)="https?:/);
  const open = [...page.matchAll(/<(table|tr|td|th|div|figure|details|dl|p|ul|li|main)\b/g)].map(
    ([, name]) => name,
  );
  const closed = [...page.matchAll(/<\/(table|tr|td|th|div|figure|details|dl|p|ul|li|main)>/g)].map(
    ([, name]) => name,
  );
  expect(open.sort()).toEqual(closed.sort());
});
