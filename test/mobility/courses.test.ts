import { expect, test } from "vitest";
import {
  direction,
  emptyLeg,
  type NextLeg,
  own,
  type StrongestRule,
  waypoint,
  xAt,
  yAt,
} from "../../src/mobility/index.ts";
import {
  byExponent,
  type Channel,
  cqiRate,
  type DistanceLaw,
  shannonRate,
  umi,
} from "../../src/radio/index.ts";
import { stream } from "../../src/random/stream.ts";
import { attachmentsOf, courseOf, type State, statesOf } from "./course-fixture.ts";

const NEVER = Number.POSITIVE_INFINITY;
const channel = (law: DistanceLaw, of: Partial<Channel> = {}): Channel => ({
  clear: law,
  shaded: law,
  sight: null,
  sigma: 0,
  correlation: 1,
  step: NEVER,
  downPower: 30,
  upBudget: 115,
  downBudget: 125,
  rate: cqiRate(1e7),
  ...of,
});
const random = (name: string) => stream({ seed: 3, replication: 0, purpose: name });
const line = (...rows: [number, number, number][]): NextLeg =>
  own(rows.map(([atS, x, y]) => ({ atS, x, y })).values(), "line");

/** Positions each `step` seconds, by the path alone. */
function positions(
  path: NextLeg,
  end: number,
  step: number,
  see: (x: number, y: number, at: number) => void,
) {
  const leg = emptyLeg();
  for (let k = 0; k * step <= end; k++) {
    while (leg.until <= k * step) path(leg);
    see(xAt(leg, k * step), yAt(leg, k * step), k * step);
  }
}

const square = (site: readonly [number, number], x: number, y: number) =>
  (x - site[0]) ** 2 + (y - site[1]) ** 2;

/** The nearest, looked at each `step` seconds. */
function nearestBySteps(
  sites: readonly (readonly [number, number])[],
  path: NextLeg,
  end: number,
  step: number,
) {
  const found: { at: number; accessPoint: number }[] = [];
  positions(path, end, step, (x, y, at) => {
    let best = 0;
    for (let s = 1; s < sites.length; s++) if (square(sites[s], x, y) < square(sites[best], x, y)) best = s;
    if (found[found.length - 1]?.accessPoint !== best) found.push({ at, accessPoint: best });
  });
  return found;
}

/** Access point and rates by event A3, looked at each `step` seconds. */
function strongestBySteps(
  sites: readonly (readonly [number, number])[],
  channels: readonly Channel[],
  { hysteresisDb, timeToTriggerS }: StrongestRule,
  path: NextLeg,
  end: number,
  step: number,
): State[] {
  const found: State[] = [];
  let serving = -1;
  const since = sites.map(() => NEVER);
  positions(path, end, step, (x, y, at) => {
    const loss = sites.map((site, s) => channels[s].clear.loss(square(site, x, y)));
    const power = loss.map((one, s) => channels[s].downPower - one);
    const ratio = (s: number) => Math.min(channels[s].upBudget, channels[s].downBudget) - loss[s];
    const isIn = (s: number) => ratio(s) >= channels[s].rate.least;
    if (serving >= 0 && !isIn(serving)) serving = -1;
    if (serving < 0) {
      since.fill(NEVER);
      for (let s = 0; s < sites.length; s++)
        if (isIn(s) && (serving < 0 || power[s] > power[serving])) serving = s;
    }
    if (serving >= 0) {
      let best = -1;
      for (let s = 0; s < sites.length; s++) {
        if (s === serving || !(power[s] > power[serving] + hysteresisDb)) since[s] = NEVER;
        else if (since[s] === NEVER) since[s] = at;
        if (since[s] + timeToTriggerS <= at + 1e-12 && (best < 0 || power[s] > power[best])) best = s;
      }
      if (best >= 0) {
        serving = best;
        since.fill(NEVER);
      }
    }
    const reading = { rate: 0, low: 0, high: 0 };
    const rate = (budget: number) => {
      if (serving < 0) return 0;
      channels[serving].rate.read(budget - loss[serving], reading);
      return reading.rate;
    };
    const up = rate(channels[serving]?.upBudget);
    const down = rate(channels[serving]?.downBudget);
    const last = found[found.length - 1];
    if (last === undefined || last.accessPoint !== serving || last.up !== up || last.down !== down)
      found.push({ at, accessPoint: serving, up, down });
  });
  return found;
}

const scattered = (count: number, size: number, name: string): [number, number][] => {
  const draw = random(name);
  return Array.from({ length: count }, () => [draw() * size, draw() * size]);
};

/** Share of the time in which two histories disagree. */
function disagreement<T extends { at: number }>(
  a: readonly T[],
  b: readonly T[],
  end: number,
  same: (x: T, y: T) => boolean,
) {
  const times = [...new Set([...a, ...b].map(({ at }) => at))].sort((x, y) => x - y);
  let [i, j, apart] = [0, 0, 0];
  for (const [k, at] of times.entries()) {
    while (i + 1 < a.length && a[i + 1].at <= at) i++;
    while (j + 1 < b.length && b[j + 1].at <= at) j++;
    if (!same(a[i], b[j])) apart += (times[k + 1] ?? end) - at;
  }
  return apart / end;
}

test.each([0, 1, 2, 3])(
  "the nearest access point is that of a step-wise search, and the error falls with the step (%d)",
  (n) => {
    const sites = scattered(25, 200, `nearest ${n}`);
    const path = () =>
      waypoint(
        { speedMps: { uniform: { min: 2, max: 9 } }, pauseS: 1 },
        { width: 200, height: 200 },
        random(`path ${n}`),
      );
    const end = 300;
    const exact = attachmentsOf(statesOf(courseOf({ path: path(), sites }), end));
    const errors = [0.1, 0.01, 0.001].map((step) =>
      disagreement(
        exact,
        nearestBySteps(sites, path(), end, step),
        end,
        (x, y) => x.accessPoint === y.accessPoint,
      ),
    );
    expect(exact.length).toBeGreaterThan(10);
    // A step finds each change late by half of it on average.
    for (const [k, step] of [0.1, 0.01, 0.001].entries())
      expect(errors[k] * end).toBeLessThan(exact.length * step);
    expect(errors[2]).toBeLessThan(errors[0] / 20);
    // A step of 1 ms may still miss a cell that is crossed in less.
    const fine = nearestBySteps(sites, path(), end, 0.001);
    for (const { at, accessPoint } of fine)
      expect(
        exact.some((one) => one.accessPoint === accessPoint && one.at <= at && at - one.at <= 0.001),
      ).toBe(true);
  },
);

test.each([
  ["exponent", 0, () => channel(byExponent(3.5, 40)), { hysteresisDb: 3, timeToTriggerS: 0 }],
  ["exponent", 1, () => channel(byExponent(3.5, 40)), { hysteresisDb: 2, timeToTriggerS: 0.64 }],
  ["exponent, no hysteresis", 2, () => channel(byExponent(3.5, 40)), { hysteresisDb: 0, timeToTriggerS: 0 }],
  ["two slopes", 3, () => channel(umi(3.5).clear), { hysteresisDb: 1, timeToTriggerS: 0.1 }],
  [
    "little power",
    4,
    () => channel(byExponent(4, 40), { upBudget: 98, downBudget: 99 }),
    { hysteresisDb: 1, timeToTriggerS: 0.1 },
  ],
] as const)(
  "the strongest, %s (%d): access points and rates are those of a step-wise search",
  (_, n, make, rule) => {
    const sites = scattered(16, 300, `strongest ${n}`);
    const other = channel(byExponent(3, 45), { downPower: 27, rate: shannonRate(1e7) });
    // Unequal laws side by side, where the rates of CQI alone are compared.
    const channels = sites.map((__, s) =>
      n === 3 && s % 4 === 0 ? { ...other, rate: cqiRate(1e7) } : make(),
    );
    const unique = new Map(channels.map((one) => [JSON.stringify(one.clear.slopes), one]));
    const shared = channels.map((one) => unique.get(JSON.stringify(one.clear.slopes))!);
    const path = () =>
      direction(
        { speedMps: { uniform: { min: 5, max: 20 } }, everyS: 7 },
        { width: 300, height: 300 },
        random(`path ${n}`),
      );
    const end = 120;
    const exact = statesOf(courseOf({ path: path(), sites, channels: shared, strongest: rule }), end);
    const steps = [0.05, 0.001];
    const errors = steps.map((step) =>
      disagreement(
        exact,
        strongestBySteps(sites, shared, rule, path(), end, step),
        end,
        (x, y) => x.accessPoint === y.accessPoint && x.up === y.up && x.down === y.down,
      ),
    );
    expect(attachmentsOf(exact).length).toBeGreaterThan(8);
    for (const [k, step] of steps.entries()) expect(errors[k] * end).toBeLessThan(2 * exact.length * step);
    expect(errors[1]).toBeLessThan(errors[0] / 10);
  },
);

test("event A3 between two access points 200 m apart, exponent 3.5, hysteresis 3 dB: at 109.836 m", () => {
  const course = courseOf({
    path: line([0, 0, 0], [200, 200, 0]),
    sites: [
      [0, 0],
      [200, 0],
    ],
    channels: Array(2).fill(channel(byExponent(3.5, 40))),
    strongest: { hysteresisDb: 3, timeToTriggerS: 0 },
  });
  const [first, second] = attachmentsOf(statesOf(course, 200));
  const ratio = 10 ** (3 / 35);
  expect(first.accessPoint).toBe(0);
  expect(second.at).toBeCloseTo((200 * ratio) / (1 + ratio), 9);
  expect(second.at).toBeCloseTo(109.836, 3);
});

test("a time to trigger delays the handover by itself, and one that is not over is none", () => {
  const of = (path: NextLeg) =>
    attachmentsOf(
      statesOf(
        courseOf({
          path,
          sites: [
            [0, 0],
            [200, 0],
          ],
          channels: Array(2).fill(channel(byExponent(3.5, 40))),
          strongest: { hysteresisDb: 3, timeToTriggerS: 5 },
        }),
        400,
      ),
    );
  expect(of(line([0, 0, 0], [200, 200, 0]))[1].at).toBeCloseTo(114.836, 3);
  // Beyond the border for 2 x 2 s alone.
  expect(of(line([0, 0, 0], [112, 112, 0], [224, 0, 0]))).toHaveLength(1);
});

test("corners, borders along the path, rest and tangents make no handover that is none", () => {
  const grid: [number, number][] = [
    [0, 0],
    [10, 0],
    [0, 10],
    [10, 10],
  ];
  const of = (path: NextLeg, sites = grid) => attachmentsOf(statesOf(courseOf({ path, sites }), 1000));
  // Through the corner of four cells: straight to the one opposite.
  expect(of(line([0, 0, 0], [10, 10, 10])).map(({ accessPoint }) => accessPoint)).toEqual([0, 3]);
  // Along a border, and at rest on one: no change.
  expect(of(line([0, 5, 0], [10, 5, 4]))).toHaveLength(1);
  expect(of(line([0, 2, 2], [3, 5, 2], [9, 5, 2], [12, 2, 2]))).toHaveLength(1);
  // Turning back on the border: never nearer to the other.
  expect(of(line([0, 0, 1], [5, 5, 1], [10, 0, 1]))).toHaveLength(1);
  // Two at one place: the first, and it stays.
  expect(
    of(line([0, 0, 0], [10, 10, 0]), [
      [0, 0],
      [0, 0],
      [10, 0],
      [10, 0],
    ]).map(({ accessPoint }) => accessPoint),
  ).toEqual([0, 2]);
  // A ring that is only touched changes no rate.
  const touching = courseOf({
    path: line([0, -100, 50], [200, 100, 50]),
    sites: [[0, 0]],
    channels: [
      channel(byExponent(2, 0), {
        rate: {
          least: -1e3,
          read: (ratio, reading) => {
            const inside = ratio > 115 - 20 * Math.log10(50) + 1e-12;
            reading.rate = inside ? 2 : 1;
            reading.low = inside ? 115 - 20 * Math.log10(50) : Number.NEGATIVE_INFINITY;
            reading.high = inside ? NEVER : 115 - 20 * Math.log10(50);
          },
        },
        downBudget: 115,
      }),
    ],
  });
  expect(statesOf(touching, 200)).toHaveLength(1);
});
