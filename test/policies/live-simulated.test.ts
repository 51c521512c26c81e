// Live policies in the simulation: what queueing theory says of how they split a stream of jobs over two servers.
import { describe, expect, test } from "vitest";
import { type LivePolicy, livePolicy } from "../../src/policies/index.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { meanInterval } from "../../src/stats/index.ts";

/** Two servers of rate 1, Poisson arrivals of rate 1, exponential work, transfers that take no time. */
const SCENARIO = readScenario(
  {
    format: "mec-offload/scenario@1",
    work: { instructionsPerBit: 1 },
    outputReduction: 1,
    devices: [
      {
        speedIps: 1e9,
        powerW: { compute: 1, transmit: 1, idle: 0 },
        jobs: {
          sizeMB: 1e-9,
          instructions: { exponential: { mean: 1e9 } },
          allowed: ["m1", "m2"],
          arrivals: { poisson: { ratePerS: 1 } },
        },
      },
    ],
    servers: [
      { id: "m1", speedIps: 1e9 },
      { id: "m2", speedIps: 1e9 },
    ],
    links: { rateMbps: 1e9 },
    horizonS: 10_500,
    warmupS: 500,
  },
  "two-servers.yaml",
);

/** Mean response time over independent replications. */
function response(name: LivePolicy, replications = 10) {
  const policy = livePolicy(name);
  const means = Array.from({ length: replications }, (_, replication) => {
    const world = drawWorld(SCENARIO, { seed: "split", replication });
    return simulate(world, policy, { seed: "split", replication, horizon: 10_500, warmup: 500 }).meanResponse;
  });
  return meanInterval(means, 0.999);
}

describe("two servers at load 0.5", () => {
  const roundRobin = response("round-robin");
  const shortest = response("join-shortest-queue");

  // GI/M/1: W = 1 / (mu (1 - sigma)) with sigma = A*(mu - mu sigma). Every other arrival of a Poisson stream of rate 1 is
  // Erlang-2: sigma = 1 / (2 - sigma)^2, so sigma = 0.381966 and W is the golden ratio.
  test("round-robin makes each an Erlang-2/M/1 queue, W = 1.618034", () => {
    expect(roundRobin.low).toBeLessThan(1.618034);
    expect(roundRobin.high).toBeGreaterThan(1.618034);
    // Narrow enough to tell it from M/M/1 and from a shared queue.
    expect(roundRobin.halfWidth).toBeLessThan(0.08);
  });

  test("random makes each an M/M/1 queue, W = 2", () => {
    const random = response("random");
    expect(random.low).toBeLessThan(2);
    expect(random.high).toBeGreaterThan(2);
    expect(random.halfWidth).toBeLessThan(0.15);
  });

  test("join-shortest-queue lies between one shared queue, M/M/2 with W = 1.3333, and round-robin", () => {
    expect(shortest.low).toBeGreaterThan(4 / 3);
    expect(shortest.high).toBeLessThan(roundRobin.low);
  });

  test("two of two choices are the shortest queue", () => {
    const both = response("power-of-d");
    expect(both.low).toBeLessThan(shortest.high);
    expect(both.high).toBeGreaterThan(shortest.low);
  });
});
