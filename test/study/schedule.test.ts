import { expect, test } from "vitest";
import { stream } from "../../src/random/index.ts";
import { meanInterval, relativeHalfWidth } from "../../src/stats/index.ts";
import type { Schedule } from "../../src/study/schedule.ts";
import { scheduleOf } from "../../src/study/schedule-of.ts";
import { unitAt } from "../../src/study/unit.ts";
import { tinyPlan } from "./tiny-study.ts";

/** Runs a schedule; results come in an order that depends on `shuffle`. */
function play(schedule: Schedule, value: (unit: number) => number, shuffle: () => number): number[] {
  const ran: number[] = [];
  const flying: number[] = [];
  for (;;) {
    const units = schedule.take(1 + Math.floor(shuffle() * 9));
    if (units === null && flying.length === 0) return ran.sort((a, b) => a - b);
    flying.push(...(units ?? []));
    for (
      let k = Math.floor(shuffle() * 20) + (units?.length === 0 ? 1 : 0);
      k > 0 && flying.length > 0;
      k--
    ) {
      const [unit] = flying.splice(Math.floor(shuffle() * flying.length), 1);
      ran.push(unit);
      schedule.record(unit, value(unit));
    }
  }
}

const shuffled = (seed: number) => stream({ seed, replication: 0, purpose: "shuffle" });
const noise = (unit: number) => 10 + 3 * stream({ seed: 1, replication: unit, purpose: "value" })();

test("with a fixed number of replications every unit runs once", () => {
  const plan = tinyPlan();
  expect(play(scheduleOf(plan), noise, shuffled(1))).toEqual(Array.from({ length: 80 }, (_, k) => k));
});

test("shards share the units out, each instance whole", () => {
  const plan = tinyPlan();
  const parts = [1, 2, 3].map((index) => play(scheduleOf(plan, { index, of: 3 }), noise, shuffled(index)));
  expect(parts.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, k) => k));
  for (const part of parts) {
    expect(part.length).toBeGreaterThan(20);
    for (const unit of part) expect(part).toContain(unit - (unit % 4));
  }
  expect(parts.map((part, k) => scheduleOf(plan, { index: k + 1, of: 3 }).expected() - part.length)).toEqual([
    0, 0, 0,
  ]);
});

const precise = () => tinyPlan({ replications: { min: 5, max: 400, relativeHalfWidth: 0.02 } });

test("what a precision asks for does not depend on the order of results", () => {
  const [first, ...others] = [1, 2, 3, 4].map((seed) => play(scheduleOf(precise()), noise, shuffled(seed)));
  for (const other of others) expect(other).toEqual(first);
});

test("every policy of a point gets the replications of the one that needs most", () => {
  const plan = precise();
  // Policy 1 varies, policy 0 does not.
  const value = (unit: number) => (unitAt(plan, unit).policy === 0 ? 5 : noise(unit));
  const ran = play(scheduleOf(plan), value, shuffled(5));
  const counts = new Map<string, number>();
  for (const unit of ran) {
    const { point, weight, policy } = unitAt(plan, unit);
    const key = `${point}:${weight}:${policy}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(8);
  for (const [key, count] of counts) {
    // s = 0.87 of 11.5: (1.96 x 0.87 / 0.23)^2 = 55
    expect(count).toBeGreaterThan(25);
    expect(count).toBeLessThan(110);
    expect(counts.get(key.slice(0, -1) + (key.endsWith("0") ? "1" : "0"))).toBe(count);
  }
});

test("a policy whose precision is out of reach does not drive the others to the maximum", () => {
  const plan = tinyPlan({ replications: { min: 5, max: 400, relativeHalfWidth: 0.05 } });
  // Policy 1 is so unstable that it would need thousands: its half-width is as large as its mean.
  const value = (unit: number) =>
    unitAt(plan, unit).policy === 0 ? noise(unit) : unit % 7 === 0 ? 1000 : 0.001 * noise(unit);
  const schedule = scheduleOf(plan);
  const ran = play(schedule, value, shuffled(5));
  expect(ran.length).toBeLessThan(4 * 2 * 60);
  const unreached = schedule.unreached();
  expect(unreached).toHaveLength(4);
  for (const { policy, replications, relativeHalfWidth } of unreached) {
    expect(policy).toBe(1);
    expect(replications).toBeLessThan(60);
    expect(relativeHalfWidth).toBeGreaterThan(0.5);
  }
  // Alone it is asked for all the runs that it may have.
  const alone = tinyPlan({ policies: ["local"], replications: { min: 5, max: 40, relativeHalfWidth: 0.05 } });
  const wild = (unit: number) => ((unit >> 1) % 2 === 0 ? 1000 : 0.001);
  expect(play(scheduleOf(alone), wild, shuffled(5))).toHaveLength(4 * 40);
});

test("what is expected is near what comes, long before the end", () => {
  const plan = tinyPlan({
    factors: { outputReduction: { from: 0, to: 0.9, count: 150 } },
    weights: [0.5],
    replications: { min: 5, max: 400, relativeHalfWidth: 0.04 },
  });
  const schedule = scheduleOf(plan);
  const said: [done: number, expected: number][] = [];
  let done = 0;
  const ran = play(
    schedule,
    (unit) => {
      said.push([done++, schedule.expected()]);
      return noise(unit);
    },
    shuffled(11),
  );
  expect(schedule.expected()).toBe(ran.length);
  // A fifth of the way in, the share that is shown as done is right to a tenth.
  const late = said.filter(([before]) => before > ran.length / 5);
  for (const [before, expected] of late)
    expect(Math.abs(before / expected - before / ran.length)).toBeLessThan(0.1);
});

test("a schedule that is told of earlier results asks for the rest only", () => {
  const whole = play(scheduleOf(precise()), noise, shuffled(6));
  const schedule = scheduleOf(precise());
  const earlier = whole.filter((_, k) => k % 3 !== 0);
  for (const unit of [...earlier].reverse()) schedule.record(unit, noise(unit));
  expect(play(schedule, noise, shuffled(7))).toEqual(whole.filter((_, k) => k % 3 === 0));
  expect(schedule.expected()).toBe(whole.length);
});

test("a precision out of reach ends at the maximum and is reported", () => {
  const schedule = scheduleOf(tinyPlan({ replications: { min: 3, max: 12, relativeHalfWidth: 1e-4 } }));
  expect(play(schedule, noise, shuffled(8))).toHaveLength(2 * 12 * 2 * 2);
  expect(schedule.unreached().map(({ point, weight }) => [point, weight])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
});

test("a measure that never has a value ends at the maximum", () => {
  const schedule = scheduleOf(tinyPlan({ replications: { min: 3, max: 40, relativeHalfWidth: 0.1 } }));
  expect(play(schedule, () => Number.NaN, shuffled(9))).toHaveLength(2 * 40 * 2 * 2);
  expect(schedule.unreached()).toHaveLength(4);
});

test.each([
  ["a fixed number of replications", () => tinyPlan({ replications: 40 })],
  ["a target", precise],
])("with %s the precision said on the way narrows down to that of the widest point", (_, planned) => {
  const plan = planned();
  const schedule = scheduleOf(plan);
  expect(schedule.precision()).toBe(null);
  const said: number[] = [];
  const values = new Map<string, number[]>();
  play(
    schedule,
    (unit) => {
      const { point, weight, policy } = unitAt(plan, unit);
      const key = `${point}:${weight}:${policy}`;
      const value = noise(unit);
      values.set(key, [...(values.get(key) ?? []), value]);
      const now = schedule.precision();
      if (now !== null) said.push(now);
      return value;
    },
    shuffled(10),
  );
  const last = schedule.precision()!;
  const widest = Math.max(...[...values.values()].map((of) => relativeHalfWidth(meanInterval(of))));
  expect(last).toBeCloseTo(widest, 12);
  expect(Math.max(...said)).toBeGreaterThan(last);
});
