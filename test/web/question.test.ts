// What the page asks for: the same question stays the same object, so that nothing is computed for it twice.
import { effect, signal } from "@preact/signals";
import { afterEach, expect, test } from "vitest";
import { distinct } from "../../src/web/state/distinct.ts";
import { liveMethods } from "../../src/web/state/live-instead.ts";
import { question, runQuestion, sweepQuestion } from "../../src/web/state/question.ts";
import { change, DEFAULTS, LIVE_DEFAULTS, settings } from "../../src/web/state/settings.ts";

afterEach(() => {
  settings.value = DEFAULTS;
});

test("a distinct signal tells of changes only, and keeps the value that says the same", () => {
  const source = signal({ size: 1 });
  const sizes = distinct(
    () => ({ ...source.value }),
    (a, b) => a.size === b.size,
  );
  const told: number[] = [];
  const stop = effect(() => {
    told.push(sizes.value.size);
  });
  const before = sizes.value;
  source.value = { size: 1 };
  expect(sizes.value).toBe(before);
  source.value = { size: 2 };
  stop();
  expect(told).toEqual([1, 2]);
});

test("another tab asks nothing, another weight asks for runs alone, another policy for runs and sweep", () => {
  const before = [question.value, runQuestion.value, sweepQuestion.value];
  const kept = () =>
    [question.value, runQuestion.value, sweepQuestion.value].map((now, k) => now === before[k]);
  change({ tab: "compare" });
  expect(kept()).toEqual([true, true, true]);
  change({ wt: 0.2 });
  expect(kept()).toEqual([true, false, true]);
  settings.value = DEFAULTS;
  change({ methods: ["greedy"] });
  expect(kept()).toEqual([true, false, false]);
});

test("another seed or file asks for everything; the content of a file is never compared", () => {
  change({ seed: 2 });
  const seeded = question.value;
  const data = {};
  Object.defineProperty(data, "servers", {
    enumerable: true,
    get() {
      throw new Error("the file was read");
    },
  });
  const world = { kind: "data", name: "mine.json", data } as const;
  change({ world });
  const own = question.value;
  expect(own).not.toBe(seeded);
  change({ world, tab: "run", wt: 0.9 });
  expect(question.value).toBe(own);
  change({ world: { ...world } });
  expect(question.value).not.toBe(own);
});

test("live policies take the places of plans, each once; live ones stay where they are", () => {
  expect(liveMethods(["ogs-mw", "odfp-mw", "greedy", "prices"])).toEqual(LIVE_DEFAULTS);
  expect(liveMethods(["live:threshold", "optimum", "own"])).toEqual([
    "live:threshold",
    "live:least-completion",
    "live:own",
  ]);
  expect(liveMethods(["own", "live:own"])).toEqual(["live:own"]);
  const four = ["greedy", "live:local", "live:round-robin", "local"];
  expect(new Set(liveMethods(four)).size).toBe(liveMethods(four).length);
});
