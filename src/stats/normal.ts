// The standard normal distribution.
import { upperGamma } from "./gamma.ts";

/** P(Z <= z), accurate in both tails: erfc(x) = Q(1/2, x^2). */
export function normalCdf(z: number): number {
  const tail = 0.5 * upperGamma(0.5, 0.5 * z * z);
  return z > 0 ? 1 - tail : tail;
}

/** Evaluates c[0] + c[1] x + ... + c[7] x^7. */
const polynomial = (c: readonly number[], x: number): number =>
  ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];

const CENTRE = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
] as const;
const MIDDLE = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const;
const TAIL = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const;

/**
 * z with P(Z <= z) = p for a standard normal Z; p in (0, 1). Relative error about 1e-16.
 * One uniform number gives one normal number, so nothing is kept from draw to draw as polar methods keep it.
 * Wichura 1988, Algorithm AS 241, Applied Statistics 37(3), 477-484 (PPND16).
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE[0], r)) / polynomial(CENTRE[1], r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const [near, at] = r <= 5 ? [MIDDLE, r - 1.6] : [TAIL, r - 5];
  const z = polynomial(near[0], at) / polynomial(near[1], at);
  return q < 0 ? -z : z;
}
