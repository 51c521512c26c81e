// Exponential phases: one, several in a row (less variable), one of several (more variable).
import { randomExponential } from "d3-random";
import { fields, list, type Output, once, positive, whole, within } from "../model/check.ts";
import { family } from "./family.ts";

const mean = once(() => positive("mean"));

/** Exponential with the given mean: cv2 = 1, no memory. */
export const exponential = family({
  schema: () => fields({ mean: mean() }),
  mean: (p) => p.mean,
  variance: (p) => p.mean ** 2,
  least: () => 0,
  hasLeast: () => false,
  sampler: (p, stream) => randomExponential.source(stream)(1 / p.mean),
});

/** The sum of `shape` exponential phases of equal mean: cv2 = 1 / shape. */
export const erlang = family({
  schema: () => fields({ shape: whole("phases", 1, 10_000), mean: mean() }),
  mean: (p) => p.mean,
  variance: (p) => p.mean ** 2 / p.shape,
  least: () => 0,
  hasLeast: () => false,
  sampler: (p, stream) => {
    const phase = randomExponential.source(stream)(p.shape / p.mean);
    return () => {
      let sum = 0;
      for (let k = 0; k < p.shape; k++) sum += phase();
      return sum;
    };
  },
});

const hyperexponentialSchema = once(() =>
  fields({
    mean: mean().optional(),
    /** Squared coefficient of variation, at least 1; two phases with balanced means. */
    cv2: within("squared coefficient of variation", 1, 1e6).optional(),
    /** Or the phases one by one. */
    phases: list(fields({ weight: positive("weight"), mean: mean() }), "phases", 1).optional(),
  }).refine(
    (p) =>
      p.phases === undefined
        ? p.mean !== undefined && p.cv2 !== undefined
        : p.mean === undefined && p.cv2 === undefined,
    {
      error: "either mean and cv2, or phases",
    },
  ),
);

interface Phase {
  readonly probability: number;
  readonly mean: number;
}

/**
 * Phases of a hyperexponential law. From mean and cv2: two phases with balanced means p1 m1 = p2 m2, so
 * p1 = (1 + sqrt((cv2 - 1) / (cv2 + 1))) / 2 (Whitt 1982, Operations Research 30(1), section 3).
 */
export function hyperexponentialPhases(p: Output<typeof hyperexponentialSchema>): readonly Phase[] {
  if (p.phases !== undefined) {
    const total = p.phases.reduce((sum, phase) => sum + phase.weight, 0);
    return p.phases.map((phase) => ({ probability: phase.weight / total, mean: phase.mean }));
  }
  const first = (1 + Math.sqrt((p.cv2! - 1) / (p.cv2! + 1))) / 2;
  return [first, 1 - first].map((probability) => ({ probability, mean: p.mean! / (2 * probability) }));
}

const hyperexponentialMean = (p: Output<typeof hyperexponentialSchema>) =>
  hyperexponentialPhases(p).reduce((sum, phase) => sum + phase.probability * phase.mean, 0);

/** One of several exponential phases: cv2 above 1. */
export const hyperexponential = family({
  schema: hyperexponentialSchema,
  mean: hyperexponentialMean,
  variance: (p) =>
    hyperexponentialPhases(p).reduce((sum, phase) => sum + phase.probability * 2 * phase.mean ** 2, 0) -
    hyperexponentialMean(p) ** 2,
  least: () => 0,
  hasLeast: () => false,
  sampler: (p, stream) => {
    const phases = hyperexponentialPhases(p);
    const unit = randomExponential.source(stream)(1);
    return () => {
      let left = stream();
      let k = 0;
      while (k < phases.length - 1 && left >= phases[k].probability) left -= phases[k++].probability;
      return unit() * phases[k].mean;
    };
  },
});
