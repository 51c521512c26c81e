// Laws as they are met at a moment of time, not at a renewal: a time that lasts longer is met more often, a slow leg takes more
// of the time (Le Boudec and Vojnovic 2005; Navidi and Camp 2004). With closed forms for the laws below.
import { InputError } from "../model/input-error.ts";
import type { Stream } from "../model/policy.ts";
import { type Distribution, meanOf, sampler } from "../random/distribution.ts";

type Uniform = { readonly min: number; readonly max: number };
const uniformOf = (law: Distribution): Uniform | null =>
  typeof law === "object" && "uniform" in law ? law.uniform : null;
const valuesOf = (law: Distribution): readonly number[] | null => {
  if (typeof law === "number") return [law];
  if ("deterministic" in law) return [meanOf(law)];
  if ("empirical" in law) return law.empirical.values!;
  if ("uniformInteger" in law) {
    const { min, max } = law.uniformInteger;
    return Array.from({ length: max - min + 1 }, (_, k) => min + k);
  }
  return null;
};
const isExponential = (law: Distribution): boolean => typeof law === "object" && "exponential" in law;

/** One of the values with probability in proportion to its weight. */
function weighted(values: readonly number[], weight: (value: number) => number, stream: Stream): number {
  let left = stream() * values.reduce((sum, value) => sum + weight(value), 0);
  for (const value of values) {
    left -= weight(value);
    if (left < 0) return value;
  }
  return values[values.length - 1];
}

/** Can a speed of this law be drawn in its steady state? */
export const hasSteadySpeed = (law: Distribution): boolean =>
  uniformOf(law) !== null || valuesOf(law) !== null;
/** Can what is left of a time of this law be drawn? */
export const hasSteadyTime = (law: Distribution): boolean => hasSteadySpeed(law) || isExponential(law);

export const SPEED_LAWS = "a number (m/s) above 0, or uniform, uniformInteger or empirical";
export const TIME_LAWS = "a number (s), or uniform, uniformInteger, empirical or exponential";

/** E[1/v]: seconds for each metre. */
export function meanSlowness(law: Distribution): number {
  const uniform = uniformOf(law);
  if (uniform !== null) {
    const { min, max } = uniform;
    return min === max ? 1 / min : Math.log(max / min) / (max - min);
  }
  const values = valuesOf(law);
  if (values === null) throw new InputError("speedMps", SPEED_LAWS, law);
  return values.reduce((sum, value) => sum + 1 / value, 0) / values.length;
}

/** A speed as it is met on the way: with density in proportion to f(v) / v. */
export function steadySpeed(law: Distribution, stream: Stream): number {
  const uniform = uniformOf(law);
  if (uniform !== null) return uniform.min * (uniform.max / uniform.min) ** stream();
  const values = valuesOf(law);
  if (values === null) throw new InputError("speedMps", SPEED_LAWS, law);
  return weighted(values, (value) => 1 / value, stream);
}

/** What is left of a time that is met while it passes: uniform on a time drawn in proportion to its length. */
export function steadyRest(law: Distribution, stream: Stream): number {
  if (isExponential(law)) return sampler(law, stream)();
  const uniform = uniformOf(law);
  const values = valuesOf(law);
  if (uniform === null && values === null) throw new InputError("time", TIME_LAWS, law);
  const whole =
    uniform === null
      ? weighted(values!, (value) => value, stream)
      : Math.sqrt(uniform.min ** 2 + stream() * (uniform.max ** 2 - uniform.min ** 2));
  return whole * stream();
}
