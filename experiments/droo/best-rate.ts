// Wireless-powered devices that compute at home or offload in one frame: the best weighted sum rate for given modes, exactly.
// Model and constants: Huang, Bi, Zhang, IEEE TMC 19(11), 2020 (arXiv 1808.01977).

/** Transmit power of the access point, W. */
const POWER = 3;
/** Share of the energy received that is harvested. */
const HARVESTED = 0.7;
const CYCLES_PER_BIT = 100;
/** Energy of a processor: k f^3 J a second at f cycles/s. */
const SWITCHING = 1e-26;
/** Noise, W. */
const NOISE = 1e-10;
/** Bandwidth in Hz over the overhead of transmission v_u, in nats. */
const NATS = 2e6 / (1.1 * Math.LN2);

/** Weights of the devices: 1 and 1.5 in turn. */
export const weightOf = (device: number): number => (device % 2 === 1 ? 1.5 : 1);

/** Modes of n devices as bits: bit i is set where device i offloads. */
export type Modes = number;

export interface Frame {
  /** Weighted sum of the rates, bit/s. */
  readonly rate: number;
  /** Share of the frame in which devices harvest. */
  readonly harvest: number;
  /** Share of each device for its upload; 0 at home. */
  readonly upload: Float64Array;
}

/** y with ln(1 + y) - y / (1 + y) = value: what an upload's energy over its time must be at that price of time. */
function inverse(value: number): number {
  // Newton on a concave function from the left overshoots once at most; its start is the larger of two lower bounds.
  let y = Math.max(Math.sqrt(2 * value), Math.expm1(value));
  for (let step = 0; step < 30; step++) {
    const by = (Math.log1p(y) - y / (1 + y) - value) / (y / (1 + y) ** 2);
    const next = Math.max(y / 4, y - by);
    if (Math.abs(next - y) <= 1e-11 * next) return next;
    y = next;
  }
  return y;
}

/**
 * The best shares for given modes. At the optimum a second of the frame is worth the same to the harvest and to every upload;
 * this worth is found by bisection, as the harvest's falls in it.
 * @param gains of the channels
 */
export function bestFrame(gains: Float64Array, modes: Modes): Frame {
  const n = gains.length;
  const upload = new Float64Array(n);
  let home = 0;
  for (let i = 0; i < n; i++)
    if (((modes >> i) & 1) === 0)
      home += (weightOf(i) * Math.cbrt((HARVESTED * POWER * gains[i]) / SWITCHING)) / CYCLES_PER_BIT;
  if (modes === 0) return { rate: home, harvest: 1, upload };
  const snr = (i: number) => (HARVESTED * POWER * gains[i] ** 2) / NOISE;
  const harvestAt = (worth: number): { harvest: number; rises: number } => {
    let uploads = 0;
    let rises = 0;
    for (let i = 0; i < n; i++) {
      if (((modes >> i) & 1) === 0) continue;
      const y = inverse(worth / (weightOf(i) * NATS));
      upload[i] = snr(i) / y;
      uploads += upload[i];
      rises += (weightOf(i) * NATS * snr(i)) / (1 + y);
    }
    const harvest = 1 / (1 + uploads);
    return { harvest, rises: rises + home / (3 * harvest ** (2 / 3)) };
  };
  let low = 1e-300;
  let high = 1;
  while (harvestAt(high).rises > high) high *= 16;
  low = high / 16;
  while (harvestAt(low).rises < low) low /= 16;
  for (let step = 0; step < 100 && high - low > 1e-11 * high; step++) {
    const middle = (low + high) / 2;
    if (harvestAt(middle).rises > middle) low = middle;
    else high = middle;
  }
  const { harvest } = harvestAt((low + high) / 2);
  let rate = home * Math.cbrt(harvest);
  for (let i = 0; i < n; i++) {
    upload[i] *= harvest;
    if (upload[i] > 0) rate += weightOf(i) * NATS * upload[i] * Math.log1p((snr(i) * harvest) / upload[i]);
  }
  return { rate, harvest, upload };
}

/** The best of all 2^n modes. */
export function bestModes(gains: Float64Array): { readonly modes: Modes; readonly rate: number } {
  let best = { modes: 0, rate: bestFrame(gains, 0).rate };
  for (let modes = 1; modes < 2 ** gains.length; modes++) {
    const { rate } = bestFrame(gains, modes);
    if (rate > best.rate) best = { modes, rate };
  }
  return best;
}

/** All devices offload. */
export const allOffload = (devices: number): Modes => 2 ** devices - 1;
