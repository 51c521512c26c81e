import { expect, test } from "vitest";
import {
  direction,
  emptyLeg,
  gaussMarkov,
  hasSteadySpeed,
  type Leg,
  manhattan,
  meanDistance,
  meanSlowness,
  type NextLeg,
  nomadic,
  own,
  recorded,
  Sites,
  still,
  waypoint,
  xAt,
  yAt,
} from "../../src/mobility/index.ts";
import { stream } from "../../src/random/stream.ts";

const UNIT = { width: 1, height: 1 };
const named = (entity: number, purpose = "path") => stream({ seed: 11, replication: 0, purpose, entity });

/** Calls `see` with each piece up to `end`, and checks that each begins where the one before ended. */
function follow(next: NextLeg, end: number, see: (leg: Leg, time: number) => void, jumps = false): void {
  const leg = emptyLeg();
  while (leg.until < end) {
    const [x, y, until] = [xAt(leg, leg.until), yAt(leg, leg.until), leg.until];
    next(leg);
    if (leg.from !== until || leg.until < leg.from) expect.fail(`a piece from ${leg.from} to ${leg.until} s`);
    if (until > 0 && !jumps && Math.hypot(leg.x - x, leg.y - y) > 1e-9) expect.fail(`a jump at ${until} s`);
    see(leg, Math.min(end, leg.until) - leg.from);
  }
}

/** Where the path is at a time. */
function positionAt(next: NextLeg, time: number): [number, number] {
  const leg = emptyLeg();
  do next(leg);
  while (leg.until < time);
  return [xAt(leg, time), yAt(leg, time)];
}

test("random waypoint: mean leg 0.521405 of the unit square, and starts in its steady state", () => {
  expect(meanDistance(UNIT)).toBeCloseTo((2 + Math.SQRT2 + 5 * Math.log(1 + Math.SQRT2)) / 15, 12);
  const n = 40_000;
  // Both at the start and late: shares of [0.4, 0.6]^2 and of the border of width 0.1 (Hyytia and Virtamo).
  for (const time of [1e-9, 3.7]) {
    let [centre, border] = [0, 0];
    for (let k = 0; k < n; k++) {
      const [x, y] = positionAt(waypoint({ speedMps: 1 }, UNIT, named(k)), time);
      if (x > 0.4 && x < 0.6 && y > 0.4 && y < 0.6) centre++;
      if (Math.min(x, y, 1 - x, 1 - y) < 0.1) border++;
    }
    // Four standard deviations of a share.
    expect(Math.abs(centre / n - 0.085)).toBeLessThan(4 * Math.sqrt((0.085 * 0.915) / n));
    expect(Math.abs(border / n - 0.128)).toBeLessThan(4 * Math.sqrt((0.128 * 0.872) / n));
  }
});

test("random waypoint: the speed that is met has mean (b - a) / ln(b / a), at the start as later", () => {
  const speedMps = { uniform: { min: 1, max: 9 } };
  const expected = 8 / Math.log(9);
  expect(1 / meanSlowness(speedMps)).toBeCloseTo(expected, 12);
  const area = { width: 100, height: 60 };
  for (const time of [1e-6, 500]) {
    let [sum, squares] = [0, 0];
    const n = 20_000;
    for (let k = 0; k < n; k++) {
      const leg = emptyLeg();
      const next = waypoint({ speedMps }, area, named(k, "speed"));
      do next(leg);
      while (leg.until < time);
      const v = Math.hypot(leg.vx, leg.vy);
      sum += v;
      squares += v * v;
    }
    const mean = sum / n;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt((squares / n - mean * mean) / n));
  }
});

test("random waypoint: the share of pauses is that of renewal theory from the start on", () => {
  const law = { speedMps: 2, pauseS: { exponential: { mean: 3 } } };
  const moving = meanDistance({ width: 10, height: 10 }) / 2;
  const expected = 3 / (3 + moving);
  const n = 20_000;
  for (const time of [1e-6, 40]) {
    let pauses = 0;
    for (let k = 0; k < n; k++) {
      const leg = emptyLeg();
      const next = waypoint(law, { width: 10, height: 10 }, named(k, "pause"));
      do next(leg);
      while (leg.until < time);
      if (leg.vx === 0 && leg.vy === 0) pauses++;
    }
    expect(Math.abs(pauses / n - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / n));
  }
});

test.each(["reflect", "wrap"] as const)("random direction (%s) is uniform over the area", (border) => {
  const area = { width: 8, height: 3 };
  let [time, left, low] = [0, 0, 0];
  for (let k = 0; k < 50; k++)
    follow(
      direction({ speedMps: 1, everyS: { exponential: { mean: 4 } }, border }, area, named(k, border)),
      4000,
      (leg, lasts) => {
        if (Math.abs(Math.hypot(leg.vx, leg.vy) - 1) > 1e-12) expect.fail("another speed");
        // Exact time in the left quarter and the lower third of each piece.
        const inside = (at: number, v: number, limit: number) => {
          if (Math.abs(v) < 1e-12) return at < limit ? lasts : 0;
          const b = Math.max(0, (limit - at) / v);
          const [from, to] =
            v > 0 ? [0, Math.max(0, Math.min(lasts, (limit - at) / v))] : [Math.max(0, b), lasts];
          return Math.max(0, to - from);
        };
        time += lasts;
        left += inside(leg.x, leg.vx, 2);
        low += inside(leg.y, leg.vy, 1);
        for (const at of [xAt(leg, leg.until), leg.x])
          if (at < -1e-9 || at > 8 + 1e-9) expect.fail(`x ${at}`);
      },
      border === "wrap",
    );
  expect(left / time).toBeCloseTo(0.25, 1.7);
  expect(low / time).toBeCloseTo(1 / 3, 1.7);
});

test("Gauss-Markov velocities are N(m, s^2) with autocorrelation a^k", () => {
  const area = { width: 1e7, height: 1e7 };
  const [memory, deviationMps] = [0.8, 2];
  const velocities: number[] = [];
  follow(gaussMarkov({ memory, deviationMps, meanMps: [3, 0] }, area, named(1, "gm")), 60_000, (leg) => {
    velocities.push(leg.vx);
  });
  const n = velocities.length;
  const mean = velocities.reduce((sum, v) => sum + v, 0) / n;
  const cov = (lag: number) =>
    velocities.slice(lag).reduce((sum, v, k) => sum + (v - mean) * (velocities[k] - mean), 0) / (n - lag);
  expect(mean).toBeCloseTo(3, 0.8);
  expect(Math.sqrt(cov(0)) / deviationMps).toBeCloseTo(1, 1.3);
  for (const lag of [1, 2, 5]) expect(cov(lag) / cov(0)).toBeCloseTo(memory ** lag, 1.3);
});

test("Manhattan devices stay on the streets and use all of them alike", () => {
  const area = { width: 300, height: 200 };
  let [time, edge] = [0, 0];
  for (let k = 0; k < 200; k++)
    follow(manhattan({ speedMps: 10, blockM: 100 }, area, named(k, "streets")), 3000, (leg, lasts) => {
      const middle = (leg.from + leg.until) / 2;
      const [x, y] = [xAt(leg, middle), yAt(leg, middle)];
      const onGrid = (at: number) => Math.abs(at / 100 - Math.round(at / 100)) < 1e-9;
      if (!(onGrid(x) || onGrid(y)) || x < 0 || x > 300 || y < 0 || y > 200) expect.fail(`at ${x}, ${y}`);
      time += lasts;
      if (leg.vy === 0 && (leg.y === 0 || leg.y === 200)) edge += lasts;
    });
  // 9 blocks along x and 8 along y; 6 of them on the upper or lower edge.
  expect(edge / time).toBeCloseTo(6 / 17, 1.9);
});

test("a nomadic device goes from one access point to another, never to the same", () => {
  const sites = new Sites([
    [0, 0],
    [10, 0],
    [0, 10],
  ]);
  let last = "";
  const visits = new Map<string, number>();
  follow(
    nomadic({ stayS: { exponential: { mean: 5 } } }, sites, named(1, "nomad")),
    50_000,
    (leg, lasts) => {
      const place = `${leg.x},${leg.y}`;
      if (place === last) expect.fail(`again at ${place}`);
      last = place;
      visits.set(place, (visits.get(place) ?? 0) + lasts);
    },
    true,
  );
  for (const time of visits.values()) expect(time / 50_000).toBeCloseTo(1 / 3, 1.3);
});

test("a recorded path is straight between its rows, still before the first and after the last", () => {
  const rows = { timeS: [2, 4, 4, 10], x: [0, 10, 20, 20], y: [0, 0, 5, 11], first: 0, end: 4 };
  const at = (time: number) => positionAt(recorded(rows), time);
  expect(at(1)).toEqual([0, 0]);
  expect(at(3)).toEqual([5, 0]);
  expect(at(7)).toEqual([20, 8]);
  expect(at(1e6)).toEqual([20, 11]);
  const mine = (time: number) =>
    positionAt(own(rows.timeS.map((atS, k) => ({ atS, x: rows.x[k], y: rows.y[k] })).values(), "mine"), time);
  for (const time of [1, 3, 7, 1e6]) expect(mine(time)).toEqual(at(time));
});

test("what is no path is refused in one line", () => {
  expect(() =>
    positionAt(
      own(
        [
          { atS: 3, x: 0, y: 0 },
          { atS: 2, x: 1, y: 1 },
        ].values(),
        "mine.js",
      ),
      9,
    ),
  ).toThrow("mine.js: expected a row { atS, x, y } of numbers, at 3 s or later");
  expect(() => positionAt(own([].values(), "mine.js"), 9)).toThrow("at least one row");
  expect(hasSteadySpeed({ exponential: { mean: 1 } })).toBe(false);
  expect(positionAt(still(3, 4), 1e9)).toEqual([3, 4]);
});
