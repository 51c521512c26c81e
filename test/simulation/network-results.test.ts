// What a run says of tiers, access points and wires, by hand.
import { expect, test } from "vitest";
import { encodeCsv, networkTables } from "../../src/dataset/index.ts";
import { LOCAL } from "../../src/model/index.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";

/** 8 Mbit each way; 0.8 s at home, 0.08 s at the edge, 0.0008 s in the cloud. */
const tiers = (change: object = {}) =>
  readScenario(
    {
      format: "mec-offload/scenario@1",
      name: "tiers",
      work: { instructionsPerBit: 100 },
      outputReduction: 0,
      accessPoints: [{ id: "ap1", share: "airtime", joulesPerGbit: 10 }, { id: "ap2" }],
      switches: ["hub"],
      wires: [
        { id: "metro", ends: ["ap1", "hub"], rateMbps: 1000, latencyS: 0.002, joulesPerGbit: 2 },
        { id: "wan", ends: ["hub", "cloud"], rateMbps: 200, latencyS: 0.04, pricePerGB: 0.05 },
        { id: "leased", ends: ["hub", "ap2"], latencyS: 0.001 },
      ],
      devices: [
        {
          count: 3,
          accessPoint: "ap1",
          speedIps: 1e9,
          powerW: { compute: 1, transmit: 0.5, idle: 0 },
          jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
        },
      ],
      servers: [
        { id: "edge", on: "ap1", tier: "edge", speedIps: 1e10, powerW: { busy: 120, idle: 60 } },
        { id: "cloud", tier: "cloud", speedIps: 1e12, cores: 2, powerW: { busy: 300, idle: 100 } },
      ],
      links: { rateMbps: 20, latencyS: 0.001 },
      ...change,
    },
    "tiers",
  );

/** The first job stays at home, the second goes to the edge, the third to the cloud. */
const spread = simulate(drawWorld(tiers(), { seed: 1, replication: 0 }), (job) => job.device - 1, {
  records: "all",
});
const T = spread.end;

test("each tier has its jobs, the work of its cores and its joules", () => {
  const [local, edge, cloud] = spread.tiers;
  expect(spread.tiers.map(({ name, tier, nodes, served }) => [name, tier, nodes, served])).toEqual([
    ["local", 0, 3, 1],
    ["edge", 1, 1, 1],
    ["cloud", 2, 1, 1],
  ]);
  for (const { share } of spread.tiers) expect(share).toBeCloseTo(1 / 3, 15);
  expect(local.utilisation).toBeCloseTo(0.8 / (3 * T), 12);
  expect(edge.utilisation).toBeCloseTo(0.08 / T, 12);
  expect(cloud.utilisation).toBeCloseTo(0.0008 / (2 * T), 12);
  // At home 0.8 J; two uploads and two downloads share the air: what they draw is checked by the ledger.
  expect(local.energy).toBe(spread.energy);
  expect(edge.energy).toBeCloseTo(60 * T + 60 * 0.08, 9);
  expect(cloud.energy).toBeCloseTo(100 * T + 200 * (0.0008 / 2), 9);
  expect(edge.energy + cloud.energy).toBeCloseTo(spread.serverEnergy, 9);
});

test("each direction of a wire has its transfers, bits, time, joules and price", () => {
  const wire = (id: string, from: string) => spread.wires.find((one) => one.id === id && one.from === from)!;
  for (const [id, from, seconds] of [
    ["metro", "ap1", 0.008],
    ["metro", "hub", 0.008],
    ["wan", "hub", 0.04],
    ["wan", "cloud", 0.04],
  ] as const) {
    expect(wire(id, from)).toMatchObject({ transfers: 1, bits: 8e6, meanQueueLength: 0, down: 0 });
    expect(wire(id, from).utilisation).toBeCloseTo(seconds / T, 12);
    expect(wire(id, from).meanTransfers).toBeCloseTo(seconds / T, 12);
  }
  expect(wire("metro", "hub").to).toBe("ap1");
  expect(wire("metro", "ap1").energy).toBeCloseTo((8e6 * 2) / 1e9, 15);
  expect(wire("wan", "hub").price).toBeCloseTo((1e6 * 0.05) / 1e9, 15);
  expect(wire("leased", "hub")).toMatchObject({ transfers: 0, bits: 0, utilisation: Number.NaN });
  expect(spread.wires.reduce((sum, { price }) => sum + price, 0)).toBeCloseTo(spread.price, 15);
});

test("each access point has its devices, transfers and air time; its joules complete those of the network", () => {
  const [ap1, ap2] = spread.accessPoints;
  expect(ap1).toMatchObject({
    id: "ap1",
    devices: 3,
    uploads: 2,
    downloads: 2,
    upBits: 16e6,
    downBits: 16e6,
  });
  // 0.4 s of air each, whoever shares it.
  expect(ap1.upUtilisation).toBeCloseTo(0.8 / T, 12);
  expect(ap1.downUtilisation).toBeCloseTo(0.8 / T, 12);
  expect(ap1.energy).toBeCloseTo((32e6 * 10) / 1e9, 15);
  const radio = spread.devices.reduce((sum, { radioBusy }) => sum + radioBusy, 0);
  expect(ap1.meanTransfers).toBeCloseTo(radio / T, 12);
  expect(ap2).toMatchObject({ devices: 0, uploads: 0, upUtilisation: Number.NaN, meanTransfers: 0 });
  const wires = spread.wires.reduce((sum, { energy }) => sum + energy, 0);
  expect(ap1.energy + ap2.energy + wires).toBeCloseTo(spread.networkEnergy, 15);
});

test("a cell's use of its capacity is that of its bits", () => {
  const scenario = tiers({ accessPoints: [{ id: "ap1", capacityMbps: 24 }, { id: "ap2" }] });
  const run = simulate(drawWorld(scenario, { seed: 1, replication: 0 }), () => 0);
  expect(run.accessPoints[0].upUtilisation).toBeCloseTo(24e6 / (24e6 * run.end), 12);
});

test("what queues at a wire shows, and a warm-up leaves out what went before", () => {
  const scenario = tiers({
    wires: [
      { id: "metro", ends: ["ap1", "hub"], rateMbps: 1 },
      { id: "wan", ends: ["hub", "cloud"], latencyS: 0.01, faults: { recorded: [{ fromS: 1, toS: 3 }] } },
    ],
    switches: ["hub"],
    accessPoints: [{ id: "ap1" }],
    outputReduction: 1,
  });
  const world = () => drawWorld(scenario, { seed: 1, replication: 0 });
  // Three uploads reach the metro at 0.401 s; each takes 8 s there.
  const run = simulate(world(), () => 1);
  const [metro, back] = run.wires;
  expect(metro.transfers).toBe(3);
  expect(metro.meanQueueLength).toBeCloseTo((8 + 16) / run.end, 9);
  expect(metro.utilisation).toBeCloseTo(24 / run.end, 9);
  expect(back.transfers).toBe(0);
  expect(run.wires[2].down).toBeCloseTo(2, 12);
  const late = simulate(world(), () => 1, { warmup: 10 });
  expect(late.wires[0].transfers).toBe(2);
  expect(late.accessPoints[0].uploads).toBe(0);
  expect(late.wires[2].down).toBe(0);
});

test("the tables of a run hold the same; a star without named tiers has none", () => {
  const tables = networkTables(spread);
  expect(tables.map(({ name }) => name)).toEqual(["tiers", "access-points", "wires"]);
  const csv = (at: number) => new TextDecoder().decode(encodeCsv(tables[at])).trim().split("\n");
  expect(csv(0)[1]).toMatch(/^local,0,3,1,0\.3333/);
  expect(csv(1)[2]).toMatch(/^ap2,0,0,0,0,0,,,0,0$/);
  expect(csv(2)).toHaveLength(7);
  const star = tiers({
    accessPoints: undefined,
    wires: undefined,
    switches: undefined,
    servers: [{ id: "m1", speedIps: 1e10 }],
    devices: [{ ...tiers().devices[0], accessPoint: undefined }],
  });
  expect(networkTables(simulate(drawWorld(star, { seed: 1, replication: 0 }), () => LOCAL))).toEqual([]);
});
