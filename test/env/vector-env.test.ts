// Many environments in one process: each is the environment that it would be alone.
import { expect, test } from "vitest";
import { type Autoreset, OffloadEnv, VectorOffloadEnv } from "../../src/env/index.ts";
import { anyAllowed, scenarioWith } from "./worlds.ts";

const scenario = scenarioWith({ horizonS: 15 });
const N = 5;

const row = <Values extends Float32Array | Uint8Array | Float64Array>(of: Values, k: number) => [
  ...of.subarray((k * of.length) / N, ((k + 1) * of.length) / N),
];

/** What an environment alone shows over so many steps, its episodes one after the other. */
function alone(seed: number, steps: number) {
  const env = new OffloadEnv({ scenario }, { seed });
  env.reset();
  const seen = [{ observation: [...env.observation], reward: 0, done: false, now: env.now }];
  for (let turn = 0; turn < steps; turn++) {
    env.step(anyAllowed(env.mask, env.replication));
    seen.push({ observation: [...env.observation], reward: env.reward, done: env.done, now: env.now });
    if (env.done) {
      env.reset();
      seen.push({ observation: [...env.observation], reward: 0, done: false, now: env.now });
    }
  }
  return seen;
}

const actionsOf = (vector: VectorOffloadEnv) =>
  vector.envs.map((env, k) => anyAllowed(vector.mask.subarray(3 * k, 3 * k + 3), env.replication));

test("under next-step each row is the environment alone, in any place of any vector", () => {
  const vector = new VectorOffloadEnv({ scenario }, N, { seed: 7 });
  vector.reset();
  const expected = Array.from({ length: N }, (_, k) => alone(7 + k, 400));
  let ends = 0;
  for (let turn = 0; turn < 300; turn++) {
    for (let k = 0; k < N; k++) {
      const there = expected[k][turn];
      expect(row(vector.observation, k)).toEqual(there.observation);
      if (turn > 0) expect(vector.reward[k]).toBe(there.reward);
      expect(vector.terminated[k] + vector.truncated[k] === 1).toBe(there.done);
      expect(vector.now[k]).toBe(there.now);
      if (there.done) ends++;
    }
    vector.step(actionsOf(vector));
  }
  expect(ends).toBeGreaterThan(3 * N);
});

test("under same-step the step that ends an episode shows the first decision of the next, and keeps the last", () => {
  const vector = new VectorOffloadEnv({ scenario }, N, { seed: 7, autoreset: "same-step" });
  vector.reset();
  const expected = Array.from({ length: N }, (_, k) => alone(7 + k, 400));
  const at = new Array<number>(N).fill(0);
  for (let turn = 0; turn < 300; turn++) {
    vector.step(actionsOf(vector));
    for (let k = 0; k < N; k++) {
      const last = expected[k][++at[k]];
      expect(vector.reward[k]).toBe(last.reward);
      expect(row(vector.terms, k).reduce((sum, term) => sum + term, 0)).toBeCloseTo(last.reward, 12);
      expect(vector.truncated[k] === 1).toBe(last.done);
      if (last.done) {
        expect(row(vector.finalObservation, k)).toEqual(last.observation);
        at[k]++;
      }
      expect(row(vector.observation, k)).toEqual(expected[k][at[k]].observation);
    }
  }
});

test.each(["next-step", "same-step", "disabled"] as Autoreset[])(
  "under %s the same seed gives the same episode again",
  (autoreset) => {
    const vector = new VectorOffloadEnv({ scenario }, 3, { autoreset });
    const firsts = (seeds: readonly (number | "stay")[]) => {
      vector.reset(seeds);
      return [0, 1, 2].map((k) => [...vector.observation.subarray(k * 25, (k + 1) * 25)]);
    };
    const [a, b, c] = firsts([4, 9, 4]);
    expect(a).toEqual(c);
    expect(a).not.toEqual(b);
    for (let turn = 0; turn < 5; turn++) vector.step([2, 2, 2]);
    const [d, e] = firsts(["stay", 4, 9]);
    expect(e).toEqual(a);
    expect(d).not.toEqual(a);
  },
);

test("under disabled an environment that is done waits for its reset", () => {
  const vector = new VectorOffloadEnv({ scenario }, 2, { autoreset: "disabled" });
  vector.reset();
  while (vector.truncated[0] === 0 && vector.truncated[1] === 0) vector.step([2, 2]);
  expect(() => {
    vector.step([2, 2]);
    vector.step([2, 2]);
  }).toThrow("the episode is over: reset before the next step");
});

test("a wrong action is told with its environment", () => {
  const vector = new VectorOffloadEnv({ scenario }, 2);
  vector.reset();
  expect(() => vector.step([2, 8])).toThrow(
    "action of environment 1: expected a whole number from 0 to 2, got 8",
  );
});
