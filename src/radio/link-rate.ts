// The rate of a radio link from its signal to noise ratio: Shannon's bound, or the CQI table of 3GPP.
import type { BitsPerSecond } from "../units.ts";

/** Thermal noise at 290 K, dBm/Hz. */
export const THERMAL_NOISE = -174;

/** dBm over a bandwidth, with the receiver's noise figure (dB). */
export const noisePower = (bandwidthHz: number, noiseFigureDb: number): number =>
  THERMAL_NOISE + 10 * Math.log10(bandwidthHz) + noiseFigureDb;

/** Efficiencies in bit/s/Hz of CQI 1 to 15 (3GPP TS 38.214 Table 5.2.2.1-2, as TR 38.214). */
export const CQI_EFFICIENCY = [
  0.1523, 0.2344, 0.377, 0.6016, 0.877, 1.1758, 1.4766, 1.9141, 2.4063, 2.7305, 3.3223, 3.9023, 4.5234,
  5.1152, 5.5547,
] as const;

/** -ln(5 BER) / 1.5 at a bit error rate of 0.00005: how far real modulation stays behind Shannon (Piro et al. 2011). */
const GAP = 5.53;

/** A rate that stands as it was read until the ratio leaves [low, high). */
export interface RateReading {
  rate: BitsPerSecond;
  /** dB. */
  low: number;
  high: number;
}

/** Reads the rate at a ratio (dB) into `reading`. */
export type ReadRate = (ratioDb: number, reading: RateReading) => void;

export interface RateRule {
  readonly read: ReadRate;
  /** Least ratio with any rate, dB: below it there is no coverage. */
  readonly least: number;
}

/** Ratio (dB) from which a CQI can be used: its efficiency is at most log2(1 + SNR / 5.53). */
export const CQI_THRESHOLDS = CQI_EFFICIENCY.map(
  (efficiency) => 10 * Math.log10(GAP * (2 ** efficiency - 1)),
);

/** The highest CQI that the ratio allows: a step function, exact. */
export function cqiRate(bandwidthHz: number): RateRule {
  const least = CQI_THRESHOLDS[0];
  return {
    least,
    read: (ratio, reading) => {
      let k = CQI_THRESHOLDS.length - 1;
      while (k >= 0 && ratio < CQI_THRESHOLDS[k]) k--;
      reading.rate = k < 0 ? 0 : bandwidthHz * CQI_EFFICIENCY[k];
      reading.low = k < 0 ? Number.NEGATIVE_INFINITY : CQI_THRESHOLDS[k];
      reading.high = CQI_THRESHOLDS[k + 1] ?? Number.POSITIVE_INFINITY;
    },
  };
}

/** Shannon's rate is read anew when it has changed by this share: what a transfer sees is at most so much off. */
export const SHANNON_STEP = 0.05;

/** Below this ratio nothing is received, dB: our choice, as Shannon's bound has no end. */
export const SHANNON_LEAST = -10;

const ratioOf = (efficiency: number): number => 10 * Math.log10(2 ** efficiency - 1);

/** B log2(1 + SNR), held until it has changed by 5 %. */
export function shannonRate(bandwidthHz: number): RateRule {
  return {
    least: SHANNON_LEAST,
    read: (ratio, reading) => {
      if (ratio < SHANNON_LEAST) {
        reading.rate = 0;
        reading.low = Number.NEGATIVE_INFINITY;
        reading.high = SHANNON_LEAST;
        return;
      }
      const efficiency = Math.log2(1 + 10 ** (ratio / 10));
      reading.rate = bandwidthHz * efficiency;
      reading.low = Math.max(SHANNON_LEAST, ratioOf(efficiency / (1 + SHANNON_STEP)));
      reading.high = ratioOf(efficiency * (1 + SHANNON_STEP));
    },
  };
}
