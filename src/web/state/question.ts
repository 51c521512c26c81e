// What is asked of the workers, from the settings; each stays the same object as long as it asks the same.

import type { Question } from "../worker/protocol.ts";
import { sameWorld } from "../worker/same-world.ts";
import { distinct } from "./distinct.ts";
import { settings } from "./settings.ts";

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((item, k) => item === b[k]);

export const sameQuestion = (a: Question, b: Question): boolean =>
  sameWorld(a.world, b.world) && a.seed === b.seed && a.score === b.score && a.iterations === b.iterations;

/** The network with seed, score and iterations. */
export const question = distinct<Question>(() => {
  const { world, seed, score, iterations } = settings.value;
  return { world, seed, score, iterations };
}, sameQuestion);

/** What the runs depend on. */
export interface RunQuestion {
  readonly question: Question;
  readonly methods: readonly string[];
  /** The method whose run is shown over time. */
  readonly shown: number;
  readonly wt: number;
}

export const runQuestion = distinct<RunQuestion>(
  () => {
    const { methods, shown, wt } = settings.value;
    return { question: question.value, methods, shown, wt };
  },
  (a, b) =>
    a.question === b.question && a.shown === b.shown && a.wt === b.wt && sameList(a.methods, b.methods),
);

/** What the scores over all weights depend on. */
export interface SweepQuestion {
  readonly question: Question;
  readonly methods: readonly string[];
}

export const sweepQuestion = distinct<SweepQuestion>(
  () => ({ question: question.value, methods: settings.value.methods }),
  (a, b) => a.question === b.question && sameList(a.methods, b.methods),
);
