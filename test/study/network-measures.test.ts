// Measures of a tier, a wire or an access point in a study.
import { expect, test } from "vitest";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { measureNamed } from "../../src/study/measure-names.ts";
import { requireParts } from "../../src/study/network-measures.ts";

const scenario = readScenario(
  {
    format: "mec-offload/scenario@1",
    work: { instructionsPerBit: 100 },
    outputReduction: 0,
    accessPoints: [{ id: "ap1", capacityMbps: 50 }],
    wires: [{ id: "wan_1", ends: ["ap1", "cloud"], rateMbps: 4 }],
    devices: [
      {
        count: 2,
        speedIps: 1e9,
        powerW: { compute: 1, transmit: 0.5, idle: 0 },
        jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
      },
    ],
    servers: [
      { id: "edge", on: "ap1", tier: "edge", speedIps: 1e10, powerW: { busy: 2, idle: 1 } },
      { id: "cloud", tier: "far_cloud", speedIps: 1e12 },
    ],
    links: { rateMbps: 20 },
  },
  "f",
);
const run = simulate(drawWorld(scenario, { seed: 1, replication: 0 }), (job) => job.device);

test.each([
  ["tierShare_edge", () => 0.5],
  ["tierShare_local", () => 0],
  ["tierUtilisation_far_cloud", () => run.servers[1].utilisation],
  ["tierEnergy_J_edge", () => run.serverEnergy],
  // 2 s each way.
  ["wireUtilisation_wan_1", () => 2 / run.end],
  ["wireQueue_wan_1", () => 0],
  ["wireGbit_wan_1", () => 0.016],
  ["accessPointUtilisation_ap1", () => 16e6 / 50e6 / run.end],
  ["busiestWire", () => 2 / run.end],
  ["networkEnergy_J", () => 0],
  ["systemEnergy_J", () => run.energy + run.serverEnergy],
])("%s", (name, value) => {
  const measure = measureNamed(name, "simulate", "f");
  expect(measure.value({ closed: null, run })).toBeCloseTo(value(), 12);
  requireParts([measure], scenario, "f");
});

const said = (name: string) => {
  try {
    requireParts([measureNamed(name, "simulate", "f: measures[0]")], scenario, "f");
    return "nothing";
  } catch (error) {
    return (error as Error).message;
  }
};

test("a part that the scenario has not is named, and so are the families", () => {
  expect(said("tierShare_fog")).toBe(
    'f: measures[0]: expected one of the tiers local, edge, far_cloud, got "fog"',
  );
  expect(said("accessPointUtilisation_x")).toBe(
    'f: measures[0]: expected one of the access points ap1, got "x"',
  );
  expect(said("tierShare_")).toContain("tierShare_<tier>");
  expect(() => measureNamed("tierShare_edge", "solve", "f")).toThrow("f");
});
