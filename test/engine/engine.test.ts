import { expect, test } from "vitest";
import { Engine, type MakeQueue } from "../../src/engine/index.ts";
import { stream } from "../../src/random/index.ts";
import { StockQueue } from "./stock-queue.ts";

/** A network of timers that start, restart and cancel each other; the trace is every delivery in order. */
function trace(
  makeQueue: MakeQueue | undefined,
  untils: readonly number[],
  timers = 200,
): [number, number][] {
  const draw = stream({ seed: 7, replication: 0, purpose: "trace" });
  const events: [number, number][] = [];
  const engine = new Engine(
    timers,
    (event) => {
      events.push([event, engine.now]);
      const other = Math.floor(draw() * timers);
      if (draw() < 0.3) engine.cancel(other);
      for (const next of [event, other]) {
        // Whole delays make most of the events tie.
        if (!engine.isPending(next) && events.length < 20_000) {
          engine.schedule(next, engine.now + Math.floor(draw() * 5), Math.floor(draw() * 3));
        }
      }
    },
    makeQueue,
  );
  for (let e = 0; e < timers; e++) engine.schedule(e, Math.floor(draw() * 10), e % 3);
  for (const until of untils) engine.run(until);
  return events;
}

const stock: MakeQueue = (events, fire) => new StockQueue(events, fire);
const END = Number.POSITIVE_INFINITY;

test.each([200, 6000])(
  "a model of %d timers has the identical trace on our calendar and on simjs' own queue",
  (timers) => {
    const ours = trace(undefined, [END], timers);
    expect(ours.length).toBeGreaterThan(15_000);
    expect(ours.join() === trace(stock, [END], timers).join()).toBe(true);
  },
);

test("a run that is stopped at some time and goes on later loses no event", () => {
  const whole = trace(undefined, [END]);
  const pieces = trace(undefined, [0.5, 3, 3, 17.25, 100, 101, END]);
  expect(pieces).toEqual(whole);
});

test("run-until delivers what lies at the limit, keeps what lies past it, and leaves the clock at the limit", () => {
  const seen: number[] = [];
  const engine = new Engine(3, (event) => seen.push(event));
  engine.schedule(0, 1);
  engine.schedule(1, 2);
  engine.schedule(2, 2.000001);
  engine.run(2);
  expect(seen).toEqual([0, 1]);
  expect([engine.now, engine.pending, engine.fired]).toEqual([2, 1, 2]);
  engine.run(2);
  expect(seen).toEqual([0, 1]);
  engine.run();
  expect(seen).toEqual([0, 1, 2]);
  expect(engine.now).toBe(2.000001);
});

test("stop ends the run after the event at hand, and the run can go on", () => {
  const seen: number[] = [];
  const engine = new Engine(3, (event) => {
    seen.push(event);
    if (event === 1) engine.stop();
  });
  for (const event of [0, 1, 2]) engine.schedule(event, event);
  engine.run(10);
  expect([seen, engine.now]).toEqual([[0, 1], 1]);
  engine.run(10);
  expect([seen, engine.now]).toEqual([[0, 1, 2], 10]);
});

test("at one instant events come by priority, then in the order scheduled", () => {
  const seen: number[] = [];
  const engine = new Engine(4, (event) => seen.push(event));
  engine.schedule(3, 1, 2);
  engine.schedule(2, 1, 0);
  engine.schedule(1, 1, 1);
  engine.schedule(0, 1, 0);
  engine.run();
  expect(seen).toEqual([2, 0, 1, 3]);
});

test.each([-1, Number.NaN])("an event cannot be scheduled at %d s", (at) => {
  const engine = new Engine(1, () => {});
  expect(() => engine.schedule(0, at)).toThrow("event 0");
});

test("simjs leaves no window behind", () => {
  expect("window" in globalThis).toBe(false);
});
