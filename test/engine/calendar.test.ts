import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar } from "../../src/engine/index.ts";
import { stream } from "../../src/random/index.ts";

type Step =
  | { readonly do: "schedule"; readonly event: number; readonly after: number; readonly priority: number }
  | { readonly do: "cancel"; readonly event: number }
  | { readonly do: "take" };

const EVENTS = 300;
const event = fc.nat(EVENTS - 1);
// Few distinct times and priorities, so that most events tie with another.
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant("schedule" as const),
        event,
        after: fc.nat(4),
        priority: fc.nat(2),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), event }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("take" as const) }) },
  ),
  { maxLength: 1500, size: "max" },
);

interface Entry {
  readonly event: number;
  readonly at: number;
  readonly priority: number;
  readonly order: number;
}

/** The definition of the order: a sorted array. */
class Sorted {
  readonly entries: Entry[] = [];
  #order = 0;
  schedule(event: number, at: number, priority: number): void {
    const { entries } = this;
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { at: other, priority: rank } = entries[middle];
      if (other < at || (other === at && rank <= priority)) low = middle + 1;
      else high = middle;
    }
    entries.splice(low, 0, { event, at, priority, order: this.#order++ });
  }
  cancel(event: number): void {
    const at = this.entries.findIndex((entry) => entry.event === event);
    if (at >= 0) this.entries.splice(at, 1);
  }
}

describe("the calendar", () => {
  test("brings events up as a sorted array would, through ties and cancellations", () => {
    fc.assert(
      fc.property(steps, (list) => {
        const calendar = new Calendar(EVENTS, () => {});
        const sorted = new Sorted();
        let now = 0;
        const take = () => {
          const firing = calendar.remove();
          const expected = sorted.entries.shift();
          if (firing?.event !== expected?.event || firing?.deliverAt !== expected?.at) {
            expect(firing).toMatchObject({ event: expected?.event, deliverAt: expected?.at });
          }
          now = expected?.at ?? now;
        };
        for (const step of list) {
          if (step.do === "take") take();
          else if (step.do === "cancel") {
            calendar.cancel(step.event);
            sorted.cancel(step.event);
          } else if (!calendar.isPending(step.event)) {
            calendar.schedule(step.event, now + step.after, step.priority);
            sorted.schedule(step.event, now + step.after, step.priority);
          }
          if (calendar.size !== sorted.entries.length) throw new Error("size");
        }
        while (sorted.entries.length > 0) take();
        expect(calendar.remove()).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  test("does so with many events, whose far future lies in buckets, however their times are spread", () => {
    const many = 6000;
    const spreads: ((u: number) => number)[] = [
      (u) => -Math.log(1 - u),
      (u) => Math.floor(5 * u),
      (u) => (u < 0.5 ? 0 : 1e-7 * u),
      (u) => (u < 0.01 ? 1e9 * u : u),
      (u) => (u < 0.1 ? Number.POSITIVE_INFINITY : u),
      () => 0,
    ];
    const spread = fc.nat(spreads.length - 1);
    const rates = fc.record({ take: fc.constantFrom(0.3, 0.45, 0.6), cancel: fc.constantFrom(0, 0.05, 0.3) });
    fc.assert(
      fc.property(fc.nat(), spread, spread, rates, (seed, first, second, { take, cancel }) => {
        const draw = stream({ seed, replication: 0, purpose: "calendar" });
        const calendar = new Calendar(many, () => {});
        const sorted = new Sorted();
        let now = 0;
        const add = (after: number, number: number) => {
          if (calendar.isPending(number)) return;
          const priority = Math.floor(3 * draw());
          calendar.schedule(number, now + after, priority);
          sorted.schedule(number, now + after, priority);
        };
        const takeOne = () => {
          const firing = calendar.remove();
          const expected = sorted.entries.shift();
          if (firing?.event !== expected?.event || firing?.deliverAt !== expected?.at)
            expect(firing).toMatchObject({ event: expected?.event, deliverAt: expected?.at });
          if (expected !== undefined && expected.at < Number.POSITIVE_INFINITY) now = expected.at;
        };
        for (let number = 0; number < many; number++) add(spreads[first](draw()), number);
        for (let step = 0; step < 12_000; step++) {
          const u = draw();
          const number = Math.floor(many * draw());
          if (u < take) takeOne();
          else if (u < take + cancel) {
            calendar.cancel(number);
            if (cancel > 0) sorted.cancel(number);
          } else add(spreads[step < 4000 ? first : second](draw()), number);
          if (calendar.size !== sorted.entries.length) throw new Error("size");
        }
        while (sorted.entries.length > 0) takeOne();
        expect([calendar.remove(), calendar.size]).toEqual([null, 0]);
      }),
      // First at one instant, then at times that may be Infinity.
      { numRuns: 10, examples: [[2071392109, 5, 4, { take: 0.3, cancel: 0.05 }]] },
    );
  });

  test("ends when all that is left in the far future was cancelled, for later and for never", () => {
    for (const late of [1e6, Number.POSITIVE_INFINITY]) {
      const calendar = new Calendar(5000, () => {});
      for (let e = 0; e < 5000; e++) calendar.schedule(e, e < 4950 ? e / 4950 : late, 0);
      for (let e = 4950; e < 5000; e++) calendar.cancel(e);
      for (let e = 0; e < 4950; e++) expect(calendar.remove()!.event).toBe(e);
      expect([calendar.remove(), calendar.size]).toEqual([null, 0]);
      calendar.schedule(7, 2, 0);
      expect(calendar.remove()).toMatchObject({ event: 7, deliverAt: 2 });
    }
  });

  test("brings up first what is scheduled before all that is pending, after most were cancelled", () => {
    for (const scale of [1, 1e-300, 1e300]) {
      const calendar = new Calendar(5001, () => {});
      for (let e = 0; e < 5000; e++) calendar.schedule(e, (1 + e) * scale, 0);
      expect(calendar.remove()).toMatchObject({ event: 0, deliverAt: scale });
      // The few that are left of the far future share one bucket, while the near future has events, too.
      for (let e = 4999; e > 300; e--) calendar.cancel(e);
      calendar.schedule(5000, 1.5 * scale, 0);
      const events: number[] = [];
      for (let firing = calendar.remove(); firing !== null; firing = calendar.remove())
        events.push(firing.event);
      expect(events).toEqual([5000, ...Array.from({ length: 300 }, (_, k) => k + 1)]);
    }
  });

  test("keeps the order of times from the least to the largest double, equal, endless or never, and ends", () => {
    const { MIN_VALUE, MAX_VALUE, EPSILON, POSITIVE_INFINITY } = Number;
    const spreads: ((u: number) => number)[] = [
      (u) => MIN_VALUE * Math.floor(10 * u),
      (u) => 1e-300 * u,
      (u) => 10 ** (600 * u - 300),
      (u) => MAX_VALUE * u,
      (u) => (u < 0.999 ? 0 : MAX_VALUE),
      (u) => (u < 0.5 ? POSITIVE_INFINITY : u),
      (u) => (u < 0.5 ? MIN_VALUE : 1e308),
      (u) => 1 + EPSILON * Math.floor(4 * u),
    ];
    const many = 3000;
    const draw = stream({ seed: 1, replication: 0, purpose: "calendar" });
    for (const first of spreads) {
      for (const second of spreads) {
        const calendar = new Calendar(many, () => {});
        const sorted = new Sorted();
        let now = 0;
        const add = (event: number, after: number) => {
          if (calendar.isPending(event)) return;
          calendar.schedule(event, now + after, event % 2);
          sorted.schedule(event, now + after, event % 2);
        };
        const take = () => {
          const firing = calendar.remove();
          const expected = sorted.entries.shift();
          if (firing?.event !== expected?.event || firing?.deliverAt !== expected?.at)
            expect(firing).toMatchObject({ event: expected?.event, deliverAt: expected?.at });
          if (expected !== undefined && expected.at < POSITIVE_INFINITY) now = expected.at;
        };
        for (let event = 0; event < many; event++) add(event, first(draw()));
        for (let k = 0; k < 300; k++) {
          take();
          add(Math.floor(many * draw()), second(draw()));
        }
        // From the end, so that the last of the far future are spread anew beside those of the near future.
        const kept = Math.floor(900 * draw());
        for (const { event } of sorted.entries.splice(kept)) calendar.cancel(event);
        for (let k = 0; k < 300; k++) add(Math.floor(many * draw()), (k % 2 === 0 ? first : second)(draw()));
        while (sorted.entries.length > 20) take();
        for (const { event } of sorted.entries) calendar.cancel(event);
        expect([calendar.remove(), calendar.size]).toEqual([null, 0]);
      }
    }
  });

  test("says which events come up next, each once, when they are many", () => {
    const calendar = new Calendar(20_000, () => {});
    const told: number[] = [];
    calendar.ahead = (events, from, to) => told.push(...events.subarray(from, to));
    for (let e = 0; e < 20_000; e++) calendar.schedule(e, (e * 7919) % 20_011, 0);
    const early = 1000;
    for (let taken = 0; taken < early; taken++) {
      const { event } = calendar.remove()!;
      if (!told.includes(event)) throw new Error(`${event} came up untold`);
    }
    expect(new Set(told).size).toBe(told.length);
    expect(told.length).toBeLessThan(3 * early);
  });

  test("forgets cancelled events once they outnumber the pending ones, and keeps the order", () => {
    const calendar = new Calendar(10_000, () => {});
    for (let e = 0; e < 10_000; e++) calendar.schedule(e, (e * 7919) % 10_007, 0);
    for (let e = 0; e < 10_000; e++) if (e % 10 !== 3) calendar.cancel(e);
    expect(calendar.size).toBe(1000);
    let last = -1;
    for (let taken = 0; taken < 1000; taken++) {
      const firing = calendar.remove()!;
      expect(firing.event % 10).toBe(3);
      expect(firing.deliverAt).toBeGreaterThan(last);
      last = firing.deliverAt;
    }
    expect(calendar.remove()).toBeNull();
  });

  test("refuses an event that is pending already", () => {
    const calendar = new Calendar(1, () => {});
    calendar.schedule(0, 1, 0);
    expect(() => calendar.schedule(0, 2, 0)).toThrow("pending already");
  });
});
