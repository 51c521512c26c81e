// Rates of links: constant ones drawn once, and processes that change as time goes on.
import { meanOf, positiveSampler, sampler } from "../random/distribution.ts";
import { stream } from "../random/stream.ts";
import { ergodicCapacity } from "../theory/exponential-integral.ts";
import { megabitsPerSecond, type Seconds } from "../units.ts";
import type { GilbertElliott, LinkRate, RateProcess, Rayleigh, RecordedRate } from "./links.ts";
import type { RunName } from "./sources.ts";
import type { Stretches } from "./world.ts";

const ratio = (dB: number): number => 10 ** (dB / 10);

const goodShare = (of: GilbertElliott): number => meanOf(of.goodS) / (meanOf(of.goodS) + meanOf(of.badS));

/** Is the rate a process over time, and not a number drawn once? */
export const isProcess = (rate: LinkRate): rate is RateProcess =>
  typeof rate === "object" && ("rayleigh" in rate || "gilbertElliott" in rate || "recorded" in rate);

/** A recorded rate whose table, if any, has been read in. */
const recordedSteps = ({ atS, Mbps, repeatS }: RecordedRate) => ({ atS: atS!, Mbps: Mbps!, repeatS });

/** Long-run mean of a process, Mbps; `drawn` is what was drawn once for the link (the rate of its good state). */
function processMean(rate: RateProcess, drawn: number): number {
  if ("rayleigh" in rate) return ergodicCapacity(rate.rayleigh.bandwidthMHz, ratio(rate.rayleigh.meanSnrDb));
  if ("gilbertElliott" in rate) {
    const share = goodShare(rate.gilbertElliott);
    return share * drawn + (1 - share) * rate.gilbertElliott.badMbps;
  }
  const { atS, Mbps, repeatS } = recordedSteps(rate.recorded);
  if (repeatS === undefined) return Mbps[Mbps.length - 1];
  return Mbps.reduce((sum, one, k) => sum + one * ((atS[k + 1] ?? repeatS) - atS[k]), 0) / repeatS;
}

/** What is drawn once for a link: its rate, or the rate of its good state; a number where nothing is drawn. */
const drawnOnce = (rate: LinkRate) =>
  !isProcess(rate) ? rate : "gilbertElliott" in rate ? rate.gilbertElliott.goodMbps : 1;

/**
 * k x m numbers drawn once, Mbps. A device's come from its own stream in the order of the servers, so neither another
 * device nor a server added at the end disturbs them.
 */
export function drawnRates(
  rate: LinkRate,
  per: "pair" | "device",
  devices: readonly string[],
  servers: number,
  run: RunName,
): Float64Array {
  const rates = new Float64Array(devices.length * servers);
  const of = drawnOnce(rate);
  if (typeof of === "number") return rates.fill(of);
  for (const [i, entity] of devices.entries()) {
    const draw = positiveSampler(of, stream({ ...run, purpose: "link rate", entity }));
    if (per === "device") rates.fill(draw(), i * servers, (i + 1) * servers);
    else for (let c = 0; c < servers; c++) rates[i * servers + c] = draw();
  }
  return rates;
}

/** The rates that closed forms use: as drawn, or the long-run mean of a process. */
export const meanRates = (rate: LinkRate, drawn: Float64Array): Float64Array =>
  isProcess(rate) ? drawn.map((one) => processMean(rate, one)) : drawn;

/** Stretches that follow each other: `renew` enters the next. */
function renewed(renew: (stretch: { value: number; until: Seconds }) => void): Stretches {
  const stretch = { value: 0, until: 0 };
  return {
    at: (now) => {
      while (stretch.until <= now) renew(stretch);
      return stretch.value;
    },
    get until() {
      return stretch.until;
    },
  };
}

/** Each block a new rate B log2(1 + snr x), x exponential with mean 1: the gain of a Rayleigh channel. */
function rayleighRate(
  { meanSnrDb, bandwidthMHz, blockS }: Rayleigh,
  entity: string,
  run: RunName,
): Stretches {
  const bandwidth = bandwidthMHz * 1e6;
  const gain = stream({ ...run, purpose: "fading", entity });
  const snr = sampler({ exponential: { mean: ratio(meanSnrDb) } }, gain);
  const block = positiveSampler(blockS, stream({ ...run, purpose: "fading block", entity }));
  return renewed((stretch) => {
    stretch.value = (bandwidth * Math.log1p(snr())) / Math.LN2;
    stretch.until += block();
  });
}

/** Good and bad in turn; starts good with the long-run share of good. */
function gilbertElliottRate(of: GilbertElliott, goodMbps: number, entity: string, run: RunName): Stretches {
  const draws = stream({ ...run, purpose: "fading", entity });
  const rates = [goodMbps, of.badMbps].map(megabitsPerSecond);
  const times = [positiveSampler(of.goodS, draws), positiveSampler(of.badS, draws)];
  let next = draws() < goodShare(of) ? 0 : 1;
  return renewed((stretch) => {
    stretch.value = rates[next];
    stretch.until += times[next]();
    next = 1 - next;
  });
}

/** A recorded rate, over and over where it repeats. */
function replayedRate(of: RecordedRate): Stretches {
  const { atS, Mbps, repeatS } = recordedSteps(of);
  let k = 0;
  let start = 0;
  return renewed((stretch) => {
    stretch.value = megabitsPerSecond(Mbps[k]);
    k++;
    if (k < atS.length) stretch.until = start + atS[k];
    else if (repeatS === undefined) stretch.until = Number.POSITIVE_INFINITY;
    else {
      start += repeatS;
      stretch.until = start;
      k = 0;
    }
  });
}

/**
 * The rate of one link over time; null where it is constant.
 * @param drawn its entry of `drawnRates`
 */
export function rateProcess(
  rate: LinkRate,
  per: "pair" | "device",
  link: { readonly device: string; readonly server: string; readonly drawn: number },
  run: RunName,
): Stretches | null {
  if (!isProcess(rate)) return null;
  const entity = per === "pair" ? JSON.stringify([link.device, link.server]) : link.device;
  if ("rayleigh" in rate) return rayleighRate(rate.rayleigh, entity, run);
  if ("gilbertElliott" in rate) return gilbertElliottRate(rate.gilbertElliott, link.drawn, entity, run);
  return replayedRate(rate.recorded);
}
