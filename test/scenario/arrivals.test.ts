import { expect, test } from "vitest";
import { streamBank } from "../../src/random/index.ts";
import { arrivalProcess } from "../../src/scenario/arrival-process.ts";
import { type Arrivals, meanRate } from "../../src/scenario/arrivals.ts";

/** Times of the first n arrivals of one source. */
function times(arrivals: Arrivals, n: number, source = 0, sources = 1, seed = 1): number[] {
  const bank = streamBank({ seed, replication: 0, purpose: "arrivals" }, sources);
  const next = arrivalProcess(arrivals, bank, sources);
  const all: number[] = [];
  for (let now = 0; all.length < n; ) {
    now = next(source, now);
    all.push(now);
  }
  return all;
}

/** Mean and squared coefficient of variation of the times between arrivals. */
function gaps(at: readonly number[]): { mean: number; cv2: number } {
  const n = at.length;
  const mean = at[n - 1] / n;
  const variance = at.reduce((sum, time, k) => sum + (time - (at[k - 1] ?? 0) - mean) ** 2, 0) / n;
  return { mean, cv2: variance / mean ** 2 };
}

const renewals: { arrivals: Arrivals; cv2: number }[] = [
  { arrivals: { poisson: { ratePerS: 2 } }, cv2: 1 },
  { arrivals: { deterministic: { everyS: 0.5 } }, cv2: 0 },
  { arrivals: { erlang: { shape: 4, ratePerS: 2 } }, cv2: 0.25 },
  { arrivals: { hyperexponential: { ratePerS: 2, cv2: 4 } }, cv2: 4 },
  { arrivals: { renewal: { intervalS: { uniform: { min: 0, max: 1 } } } }, cv2: 1 / 3 },
];

test.each(renewals)("$arrivals has its rate and variability", ({ arrivals, cv2 }) => {
  const seen = gaps(times(arrivals, 200_000));
  expect(meanRate(arrivals)).toBeCloseTo(2, 12);
  expect(seen.mean).toBeCloseTo(0.5, 2);
  expect(Math.abs(seen.cv2 - cv2)).toBeLessThan(0.03 * Math.max(cv2, 1));
});

// Index of dispersion of counts of an MMPP(2) over long times (Fischer & Meier-Hellstern 1993, eq. 4):
// I = 1 + 2 (r1 - r2)^2 q1 q2 / ((q1 + q2)^2 (r1 q2 + r2 q1)).
test("a Markov-modulated process has the rate and the burstiness of its two states", () => {
  const arrivals: Arrivals = { mmpp: { ratesPerS: [5, 1], switchesPerS: [0.4, 0.2] } };
  const rate = (5 * 0.2 + 1 * 0.4) / 0.6;
  expect(meanRate(arrivals)).toBeCloseTo(rate, 12);
  const at = times(arrivals, 400_000);
  expect(gaps(at).mean * rate).toBeCloseTo(1, 1.5);
  const window = 200;
  const counts = new Float64Array(Math.floor(at[at.length - 1] / window));
  for (const time of at) if (time < counts.length * window) counts[Math.floor(time / window)]++;
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1);
  const dispersion = 1 + (2 * 16 * 0.4 * 0.2) / (0.6 ** 2 * (5 * 0.2 + 0.4));
  // 850 windows: the standard error of the ratio is 5 %.
  expect(Math.abs(variance / mean / dispersion - 1)).toBeLessThan(0.2);
});

// Arrivals in one state only, and at once: whether a source begins in that state shows in its first arrival.
test.each([
  [[1e6, 0], 0.25],
  [[0, 1e6], 0.75],
] as const)("a Markov-modulated process of rates %j starts in its long-run state", (ratesPerS, share) => {
  const arrivals: Arrivals = { mmpp: { ratesPerS: [...ratesPerS], switchesPerS: [0.3, 0.1] } };
  const n = 2000;
  const bank = streamBank({ seed: 1, replication: 0, purpose: "arrivals" }, n);
  const next = arrivalProcess(arrivals, bank, n);
  const firsts = Array.from({ length: n }, (_, s) => next(s, 0));
  const early = firsts.filter((at) => at < 1e-3).length;
  // Five standard deviations of a binomial count.
  expect(Math.abs(early - n * share)).toBeLessThan(5 * Math.sqrt(n * share * (1 - share)));
  expect(Math.max(...firsts)).toBeGreaterThan(share < 0.5 ? 20 : 5);
});

test("an on-off process sends at its rate while on, and nothing while off", () => {
  const arrivals: Arrivals = { onOff: { ratePerS: 10, onS: 3, offS: 2 } };
  expect(meanRate(arrivals)).toBeCloseTo(6, 12);
  // Some source starts on, some off; from its first arrival on the periods of 5 s are known.
  const starts = Array.from({ length: 200 }, (_, s) => times(arrivals, 1, s, 200)[0]);
  const off = starts.filter((at) => at >= 2).length;
  expect(off).toBeGreaterThan(50);
  expect(off).toBeLessThan(110);
  const at = times(arrivals, 60_000);
  expect(at[at.length - 1] / 60_000).toBeCloseTo(1 / 6, 2);
  const phase = at[0] < 2 ? 0 : 2;
  expect(at.every((time) => (time - phase + 5) % 5 <= 3 + 1e-9)).toBe(true);
});

test("a limit ends each source after so many arrivals; regular ones fall where they should to the last", () => {
  expect(times({ deterministic: { everyS: 0.1, count: 3 } }, 4)).toEqual([0.1, 0.2, 0.1 * 2 + 0.1, Infinity]);
  expect(times({ deterministic: { everyS: 2, startS: 0, count: 2 } }, 3)).toEqual([0, 2, Infinity]);
  expect(times({ batch: { count: 2, atS: 4 } }, 3)).toEqual([4, 4, Infinity]);
  expect(times({ poisson: { ratePerS: 1, count: 1 } }, 2)[1]).toBe(Infinity);
  expect(times({ batch: { count: 2 } }, 3)).toEqual([0, 0, Infinity]);
  expect(times({ batch: { count: 0 } }, 1)).toEqual([Infinity]);
  const endings: Arrivals[] = [
    { erlang: { shape: 2, ratePerS: 1, count: 2 } },
    { hyperexponential: { ratePerS: 1, cv2: 2, count: 2 } },
    { renewal: { intervalS: 1, count: 2 } },
    { mmpp: { ratesPerS: [1, 2], switchesPerS: [1, 1], count: 2 } },
    { onOff: { ratePerS: 1, onS: 1, offS: 1, count: 2 } },
  ];
  for (const arrivals of endings)
    expect(times(arrivals, 4).map((at) => at < Infinity)).toEqual([true, true, false, false]);
  expect(times({ recorded: { arrivalS: [1, 1, 7] } }, 4)).toEqual([1, 1, 7, Infinity]);
});

test("a user of a finite source thinks after each job's end", () => {
  const bank = streamBank({ seed: 1, replication: 0, purpose: "arrivals" }, 2);
  const next = arrivalProcess({ finiteSource: { thinkS: 4 } }, bank, 2);
  expect(next(0, 0)).toBe(4);
  expect(next(1, 10)).toBe(14);
});

test("sources of one process draw from streams of their own", () => {
  const poisson: Arrivals = { poisson: { ratePerS: 1 } };
  expect(times(poisson, 5, 1, 2)).toEqual(times(poisson, 5, 1, 9));
  expect(times(poisson, 5, 1, 2)).not.toEqual(times(poisson, 5, 0, 2));
});
