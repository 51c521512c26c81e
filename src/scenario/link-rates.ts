// Rates of links: constant ones drawn once, and processes that change as time goes on.
import { InputError } from "../model/input-error.ts";
import { type Distribution, meanOf, positiveSampler, sampler } from "../random/distribution.ts";
import { stream } from "../random/stream.ts";
import { ergodicCapacity } from "../theory/exponential-integral.ts";
import { megabitsPerSecond, type Seconds } from "../units.ts";
import {
  type GilbertElliott,
  isApart,
  isProcess,
  type LinkEntry,
  type LinkRate,
  type RateProcess,
  type Rayleigh,
  type RecordedRate,
} from "./links.ts";
import { resolutionAt } from "./resolution.ts";
import type { RunName } from "./sources.ts";
import type { Stretches } from "./world.ts";

const ratio = (dB: number): number => 10 ** (dB / 10);

const goodShare = (of: GilbertElliott): number => meanOf(of.goodS) / (meanOf(of.goodS) + meanOf(of.badS));

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

/** The way of a link that a rate is of: what both ways have in common is drawn for the way up. */
export type LinkWay = "up" | "down";

/** What is drawn once for a link: its rate, or the rate of its good state; a number where nothing is drawn. */
function drawnOnce(rate: LinkRate, way: LinkWay): Distribution {
  if (isApart(rate)) return rate[way];
  if (!isProcess(rate)) return rate;
  return "gilbertElliott" in rate ? rate.gilbertElliott.goodMbps : 1;
}

/** What is drawn once for a link of an entry and a device, Mbps. */
export type LinkDraw = (entry: number, id: string, device: number) => number;

/** Names the streams of an entry: the first that says neither from nor to has the plain name. */
export const entryPurpose = (purpose: string, { from, to }: LinkEntry): string =>
  from === undefined && to === undefined
    ? purpose
    : `${purpose} ${JSON.stringify([from ?? null, to ?? null])}`;

/**
 * Draws are asked for device by device, and of each in the order of its gateways: they come from a stream of its own for
 * each device and entry, so neither another device nor a server added at the end disturbs them.
 */
export function linkDraw(entries: readonly LinkEntry[], run: RunName, way: LinkWay = "up"): LinkDraw {
  const of = entries.map(({ rateMbps }) => drawnOnce(rateMbps, way));
  const purposes = entries.map((entry) => entryPurpose(way === "up" ? "link rate" : "link rate down", entry));
  /** Of the device that was asked for last. */
  const draws = entries.map((): (() => number) | null => null);
  const once = new Float64Array(entries.length);
  const last = new Int32Array(entries.length).fill(-1);
  return (e, entity, device) => {
    const rate = of[e];
    if (typeof rate === "number") return rate;
    const perDevice = entries[e].per === "device";
    if (last[e] !== device) {
      last[e] = device;
      draws[e] = positiveSampler(rate, stream({ ...run, purpose: purposes[e], entity }));
      if (perDevice) once[e] = draws[e]();
    }
    return perDevice ? once[e] : draws[e]!();
  };
}

/** The rate that closed forms use: as drawn, or the long-run mean of a process. */
export const meanRate = (rate: LinkRate, drawn: number): number =>
  isProcess(rate) ? processMean(rate, drawn) : drawn;

type Stretch = { value: number; until: Seconds; lasts: Seconds };
/** Enters the next stretch. */
type Renew = (stretch: Stretch) => void;

/** Enters stretches until one holds `now`. */
function follow(stretch: Stretch, renew: Renew, now: Seconds): void {
  while (stretch.until <= now) renew(stretch);
}

/** @throws InputError where stretches of this mean length have none on the clock: they would never come to `now` */
function requireLength(mean: Seconds, now: Seconds): void {
  const resolution = resolutionAt(now);
  if (resolution <= mean) return;
  const expected = `stretches of at least ${resolution} s, as the clock resolves no less at ${now} s`;
  throw new InputError("links.rateMbps", expected, mean);
}

/** Stretches on average in an era. */
const ERA = 2 ** 20;

/**
 * A process in eras of equal length, each with streams of its own: what comes late is found without drawing all that was
 * before, and is the same whenever it is looked at. The last stretch of an era ends with it.
 * @param mean length of a stretch
 */
function inEras(mean: Seconds, begin: (era: string) => Renew): Stretches {
  const length = ERA * mean;
  const stretch = { value: 0, until: 0, lasts: mean };
  let renew = begin("");
  let end = length;
  return {
    at: (now) => {
      if (now >= end) {
        requireLength(mean, now);
        const era = Math.floor(now / length);
        renew = begin(` era ${era}`);
        stretch.until = era * length;
        end = Math.max((era + 1) * length, now + resolutionAt(now));
      }
      follow(stretch, renew, now);
      if (stretch.until > end) stretch.until = end;
      return stretch.value;
    },
    get until() {
      return stretch.until;
    },
    get lasts() {
      return stretch.lasts;
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
  return inEras(meanOf(blockS), (era) => {
    const gain = stream({ ...run, purpose: `fading${era}`, entity });
    const snr = sampler({ exponential: { mean: ratio(meanSnrDb) } }, gain);
    const block = positiveSampler(blockS, stream({ ...run, purpose: `fading block${era}`, entity }));
    return (stretch) => {
      stretch.value = (bandwidth * Math.log1p(snr())) / Math.LN2;
      stretch.until += block();
    };
  });
}

/** Good and bad in turn; starts good with the long-run share of good. */
function gilbertElliottRate(of: GilbertElliott, goodMbps: number, entity: string, run: RunName): Stretches {
  const rates = [goodMbps, of.badMbps].map(megabitsPerSecond);
  const lasts = [meanOf(of.goodS), meanOf(of.badS)];
  return inEras((lasts[0] + lasts[1]) / 2, (era) => {
    const draws = stream({ ...run, purpose: `fading${era}`, entity });
    const times = [positiveSampler(of.goodS, draws), positiveSampler(of.badS, draws)];
    let next = draws() < goodShare(of) ? 0 : 1;
    return (stretch) => {
      stretch.value = rates[next];
      stretch.lasts = lasts[next];
      stretch.until += times[next]();
      next = 1 - next;
    };
  });
}

/** A recorded rate, over and over where it repeats. */
function replayedRate(of: RecordedRate): Stretches {
  const { atS, Mbps, repeatS } = recordedSteps(of);
  let k = 0;
  let start = 0;
  const stretch = { value: 0, until: 0, lasts: 0 };
  const renew: Renew = () => {
    const began = stretch.until;
    stretch.value = megabitsPerSecond(Mbps[k]);
    k++;
    if (k < atS.length) stretch.until = start + atS[k];
    else if (repeatS === undefined) stretch.until = Number.POSITIVE_INFINITY;
    else {
      start += repeatS;
      stretch.until = start;
      k = 0;
    }
    stretch.lasts = stretch.until - began;
  };
  return {
    at: (now) => {
      if (repeatS !== undefined && now - start > ERA * repeatS) {
        requireLength(repeatS / atS.length, now);
        start = Math.floor(now / repeatS) * repeatS;
        stretch.until = start;
        k = 0;
      }
      follow(stretch, renew, now);
      return stretch.value;
    },
    get until() {
      return stretch.until;
    },
    get lasts() {
      return stretch.lasts;
    },
  };
}

/**
 * The rate of one link over time; null where it is constant.
 * @param link its ends, and what `linkDraw` gave for it
 */
export function rateProcess(
  { rateMbps: rate, per = "pair" }: LinkEntry,
  link: { readonly device: string; readonly gateway: string; readonly drawn: number },
  run: RunName,
): Stretches | null {
  if (!isProcess(rate)) return null;
  const entity = per === "pair" ? JSON.stringify([link.device, link.gateway]) : link.device;
  if ("rayleigh" in rate) return rayleighRate(rate.rayleigh, entity, run);
  if ("gilbertElliott" in rate) return gilbertElliottRate(rate.gilbertElliott, link.drawn, entity, run);
  return replayedRate(rate.recorded);
}
