// What varies in a study: each factor as levels that set fields, or as a range that a Latin hypercube covers.
import { InputError, shown } from "../model/input-error.ts";
import type { Factor, GridFactor, LevelsFactor, RangeFactor } from "./study.ts";

/** One level of a factor: how it is called in tables, and what it sets. */
export interface Level {
  /** The number itself for a number, so that it can be plotted; else a text. */
  readonly label: number | string;
  /** Field path and value. */
  readonly sets: readonly (readonly [path: string, value: unknown])[];
}

const isGrid = (factor: Factor): factor is GridFactor => "from" in factor;
export const isRange = (factor: Factor): factor is RangeFactor => "min" in factor;
const isLevels = (factor: Factor): factor is LevelsFactor => "levels" in factor;

function checkScale(low: number, high: number, scale: string | undefined, source: string): void {
  if (!(low < high)) throw new InputError(source, "a range whose start is below its end", [low, high]);
  if (scale === "log" && !(low > 0)) throw new InputError(source, "a start above 0 on a log scale", low);
}

/** The k-th of n values from low to high, both included. */
function spaced(low: number, high: number, scale: string | undefined, k: number, n: number): number {
  if (k === 0) return low;
  if (k === n - 1) return high;
  const share = k / (n - 1);
  if (scale === "log") return low * (high / low) ** share;
  return low + (high - low) * share;
}

/** Maps u in [0, 1) onto a range. */
export function ontoRange({ min, max, scale, whole }: RangeFactor, u: number): number {
  if (whole === true) return Math.min(max, min + Math.floor(u * (max - min + 1)));
  return scale === "log" ? min * (max / min) ** u : min + (max - min) * u;
}

/** @throws InputError unless the range is one */
export function checkRange(factor: RangeFactor, source: string): void {
  checkScale(factor.min, factor.max, factor.scale, source);
  if (factor.whole === true && !(Number.isInteger(factor.min) && Number.isInteger(factor.max))) {
    throw new InputError(source, "whole numbers as min and max", [factor.min, factor.max]);
  }
}

/**
 * The levels of a factor that is no range.
 * @param name the factor's name: the path of a field, unless it has named levels
 * @throws InputError for an empty grid or a level given twice
 */
export function levelsOf(
  name: string,
  factor: Exclude<Factor, RangeFactor>,
  source: string,
): readonly Level[] {
  if (isLevels(factor)) {
    const named = Object.entries(factor.levels);
    if (named.length === 0) throw new InputError(`${source}.levels`, "at least one level", factor.levels);
    return named.map(([label, fields]) => ({ label, sets: Object.entries(fields) }));
  }
  if (isGrid(factor)) {
    const { from, to, count, scale } = factor;
    checkScale(Math.min(from, to), Math.max(from, to), scale, source);
    return Array.from({ length: count }, (_, k) => {
      const value = spaced(from, to, scale, k, count);
      return { label: value, sets: [[name, value]] };
    });
  }
  const levels = factor.map((value): Level => {
    const label = typeof value === "number" || typeof value === "string" ? value : shown(value);
    return { label, sets: [[name, value]] };
  });
  const labels = new Set<unknown>();
  for (const [k, { label }] of levels.entries()) {
    if (labels.has(label)) throw new InputError(`${source}[${k}]`, "no level twice", factor[k]);
    labels.add(label);
  }
  return levels;
}
