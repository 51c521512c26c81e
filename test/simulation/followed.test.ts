// Jobs that arrive in the measured time are followed to their end, while arrivals go on; what is of the time ends at the horizon.
import { describe, expect, test } from "vitest";
import { markov, queue } from "../../experiments/validation/station.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { type RunOptions, simulate } from "../../src/simulation/index.ts";
import { meanInterval } from "../../src/stats/index.ts";
import { completions, fault, runLittle } from "./little-world.ts";

describe("by hand", () => {
  // One server, last come first served: at 10, the horizon, job 1 waits; job 2, which is not measured, goes before it.
  const jobs = [
    { at: 0, work: 12 },
    { at: 9, work: 2, MB: 0 },
    { at: 11, work: 3 },
    { at: 40, work: 1 },
  ];
  const run = (options: RunOptions) => runLittle({ jobs, discipline: "lcfs" }, {}, options);

  test("they wait behind those that arrive later, and the run ends with the last of them", () => {
    const result = run({ horizon: 10 });
    expect(completions(result)).toEqual([12, 17]);
    expect(result).toMatchObject({ arrived: 2, completed: 2, cut: 0, end: 10, followedTo: 17, makespan: 17 });
    expect(result.meanResponse).toBe((12 + 8) / 2);
  });

  test("utilisation, queues, energy and throughput are of the time up to the horizon", () => {
    const result = run({ horizon: 10 });
    expect(result.servers[0]).toMatchObject({ busy: 10, utilisation: 1, served: 0, meanQueueLength: 0.1 });
    expect(result).toMatchObject({ meanJobs: 1.1, throughput: 0, energyPerJob: Number.NaN, peakJobs: 2 });
    expect(result.total).toMatchObject({ arrived: 2, completed: 0, inFlight: 2 });
  });

  test("with `cut` the run ends at the horizon", () => {
    const result = run({ horizon: 13, cut: true });
    expect(completions(result)).toEqual([12, null, null]);
    expect(result).toMatchObject({ arrived: 3, completed: 1, cut: 2, end: 13, followedTo: 13 });
  });

  test("nobody is followed for more than ten horizons", () => {
    const result = runLittle(
      { jobs: [{ work: 1 }, { at: 2, work: 1 }] },
      { serverFault: () => fault([[1.5, 1e6]], "resume") },
      { horizon: 4 },
    );
    expect(result).toMatchObject({ arrived: 2, completed: 1, cut: 1, end: 4, followedTo: 40 });
    expect(result.jobs!.outcome[1]).toBe(0);
    expect(result.visits!.left.at(-1)).toBe(40);
  });

  test("throughput counts completions after the warm-up, whenever the jobs arrived", () => {
    const result = runLittle({ jobs: [{ work: 3 }, { at: 3, work: 1 }] }, {}, { warmup: 2, horizon: 5 });
    expect(result).toMatchObject({ arrived: 1, completed: 1, end: 4, throughput: 1 });
  });
});

test("users who wait for their last job's end go on after the horizon", () => {
  const users = { arrivals: { finiteSource: { thinkS: 1, users: 2 } }, service: 3 };
  const scenario = readScenario(queue({ at: "server", jobs: [users] }), "users");
  const world = drawWorld(scenario, { seed: 1, replication: 0 });
  // Arrivals at 1, 1, 5, 8, ...; each waits for the other from then on: service 1-4, 4-7, 7-10, 10-13.
  const result = simulate(world, () => 0, { horizon: 8, records: "all" });
  expect(completions(result)).toEqual([4, 7, 10, 13]);
  expect(result).toMatchObject({ arrived: 4, completed: 4, cut: 0, followedTo: 13 });
});

test("short runs of a preemptive queue have no bias: the mean is within its interval, and cut at the horizon it is not", () => {
  const scenario = readScenario(
    queue({ at: "server", discipline: "lcfs-preemptive", jobs: [markov(0.8, 1)] }),
    "short",
  );
  // Started empty, the first arrival of an M/M/1 under preemptive LCFS has the response of every other: a busy period.
  const interval = (cut: boolean) =>
    meanInterval(
      Array.from({ length: 4000 }, (_, replication) => {
        const world = drawWorld(scenario, { seed: 7, replication });
        const { response } = simulate(world, () => 0, { horizon: 100, cut });
        return [response.mean * response.count, response.count];
      }).map(([sum, count]) => sum - 5 * count),
      0.999,
    );
  const followed = interval(false);
  expect(followed.low).toBeLessThan(0);
  expect(followed.high).toBeGreaterThan(0);
  expect(interval(true).high).toBeLessThan(0);
});
