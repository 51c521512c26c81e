// Options that several commands share: the score and its weights, and what the paper leaves open.
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { ENERGY_SCOPES } from "../model/charges.ts";
import { SCORES, type Weights, weights } from "../model/score.ts";
import { EMAX_RULES } from "../model/worst-case.ts";
import {
  fits,
  isChoice,
  type NumberOption,
  type OptionSet,
  type OptionValue,
  type PolicyOption,
  type Settings,
} from "../policies/option.ts";

/** A number on the command line. */
export function numeric(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value))
    throw new InvalidArgumentError(`Expected a number, got ${JSON.stringify(text)}.`);
  return value;
}

/** A whole number of at least `least` on the command line. */
export const wholeFrom =
  (least: number, most = 1_000_000_000) =>
  (text: string): number => {
    const value = numeric(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}, got ${text}.`);
    }
    return value;
  };

/** A number within a range on the command line. */
export const numberWithin =
  (least: number, most: number) =>
  (text: string): number => {
    const value = numeric(text);
    if (value < least || value > most) {
      throw new InvalidArgumentError(`Expected a number from ${least} to ${most}, got ${text}.`);
    }
    return value;
  };

export const wtOption = () =>
  new Option("--wt <weight>", "weight of time; energy has the rest").argParser(numeric).default(0.5);
export const wcOption = () =>
  new Option("--wc <weight>", "weight of money, taken from the energy's").argParser(numeric).default(0);
export const scoreOption = () =>
  new Option("--score <equation>", "eq3: normalised; eq4: bias-corrected")
    .choices(SCORES)
    .default("eq4" as const);
export const energyOption = () =>
  new Option("--energy <scope>", "energy that counts: of the devices, or also what the work draws elsewhere")
    .choices(ENERGY_SCOPES)
    .default("devices" as const);

export const emaxOption = () =>
  new Option("--emax <rule>", "worst energy: the larger of all local and slowest offload, or one of them")
    .choices(EMAX_RULES)
    .default("larger" as const);
export const seedOption = () =>
  new Option("--seed <number>", "names the random numbers")
    .argParser(wholeFrom(0, Number.MAX_SAFE_INTEGER))
    .default(1);
export const jsonOption = () => new Option("--json", "one JSON object on standard output");
export const unitLimitOption = () =>
  new Option("--unit-limit <seconds>", "a single run that takes longer has failed; its thread is stopped")
    .argParser(numberWithin(1, 1e9))
    .default(3600);
export const replaceOption = () =>
  new Option("--replace", "let what stands in the place of the output go, whatever made it");
export const allowFilesOption = () =>
  new Option(
    "--allow-files <folder>",
    "a folder besides the scenario's own whose files it may name (repeatable)",
  )
    .argParser((folder: string, before: string[]) => [...before, folder])
    .default([] as string[], "none");
/** What a comparison of policies measures, and how often it runs each, unless asked otherwise. */
export const USUAL_MEASURES: readonly string[] = ["meanResponse_s", "energyPerJob_J"];
export const USUAL_REPLICATIONS = 10;

const gathered = (one: string, before: string[]): string[] => [...before, one];

export const livePoliciesOption = (names: readonly string[]) =>
  new Option(
    "--policy <policy>",
    `places each job at its arrival: ${names.join(", ")}, or a policy file; several are compared`,
  )
    .argParser(gathered)
    .default([] as string[], "none");
export const replicationsOption = () =>
  new Option(
    "--replications <number>",
    `runs of each policy, with intervals (${USUAL_REPLICATIONS} for several policies)`,
  ).argParser(wholeFrom(1, 100_000));
export const measuresOption = () =>
  new Option("--measure <name>", "what a comparison measures, as in studies; may be repeated")
    .argParser(gathered)
    .default([] as string[], USUAL_MEASURES.join(", "));
export const yesOption = () => new Option("--yes", "run even where that takes more than 1e9 events");
export const cutOption = () =>
  new Option(
    "--cut",
    "end at the horizon: jobs unfinished then are in no mean (default: followed to their end)",
  );
export const progressOption = () => new Option("--progress", "progress on standard error, terminal or not");

/** Weights from --wt and --wc. @throws InputError */
export const chosenWeights = (options: { wt: number; wc: number }): Weights =>
  weights(options.wt, options.wc);

/** A number for an option of a policy. */
const optionNumber =
  (option: NumberOption) =>
  (text: string): number => {
    const value = numeric(text);
    if (!fits(option, value)) throw new InvalidArgumentError(`Expected ${option.expected}, got ${text}.`);
    return value;
  };

const flagName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function policyFlag(name: string, option: PolicyOption): Option {
  const flag = new Option(`--${flagName(name)} <${option.what}>`, option.about);
  if (isChoice(option)) return flag.choices(option.words).default(option.default);
  flag.argParser(optionNumber(option));
  return option.default === null ? flag : flag.default(option.default);
}

/** Adds the options of policies to a command. */
export function addPolicyFlags(command: { addOption(option: Option): unknown }, options: OptionSet): void {
  for (const [name, option] of Object.entries(options)) command.addOption(policyFlag(name, option));
}

/** What commander made of those flags. */
export function chosenSettings(options: OptionSet, given: object): Settings {
  const values = given as Readonly<Record<string, OptionValue | undefined>>;
  return Object.fromEntries(Object.keys(options).map((name) => [name, values[name] ?? null]));
}

/** An option for a policy file, `name=value`; a value that is a number is one. */
function ownSetting(text: string, before: Settings): Settings {
  const at = text.indexOf("=");
  if (at <= 0) throw new InvalidArgumentError(`Expected name=value, got ${JSON.stringify(text)}.`);
  const value = text.slice(at + 1);
  const number = value.trim() === "" ? Number.NaN : Number(value);
  return { ...before, [text.slice(0, at)]: Number.isFinite(number) ? number : value };
}

export const ownPolicyOption = () =>
  new Option(
    "--policy-option <name=value>",
    "an option that a policy file's create(options) gets; may be repeated",
  )
    .argParser<Settings>(ownSetting)
    .default<Settings>({});
