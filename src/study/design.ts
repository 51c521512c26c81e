// The points of a study: every combination of the factors' levels, at every point of the Latin hypercube of its ranges.
import { InputError } from "../model/input-error.ts";
import { checkRange, isRange, type Level, levelsOf, ontoRange } from "./factors.ts";
import { latinHypercube } from "./latin-hypercube.ts";
import type { RangeFactor, Study } from "./study.ts";

export interface FactorColumn {
  readonly name: string;
  /** Are all its labels numbers? */
  readonly numeric: boolean;
  /** In order; null for a range, whose values are drawn. */
  readonly labels: readonly (number | string)[] | null;
}

/** One point: a level of each factor, in the order of the file. */
export interface Point {
  readonly labels: readonly (number | string)[];
  readonly sets: readonly (readonly [path: string, value: unknown])[];
}

export interface Design {
  readonly points: number;
  readonly factors: readonly FactorColumn[];
  at(point: number): Point;
}

type Dimension =
  | { readonly name: string; readonly levels: readonly Level[] }
  | { readonly name: string; readonly range: RangeFactor; readonly dimension: number };

/**
 * Lays out the points: the last factor of the file changes fastest, the hypercube's point slowest.
 * @throws InputError for a factor that is no list, grid or range, or `points` without ranges and the reverse
 */
export function design(study: Study, source: string): Design {
  const dimensions: Dimension[] = [];
  let ranges = 0;
  let combinations = 1;
  for (const [name, factor] of Object.entries(study.factors ?? {})) {
    const at = `${source}: factors[${JSON.stringify(name)}]`;
    if (isRange(factor)) {
      checkRange(factor, at);
      dimensions.push({ name, range: factor, dimension: ranges++ });
    } else {
      const levels = levelsOf(name, factor, at);
      combinations *= levels.length;
      dimensions.push({ name, levels });
    }
  }
  if (ranges > 0 && study.points === undefined) {
    throw new InputError(`${source}: points`, "the number of points of the Latin hypercube", undefined);
  }
  if (ranges === 0 && study.points !== undefined) {
    throw new InputError(
      `${source}: points`,
      "no points, as no factor is a range { min, max }",
      study.points,
    );
  }
  const drawn = study.points ?? 1;
  const points = combinations * drawn;
  if (points > 1e9) throw new InputError(`${source}: factors`, "at most 1e9 combinations", points);
  const cube = latinHypercube(drawn, ranges, study.seed);
  return {
    points,
    factors: dimensions.map((one) =>
      "levels" in one
        ? {
            name: one.name,
            numeric: one.levels.every(({ label }) => typeof label === "number"),
            labels: one.levels.map(({ label }) => label),
          }
        : { name: one.name, numeric: true, labels: null },
    ),
    at(point) {
      const labels = new Array<number | string>(dimensions.length);
      const sets = new Array<Level["sets"]>(dimensions.length);
      let rest = point % combinations;
      for (let k = dimensions.length - 1; k >= 0; k--) {
        const one = dimensions[k];
        if ("levels" in one) {
          const level = one.levels[rest % one.levels.length];
          rest = Math.floor(rest / one.levels.length);
          labels[k] = level.label;
          sets[k] = level.sets;
        } else {
          const value = ontoRange(one.range, cube.at(Math.floor(point / combinations), one.dimension));
          labels[k] = value;
          sets[k] = [[one.name, value]];
        }
      }
      return { labels, sets: sets.flat() };
    },
  };
}
