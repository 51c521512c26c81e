// What the next job of a source is like: its class, then each quantity from a stream of its own purpose.
import { LARGEST } from "../model/check.ts";
import type { Stream } from "../model/policy.ts";
import { type Distribution, positiveSampler, sampler } from "../random/distribution.ts";
import type { Sampler } from "../random/family.ts";
import type { StreamName } from "../random/stream.ts";
import { type StreamBank, streamBank } from "../random/stream-bank.ts";
import { megabytes } from "../units.ts";
import type { Trace } from "./arrivals.ts";
import { UNNAMED } from "./entities.ts";
import type { JobClass } from "./job-class.ts";

/** A job in the units of a file; one record, written over by each draw. NaN: by the scenario's rule. */
export interface JobRow {
  sizeMB: number;
  instructions: number;
  outputMB: number;
  /** Infinity: none. */
  deadlineS: number;
  priority: number;
  /** Index into the scenario's classes. */
  jobClass: number;
  /** Index of the device, where a trace names it; -1: not named. */
  device: number;
}

export const emptyRow = (): JobRow => ({
  sizeMB: 0,
  instructions: Number.NaN,
  outputMB: Number.NaN,
  deadlineS: Number.POSITIVE_INFINITY,
  priority: 0,
  jobClass: 0,
  device: -1,
});

/** What a draw needs to know of the scenario. */
export interface Rules {
  readonly classes: readonly string[];
  readonly deviceIndex: ReadonlyMap<string, number>;
  readonly instructionsPerBit: Distribution;
}

/** Fills a row with the next job of source `s`. */
export type DrawJob = (s: number, row: JobRow) => void;

/** Draws a job; its size is given unless it is NaN. */
type Fill = (row: JobRow, sizeMB: number) => void;

/** Draws of one class; its purposes are shared by the classes of a source, so a job takes one draw of each it needs. */
function classDraw(of: JobClass, rules: Rules, banks: (purpose: string) => StreamBank): Fill {
  const over = (purpose: string, distribution: Distribution, positive: boolean): Sampler =>
    (positive ? positiveSampler : sampler)(
      distribution,
      typeof distribution === "number" ? () => 0 : banks(purpose).draw,
    );
  const jobClass = rules.classes.indexOf(of.class ?? UNNAMED);
  const size = over("size", of.sizeMB ?? 0, false);
  const instructions = of.instructions === undefined ? null : over("work", of.instructions, true);
  const perBitOf = of.instructionsPerBit ?? rules.instructionsPerBit;
  const perBit =
    instructions !== null || (typeof perBitOf === "number" && of.instructionsPerBit === undefined)
      ? null
      : over("work", perBitOf, true);
  const output = of.outputMB === undefined ? null : over("output", of.outputMB, false);
  const reduction = of.outputReduction === undefined ? null : over("output", of.outputReduction, false);
  const deadline = of.deadlineS === undefined ? null : over("deadline", of.deadlineS, true);
  const priority = of.priority ?? 0;
  return (row, given) => {
    row.jobClass = jobClass;
    row.priority = priority;
    row.sizeMB = Number.isNaN(given) ? Math.min(LARGEST, size()) : given;
    row.instructions =
      instructions !== null
        ? instructions()
        : perBit !== null
          ? megabytes(row.sizeMB) * perBit()
          : Number.NaN;
    row.outputMB =
      output !== null
        ? Math.min(LARGEST, output())
        : reduction !== null
          ? Math.max(0, (1 - reduction()) * row.sizeMB)
          : Number.NaN;
    row.deadlineS = deadline !== null ? deadline() : Number.POSITIVE_INFINITY;
    row.device = -1;
  };
}

/** Overwrites what was drawn with what was recorded as job k. */
function replay(trace: Trace, devices: Int32Array | undefined, k: number, row: JobRow): void {
  row.instructions = trace.instructions?.[k] ?? row.instructions;
  row.outputMB = trace.outputMB?.[k] ?? row.outputMB;
  row.deadlineS = trace.deadlineS?.[k] ?? row.deadlineS;
  row.priority = trace.priority?.[k] ?? row.priority;
  if (devices !== undefined) row.device = devices[k];
}

/** The place of each class by its name; the first where classes share one. */
const byClass = (classes: readonly JobClass[]): ReadonlyMap<string, number> =>
  new Map([...classes.entries()].reverse().map(([k, one]) => [one.class ?? UNNAMED, k]));

/** The place in a list that each recorded name stands for; -1 where none was recorded. */
const indexed = (names: readonly (string | null)[] | undefined, of: ReadonlyMap<string, number>) =>
  names && Int32Array.from(names, (name) => (name === null ? -1 : of.get(name)!));

/** Draws the index of a class by weight (equal where none is given). */
function classChoice(classes: readonly JobClass[], stream: Stream): () => number {
  const total = classes.reduce((sum, one) => sum + (one.weight ?? 1), 0);
  const shares = classes.map((one) => (one.weight ?? 1) / total);
  return () => {
    let left = stream();
    let k = 0;
    while (k < shares.length - 1 && left >= shares[k]) left -= shares[k++];
    return k;
  };
}

/**
 * @param classes classes that share the arrivals
 * @param trace recorded jobs, replayed by every source; null where jobs are drawn
 * @param name names the streams, all but purpose and entity
 * @param entity the name of source s
 */
export function jobDraw(
  classes: readonly JobClass[],
  trace: Trace | null,
  rules: Rules,
  name: Pick<StreamName, "seed" | "replication">,
  sources: number,
  entity: (s: number) => string,
): DrawJob {
  const banks = new Map<string, StreamBank>();
  const bank = (purpose: string): StreamBank => {
    const known = banks.get(purpose) ?? streamBank({ ...name, purpose }, sources, entity);
    banks.set(purpose, known);
    return known;
  };
  const drawn = classes.map((one) => classDraw(one, rules, bank));
  const classOf = indexed(trace?.class, byClass(classes));
  const deviceOf = indexed(trace?.device, rules.deviceIndex);
  const isDrawn = classOf === undefined || classOf.includes(-1);
  const pick = classes.length > 1 && isDrawn ? classChoice(classes, bank("class").draw) : () => 0;
  const used = [...banks.values()];
  const past = new Float64Array(trace === null ? 0 : sources);
  return (s, row) => {
    for (const one of used) one.at = s;
    if (trace === null) return drawn[pick()](row, Number.NaN);
    const k = past[s]++;
    const recorded = classOf?.[k] ?? -1;
    drawn[recorded < 0 ? pick() : recorded](row, trace.sizeMB?.[k] ?? Number.NaN);
    replay(trace, deviceOf, k, row);
  };
}
