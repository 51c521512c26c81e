import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar } from "../../src/engine/index.ts";

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
    this.entries.push({ event, at, priority, order: this.#order++ });
    this.entries.sort((a, b) => a.at - b.at || a.priority - b.priority || a.order - b.order);
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
