// Question: does the simulator agree with queueing theory? `npm run validate`; exits 1 when a case is missed.
import { encodeCsv, encodeParquet, manifest, tableOf, tableSchema } from "../../src/dataset/index.ts";
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
import { judgePrecision, moments } from "../../src/stats/index.ts";
import { type Case, SEED } from "./case.ts";
import { CASES } from "./cases.ts";
import { COVERAGE, COVERED } from "./coverage.ts";
import { type Judged, page } from "./page.ts";
import { CONFIDENCE, judge } from "./verdict.ts";

const RESULTS = "results/validation";
const PRECISION = { min: 30, max: 1000, relativeHalfWidth: 0.0098, confidence: CONFIDENCE };
/** Runs of the coverage study in one task. */
const CHUNK = 20;

const SCHEMA = tableSchema(
  "validation",
  "One number that is known, and its estimate over independent replications.",
  [
    { name: "case", type: "text", unit: "", meaning: "Number of the case; letters tell variants apart." },
    { name: "system", type: "text", unit: "", meaning: "The queue." },
    { name: "quantity", type: "text", unit: "", meaning: "What is compared." },
    { name: "unit", type: "text", unit: "", meaning: "Unit of the quantity; 1 for a ratio or a count." },
    { name: "exact", type: "float64", unit: "1", meaning: "The known value, in the unit of the row." },
    {
      name: "estimate",
      type: "float64",
      unit: "1",
      meaning: "Mean over replications, in the unit of the row.",
    },
    {
      name: "half_width",
      type: "float64",
      unit: "1",
      meaning: "Half-width of the 99.9 % Student-t interval.",
    },
    { name: "replications", type: "int32", unit: "1", meaning: "Number of independent replications." },
    { name: "ratio", type: "float64", unit: "1", meaning: "Estimate over exact value." },
    {
      name: "ratio_low",
      type: "float64",
      unit: "1",
      meaning: "Lower end of the interval over the exact value.",
    },
    {
      name: "ratio_high",
      type: "float64",
      unit: "1",
      meaning: "Upper end of the interval over the exact value.",
    },
    { name: "verdict", type: "text", unit: "", meaning: "agrees, differs or too wide." },
    { name: "source", type: "text", unit: "", meaning: "Where the exact value comes from." },
  ],
);

const task = (name: string) => new URL(`./replicate.ts#${name}`, import.meta.url);

/** Replicates a case until every interval is narrow enough. */
async function settle(of: Case, pool: ReturnType<typeof openPool>): Promise<Judged> {
  const runs: number[][] = [];
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
      const look = judgePrecision(moments(runs.map((values) => values[k])), PRECISION);
      if (of.deterministic !== true && look.state === "go-on") until = Math.max(until, look.lookAt);
    }
  }
  return {
    of,
    verdicts: of.known.map((known, k) =>
      judge(
        known,
        runs.map((values) => values[k]),
      ),
    ),
  };
}

function table(judged: readonly Judged[]) {
  return tableOf(
    SCHEMA,
    judged.flatMap(({ of, verdicts }) =>
      of.known.map((known, k) => {
        const { mean, low, high, halfWidth, count, verdict } = verdicts[k];
        // A count of 0 that is met exactly has a ratio of 1.
        const ratio = (value: number) => (value === known.exact ? 1 : value / known.exact);
        return {
          case: of.id,
          system: of.system,
          quantity: known.name,
          unit: known.unit,
          exact: known.exact,
          estimate: mean,
          half_width: halfWidth,
          replications: count,
          ratio: ratio(mean),
          ratio_low: ratio(low),
          ratio_high: ratio(high),
          verdict,
          source: of.source,
        };
      }),
    ),
  );
}

const elapsed = stopwatch();
const only = process.argv.slice(2);
const pool = openPool();
const judged: Judged[] = [];
for (const of of CASES.filter(({ id }) => only.length === 0 || only.includes(id))) {
  const one = await settle(of, pool);
  judged.push(one);
  for (const [k, { mean, relative, count, verdict }] of one.verdicts.entries()) {
    const { name, exact } = of.known[k];
    const numbers = `${mean.toPrecision(6)} / ${exact.toPrecision(6)} ± ${(100 * relative).toFixed(2)} %`;
    console.log(
      `${of.id.padEnd(4)} ${verdict.padEnd(8)} ${numbers} (${count} replications)  ${of.system}: ${name}`,
    );
  }
}
await pool.close();
const missed = judged
  .flatMap(({ verdicts }) => verdicts)
  .filter(({ verdict }) => verdict !== "agrees").length;
if (only.length > 0) process.exit(missed === 0 ? 0 : 1);

const chunks = Array.from({ length: COVERAGE.runs / CHUNK }, (_, n) => ({
  from: n * CHUNK,
  to: (n + 1) * CHUNK,
}));
const counts = (await mapPool(task("covered"), chunks)) as number[];
const share = counts.reduce((sum, count) => sum + count, 0) / COVERAGE.runs;
const coverage = {
  share,
  verdict: share >= COVERED.least && share <= COVERED.most ? "agrees" : "differs",
} as const;
console.log(`coverage ${coverage.verdict}: ${(100 * share).toFixed(1)} % of ${COVERAGE.runs} intervals`);

const rows = table(judged);
const figure = intervals(rows, {
  name: "validation",
  caption: "Estimate over exact value with 99.9 % intervals, for every number of the validation.",
  title: "Simulated over exact",
  category: "case",
  order: judged.map(({ of }) => of.id),
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
  command: "npm run validate",
  origin: origin(),
  parameters: { precision: PRECISION, coverage: { ...COVERAGE, share } },
  seeds: [SEED],
  time: elapsed(),
  machine: machine(),
};
for (const [name, content] of files) writeWhole(`${RESULTS}/${name}`, content);
writeWhole(`${RESULTS}/manifest.json`, `${JSON.stringify(await manifest(record, files), null, 2)}\n`);
writeWhole("docs/validation.md", page(judged, coverage));
console.log(`${missed} missed; ${RESULTS}, docs/validation.md`);
process.exit(missed === 0 && coverage.verdict === "agrees" ? 0 : 1);
