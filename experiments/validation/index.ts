// Question: does the simulator agree with queueing theory? `npm run validate [case | coverage]...`; all of it unless
// named. Exits 1 when a case that was run is missed. Each case is written down as soon as it is settled.
import { readFileSync } from "node:fs";
import { encodeCsv, encodeParquet, manifest } from "../../src/dataset/index.ts";
import { intervals, renderSvg, specJson } from "../../src/figures/index.ts";
import {
  feedPool,
  machine,
  mapPool,
  openPool,
  origin,
  renderPng,
  stopwatch,
  writeWhole,
} from "../../src/io/index.ts";
import { InputError } from "../../src/model/index.ts";
import { judgePrecision, moments } from "../../src/stats/index.ts";
import { type Case, SEED } from "./case.ts";
import { CASES } from "./cases.ts";
import {
  COVERAGE,
  type Coverage,
  type Covered,
  coverageAgrees,
  coverageOf,
  meanCoverage,
  SETTINGS,
} from "./coverage.ts";
import { type Finding, findingsOf, readFindings, rowsOfCase, tableOfFindings } from "./findings.ts";
import { page } from "./page.ts";
import { CONFIDENCE, judge, type Verdict } from "./verdict.ts";

const RESULTS = "results/validation";
const PRECISION = { min: 30, max: 1000, relativeHalfWidth: 0.0098, confidence: CONFIDENCE };
/** Runs of the coverage study in one task. */
const CHUNK = 20;

const task = (name: string) => new URL(`./replicate.ts#${name}`, import.meta.url);

/** Replicates a case until every interval is narrow enough. */
async function settle(of: Case, pool: ReturnType<typeof openPool>): Promise<Verdict[]> {
  const runs: number[][] = [];
  const estimates = (k: number) => runs.map((values) => values[k]);
  for (let until = of.deterministic === true ? 1 : PRECISION.min; runs.length < until; ) {
    const inputs = Array.from({ length: until - runs.length }, (_, k) => ({
      id: of.id,
      replication: runs.length + k,
    }));
    await feedPool(pool, task("measure"), inputs, {
      onResult: (values, { replication }) => {
        runs[replication] = values as number[];
      },
    });
    for (const k of of.known.keys()) {
      const look = judgePrecision(moments(estimates(k)), PRECISION);
      if (of.deterministic !== true && look.state === "go-on") until = Math.max(until, look.lookAt);
    }
  }
  return of.known.map((known, k) => judge(known, estimates(k)));
}

async function cover(): Promise<Coverage[]> {
  const chunks = SETTINGS.flatMap((_, setting) =>
    Array.from({ length: COVERAGE.runs / CHUNK }, (_, n) => ({
      setting,
      from: n * CHUNK,
      to: (n + 1) * CHUNK,
    })),
  );
  const parts = (await mapPool(task("covered"), chunks)) as Covered[];
  return SETTINGS.map((setting, k) =>
    coverageOf(
      setting,
      parts.filter((_, n) => chunks[n].setting === k),
    ),
  );
}

/** The coverage that was found before; empty where none was. */
function earlierCoverage(): Coverage[] {
  try {
    const { parameters } = JSON.parse(readFileSync(`${RESULTS}/manifest.json`, "utf8"));
    return parameters.coverage?.found ?? [];
  } catch {
    return [];
  }
}

const elapsed = stopwatch();
const from = origin();
const program = `${from.version} ${from.commit?.slice(0, 7) ?? "(no commit)"}${from.modified ? ", changed" : ""}`;

/** Table, figure, manifest and page of what has been found so far. */
async function write(findings: readonly Finding[], coverage: readonly Coverage[]): Promise<void> {
  const kept = CASES.flatMap((of) => rowsOfCase(of, findings) ?? []);
  const rows = tableOfFindings(kept);
  const figure = intervals(rows, {
    name: "validation",
    caption: "Estimate over exact value with 99.9 % intervals, for every number of the validation.",
    title: "Simulated over exact",
    category: "case",
    order: [...new Set(kept.map((row) => row.case))],
    estimate: "ratio",
    low: "ratio_low",
    high: "ratio_high",
    label: "estimate / exact value, with 99.9 % interval",
    domain: [0.98, 1.02],
    reference: 1,
  });
  const svg = await renderSvg(figure);
  const text = (content: string) => new TextEncoder().encode(content);
  const files = new Map<string, Uint8Array>([
    ["validation.csv", encodeCsv(rows)],
    ["validation.parquet", encodeParquet(rows)],
    ["validation.svg", text(svg)],
    ["validation.png", renderPng(svg)],
    ["validation.vl.json", text(specJson(figure))],
  ]);
  const record = {
    command: ["npm run validate", ...named].join(" "),
    origin: from,
    parameters: {
      precision: PRECISION,
      coverage: { ...COVERAGE, found: coverage.map((one) => ({ ...one })) },
    },
    seeds: [SEED],
    time: elapsed(),
    machine: machine(),
  };
  for (const [name, content] of files) writeWhole(`${RESULTS}/${name}`, content);
  writeWhole(`${RESULTS}/manifest.json`, `${JSON.stringify(await manifest(record, files), null, 2)}\n`);
  writeWhole("docs/validation.md", page(CASES, kept, coverage));
}

const named = process.argv.slice(2);
const unknown = named.find((name) => name !== "coverage" && !CASES.some(({ id }) => id === name));
if (unknown !== undefined) {
  const error = new InputError(
    "validate",
    `coverage or cases: ${CASES.map(({ id }) => id).join(", ")}`,
    unknown,
  );
  console.error(error.message);
  process.exit(2);
}
const asked = (name: string) => named.length === 0 || named.includes(name);

let findings = await readFindings(`${RESULTS}/validation.parquet`);
let coverage = earlierCoverage();
let missed = 0;
const pool = openPool();
for (const of of CASES.filter(({ id }) => asked(id))) {
  const verdicts = await settle(of, pool);
  for (const [k, { mean, relative, count, verdict }] of verdicts.entries()) {
    const { name, exact } = of.known[k];
    const numbers = `${mean.toPrecision(6)} / ${exact.toPrecision(6)} ± ${(100 * relative).toFixed(2)} %`;
    console.log(
      `${of.id.padEnd(4)} ${verdict.padEnd(8)} ${numbers} (${count} replications)  ${of.system}: ${name}`,
    );
    if (verdict !== "agrees") missed++;
  }
  findings = [...findings.filter((row) => row.case !== of.id), ...findingsOf(of, verdicts, program)];
  await write(findings, coverage);
}
await pool.close();
if (asked("coverage")) {
  coverage = await cover();
  const agrees = coverageAgrees(coverage);
  console.log(
    `coverage ${agrees ? "agrees" : "differs"}: ${(100 * meanCoverage(coverage, "followed")).toFixed(1)} % of ${COVERAGE.runs * SETTINGS.length} intervals`,
  );
  if (!agrees) missed++;
  await write(findings, coverage);
}
console.log(`${missed} missed; ${RESULTS}, docs/validation.md`);
process.exit(missed === 0 ? 0 : 1);
