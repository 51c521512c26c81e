// A scenario under a policy that decides at arrival: the instance where an instance says all, else jobs as they come.
import { describe, expect, test } from "vitest";
import { toProblem } from "../../src/model/index.ts";
import { livePolicy } from "../../src/policies/index.ts";
import { case2, readScenario, type Scenario, sample } from "../../src/scenario/index.ts";
import { instanceWorld, liveWorld, type RunResult, simulate } from "../../src/simulation/index.ts";

const run = { seed: 7, replication: 2, horizon: undefined };

/** Every number of the run that a user sees. */
const told = ({ makespan, energy, meanResponse, events, jobs }: RunResult) => ({
  makespan,
  energy,
  meanResponse,
  events,
  places: jobs === null ? null : Array.from(jobs.place.subarray(0, jobs.count)),
});

describe("a batch", () => {
  test("gives the run of the instance drawn from it, job by job", () => {
    const instance = toProblem(sample(case2, { seed: 7, replication: 2 }));
    for (const name of ["least-completion", "round-robin", "random"] as const) {
      const options = { ...run, horizon: Number.POSITIVE_INFINITY };
      const here = simulate(liveWorld(case2, run).world, livePolicy(name), options);
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
    const { world } = liveWorld(two, run);
    simulate(world, (job) => {
      seen.push(`${job.device}${job.class}`);
      return "local";
    });
    expect(seen.join(" ")).toBe("0a 0a 0b 1a 1a 1b 2a 2a 2b");
  });
});

describe("jobs are drawn as the run goes on", () => {
  test("up to a horizon", () => {
    expect(liveWorld(case2, { ...run, horizon: 50 }).problem).toBeNull();
  });

  test("where something changes that an instance cannot hold", () => {
    const failing = readScenario(
      {
        ...case2,
        servers: case2.servers.map((server) => ({ ...server, faults: { upS: 5, downS: 1, work: "resume" } })),
      },
      "failing.yaml",
    );
    const { world, problem } = liveWorld(failing, run);
    expect(problem).toBeNull();
    expect(world.serverFault).not.toBeNull();
  });
});
