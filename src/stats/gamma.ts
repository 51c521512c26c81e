// The gamma and beta functions that the distributions of statistics are made of.

// Lanczos' approximation with g = 607/128 and 15 terms (Godfrey 2001): about 15 digits for x > 0.
const G = 607 / 128;
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
  -2.6190838401581408e-5, 3.6899182659531625e-6,
];

/** ln Gamma(x) for x > 0. */
export function lnGamma(x: number): number {
  let sum = LANCZOS[0];
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k] / (x - 1 + k);
  const t = x - 0.5 + G;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln Gamma(x) minus Stirling's formula, for x >= 10 (DLMF 5.11.1). */
function stirlingRest(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) / x;
}

/** ln B(a, b), without the loss of digits of lnGamma(a) + lnGamma(b) - lnGamma(a + b) at large arguments. */
export function lnBeta(a: number, b: number): number {
  const p = Math.min(a, b);
  const q = Math.max(a, b);
  if (q < 10) return lnGamma(p) + lnGamma(q) - lnGamma(p + q);
  const rest = stirlingRest(q) - stirlingRest(p + q);
  if (p < 10) {
    return lnGamma(p) + rest + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(-p / (p + q));
  }
  const share = p / (p + q);
  return (
    -0.5 * Math.log(q) +
    0.5 * Math.log(2 * Math.PI) +
    stirlingRest(p) +
    rest +
    (p - 0.5) * Math.log(share) +
    q * Math.log1p(-share)
  );
}

const TINY = 1e-300;
const EPSILON = 3e-16;

/** The continued fraction of the incomplete beta function by Lentz's method (Numerical Recipes 6.4; DLMF 8.17.22). */
function betaFraction(x: number, a: number, b: number, complement: number): number {
  let c = 1;
  // 1 - (a + b) x / (a + 1), without cancellation near x = 1
  let d = (1 - b + (a + b) * complement) / (a + 1);
  d = 1 / (Math.abs(d) < TINY ? TINY : d);
  let h = d;
  for (let m = 1; m < 100_000; m++) {
    const step = (numerator: number) => {
      d = 1 + numerator * d;
      d = 1 / (Math.abs(d) < TINY ? TINY : d);
      c = 1 + numerator / c;
      if (Math.abs(c) < TINY) c = TINY;
      h *= d * c;
    };
    step((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    step((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)));
    if (Math.abs(d * c - 1) < EPSILON) break;
  }
  return h;
}

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0 and x from 0 to 1.
 * @param complement 1 - x, where the caller knows it more exactly
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const lnX = x > 0.5 ? Math.log1p(-complement) : Math.log(x);
  const lnComplement = x > 0.5 ? Math.log(complement) : Math.log1p(-x);
  const front = Math.exp(a * lnX + b * lnComplement - lnBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b, complement)) / a;
  return 1 - (front * betaFraction(complement, b, a, x)) / b;
}

/** Upper regularised incomplete gamma function Q(a, x) for a > 0, x >= 0 (Numerical Recipes 6.2; DLMF 8.9.2, 8.7.1). */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; Math.abs(term) > EPSILON * Math.abs(sum); n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 100_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = b + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    h *= d * c;
    if (Math.abs(d * c - 1) < EPSILON) break;
  }
  return front * h;
}
