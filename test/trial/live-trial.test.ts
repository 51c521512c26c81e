// A trial of policies that decide at arrival: the instance where an instance says all, else jobs as they come.
import { describe, expect, test } from "vitest";
import { toProblem, weights } from "../../src/model/index.ts";
import { livePolicy } from "../../src/policies/index.ts";
import {
  batchScorePerUnit,
  case2,
  drawWorld,
  readScenario,
  referenceBatch,
  type Scenario,
  sample,
} from "../../src/scenario/index.ts";
import { instanceWorld, type RunResult, simulate } from "../../src/simulation/index.ts";
import { liveTrial, referenceOf } from "../../src/trial/index.ts";
import type { Seconds } from "../../src/units.ts";
import { runGroups } from "../golden/arrays.ts";
import { digests } from "../golden/digest.ts";
import { GOLDEN_RUNS } from "../golden/worlds.ts";

const options = { seed: 7, replication: 2 };
const weighing = { weight: weights(0.5) };
const NO_RATES = { perSecond: 0, perJoule: 0, perMoney: 0 };

/** Every number of the run that a user sees. */
const told = (run: RunResult) => digests(runGroups(run));

const everything = readScenario(
  GOLDEN_RUNS.find(({ name }) => name === "everything at once")!.world,
  "everything.yaml",
);

describe("a batch", () => {
  test("gives the run of the instance drawn from it, job by job", () => {
    const instance = toProblem(sample(case2, options));
    const trial = liveTrial({ scenario: case2 }, options);
    for (const name of ["least-completion", "round-robin", "random"] as const) {
      const here = trial.run({ name, make: () => livePolicy(name) }, NO_RATES);
      const there = simulate(instanceWorld(instance), livePolicy(name), options);
      expect(here.completed).toBe(instance.jobs.count);
      expect(told(here)).toEqual(told(there));
    }
  });

  test("jobs of several classes at one instant come device by device", () => {
    const two: Scenario = readScenario(
      {
        ...case2,
        jobs: undefined,
        deal: undefined,
        arrivals: undefined,
        devices: [
          {
            ...case2.devices[0],
            count: 3,
            jobs: [
              { class: "a", sizeMB: 1, arrivals: { batch: { count: 2 } } },
              { class: "b", sizeMB: 2, arrivals: { batch: { count: 1 } } },
            ],
          },
        ],
      },
      "two-classes.yaml",
    );
    const seen: string[] = [];
    const noting = (job: { device: number; class: string }) => {
      seen.push(`${job.device}${job.class}`);
      return "local";
    };
    liveTrial({ scenario: two }, options).run({ name: "noting", make: () => noting }, NO_RATES);
    expect(seen.join(" ")).toBe("0a 0a 0b 1a 1a 1b 2a 2a 2b");
  });
});

describe("jobs are drawn as the run goes on", () => {
  test("up to a horizon, that of the trial before that of the scenario", () => {
    const trial = liveTrial({ scenario: case2 }, { ...options, horizon: 50 });
    expect(trial.problem).toBeNull();
    const ends = (horizon?: number) =>
      liveTrial({ scenario: { ...case2, horizonS: 4, warmupS: 1 } }, { ...options, horizon }).run(
        { name: "local", make: () => livePolicy("local") },
        NO_RATES,
      );
    expect(ends()).toMatchObject({ end: 4, warmup: 1 });
    expect(ends(3)).toMatchObject({ end: 3, warmup: 1 });
  });

  test("where something changes that an instance cannot hold", () => {
    const failing = readScenario(
      {
        ...case2,
        servers: case2.servers.map((server) => ({ ...server, faults: { upS: 5, downS: 1, work: "resume" } })),
      },
      "failing.yaml",
    );
    const trial = liveTrial({ scenario: failing }, options);
    expect(trial.problem).toBeNull();
    const run = trial.run({ name: "mine", make: () => () => 0 }, NO_RATES);
    expect(run.servers[0].down).toBeGreaterThan(0);
  });

  test("the run is that of the world drawn for the same replication", () => {
    const run = { ...options, horizon: 100, warmup: 5, records: "all", timeline: true } as const;
    const trial = liveTrial({ scenario: everything }, { ...options, horizon: 100, warmup: 5 });
    const rates = trial.scorePerUnit(weighing);
    expect(rates).toEqual(batchScorePerUnit(referenceBatch(everything, 7), weights(0.5), "eq4"));
    const policy = livePolicy("least-score");
    const here = trial.run({ name: "least-score", make: () => policy }, rates, {
      records: "all",
      timeline: true,
    });
    const there = simulate(drawWorld(everything, options), policy, { ...run, score: rates });
    expect(told(here)).toEqual(told(there));
  });
});

test("every run of a trial meets the same arrivals, sizes, channels, faults and levels", () => {
  const trial = liveTrial({ scenario: everything }, options);
  const run = (name: "random" | "local") =>
    told(trial.run({ name, make: () => livePolicy(name) }, NO_RATES, { records: "all", timeline: true }));
  const first = run("random");
  expect(run("local")).not.toEqual(first);
  expect(run("random")).toEqual(first);
});

test("the network of a trial is drawn once, and of the reference where that is another replication", () => {
  let draws = 0;
  const counted: Scenario = {
    ...everything,
    get servers() {
      draws++;
      return everything.servers;
    },
  };
  const drawsOf = (what: () => unknown) => {
    draws = 0;
    what();
    return draws;
  };
  const one = drawsOf(() => drawWorld(counted, { seed: 7, replication: 0 }));
  const trial = liveTrial({ scenario: counted }, { seed: 7 });
  const rates = drawsOf(() => trial.scorePerUnit(weighing));
  expect(rates).toBeLessThan(one);
  expect(drawsOf(() => trial.scorePerUnit(weighing))).toBe(0);
});

test("replications of a scenario share the reference of their scores", () => {
  const reference = referenceOf(everything, 7);
  const rates = [0, 1, 2].map((replication) =>
    liveTrial({ scenario: everything }, { seed: 7, replication }, reference).scorePerUnit(weighing),
  );
  expect(rates[1]).toEqual(rates[0]);
  expect(rates[2]).toEqual(rates[0]);
});

test("a run of jobs that arrive for ever needs an end", () => {
  const endless = { ...everything, horizonS: undefined };
  expect(() => liveTrial({ scenario: endless }, { source: "cell.yaml" })).toThrow(
    "cell.yaml: horizonS: expected an end of the run",
  );
});

test("a run of too many events, or with too many records, is refused", () => {
  const often = readScenario(
    {
      ...case2,
      jobs: { sizeMB: 1, arrivals: { poisson: { ratePerS: 1e6 } } },
      horizonS: 1e6,
    },
    "often",
  );
  expect(() => liveTrial({ scenario: often })).toThrow(/arrivals: expected a run of at most 1e\+9 events/);
  const trial = liveTrial({ scenario: often }, { horizon: 10 as Seconds });
  const policy = { name: "local", make: () => livePolicy("local") };
  expect(() => trial.start(policy, NO_RATES)).not.toThrow();
  expect(() => trial.start(policy, NO_RATES, { records: "all" })).toThrow(
    /arrivals: expected a run that fits into 4000 MB, got "one of about 8\d{3} MB"/,
  );
});
