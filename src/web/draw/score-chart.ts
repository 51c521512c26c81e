// The score against the weight of time: each policy a line, the proven optimum (or its lower bound) below them all, as in
// Figures 2, 4 and 6 of the paper.
import type { Colours } from "./colours.ts";
import { drawPlot, type Plot, padded } from "./plot.ts";
import type { Surface } from "./surface.ts";

export interface ScoreCurves {
  readonly weights: readonly number[];
  /** One row for each policy; NaN where it is not known yet. */
  readonly scores: readonly (readonly number[])[];
  /** Is `optimum` proven to be one at every weight? */
  readonly proven: boolean;
  /** Best scores that were found, proven or not; null where they are not known (yet). */
  readonly optimum: readonly number[] | null;
  readonly lowerBounds: readonly number[];
}

const known = (values: readonly number[]) => values.filter(Number.isFinite);

function curve(
  on: Surface,
  plot: Plot,
  of: ScoreCurves,
  values: readonly number[],
  stroke: string,
  width: number,
  dash: readonly number[] = [],
): void {
  const points: number[] = [];
  for (const [k, wt] of of.weights.entries()) {
    if (Number.isFinite(values[k])) points.push(plot.x(wt), plot.y(values[k]));
  }
  if (points.length > 2) on.line(points, stroke, width, dash);
}

/** @param small without names, for the chart above the slider */
export function drawScores(
  on: Surface,
  of: ScoreCurves,
  wt: number,
  shown: number,
  colours: Colours,
  small: boolean,
  left?: number,
): Plot {
  const values = known([...of.scores.flat(), ...of.lowerBounds, ...(of.optimum ?? [])]);
  const low = values.length === 0 ? 0 : Math.min(...values);
  const high = values.length === 0 ? 1 : Math.max(...values);
  const names = small ? null : { x: "weight of time, wt", y: "score" };
  const plot = drawPlot(on, { x: [0, 1], y: padded(low, high, 0.06) }, names, colours, left);
  const bottom = of.optimum ?? of.lowerBounds;
  const under: number[] = [];
  for (const [k, weight] of of.weights.entries()) {
    if (Number.isFinite(bottom[k])) under.push(plot.x(weight), plot.y(bottom[k]));
  }
  if (under.length > 2) {
    const shade = [...under, under[under.length - 2], plot.bottom, under[0], plot.bottom];
    on.area(shade, colours.ink, 0.06);
  }
  on.line([plot.x(wt), plot.top, plot.x(wt), plot.bottom], colours.accent, 1, [2, 2]);
  for (const [p, scores] of of.scores.entries()) {
    curve(on, plot, of, scores, colours.policies[p], p === shown ? 2.25 : 1.25);
  }
  curve(on, plot, of, bottom, colours.optimum, 1.25, of.optimum === null ? [2, 3] : [5, 3]);
  if (small) return plot;
  for (const [p, scores] of of.scores.entries()) {
    for (const [k, weight] of of.weights.entries()) {
      if (Number.isFinite(scores[k])) {
        on.circle(plot.x(weight), plot.y(scores[k]), p === shown ? 2.5 : 1.75, colours.policies[p]);
      }
    }
  }
  return plot;
}
