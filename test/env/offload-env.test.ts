// Laws of one environment: its return is minus the score of its run, its masks are what a job may use, its episodes are runs.
import { describe, expect, test } from "vitest";
import {
  ENV_FORMAT,
  LARGEST_LOG,
  OffloadEnv,
  readEnv,
  runTerms,
  TERMS,
  usualEnv,
} from "../../src/env/index.ts";
import { InputError } from "../../src/model/index.ts";
import { case2 } from "../../src/scenario/index.ts";
import { liveTrial } from "../../src/trial/index.ts";
import type { Seconds } from "../../src/units.ts";
import { runGroups } from "../golden/arrays.ts";
import { digests } from "../golden/digest.ts";
import { anyAllowed, scenarioWith } from "./worlds.ts";

/** Plays an episode; returns what each step paid, and which places were taken. */
function play(env: OffloadEnv, seed?: number) {
  env.reset(seed);
  const terms = new Float64Array(TERMS.length);
  const actions: number[] = [];
  let total = 0;
  for (let turn = 0; !env.done; turn++) {
    const action = anyAllowed(env.mask, turn);
    actions.push(action);
    env.step(action);
    total += env.reward;
    for (const [k, term] of env.terms.entries()) terms[k] += term;
  }
  return { terms, total, actions };
}

describe("the return of an episode is minus the score of its run, term by term", () => {
  test.each(["devices", "system"] as const)("energy of the %s, to the horizon", (energy) => {
    const settings = readEnv(
      { format: ENV_FORMAT, reward: { wt: 0.4, wc: 0.2, energy, perMiss: 0.3 } },
      "env.yaml",
    );
    const env = new OffloadEnv({ scenario: scenarioWith() }, { settings });
    for (const seed of [1, 2, 3]) {
      const { terms, total } = play(env, seed);
      const run = env.result();
      const score = runTerms(run, env.weights, energy);
      expect([env.truncated, env.terminated]).toEqual([true, false]);
      expect(run.retries).toBeGreaterThan(0);
      for (const [k] of TERMS.entries()) {
        expect(score[k]).toBeGreaterThan(0);
        expect(-terms[k] / score[k]).toBeCloseTo(1, 10);
      }
      expect(-total / score.reduce((sum, term) => sum + term, 0)).toBeCloseTo(1, 10);
    }
  });

  test("to the last job of a batch, by numbers of the run itself", () => {
    const env = new OffloadEnv({ scenario: case2 });
    const { total } = play(env);
    const run = env.result();
    expect([env.truncated, env.terminated]).toEqual([false, true]);
    const { perSecond, perJoule } = liveTrial({ scenario: case2 }, { seed: 1 }).scorePerUnit({
      weight: { time: 0.5, energy: 0.5, money: 0 },
    });
    // Every job arrives at 0 and ends: the integral of unfinished jobs is the sum of the response times.
    const responses = run.meanResponse * run.completed;
    expect(-total).toBeCloseTo(perSecond * responses + perJoule * run.energy, 9);
  });
});

test("an episode is the run of its seed and number under the policy that gives the same answers, in every number", () => {
  const env = new OffloadEnv({ scenario: scenarioWith() }, { seed: 5 });
  for (const replication of [0, 1]) {
    const { actions } = play(env);
    expect([env.seed, env.replication]).toEqual([5, replication]);
    let turn = 0;
    const run = liveTrial({ scenario: scenarioWith() }, { seed: 5, replication, cut: true }).run(
      {
        name: "the same answers",
        make: () => () => {
          const action = actions[turn++];
          return action === 2 ? "local" : action;
        },
      },
      { perSecond: 0, perJoule: 0, perMoney: 0 },
      { records: "none" },
    );
    expect(turn).toBe(actions.length);
    expect(digests(runGroups(env.result()))).toEqual(digests(runGroups(run)));
  }
});

test("the mask says where the job may go, and an action beyond it is refused and can be given again", () => {
  const env = new OffloadEnv({ scenario: scenarioWith() });
  env.reset(3);
  let forbidden = 0;
  while (!env.done) {
    // Half a megabyte is private, and only that.
    const [, size] = env.observation;
    expect([...env.mask]).toEqual(size === Math.fround(Math.log1p(0.5)) ? [0, 1, 1] : [1, 1, 1]);
    if (env.mask[0] === 0) {
      forbidden++;
      expect(() => env.step(0)).toThrow('action: expected a place where the job may go, got "0 (m1)"');
    }
    env.step(1);
  }
  expect(forbidden).toBeGreaterThan(3);
  expect(() => env.step(1)).toThrow("the episode is over");
  env.reset();
  for (const action of [3, -1, 0.5, Number.NaN])
    expect(() => env.step(action)).toThrow(/^action: expected a whole number from 0 to 2, got/);
  env.step(2);
});

test("an observation has the columns that it says, on the scale that it says", () => {
  const observation = ["size_MB", "canUse", "backlog_s", "dt_s", "isUp"];
  const plain = readEnv({ format: ENV_FORMAT, observation, scale: "none" }, "env");
  const env = new OffloadEnv({ scenario: scenarioWith() }, { settings: plain });
  // Job features come first, then each feature of the places.
  expect(env.columns.map(({ name }) => name)).toEqual([
    ...["size_MB", "dt_s"],
    ...["canUse", "backlog_s", "isUp"].flatMap((name) => ["m1", "m2", "local"].map((id) => `${name}[${id}]`)),
  ]);
  const logs = new OffloadEnv(
    { scenario: scenarioWith() },
    { settings: readEnv({ format: ENV_FORMAT, observation }, "env") },
  );
  env.reset(1);
  logs.reset(1);
  let last = 0;
  for (let turn = 0; !env.done && turn < 60; turn++) {
    const [size, dt, ...ofPlaces] = env.observation;
    expect([0.5, size].includes(size) && size >= 0.5 && size <= 5).toBe(true);
    expect(dt).toBeCloseTo(env.now - last, 4);
    expect(ofPlaces.slice(0, 3)).toEqual([...env.mask]);
    for (const [k, value] of env.observation.entries())
      expect(logs.observation[k]).toBeCloseTo(Math.log1p(value), 5);
    last = env.now;
    const action = anyAllowed(env.mask, turn);
    env.step(action);
    logs.step(action);
  }
  expect(last).toBeGreaterThan(0);
});

test("no column leaves its bounds, even where a link is down", () => {
  const faults = { upS: { exponential: { mean: 2 } }, downS: { exponential: { mean: 2 } }, work: "resume" };
  const scenario = scenarioWith({
    accessPoints: undefined,
    wires: undefined,
    links: { rateMbps: 20, faults },
  });
  const env = new OffloadEnv({ scenario });
  env.reset();
  let beyond = 0;
  for (let turn = 0; !env.done; turn++) {
    for (const value of env.observation) {
      expect(Number.isFinite(value) && Math.abs(value) <= Math.fround(LARGEST_LOG)).toBe(true);
      if (value === Math.fround(LARGEST_LOG)) beyond++;
    }
    env.step(anyAllowed(env.mask, turn));
  }
  expect(beyond).toBeGreaterThan(0);
});

test("the usual observation of three servers has 32 columns", () => {
  expect(new OffloadEnv({ scenario: scenarioWith() }).columns).toHaveLength(4 + 7 * 3);
  expect(usualEnv().features.filter(({ of }) => of === "place")).toHaveLength(7);
});

test("an episode without any decision is passed over; many are an error", () => {
  const rare = (ratePerS: number) =>
    scenarioWith({
      devices: [
        {
          speedIps: 3.6e9,
          powerW: { compute: 1, transmit: 1, idle: 0 },
          jobs: { sizeMB: 1, arrivals: { poisson: { ratePerS } } },
        },
      ],
    });
  const env = new OffloadEnv({ scenario: rare(1 / 60) });
  const seen = new Set<number>();
  for (let k = 0; k < 20; k++) {
    env.reset();
    seen.add(env.replication);
  }
  expect(seen.size).toBe(20);
  expect(Math.max(...seen)).toBeGreaterThan(19);
  expect(() => new OffloadEnv({ scenario: rare(1e-9) }).reset()).toThrow(InputError);
});

test("a horizon of the environment ends its episodes", () => {
  const env = new OffloadEnv({ scenario: scenarioWith() }, { horizon: 10 as Seconds });
  play(env);
  expect(env.now).toBe(10);
});

test("a file of settings is checked", () => {
  const said = (data: object) => {
    try {
      readEnv({ format: ENV_FORMAT, ...data }, "env.yaml");
      return "nothing";
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(said({})).toBe("nothing");
  expect(said({ observation: ["speed"] })).toMatch(
    /^env\.yaml: observation\[0\]: expected the name of a feature \(dt_s, .*\), got "speed"$/,
  );
  expect(said({ observation: ["dt_s", "dt_s"] })).toBe(
    'env.yaml: observation[1]: expected no feature twice, got "dt_s"',
  );
  expect(said({ reward: { wt: 2 } })).toMatch(/^env\.yaml: reward\.wt: /);
  expect(said({ reward: { wt: 0.8, wc: 0.5 } })).toMatch(/expected a weight from 0 to 1 - wt/);
  expect(said({ reward: { miss: 1 } })).toMatch(/^env\.yaml: reward\.miss: /);
});
