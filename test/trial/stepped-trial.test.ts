// A run that stops at its decisions is the run of the policy that gives the same answers.
import { describe, expect, test } from "vitest";
import { InputError, placeJobOf, readInstance, toProblem, weights } from "../../src/model/index.ts";
import { livePolicy, livePolicyNamed } from "../../src/policies/index.ts";
import { case2, readScenario, SCENARIO_FORMAT } from "../../src/scenario/index.ts";
import type { Decision, RunResult } from "../../src/simulation/index.ts";
import { liveTrial, type Subject, steppedTrial } from "../../src/trial/index.ts";
import type { Seconds } from "../../src/units.ts";
import { runGroups } from "../golden/arrays.ts";
import { digests } from "../golden/digest.ts";
import { GOLDEN_RUNS } from "../golden/worlds.ts";

/** Every number of the run that a user sees. */
const told = (run: RunResult) => digests(runGroups(run));

const LIVE = GOLDEN_RUNS.filter(({ policy }) => policy !== undefined);

function subjectOf(world: Readonly<Record<string, unknown>>): Subject {
  return world.format === SCENARIO_FORMAT
    ? { scenario: readScenario(structuredClone(world), "golden") }
    : { problem: toProblem(readInstance(structuredClone(world), "golden")) };
}

describe("the answers of a policy, given from outside, give its run to the last bit", () => {
  test.each(LIVE.map((run) => [run.name, run] as const))("%s", (_name, { world, policy, options = {} }) => {
    const subject = subjectOf(world);
    const { horizon, warmup } = options as { horizon?: Seconds; warmup?: Seconds };
    const trialOptions = { seed: 1, replication: 0, horizon, warmup };
    const keep = { records: "all", timeline: true } as const;
    const trial = liveTrial(subject, trialOptions);
    const score = trial.scorePerUnit({ weight: weights(0.5) });
    for (const name of [livePolicyNamed(policy!), "random", "least-score"] as const) {
      const there = trial.run({ name, make: () => livePolicy(name) }, score, keep);
      const stepped = steppedTrial(subject, { ...trialOptions, ...keep, score });
      const place = placeJobOf(livePolicy(name));
      let decision = stepped.next();
      let asked = 0;
      while (decision !== null) {
        asked++;
        stepped.answer(place(decision.job, decision.view, decision.stream));
        decision = stepped.next();
      }
      expect(asked).toBeGreaterThanOrEqual(there.total.arrived + there.retries);
      expect(told(stepped.result())).toEqual(told(there));
    }
  });
});

/** One device, one server that breaks at 1 s for 1 s and lets jobs try again 0.5 s later. */
const breaking = readScenario(
  {
    format: SCENARIO_FORMAT,
    work: { instructionsPerBit: 1 },
    outputReduction: 1,
    devices: [
      {
        speedIps: 8e6,
        powerW: { compute: 1, transmit: 1, idle: 0 },
        jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
      },
    ],
    servers: [
      {
        id: "m",
        speedIps: 4e6,
        faults: { recorded: [{ fromS: 1, toS: 2 }], work: "retry", attempts: 3, backOffS: 0.5 },
      },
    ],
    links: { rateMbps: 16 },
  },
  "breaking",
);

test("a job that tries again after a fault is a decision again", () => {
  const trial = steppedTrial({ scenario: breaking });
  const first = trial.next()!;
  expect([first.attempt, first.view.now]).toEqual([1, 0]);
  trial.answer("m");
  // Uploaded at 0.5 s; the server breaks at 1 s, and half a second later the job asks again.
  const second = trial.next()!;
  expect([second.attempt, second.view.now, second.job.index]).toEqual([2, 1.5, 0]);
  expect(second.view.isUp(0)).toBe(false);
  trial.answer(-1);
  expect(trial.next()).toBe(null);
  const run = trial.result();
  expect([run.completed, run.retries, run.makespan]).toEqual([1, 1, 2.5]);
});

test("a decision shows what a policy would see", () => {
  const trial = steppedTrial({ scenario: case2 }, { seed: 4 });
  const seen: number[] = [];
  for (let decision: Decision | null = trial.next(); decision !== null; decision = trial.next()) {
    seen.push(decision.view.backlog(0), decision.job.bits);
    trial.answer(0);
  }
  const there: number[] = [];
  liveTrial({ scenario: case2 }, { seed: 4 }).run(
    {
      name: "watching",
      make: () => (job, view) => {
        there.push(view.backlog(0), job.bits);
        return 0;
      },
    },
    { perSecond: 0, perJoule: 0, perMoney: 0 },
  );
  expect(seen).toEqual(there);
});

test("an answer that names no place, or a forbidden one, can be given again", () => {
  const scenario = readScenario(
    { ...case2, jobs: { ...case2.jobs, class: "private", allowed: ["local", "mec1"] } },
    "private",
  );
  const trial = steppedTrial({ scenario }, { seed: 1 });
  trial.next();
  expect(() => trial.answer(9)).toThrow(InputError);
  expect(() => trial.answer(9)).toThrow(
    /^answer, job 0 of .+ at 0 s: expected "local" \(or -1\), or the number or id of a server, got 9$/,
  );
  expect(() => trial.answer("mec2")).toThrow(/a place that the job's `allowed` names/);
  expect(() => trial.next()).toThrow("the decision at hand has no answer yet");
  expect(() => trial.result()).toThrow("the decision at hand has no answer yet");
  trial.answer("mec1");
  expect(() => trial.answer("mec1")).toThrow("there is no decision to answer");
  expect(trial.next()).not.toBe(null);
});

test("a run that has decisions left has no result", () => {
  const trial = steppedTrial({ scenario: case2 });
  expect(() => trial.result()).toThrow("the run has a decision without an answer");
});
