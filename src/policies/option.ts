// An option of a policy: what it means, which values it takes, and its default. Command line, studies and documents are made of it.
import { InputError } from "../model/input-error.ts";

/** A number within a range; `null` as its default means that the policy chooses. */
export interface NumberOption<Default extends number | null = number | null> {
  readonly about: string;
  /** What stands for the value in a command's help: `servers`. */
  readonly what: string;
  readonly whole: boolean;
  readonly least: number;
  readonly most: number;
  /** What is expected, in words. */
  readonly expected: string;
  readonly default: Default;
}

/** One of some words. */
export interface ChoiceOption<Word extends string = string> {
  readonly about: string;
  readonly what: string;
  readonly words: readonly [Word, ...Word[]];
  readonly default: Word;
}

export type PolicyOption = NumberOption | ChoiceOption;
export type OptionSet = Readonly<Record<string, PolicyOption>>;
export type OptionValue = number | string | null;

/** Chosen values by the names of their options. */
export type Settings = Readonly<Record<string, OptionValue>>;

type ValueOf<Option> =
  Option extends ChoiceOption<infer Word>
    ? Word
    : Option extends NumberOption<infer Default>
      ? number | (Default extends null ? null : never)
      : never;

/** A value for each of the options. */
export type SettingsOf<Options extends OptionSet> = {
  readonly [Name in keyof Options]: ValueOf<Options[Name]>;
};

const LARGEST = 1e18;
const SMALLEST = 1e-12;

export const probability = (about: string, value: number): NumberOption<number> => ({
  about,
  what: "p",
  whole: false,
  least: 0,
  most: 1,
  expected: "a probability from 0 to 1",
  default: value,
});

/** A whole number of at least 1. */
export const count = <Default extends number | null>(
  what: string,
  about: string,
  value: Default,
): NumberOption<Default> => ({
  about,
  what,
  whole: true,
  least: 1,
  most: 1_000_000_000,
  expected: `a whole number of ${what}, at least 1`,
  default: value,
});

export const share = (about: string, value: number): NumberOption<number> => ({
  about,
  what: "share",
  whole: false,
  least: 0,
  most: LARGEST,
  expected: "a number of at least 0",
  default: value,
});

/** A positive time; its default may be left to the policy. */
export const durationOr = <Default extends number | null>(
  value: Default,
  about: string,
): NumberOption<Default> => ({
  about,
  what: "seconds",
  whole: false,
  least: SMALLEST,
  most: LARGEST,
  expected: "a positive number (s)",
  default: value,
});

/** One of the words; the first is the default. */
export const choice = <const Word extends string>(
  what: string,
  words: readonly [Word, ...Word[]],
  about: string,
): ChoiceOption<Word> => ({ about, what, words, default: words[0] });

export const isChoice = (option: PolicyOption): option is ChoiceOption => "words" in option;

/** What an option expects, in words. */
export const expectedOf = (option: PolicyOption): string =>
  isChoice(option) ? `one of ${option.words.map((word) => `"${word}"`).join(", ")}` : option.expected;

/** Does an option take the value? */
export function fits(option: PolicyOption, value: unknown): boolean {
  if (isChoice(option)) return option.words.some((word) => word === value);
  if (value === null) return option.default === null;
  if (typeof value !== "number" || (option.whole && !Number.isInteger(value))) return false;
  return value >= option.least && value <= option.most;
}

/**
 * Fills in the defaults; values of options that are not among these are left out.
 * @throws InputError for a value that its option does not take
 */
export function settingsOf<Options extends OptionSet>(
  options: Options,
  chosen: Partial<Settings> = {},
): SettingsOf<Options> {
  const settings: Record<string, OptionValue> = {};
  for (const [name, option] of Object.entries(options)) {
    const value = chosen[name] ?? option.default;
    if (!fits(option, value)) throw new InputError(name, expectedOf(option), value);
    settings[name] = value;
  }
  return settings as SettingsOf<Options>;
}
