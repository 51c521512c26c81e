// Which answers to all open questions together come closest to what the paper says? Searched on some instances, judged on others.
import { mkdirSync } from "node:fs";
import { type Table, tableOf, tableSchema } from "../../src/dataset/index.ts";
import { heatMap } from "../../src/figures/index.ts";
import { openPool } from "../../src/io/index.ts";
import {
  CLAIMS,
  type Claim,
  type Finding,
  reproduced,
  settingDistance,
} from "../../src/study/paper/index.ts";
import { USUAL_SETTING } from "../calibration/questions.ts";
import { experiment } from "../results.ts";
import { QUESTIONS } from "./questions.ts";
import { answersAt, descend, findings, type Judged, judge, scatter, settingAt } from "./search.ts";

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, k) => from + k);

const PARAMETERS = {
  settings: Number(process.argv[2] ?? 400),
  /** Points that are looked at on more instances, and points from which the descent starts. */
  candidates: 10,
  descents: 1,
  /** Searched on these; judged on 30 others, those of `reproduce`. */
  scattered: range(100, 1),
  descended: range(101, 2),
  judged: range(0, 30),
  seed: 1,
};

const write = experiment("closest-reading");
const journal = "results/closest-reading/journal";
mkdirSync(journal, { recursive: true });
const pool = openPool({ workers: 1 });
const byDistance = (a: Judged, b: Judged) => a.distance - b.distance;

const first = judge(pool, `${journal}/scattered.jsonl`, PARAMETERS.scattered, PARAMETERS.seed);
const points = await scatter(first, PARAMETERS.settings, 4);
const second = judge(pool, `${journal}/descended.jsonl`, PARAMETERS.descended, PARAMETERS.seed);
const again: Judged[] = [];
for (const { places } of [...points].sort(byDistance).slice(0, PARAMETERS.candidates))
  again.push(await second.at(places, "quasi-random"));
const ends: Judged[] = [];
for (const start of [...again].sort(byDistance).slice(0, PARAMETERS.descents))
  ends.push(await descend(second, start));

/** The nearest points that the descent saw, and one that bears out most claims, on instances that nobody searched on. */
const seen = [...second.known.values()].sort(byDistance);
const most = [...seen].sort((a, b) => b.claims.length - a.claims.length || a.distance - b.distance);
const finalists = [...new Set([...seen.slice(0, 3), ...most.slice(0, 2)])];
const third = judge(pool, `${journal}/judged.jsonl`, PARAMETERS.judged, PARAMETERS.seed);
const finals: Judged[] = [];
for (const { places, found } of finalists) finals.push(await third.at(places, found));
const closest = [...finals].sort(byDistance)[0];
const found = await findings(pool, settingAt(closest.places), PARAMETERS.judged, PARAMETERS.seed);
const usual = await findings(pool, USUAL_SETTING, PARAMETERS.judged, PARAMETERS.seed);
await pool.close();

const answers = (places: readonly number[]) => JSON.stringify(answersAt(places));
const settings = tableOf(
  tableSchema("settings", "One setting that the search judged.", [
    { name: "stage", type: "text", unit: "", meaning: "scattered, descended or judged: on other instances." },
    {
      name: "distance",
      type: "float64",
      unit: "1",
      meaning: "Distance from the paper; see docs/reproduction.md.",
    },
    { name: "held", type: "int32", unit: "1", meaning: "Number of claims that hold." },
    { name: "claims", type: "text", unit: "", meaning: "These claims." },
    { name: "answers", type: "text", unit: "", meaning: "The answer to each question, as JSON." },
  ]),
  (
    [
      ["scattered", points],
      ["descended", seen],
      ["judged", finals],
    ] as const
  ).flatMap(([stage, all]) =>
    all.map(({ distance, claims, places }) => ({
      stage,
      distance,
      held: claims.length,
      claims: claims.join(" "),
      answers: answers(places),
    })),
  ),
);

function claimRows(setting: string, of: ReadonlyMap<Claim, readonly Finding[]>) {
  return [...of].flatMap(([claim, all]) =>
    all.flatMap(({ case: paperCase, holds, spreads }) =>
      spreads.map(({ measure, median }) => ({
        setting,
        claim: claim.id,
        case: paperCase,
        reproduced: reproduced(all),
        holds,
        measure: measure.label,
        paper: measure.paper ?? Number.NaN,
        median,
      })),
    ),
  );
}
const claims = tableOf(
  tableSchema("claims", "One measure of one claim under the default and under the closest setting.", [
    { name: "setting", type: "text", unit: "", meaning: "default or closest." },
    { name: "claim", type: "text", unit: "", meaning: "Claim of the paper; docs/reproduction.md states it." },
    { name: "case", type: "text", unit: "", meaning: "Case of the paper." },
    {
      name: "reproduced",
      type: "boolean",
      unit: "",
      meaning: "Holds in half of the instances of each case?",
    },
    { name: "holds", type: "float64", unit: "1", meaning: "Share of the 30 instances in which it holds." },
    { name: "measure", type: "text", unit: "", meaning: "What is measured." },
    {
      name: "paper",
      type: "float64",
      unit: "1",
      meaning: "The paper's number, where it gives one.",
      nullable: true,
    },
    { name: "median", type: "float64", unit: "1", meaning: "Median over the instances." },
  ]),
  [...claimRows("default", usual), ...claimRows("closest", found)],
);

/** Of the scattered settings: how often two claims hold together. */
const share = (...ids: string[]) =>
  points.filter((one) => ids.every((id) => one.claims.includes(id))).length / points.length;
const pairs = tableOf(
  tableSchema("pairs", "Two claims over the scattered settings: do they hold together?", [
    { name: "claim", type: "text", unit: "", meaning: "A claim." },
    { name: "other", type: "text", unit: "", meaning: "Another claim." },
    { name: "both", type: "float64", unit: "1", meaning: "Share of the settings in which both hold." },
    { name: "expected", type: "float64", unit: "1", meaning: "Product of the shares in which each holds." },
  ]),
  CLAIMS.flatMap(({ id }) =>
    CLAIMS.map(({ id: other }) => ({
      claim: id,
      other,
      both: share(id, other),
      expected: id === other ? share(id) : share(id) * share(other),
    })),
  ),
);
const tables: Table[] = [settings, claims, pairs];
await write({
  parameters: PARAMETERS,
  seeds: { seed: PARAMETERS.seed },
  tables,
  figures: [
    heatMap(pairs, {
      name: "pairs",
      title: "Which claims hold together",
      subtitle: `share of ${points.length} settings of all open questions in which both hold, on one instance of each case`,
      caption:
        "Claims against claims; on the diagonal each alone. Pale off the diagonal: the two exclude each other.",
      x: "other",
      xLabel: "claim",
      y: "claim",
      yLabel: "claim",
      value: "both",
      label: "share",
      format: ".2f",
      xOrder: CLAIMS.map(({ id }) => id),
      yOrder: CLAIMS.map(({ id }) => id),
    }),
  ],
});
const told = (name: string, distance: number, of: ReadonlyMap<Claim, readonly Finding[]>) =>
  console.log(
    `${name}: distance ${distance.toFixed(3)}, holds ${[...of]
      .filter(([, all]) => reproduced(all))
      .map(([{ id }]) => id)
      .join(" ")}`,
  );
told("default", settingDistance(usual), usual);
told("closest", closest.distance, found);
console.log(JSON.stringify(answersAt(closest.places), null, 1));
console.log(JSON.stringify(settingAt(closest.places)));
console.log(
  `${ends.length} descents over ${QUESTIONS.length} questions, ${second.known.size} points judged in them`,
);
