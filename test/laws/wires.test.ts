// Journeys over access points and wires: by hand, against the closed form, and against Burke's theorem.
import { expect, test } from "vitest";
import { evaluate, toProblem, weights } from "../../src/model/index.ts";
import { drawWorld, readScenario, sample } from "../../src/scenario/index.ts";
import { simulate, simulatePlan } from "../../src/simulation/index.ts";

/** A device, an edge server at its access point, and a cloud behind two wires. */
const tiers = (change: object = {}) =>
  readScenario(
    {
      format: "mec-offload/scenario@1",
      name: "tiers",
      work: { instructionsPerBit: 100 },
      outputReduction: 0,
      accessPoints: [{ id: "ap1" }],
      switches: ["hub"],
      wires: [
        { id: "metro", ends: ["ap1", "hub"], rateMbps: 1000, latencyS: 0.002, joulesPerGbit: 2 },
        { id: "wan", ends: ["hub", "cloud"], rateMbps: 200, latencyS: 0.04, pricePerGB: 0.05 },
      ],
      devices: [
        {
          speedIps: 1e9,
          powerW: { compute: 1, transmit: 0.5, idle: 0 },
          jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
        },
      ],
      servers: [
        { id: "edge", on: "ap1", tier: "edge", speedIps: 1e10, powerW: { busy: 120, idle: 60 } },
        { id: "cloud", tier: "cloud", speedIps: 1e12 },
      ],
      links: { rateMbps: 20, latencyS: 0.001 },
      ...change,
    },
    "tiers",
  );

const to = (scenario: ReturnType<typeof tiers>, place: number) =>
  simulate(drawWorld(scenario, { seed: 1, replication: 0 }), () => place, { records: "all" });

test("one job over no wire and over two, by hand", () => {
  const edge = to(tiers(), 0);
  // 8 Mbit at 20 Mbps and 1 ms each way, 0.08 s of service.
  expect(edge.makespan).toBeCloseTo(2 * 0.401 + 0.08, 12);
  expect(edge.energy).toBeCloseTo(0.5 * 0.8, 12);
  expect(edge.serverEnergy).toBeCloseTo(60 * 0.882 + 60 * 0.08, 9);
  expect(edge.networkEnergy).toBe(0);
  const cloud = to(tiers(), 1);
  expect(cloud.makespan).toBeCloseTo(2 * (0.401 + 0.008 + 0.002 + 0.04 + 0.04) + 0.0008, 12);
  expect(cloud.energy).toBeCloseTo(0.5 * 0.8, 12);
  expect(cloud.networkEnergy).toBeCloseTo((2 * 8e6 * 2) / 1e9, 12);
  expect(cloud.price).toBeCloseTo((2 * 1e6 * 0.05) / 1e9, 15);
  expect(cloud.systemEnergy).toBeCloseTo(cloud.energy + cloud.serverEnergy + cloud.networkEnergy, 12);
  expect(cloud.visits!.count).toBe(7);
});

const WIRES = [
  { id: "metro", ends: ["ap1", "hub"], rateMbps: 100 },
  { id: "wan", ends: ["hub", "cloud"], rateMbps: 10 },
];
const two = {
  jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
  speedIps: 1e9,
  powerW: { compute: 1, transmit: 0.5, idle: 0 },
};

test.each([
  // The metro is first in, first out, 0.08 s each: the second comes to the wan at 0.56 s; 0.8 s each there, 0.08 s of service.
  ["fifo", 0.48 + 0.8 + 0.8 + 0.08],
  // Alone for 0.08 s, then half each: the first ends at 2.00 s, the second has the rest, 0.08 s, alone.
  ["fair", 0.48 + 1.6 + 0.08],
  ["none", 0.56 + 0.8 + 0.08],
])("two devices share a wire: %s", (share, latest) => {
  const scenario = tiers({
    outputReduction: 1,
    devices: [{ count: 2, ...two }],
    links: { rateMbps: 20 },
    wires: [WIRES[0], { ...WIRES[1], share }],
    servers: [{ id: "cloud", speedIps: 1e10 }],
  });
  const run = to(scenario, 0);
  expect(run.makespan).toBeCloseTo(latest, 9);
});

test.each([
  // Two uploads of 8 Mbit: at 10 and 20 Mbps of their own, in a cell of 24 Mbps (12 each while both go).
  ["capacity", { capacityMbps: 24 }, 0.8, 8 / 12],
  // Air time: 0.8 s and 0.4 s of it; the shorter is done after 0.8 s of both, the longer after 1.2.
  ["airtime", { share: "airtime" }, 1.2, 0.8],
  ["nothing", {}, 0.8, 0.4],
])("two devices in a cell share %s", (_, share, slow, fast) => {
  const scenario = tiers({
    outputReduction: 1,
    accessPoints: [{ id: "ap1", ...share }],
    switches: undefined,
    wires: undefined,
    devices: [
      { id: "slow", ...two },
      { id: "fast", ...two },
    ],
    servers: [{ id: "edge", speedIps: 1e18 }],
    links: [
      { from: "slow", rateMbps: 10 },
      { from: "fast", rateMbps: 20 },
    ],
  });
  const run = to(scenario, 0);
  const end = (device: number) => run.jobs!.uploadEnd[run.jobs!.device.indexOf(device)];
  expect(end(0)).toBeCloseTo(slow, 9);
  expect(end(1)).toBeCloseTo(fast, 9);
});

test("the ledger of a static run over wires is the closed form", () => {
  const scenario = tiers({
    devices: [
      {
        count: 3,
        ...two,
        jobs: { sizeMB: { uniform: { min: 1, max: 5 } }, arrivals: { batch: { count: 4 } } },
      },
    ],
    links: { rateMbps: { uniform: { min: 15, max: 28 } } },
  });
  const problem = toProblem(sample(scenario, { seed: 3 }));
  const places = Int32Array.from({ length: problem.jobs.count }, (_, j) => (j % 3) - 1);
  const run = simulatePlan(problem, places);
  const form = evaluate(problem, places, weights(0.5));
  expect(run.computeEnergy + run.transmitEnergy + run.receiveEnergy).toBeCloseTo(
    form.components.computeEnergy + form.components.transferEnergy,
    9,
  );
  expect(Math.max(...run.servers.map((server) => server.busy))).toBeCloseTo(form.components.server, 9);
  expect(run.price).toBeCloseTo(form.CP, 12);
});

test("a wire that breaks holds what is under way, and later legs take the other way", () => {
  const scenario = tiers({
    outputReduction: 1,
    wires: [
      { id: "a", ends: ["ap1", "cloud"], latencyS: 0.01, faults: { recorded: [{ fromS: 0.1, toS: 50 }] } },
      { id: "b", ends: ["ap1", "cloud"], latencyS: 0.5 },
    ],
    switches: undefined,
    servers: [{ id: "cloud", speedIps: 1e18 }],
    links: { rateMbps: 20 },
  });
  // The upload ends at 0.4 s, when the short way is broken.
  expect(to(scenario, 0).makespan).toBeCloseTo(0.4 + 0.5 + 8e-10, 12);
});

test("a tandem of a wire's two directions is two M/M/1 queues (Burke)", () => {
  const scenario = tiers({
    accessPoints: [{ id: "ap1" }],
    switches: undefined,
    wires: [{ id: "w", ends: ["ap1", "cloud"], rateMbps: 8, latencyS: 0.1 }],
    devices: [
      {
        count: 200,
        speedIps: 1e9,
        powerW: { compute: 1, transmit: 1, idle: 0 },
        jobs: {
          sizeMB: { exponential: { mean: 1 } },
          outputMB: { exponential: { mean: 1.25 } },
          instructions: 1,
          arrivals: { poisson: { ratePerS: 0.0025 } },
        },
      },
    ],
    servers: [{ id: "cloud", speedIps: 1e18 }],
    links: { rateMbps: 1e12 },
  });
  const means = [1, 2, 3, 4, 5, 6, 7, 8].map(
    (seed) =>
      simulate(drawWorld(scenario, { seed, replication: 0 }), () => 0, {
        seed,
        horizon: 40_000,
        warmup: 1000,
      }).meanResponse,
  );
  const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
  const deviation = Math.sqrt(means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (means.length - 1));
  const half = (5.408 * deviation) / Math.sqrt(means.length);
  expect(half / mean).toBeLessThan(0.05);
  expect(Math.abs(mean - (2 + 1 / 0.3 + 0.2))).toBeLessThan(half);
});
