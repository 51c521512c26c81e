// The plan of a study: everything checked and resolved, and its units counted, before the first one runs.
import { check } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { requireEnd } from "../scenario/load.ts";
import { readScenario } from "../scenario/read-scenario.ts";
import { requireSize, type SizeLimits } from "../scenario/run-size.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Precision } from "../stats/stopping.ts";
import { beyondEquations, beyondInstance } from "../trial/beyond.ts";
import { requireProvable } from "../yardsticks/trial-yardsticks.ts";
import { type Design, design, type Point } from "./design.ts";
import { isRange } from "./factors.ts";
import { parseField, withField } from "./field.ts";
import { measureNamed } from "./measure-names.ts";
import type { Measure } from "./measures.ts";
import { requireParts } from "./network-measures.ts";
import { checkPolicy } from "./policies.ts";
import type { ResolvedStudy } from "./resolved.ts";
import { type Run, readStudy, type StudyOptions, studySchema } from "./study.ts";

export interface Plan {
  readonly resolved: ResolvedStudy;
  readonly source: string;
  readonly name: string;
  readonly run: Run;
  readonly design: Design;
  readonly weights: readonly number[];
  readonly measures: readonly Measure[];
  /** Most replications of a point. */
  readonly replications: number;
  readonly precision: (Precision & { readonly measure: number }) | null;
  /** points x replications x weights x policies; with a precision target the most there can be. */
  readonly units: number;
}

/** A point's scenario and options, checked. */
export interface Setting {
  readonly scenario: Scenario;
  readonly options: StudyOptions;
}

/** Points that are checked one by one before the first run; of more, each level alone and these many. */
const CHECKED_POINTS = 500;

/** A value in a message; recorded values may be millions. */
const inShort = (value: unknown): string =>
  JSON.stringify(value, (_key, item) =>
    Array.isArray(item) && item.length > 20 ? `${item.length} values` : item,
  );

/**
 * The scenario and options of a point.
 * @throws InputError naming factor and field when they make no scenario
 */
export function settingOf(plan: Pick<Plan, "resolved" | "source">, point: Point): Setting {
  let data: unknown = plan.resolved.scenario;
  let options: unknown = plan.resolved.study.options ?? {};
  for (const [path, value] of point.sets) {
    const source = `${plan.source}: factors[${JSON.stringify(path)}]`;
    const keys = parseField(path, source);
    if (keys[0] === "options") options = withField(options, keys.slice(1), value, source);
    else data = withField(data, keys, value, source);
  }
  const at = point.sets.map(([path, value]) => `${path} = ${inShort(value)}`).join(", ");
  const where =
    at === "" ? plan.source : `${plan.source}: at ${at.length > 300 ? `${at.slice(0, 297)}...` : at}`;
  return {
    scenario: readScenario(data, `${where}: scenario`),
    options: check(studySchema.shape.options, options, `${where}: options`) ?? {},
  };
}

/** What planning may be told: bounds of the runs, and who wants to know how far it is. */
export interface Planning {
  /** Runs beyond are refused; none are unless given. */
  readonly limits?: SizeLimits;
  readonly onChecked?: (points: number, of: number) => void;
}

/** Measures that say how far an allocation is from the best possible. */
const OF_BOUND: readonly string[] = ["lower_bound", "gap"];

/**
 * What a run of this kind needs of a scenario: an end, for a plan nothing that an instance cannot hold, and for a bound
 * beside a simulation nothing that the equations do not know.
 */
function requireRun(
  { run, source, measures }: Pick<Plan, "run" | "source" | "measures">,
  { scenario, options }: Setting,
): void {
  requireEnd(scenario, options.horizonS ?? scenario.horizonS, source);
  requireParts(measures, scenario, source);
  const beside = measures.findIndex(({ of }) => of === "yardsticks");
  if (beside >= 0) requireProvable({ scenario }, null, `${source}: measures[${beside}]`);
  if (run === "simulate") return;
  const beyond = beyondInstance({ scenario });
  if (beyond !== undefined) {
    throw new InputError(
      `${source}: run`,
      '"simulate", as an instance cannot hold what the scenario has',
      beyond,
    );
  }
  const bounded = measures.findIndex(({ name }) => OF_BOUND.includes(name));
  const reasons = beyondEquations({ scenario });
  if (run === "plan" && bounded >= 0 && reasons.length > 0) {
    throw new InputError(
      `${source}: measures[${bounded}]`,
      `no bound beside simulations, as the equations do not know of ${reasons.join(", ")}`,
      measures[bounded].name,
    );
  }
}

/** Each level and each end of a range alone, so that a fault names its factor; then whole points. */
function checkPoints(
  plan: Pick<Plan, "resolved" | "source" | "design" | "run" | "measures">,
  { limits, onChecked }: Planning,
): void {
  const { points } = plan.design;
  const checkedSetting = (point: Point) => {
    const setting = settingOf(plan, point);
    requireRun(plan, setting);
    if (limits === undefined) return;
    const { scenario, options } = setting;
    const horizonS = options.horizonS ?? scenario.horizonS;
    const keepsJobs = plan.run !== "simulate" || horizonS === undefined;
    requireSize(scenario, { horizonS, keepsJobs }, limits, `${plan.source}: scenario`);
  };
  settingOf(plan, { labels: [], sets: [] });
  checkedSetting(plan.design.at(0));
  for (const [name, factor] of Object.entries(plan.resolved.study.factors ?? {})) {
    const sets = isRange(factor)
      ? [factor.min, factor.max].map((value) => [[name, value]] as const)
      : Array.isArray(factor)
        ? factor.map((value) => [[name, value]] as const)
        : "levels" in factor
          ? Object.values(factor.levels).map((fields) => Object.entries(fields))
          : [factor.from, factor.to].map((value) => [[name, value]] as const);
    for (const set of sets) settingOf(plan, { labels: [], sets: set });
  }
  const step = Math.max(1, Math.floor(points / CHECKED_POINTS));
  const checks = Math.ceil(points / step);
  for (let check = 0; check < checks; check++) {
    checkedSetting(plan.design.at(check * step));
    onChecked?.(check + 1, checks);
  }
}

/** Do runs end at a horizon, where jobs may be unfinished? */
const cutsMayOccur = ({ study, scenario }: ResolvedStudy, run: Run): boolean =>
  run === "simulate" && (study.options?.horizonS ?? scenario.horizonS) !== undefined;

/** What no mean holds is always told. */
const withCut = (measures: readonly Measure[]): readonly Measure[] =>
  measures.some(({ name }) => name === "cut") ? measures : [...measures, measureNamed("cut", "simulate", "")];

/**
 * Plans a study that is resolved: what is left to check is what its parts mean together.
 * @param source the file's name, for messages
 * @throws InputError naming the field at fault
 */
export function planStudy(resolved: ResolvedStudy, source: string, planning: Planning = {}): Plan {
  const study = readStudy(resolved.study, source);
  const run = study.run ?? "simulate";
  const named = study.measures.map((name, k) => measureNamed(name, run, `${source}: measures[${k}]`));
  const measures = cutsMayOccur(resolved, run) ? withCut(named) : named;
  for (const [k, policy] of resolved.policies.entries())
    checkPolicy(policy, run, `${source}: policies[${k}]`);
  const layout = design(study, source);
  checkPoints({ resolved, source, design: layout, run, measures }, planning);
  const { replications } = study;
  let precision: Plan["precision"] = null;
  if (typeof replications === "object") {
    const name = replications.measure ?? study.measures[0];
    const measure = study.measures.indexOf(name);
    if (measure < 0) {
      throw new InputError(`${source}: replications.measure`, `one of ${study.measures.join(", ")}`, name);
    }
    const { min, max, relativeHalfWidth, confidence = 0.95 } = replications;
    precision = { min, max, relativeHalfWidth, confidence, measure };
  }
  const most = precision?.max ?? (replications as number);
  const weights = study.weights ?? [0.5];
  const units = layout.points * most * weights.length * resolved.policies.length;
  if (units > 2 ** 31) throw new InputError(source, `at most ${2 ** 31} runs`, units);
  return {
    resolved,
    source,
    name: study.name,
    run,
    design: layout,
    weights,
    measures,
    replications: most,
    precision,
    units,
  };
}
