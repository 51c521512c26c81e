// What the paper leaves open, as a design: settings drawn over all open questions at once, and what each answer changes.

import { latinHypercube } from "./latin-hypercube.ts";
import type { Setting } from "./paper/setting.ts";

/** An open question: its answers, and how one of them changes a setting. `at` is 0 to 1 for a range. */
export interface Question {
  readonly name: string;
  /** Names of the answers; of a range, those of its thirds. */
  readonly answers: readonly string[];
  /** Answer of the default setting. */
  readonly usual: string;
  /** Which answer a place in [0, 1) stands for. */
  readonly answer: (at: number) => string;
  /** The number for tables, where the question has one. */
  readonly value: (at: number) => number | string;
  readonly apply: (setting: Setting, at: number) => Setting;
}

/** A question with a few answers, all as likely. */
export function choice<const Answers extends readonly string[]>(
  name: string,
  answers: Answers,
  usual: Answers[number],
  apply: (setting: Setting, answer: Answers[number]) => Setting,
): Question {
  const answer = (at: number) => answers[Math.min(answers.length - 1, Math.floor(at * answers.length))];
  return { name, answers, usual, answer, value: answer, apply: (setting, at) => apply(setting, answer(at)) };
}

const shown = (value: number): string => String(Number(value.toPrecision(3)));

/** A question whose answer is a number in a range; told apart by thirds. */
export function range(
  name: string,
  [low, high]: readonly [number, number],
  usual: number,
  scale: "linear" | "log",
  apply: (setting: Setting, value: number) => Setting,
): Question {
  const value = (at: number) => (scale === "log" ? low * (high / low) ** at : low + (high - low) * at);
  const answers = [0, 1, 2].map((third) => `${shown(value(third / 3))} to ${shown(value((third + 1) / 3))}`);
  const place = scale === "log" ? Math.log(usual / low) / Math.log(high / low) : (usual - low) / (high - low);
  const answer = (at: number) => answers[Math.min(2, Math.floor(at * 3))];
  return {
    name,
    answers,
    usual: answer(place),
    answer,
    value,
    apply: (setting, at) => apply(setting, value(at)),
  };
}

/** One drawn setting, with the answers that made it. */
export interface DrawnSetting {
  readonly setting: Setting;
  readonly answers: readonly string[];
  readonly values: readonly (number | string)[];
}

/** Settings by Latin hypercube over all questions. */
export function drawSettings(
  questions: readonly Question[],
  usual: Setting,
  count: number,
  seed: number,
): DrawnSetting[] {
  const cube = latinHypercube(count, questions.length, seed);
  return Array.from({ length: count }, (_, point) => {
    const places = questions.map((_, dimension) => cube.at(point, dimension));
    return {
      setting: questions.reduce((setting, question, k) => question.apply(setting, places[k]), usual),
      answers: questions.map((question, k) => question.answer(places[k])),
      values: questions.map((question, k) => question.value(places[k])),
    };
  });
}

export interface Effect {
  readonly question: string;
  /** Share of the settings with this answer, of those judged, in which the claim holds. */
  readonly shares: readonly { readonly answer: string; readonly settings: number; readonly holds: number }[];
  /** Largest minus smallest of these shares. */
  readonly spread: number;
  /** Standard error of that difference. */
  readonly error: number;
}

/** How far the answers to each question move the share of settings in which something holds. */
export function effects(
  questions: readonly Question[],
  drawn: readonly DrawnSetting[],
  holds: readonly boolean[],
): Effect[] {
  return questions.map((question, k) => {
    const shares = question.answers.map((answer) => {
      const own = holds.filter((_, row) => drawn[row].answers[k] === answer);
      return { answer, settings: own.length, holds: own.filter(Boolean).length / Math.max(1, own.length) };
    });
    const known = shares.filter(({ settings }) => settings > 0).sort((a, b) => a.holds - b.holds);
    const [low, high] = [known[0], known[known.length - 1]];
    const variance = (share: Effect["shares"][number]) => (share.holds * (1 - share.holds)) / share.settings;
    return {
      question: question.name,
      shares,
      spread: high.holds - low.holds,
      error: Math.sqrt(variance(low) + variance(high)),
    };
  });
}
