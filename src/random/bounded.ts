// Distributions over a known range: one value, uniform, and what was measured.
import { randomInt, randomUniform } from "d3-random";
import { z } from "zod";
import { fields, list, nonNegative, type Output, once, within } from "../model/check.ts";
import { family } from "./family.ts";

const value = once(() => within("a value", -1e18, 1e18));

/** Always the same value; a plain number in a file means the same. */
export const deterministic = family({
  schema: () => fields({ value: value() }),
  mean: (p) => p.value,
  variance: () => 0,
  least: (p) => p.value,
  hasLeast: () => true,
  sampler: (p) => () => p.value,
});

const ordered = { error: "max of at least min" };

/** Continuous and uniform over [min, max). */
export const uniform = family({
  schema: () =>
    fields({ min: value(), max: value() }).refine((p) => p.min <= p.max, { ...ordered, path: ["max"] }),
  mean: (p) => (p.min + p.max) / 2,
  variance: (p) => (p.max - p.min) ** 2 / 12,
  least: (p) => p.min,
  hasLeast: (p) => p.min === p.max,
  sampler: (p, stream) => randomUniform.source(stream)(p.min, p.max),
});

const whole = once(() => z.number().int({ error: "a whole number" }).min(-1e9).max(1e9));

/** Whole numbers from min to max, both included, each as likely. */
export const uniformInteger = family({
  schema: () =>
    fields({ min: whole(), max: whole() }).refine((p) => p.min <= p.max, { ...ordered, path: ["max"] }),
  mean: (p) => (p.min + p.max) / 2,
  variance: (p) => ((p.max - p.min + 1) ** 2 - 1) / 12,
  least: (p) => p.min,
  hasLeast: () => true,
  sampler: (p, stream) => randomInt.source(stream)(p.min, p.max + 1),
});

const empiricalSchema = once(() =>
  fields({
    /** Measured values, each drawn with equal probability, or by `weights`. */
    values: list(value(), "numbers", 1).optional(),
    weights: list(nonNegative("weight"), "weights, one for each value").optional(),
    /** A CSV file instead, beside the scenario, and the column that holds the values. */
    file: z.string({ error: "a CSV file" }).optional(),
    column: z.string({ error: "the name of a column" }).optional(),
  }).superRefine((p, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message, input: p });
    if (p.file !== undefined) {
      if (p.values !== undefined) fault("values", "either values or a file, not both");
      if (p.column === undefined) fault("column", "the name of a column of the file");
      return;
    }
    if (p.values === undefined) return fault("values", "a list of numbers, or a file and its column");
    if (p.weights === undefined) return;
    if (p.weights.length !== p.values.length)
      fault("weights", `${p.values.length} weights, one for each value`);
    else if (!p.weights.some((weight) => weight > 0)) fault("weights", "some weight above 0");
  }),
);

/** The values with a probability above 0, and the cumulated probabilities. */
function table(p: Output<typeof empiricalSchema>): {
  values: Float64Array;
  cumulated: Float64Array;
} {
  if (p.values === undefined) throw new Error(`the values of ${p.file} were not read`);
  const weights = p.weights ?? p.values.map(() => 1);
  const values = Float64Array.from(p.values.filter((_, k) => weights[k] > 0));
  const some = weights.filter((weight) => weight > 0);
  const total = some.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const cumulated = Float64Array.from(some, (weight) => {
    sum += weight;
    return sum / total;
  });
  cumulated[cumulated.length - 1] = 1;
  return { values, cumulated };
}

function moment(p: Output<typeof empiricalSchema>, of: (value: number) => number): number {
  const { values, cumulated } = table(p);
  let sum = 0;
  for (let k = 0; k < values.length; k++)
    sum += of(values[k]) * (cumulated[k] - (k > 0 ? cumulated[k - 1] : 0));
  return sum;
}

const empiricalMean = (p: Output<typeof empiricalSchema>) => moment(p, (x) => x);

/** One of the measured values, drawn with replacement. */
export const empirical = family({
  schema: empiricalSchema,
  mean: empiricalMean,
  variance: (p) => {
    const mean = empiricalMean(p);
    return moment(p, (x) => (x - mean) ** 2);
  },
  least: (p) => table(p).values.reduce((least, x) => Math.min(least, x), Number.POSITIVE_INFINITY),
  hasLeast: () => true,
  sampler: (p, stream) => {
    const { values, cumulated } = table(p);
    return () => {
      const u = stream();
      let low = 0;
      let high = values.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cumulated[middle] > u) high = middle;
        else low = middle + 1;
      }
      return values[low];
    };
  },
});
