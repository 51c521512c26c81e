// When jobs arrive: each process as a step over typed arrays, one entry for each source that follows it.
import type { Stream } from "../model/policy.ts";
import { meanOf, sampler } from "../random/distribution.ts";
import type { StreamBank } from "../random/stream-bank.ts";
import type { Seconds } from "../units.ts";
import type { Arrivals } from "./arrivals.ts";

/** Time of the next arrival of source `s`; `now` is that of its last one (closed: of its job's end). */
export type NextArrival = (s: number, now: Seconds) => Seconds;

const NEVER = Number.POSITIVE_INFINITY;

const exponential = (stream: Stream): number => -Math.log1p(-stream());

/** Two-state Poisson: in state p, arrivals at `rates[p]` compete with a switch at `switches[p]`. */
function mmpp(
  rates: readonly [number, number],
  switches: readonly [number, number],
  draw: Stream,
  state: Uint8Array,
): NextArrival {
  const shareOfFirst = switches[1] / (switches[0] + switches[1]);
  const BEFORE = 2;
  state.fill(BEFORE);
  return (s, now) => {
    let time = now;
    let p = state[s];
    if (p === BEFORE) p = draw() < shareOfFirst ? 0 : 1;
    for (;;) {
      const total = rates[p] + switches[p];
      time += exponential(draw) / total;
      if (draw() * total < rates[p]) {
        state[s] = p;
        return time;
      }
      p = 1 - p;
    }
  };
}

/** Poisson during on-periods; starts on with the long-run share of the time on. */
function onOff(
  rate: number,
  on: () => number,
  off: () => number,
  shareOn: number,
  draw: Stream,
  ends: Float64Array,
): NextArrival {
  ends.fill(-1);
  return (s, now) => {
    let time = now;
    if (ends[s] < 0) {
      if (draw() >= shareOn) time += off();
      ends[s] = time + on();
    }
    // An exponential time that reaches past the period's end starts anew after it: it has no memory.
    for (;;) {
      const arrival = time + exponential(draw) / rate;
      if (arrival <= ends[s]) return arrival;
      time = ends[s] + off();
      ends[s] = time + on();
    }
  };
}

/** Stops after `count` arrivals of each source. */
function limited(next: NextArrival, count: number | undefined, sources: number): NextArrival {
  if (count === undefined) return next;
  const left = new Float64Array(sources).fill(count);
  return (s, now) => (left[s]-- > 0 ? next(s, now) : NEVER);
}

/**
 * @param bank one stream for each source; the process of source s draws from stream s
 * @param sources number of sources that follow the process, each on its own
 * @param origin what recorded times count from
 */
export function arrivalProcess(
  arrivals: Arrivals,
  bank: StreamBank,
  sources: number,
  origin: Seconds = 0,
): NextArrival {
  const next = process(arrivals, bank.draw, sources, origin);
  return (s, now) => {
    bank.at = s;
    return next(s, now);
  };
}

function renewal(interval: () => number, count: number | undefined, sources: number): NextArrival {
  return limited((_s, now) => now + interval(), count, sources);
}

function process(arrivals: Arrivals, draw: Stream, sources: number, origin: Seconds): NextArrival {
  if ("batch" in arrivals) {
    const { count, atS } = arrivals.batch;
    return limited(() => atS ?? 0, count, sources);
  }
  if ("poisson" in arrivals) {
    const { ratePerS, count } = arrivals.poisson;
    return renewal(sampler({ exponential: { mean: 1 / ratePerS } }, draw), count, sources);
  }
  if ("deterministic" in arrivals) {
    const { everyS, startS, count } = arrivals.deterministic;
    const past = new Float64Array(sources);
    // By number, not by adding up: the millionth arrival is where it should be.
    return limited((s) => (startS ?? everyS) + everyS * past[s]++, count, sources);
  }
  if ("erlang" in arrivals) {
    const { shape, ratePerS, count } = arrivals.erlang;
    return renewal(sampler({ erlang: { shape, mean: 1 / ratePerS } }, draw), count, sources);
  }
  if ("hyperexponential" in arrivals) {
    const { ratePerS, cv2, count } = arrivals.hyperexponential;
    return renewal(sampler({ hyperexponential: { mean: 1 / ratePerS, cv2 } }, draw), count, sources);
  }
  if ("renewal" in arrivals) {
    return renewal(sampler(arrivals.renewal.intervalS, draw), arrivals.renewal.count, sources);
  }
  if ("mmpp" in arrivals) {
    const { ratesPerS, switchesPerS, count } = arrivals.mmpp;
    return limited(mmpp(ratesPerS, switchesPerS, draw, new Uint8Array(sources)), count, sources);
  }
  if ("onOff" in arrivals) {
    const { ratePerS, onS, offS, count } = arrivals.onOff;
    const [meanOn, meanOff] = [meanOf(onS), meanOf(offS)];
    const share = meanOn / (meanOn + meanOff);
    const next = onOff(
      ratePerS,
      sampler(onS, draw),
      sampler(offS, draw),
      share,
      draw,
      new Float64Array(sources),
    );
    return limited(next, count, sources);
  }
  if ("finiteSource" in arrivals) {
    const think = sampler(arrivals.finiteSource.thinkS, draw);
    return (_s, now) => now + think();
  }
  const times = arrivals.recorded.arrivalS!;
  const past = new Float64Array(sources);
  return (s) => (past[s] < times.length ? times[past[s]++] - origin : NEVER);
}
