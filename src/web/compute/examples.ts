// The networks that the lab offers by name: the cases of the paper, and one with an edge and a cloud behind it.
import { InputError } from "../../model/input-error.ts";
import { PAPER_CASES, paperCase, readScenario, type Scenario } from "../../scenario/index.ts";

/** Devices at two access points, an edge server at each, a cloud over a metro network and the WAN. */
const THREE_TIERS = {
  format: "mec-offload/scenario@1",
  name: "three-tiers",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.8,
  devices: [
    {
      id: "phone",
      count: 10,
      speedIps: 3.6e9,
      powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
      jobs: { sizeMB: { uniform: { min: 1, max: 7 } }, arrivals: { batch: { count: 6 } } },
    },
  ],
  accessPoints: [
    { id: "ap1", joulesPerGbit: 10 },
    { id: "ap2", joulesPerGbit: 10 },
  ],
  switches: ["hub"],
  wires: [
    { id: "metro1", ends: ["ap1", "hub"], rateMbps: 1000, latencyS: 0.002, joulesPerGbit: 2 },
    { id: "metro2", ends: ["ap2", "hub"], rateMbps: 1000, latencyS: 0.002, joulesPerGbit: 2 },
    { id: "wan", ends: ["hub", "cloud"], rateMbps: 100, latencyS: 0.04, share: "fair", pricePerGB: 0.05 },
  ],
  servers: [
    { id: "edge1", on: "ap1", tier: "edge", speedIps: 1.2e10, cores: 2, powerW: { busy: 120, idle: 60 } },
    { id: "edge2", on: "ap2", tier: "edge", speedIps: 6e9, cores: 2, powerW: { busy: 90, idle: 40 } },
    { id: "cloud", tier: "cloud", speedIps: 2e10, cores: 8, powerW: { busy: 400, idle: 150 } },
  ],
  links: { rateMbps: { uniform: { min: 15, max: 28 } }, latencyS: 0.001 },
};

/** @throws InputError for a name that is none */
export function exampleNamed(given: string): Scenario {
  if (given === THREE_TIERS.name) return readScenario(THREE_TIERS, given);
  const known = PAPER_CASES.find((name) => name === given);
  if (known === undefined)
    throw new InputError("world", `one of ${[...PAPER_CASES, THREE_TIERS.name].join(", ")}`, given);
  return paperCase(known);
}
