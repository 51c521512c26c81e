// The exponential integral E1, which the mean capacity of a fading channel needs.

const EULER = 0.5772156649015329;

/**
 * E1(x) = integral from x to infinity of e^-t / t, x > 0, times e^x (so that large x do not underflow).
 * Series for x <= 1, continued fraction beyond (Abramowitz & Stegun 1964, 5.1.11 and 5.1.22); relative error 1e-15.
 */
export function scaledExponentialIntegral(x: number): number {
  if (x <= 1) {
    let sum = -EULER - Math.log(x);
    let term = 1;
    for (let k = 1; k < 40; k++) {
      term *= -x / k;
      sum -= term / k;
    }
    return Math.exp(x) * sum;
  }
  // Lentz's method on 1 / (x + 1 - 1 / (x + 3 - 4 / (x + 5 - ...))).
  let b = x + 1;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 500; k++) {
    const a = -k * k;
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}

/**
 * Mean of B log2(1 + snr x) over x exponential with mean 1: B e^(1/snr) E1(1/snr) / ln 2.
 * Ergodic capacity of a Rayleigh channel (Alouini & Goldsmith 1999, IEEE Trans. Vehicular Technology 48(4), eq. 34).
 * @param bandwidth Hz
 * @param snr mean ratio, not in dB
 */
export const ergodicCapacity = (bandwidth: number, snr: number): number =>
  (bandwidth * scaledExponentialIntegral(1 / snr)) / Math.LN2;
