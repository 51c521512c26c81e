// Skewed and heavy-tailed distributions: lognormal, Pareto, bounded Pareto.
import { randomPareto } from "d3-random";
import { fields, type Output, once, positive, within } from "../model/check.ts";
import { normalQuantile } from "../stats/normal.ts";
import { family, open } from "./family.ts";

const shape = once(() => within("tail index", 1e-3, 1e3));

const lognormalSchema = once(() =>
  fields({
    mean: positive("mean").optional(),
    /** Squared coefficient of variation. */
    cv2: within("squared coefficient of variation", 0, 1e6).optional(),
    /** Or mean and standard deviation of the logarithm. */
    mu: within("mean of the logarithm", -40, 40).optional(),
    sigma: within("standard deviation of the logarithm", 0, 10).optional(),
  }).refine(
    (p) =>
      p.mu === undefined && p.sigma === undefined
        ? p.mean !== undefined && p.cv2 !== undefined
        : p.mu !== undefined && p.sigma !== undefined && p.mean === undefined && p.cv2 === undefined,
    { error: "either mean and cv2, or mu and sigma" },
  ),
);

/** mu and sigma of the logarithm: sigma^2 = ln(1 + cv2), mu = ln(mean) - sigma^2 / 2. */
function logarithm(p: Output<typeof lognormalSchema>): { mu: number; sigma: number } {
  if (p.mu !== undefined) return { mu: p.mu, sigma: p.sigma! };
  const squared = Math.log1p(p.cv2!);
  return { mu: Math.log(p.mean!) - squared / 2, sigma: Math.sqrt(squared) };
}

/** exp of a normal number. */
export const lognormal = family({
  schema: lognormalSchema,
  mean: (p) => {
    const { mu, sigma } = logarithm(p);
    return Math.exp(mu + sigma ** 2 / 2);
  },
  variance: (p) => {
    const { mu, sigma } = logarithm(p);
    return Math.expm1(sigma ** 2) * Math.exp(2 * mu + sigma ** 2);
  },
  least: () => 0,
  hasLeast: () => false,
  sampler: (p, stream) => {
    const { mu, sigma } = logarithm(p);
    return () => Math.exp(mu + sigma * normalQuantile(open(stream)));
  },
});

/** P(X > x) = (min / x)^shape: no mean at a shape of 1 or less, no variance at 2 or less. */
export const pareto = family({
  schema: () => fields({ shape: shape(), min: positive("least value") }),
  mean: (p) => (p.shape > 1 ? (p.shape * p.min) / (p.shape - 1) : Number.POSITIVE_INFINITY),
  variance: (p) =>
    p.shape > 2 ? (p.shape * p.min ** 2) / ((p.shape - 1) ** 2 * (p.shape - 2)) : Number.POSITIVE_INFINITY,
  least: (p) => p.min,
  hasLeast: () => false,
  sampler: (p, stream) => {
    const unit = randomPareto.source(stream)(p.shape);
    return () => p.min * unit();
  },
});

const boundedSchema = once(() =>
  fields({ shape: shape(), min: positive("least value"), max: positive("largest value") }).refine(
    (p) => p.min < p.max,
    { error: "max above min", path: ["max"] },
  ),
);

/**
 * E[X^n] of the bounded Pareto law with density a L^a x^(-a-1) / (1 - (L/H)^a) on [L, H]
 * (Harchol-Balter 2013, Performance Modeling and Design of Computer Systems, section 20.3).
 */
function boundedMoment({ shape: a, min: L, max: H }: Output<typeof boundedSchema>, n: number): number {
  const scale = (a * L ** n) / -Math.expm1(a * Math.log(L / H));
  const x = (n - a) * Math.log(H / L);
  // The integral of t^(n - a - 1) from 1 to H/L; its limit at n = a is the logarithm.
  return scale * (Math.abs(x) < 1e-12 ? Math.log(H / L) : Math.expm1(x) / (n - a));
}

/** Pareto cut off at max: heavy-tailed over its range, with all moments. */
export const boundedPareto = family({
  schema: boundedSchema,
  mean: (p) => boundedMoment(p, 1),
  variance: (p) => boundedMoment(p, 2) - boundedMoment(p, 1) ** 2,
  least: (p) => p.min,
  hasLeast: () => false,
  sampler: (p, stream) => {
    const span = -Math.expm1(p.shape * Math.log(p.min / p.max));
    // Inverse of F(x) = (1 - (L/x)^a) / (1 - (L/H)^a).
    return () => p.min * Math.exp(-Math.log1p(-stream() * span) / p.shape);
  },
});
