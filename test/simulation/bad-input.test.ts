// What cannot be simulated is said in one line.
import { describe, expect, test } from "vitest";
import {
  InputError,
  objective,
  type PlaceAnswer,
  type Policy,
  toProblem,
  weights,
} from "../../src/model/index.ts";
import { solveHeuristic } from "../../src/policies/index.ts";
import { instanceWorld, Run, type RunOptions, simulate, simulatePlan } from "../../src/simulation/index.ts";
import { littleInstance } from "./little-world.ts";

const problem = toProblem(littleInstance({ servers: 2, jobs: [{ work: 1 }, { at: 2, work: 1 }] }));
const world = () => instanceWorld(problem);
const local: Policy = () => "local";

test.each<[string, RunOptions, RegExp]>([
  ["a horizon of 0", { horizon: 0 }, /^horizon: expected a positive time/],
  ["a negative warm-up", { warmup: -1 }, /^warmup: expected a time of at least 0/],
  [
    "a horizon before the warm-up",
    { horizon: 5, warmup: 6 },
    /^warmup: expected a time before the horizon of 5 s, got 6/,
  ],
  [
    "a horizon at the end of the warm-up",
    { horizon: 5, warmup: 5 },
    /^warmup: expected a time before the horizon of 5 s, got 5/,
  ],
  [
    "a warm-up after the last job",
    { warmup: 60 },
    /^warmup: expected a warm-up that ends before the last job, at 3 s/,
  ],
])("%s", (_, options, message) => {
  expect(() => simulate(world(), local, options)).toThrow(InputError);
  expect(() => simulate(world(), local, options)).toThrow(message);
});

test("jobs that arrive for ever without a horizon", () => {
  expect(() => simulate({ ...world(), endless: true }, local)).toThrow(
    /^horizon: expected an end of the run/,
  );
});

test("access points with links that break", () => {
  const cells = { of: new Int32Array(1), capacity: [1] };
  expect(() => simulate({ ...world(), cells, rate: () => null }, local)).toThrow(
    /^little: links: expected either/,
  );
});

describe("a policy cannot change what it sees", () => {
  type Writable = Record<string, unknown> & { score: Record<string, unknown> };
  const writes: [string, (view: Writable) => void][] = [
    ["the time", (view) => (view.now = -5)],
    ["the number of servers", (view) => (view.servers = 99)],
    ["the weights of the score", (view) => (view.score.perSecond = 5)],
    ["a backlog", (view) => (view.backlog = () => 0)],
    ["a field of its own", (view) => (view.seen = 1)],
  ];
  test.each(writes)("a write to %s stops the run and the plan", (_, write) => {
    const policy: Policy = (_job, view) => {
      write(view as unknown as Writable);
      return 0;
    };
    expect(() => simulate(world(), policy, { policyName: "mine" })).toThrow(
      /policy mine, job 0 of d0 at 0 s: .*TypeError/,
    );
    const of = objective(problem, weights(0.5));
    expect(() => solveHeuristic({ name: "mine", make: () => policy }, of)).toThrow(/mine: job .*TypeError/);
  });
});

describe("a policy stops the run with its name, the job and the time", () => {
  test.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw new Error("no idea");
      },
    ],
    ["names a server that is not there", () => 2],
    ["names no place", () => undefined],
    ["names half a server", () => 0.5],
    ["names an unknown id", () => "m7"],
    ["answers later", () => Promise.resolve(0)],
    ["fails later", () => Promise.reject(new Error("too late"))],
  ])("when it %s", (_, answer) => {
    const second: Policy = (_job, view) => (view.now < 2 ? -1 : (answer() as PlaceAnswer));
    expect(() => simulate(world(), second, { policyName: "mine" })).toThrow(
      /policy mine, job 1 of d0 at 2 s/,
    );
  });
});

test("an allocation of another size, or with a place that is not there", () => {
  expect(() => simulatePlan(problem, new Int32Array(1))).toThrow("2 places, one for each job");
  expect(() => simulatePlan(problem, Int32Array.from([0, 2]))).toThrow("allocation: job j1");
  expect(() => simulatePlan(problem, Int32Array.from([-2, 0]))).toThrow("allocation: job j0");
});

test("a server that is never repaired keeps its jobs: the run says so instead of hanging", () => {
  const broken = {
    up: () => 0.5,
    down: () => Number.POSITIVE_INFINITY,
    work: "resume",
    limit: 1,
    backOff: 0,
  } as const;
  const run = new Run({ ...world(), serverFault: () => broken }, Int32Array.from([0, 0]));
  expect(() => run.result()).toThrow(/^little at 2 s: .*2 unfinished jobs for good; job 0: service, m0/);
});
