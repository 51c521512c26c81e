// For every claim of the paper: in what share of the answers to its open questions does it hold, which questions matter
// most, and where does our default stand?
import {
  encodeCsv,
  encodeParquet,
  manifest,
  type Table,
  tableOf,
  tableSchema,
} from "../../src/dataset/index.ts";
import { figureFiles, heatMap } from "../../src/figures/index.ts";
import { machine, mapPool, origin, stopwatch } from "../../src/io/index.ts";
import { renderPng } from "../../src/io/png.ts";
import { writeResults } from "../../src/io/results/write.ts";
import { PAPER_CASES } from "../../src/scenario/index.ts";
import { drawSettings, effects } from "../../src/study/calibration.ts";
import {
  CLAIMS,
  finding,
  methodsNeeded,
  type PaperUnit,
  Rows,
  reproduced,
  weightsNeeded,
} from "../../src/study/paper/index.ts";
import { QUESTIONS, USUAL_SETTING } from "./questions.ts";

/** Settings by Latin hypercube, instances of each case, iterations of each policy. */
const PARAMETERS = { settings: Number(process.argv[2] ?? 80), instances: 1, iterations: 100, seed: 1 };

const clock = stopwatch();
const drawn = drawSettings(QUESTIONS, USUAL_SETTING, PARAMETERS.settings, PARAMETERS.seed);
const settings = [USUAL_SETTING, ...drawn.map(({ setting }) => setting)];
const units = settings.flatMap((setting, k) =>
  PAPER_CASES.flatMap((paperCase) =>
    Array.from(
      { length: PARAMETERS.instances },
      (_, instance): PaperUnit => ({
        case: paperCase,
        instance,
        seed: PARAMETERS.seed,
        iterations: PARAMETERS.iterations,
        alternative: `setting ${k}`,
        setting,
        keep: false,
        tasks: weightsNeeded(CLAIMS, paperCase).map((wt) => ({
          wt,
          methods: methodsNeeded(CLAIMS, paperCase, wt),
        })),
      }),
    ),
  ),
);
const results = await mapPool("paper unit", units);
const instances = Array.from({ length: PARAMETERS.instances }, (_, instance) => instance);

/** verdicts[k][c]: does claim c hold under setting k? */
const verdicts = settings.map((_, k) => {
  const rows = new Rows(
    results.flatMap((result) => result.rows.filter((row) => row.alternative === `setting ${k}`)),
  );
  return CLAIMS.map((claim) => reproduced(claim.cases.map((one) => finding(claim, one, rows, instances))));
});
const [usual, ...others] = verdicts;
const held = (verdict: readonly boolean[]) => verdict.filter(Boolean).length;
const moved = CLAIMS.map((_, c) =>
  effects(
    QUESTIONS,
    drawn,
    others.map((verdict) => verdict[c]),
  ),
);

const settingsTable = tableOf(
  tableSchema(
    "settings",
    "One setting: an answer to every open question, and the claims that hold under it.",
    [
      {
        name: "setting",
        type: "int32",
        unit: "1",
        meaning: "Number of the setting, from 1; 0 is the default.",
      },
      { name: "answers", type: "text", unit: "", meaning: "The answer to each question, as JSON." },
      { name: "claims", type: "text", unit: "", meaning: "Claims that hold." },
      { name: "held", type: "int32", unit: "1", meaning: "Number of claims that hold." },
    ],
  ),
  verdicts.map((verdict, k) => ({
    setting: k,
    answers: JSON.stringify(
      Object.fromEntries(
        QUESTIONS.map(({ name, usual }, q) => [name, k === 0 ? usual : drawn[k - 1].values[q]]),
      ),
    ),
    claims: CLAIMS.filter((_, c) => verdict[c])
      .map(({ id }) => id)
      .join(" "),
    held: held(verdict),
  })),
);
const claimsTable = tableOf(
  tableSchema("claims", "One claim over all settings.", [
    { name: "claim", type: "text", unit: "", meaning: "Claim of the paper; docs/reproduction.md states it." },
    { name: "share", type: "float64", unit: "1", meaning: "Share of the settings under which it holds." },
    { name: "default", type: "boolean", unit: "", meaning: "Does it hold under the default?" },
    { name: "question", type: "text", unit: "", meaning: "Question whose answers move the share most." },
    {
      name: "spread",
      type: "float64",
      unit: "1",
      meaning: "By so much: the largest minus the smallest share.",
    },
  ]),
  CLAIMS.map(({ id }, c) => {
    const [most] = [...moved[c]].sort((a, b) => b.spread - a.spread);
    const share = others.filter((verdict) => verdict[c]).length / others.length;
    return {
      claim: id,
      share,
      default: usual[c],
      question: most.spread > 0 ? most.question : "",
      spread: most.spread,
    };
  }),
);
const effectsTable = tableOf(
  tableSchema("effects", "One question and one claim: how much the answer moves the share of settings.", [
    { name: "question", type: "text", unit: "", meaning: "What the paper leaves open." },
    { name: "claim", type: "text", unit: "", meaning: "Claim of the paper." },
    { name: "spread", type: "float64", unit: "1", meaning: "Largest minus smallest share over the answers." },
    { name: "error", type: "float64", unit: "1", meaning: "Standard error of that difference." },
    { name: "shares", type: "text", unit: "", meaning: "Share of the settings with each answer, as JSON." },
  ]),
  moved.flatMap((of, c) =>
    of.map(({ question, spread, error, shares }) => ({
      question,
      claim: CLAIMS[c].id,
      spread,
      error,
      shares: JSON.stringify(
        Object.fromEntries(shares.map(({ answer, holds }) => [answer, Number(holds.toFixed(3))])),
      ),
    })),
  ),
);
const weight = (question: string) =>
  moved.reduce((sum, of) => sum + of.find((effect) => effect.question === question)!.spread, 0);
const order = QUESTIONS.map(({ name }) => name).sort((a, b) => weight(b) - weight(a));
const below = others.filter((verdict) => held(verdict) < held(usual)).length / others.length;
const equal = others.filter((verdict) => held(verdict) === held(usual)).length / others.length;

const files = new Map<string, Uint8Array>();
const tables: Table[] = [settingsTable, claimsTable, effectsTable];
for (const table of tables) {
  files.set(`${table.name}.parquet`, encodeParquet(table));
  files.set(`${table.name}.csv`, encodeCsv(table));
}
const figure = heatMap(effectsTable, {
  name: "effects",
  title: "Which open question decides which claim",
  subtitle: `largest minus smallest share of ${others.length} settings in which the claim holds, over the answers`,
  caption:
    "Questions that the paper leaves open against its claims; dark: the answer decides whether the claim holds.",
  x: "claim",
  xLabel: "claim",
  y: "question",
  yLabel: "open question",
  value: "spread",
  label: "spread",
  format: ".2f",
  xOrder: CLAIMS.map(({ id }) => id),
  yOrder: order,
});
await figureFiles([figure], renderPng, files, "figures/");
const record = await manifest(
  {
    command: "npm run experiment calibration",
    origin: origin(),
    parameters: PARAMETERS,
    seeds: { seed: PARAMETERS.seed },
    time: clock(),
    machine: machine(),
  },
  files,
);
files.set("manifest.json", new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`));
writeResults("results/calibration", files);
claimsTable.data.print(20);
console.log(
  `default: ${held(usual)} of ${CLAIMS.length} claims hold; ${Math.round(100 * below)} % of the settings hold fewer, ${Math.round(100 * equal)} % as many`,
);
console.log(`questions by weight: ${order.map((name) => `${name} (${weight(name).toFixed(2)})`).join(", ")}`);
