// The search for the setting nearest to the paper: quasi-random points, then descent from the best of them. Every judged point
// goes into a journal, so that a search that was stopped goes on.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { openPool } from "../../src/io/index.ts";
import { PAPER_CASES } from "../../src/scenario/index.ts";
import {
  CLAIMS,
  type Claim,
  claimDistance,
  type Finding,
  finding,
  methodsNeeded,
  type PaperUnit,
  Rows,
  reproduced,
  type Setting,
  settingDistance,
  weightsNeeded,
} from "../../src/study/paper/index.ts";
import { quasiRandom } from "../../src/study/quasi-random.ts";
import { USUAL_SETTING } from "../calibration/questions.ts";
import { QUESTIONS } from "./questions.ts";

/** A point of the search: a place in [0, 1) for each question. */
export interface Judged {
  readonly places: readonly number[];
  /** "quasi-random" or "descent". */
  readonly found: string;
  readonly distance: number;
  readonly claims: readonly string[];
  readonly distances: readonly number[];
}

export const settingAt = (places: readonly number[]): Setting =>
  QUESTIONS.reduce((setting, question, k) => question.apply(setting, places[k]), USUAL_SETTING);

/** The answers at a point, as texts and numbers. */
export const answersAt = (places: readonly number[]): Record<string, number | string> =>
  Object.fromEntries(QUESTIONS.map(({ name, value }, k) => [name, value(places[k])]));

/** Units that judge a setting on instances of every case. */
function unitsOf(setting: Setting, instances: readonly number[], seed: number): PaperUnit[] {
  return PAPER_CASES.flatMap((paperCase) =>
    instances.map((instance) => ({
      case: paperCase,
      instance,
      seed,
      iterations: 100,
      alternative: "searched",
      setting,
      keep: false,
      tasks: weightsNeeded(CLAIMS, paperCase).map((wt) => ({
        wt,
        methods: methodsNeeded(CLAIMS, paperCase, wt),
      })),
    })),
  );
}

type Pool = ReturnType<typeof openPool>;

/** What each claim comes to under a setting. */
export async function findings(
  pool: Pool,
  setting: Setting,
  instances: readonly number[],
  seed: number,
): Promise<Map<Claim, Finding[]>> {
  const results = await Promise.all(
    unitsOf(setting, instances, seed).map((unit) => pool.run("paper unit", unit)),
  );
  const rows = new Rows(results.flatMap((result) => result.rows));
  return new Map(
    CLAIMS.map((claim) => [claim, claim.cases.map((one) => finding(claim, one, rows, instances))]),
  );
}

const key = (places: readonly number[]): string => places.map((place) => place.toFixed(6)).join(" ");

/** Judges points, each once, and remembers them in a file. */
export function judge(pool: Pool, file: string, instances: readonly number[], seed: number) {
  const known = new Map<string, Judged>();
  if (existsSync(file)) {
    for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
      const one = JSON.parse(line) as Judged;
      known.set(key(one.places), one);
    }
  }
  return {
    known,
    async at(places: readonly number[], found: string): Promise<Judged> {
      const before = known.get(key(places));
      if (before !== undefined) return before;
      const of = await findings(pool, settingAt(places), instances, seed);
      const judged: Judged = {
        places: places.map((place) => Number(place.toFixed(6))),
        found,
        distance: settingDistance(of),
        claims: [...of].filter(([, all]) => reproduced(all)).map(([{ id }]) => id),
        distances: [...of.values()].map(claimDistance),
      };
      known.set(key(places), judged);
      appendFileSync(file, `${JSON.stringify(judged)}\n`);
      return judged;
    },
  };
}

export type Judge = ReturnType<typeof judge>;

/** Quasi-random points over all questions, several at a time. */
export async function scatter(judging: Judge, count: number, atOnce: number): Promise<Judged[]> {
  const point = quasiRandom(QUESTIONS.length);
  const all: Judged[] = [];
  for (let first = 0; first < count; first += atOnce) {
    const few = Array.from({ length: Math.min(atOnce, count - first) }, (_, k) => point(first + k));
    all.push(...(await Promise.all(few.map((places) => judging.at(places, "quasi-random")))));
  }
  return all;
}

/** Steps of the descent, as a share of a question's range; a question with a few answers tries each. */
const STEPS = [0.2, 0.08, 0.03];

/** Other places of one question: a step to both sides, or the middles of the other answers. */
function neighbours(question: (typeof QUESTIONS)[number], place: number, step: number): number[] {
  const isRange = typeof question.value(0) === "number";
  if (isRange) return [place - step, place + step].filter((one) => one >= 0 && one < 1);
  const { answers } = question;
  return answers
    .map((_, k) => (k + 0.5) / answers.length)
    .filter((one) => question.answer(one) !== question.answer(place));
}

/** Goes from a point to better ones, one question after the other, with smaller steps once nothing is better. */
export async function descend(judging: Judge, start: Judged): Promise<Judged> {
  let best = start;
  for (const [s, step] of STEPS.entries()) {
    let better = true;
    while (better) {
      better = false;
      for (const [k, question] of QUESTIONS.entries()) {
        // Other answers are no nearer with a smaller step.
        if (s > 0 && typeof question.value(0) !== "number") continue;
        const tried = await Promise.all(
          neighbours(question, best.places[k], step).map((place) =>
            judging.at(best.places.with(k, place), "descent"),
          ),
        );
        const nearest = tried.sort((a, b) => a.distance - b.distance)[0];
        if (nearest === undefined || nearest.distance >= best.distance) continue;
        best = nearest;
        better = true;
      }
    }
  }
  return best;
}
