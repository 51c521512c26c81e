// Twelve phones at three access points with an edge server each, a metro hub, and a cloud behind a WAN.
import { readScenario, type Scenario } from "../../src/scenario/index.ts";

export interface Wan {
  readonly latencyS: number;
  readonly rateMbps: number;
}

/** An edge server does 8 jobs of mean size a second, 4 phones send to it. */
const EDGE_JOBS_PER_S = 8;
const PHONES_PER_EDGE = 4;

/** @param arrivals how jobs come to each phone */
function world(arrivals: object, { latencyS, rateMbps }: Wan, more: object): Scenario {
  return readScenario(
    {
      format: "mec-offload/scenario@1",
      name: "three-tiers",
      work: { instructionsPerBit: 250 },
      outputReduction: 0.5,
      accessPoints: [{ id: "ap", count: 3, joulesPerGbit: 10 }],
      switches: ["hub"],
      wires: [
        { id: "metro", count: 3, ends: ["ap", "hub"], rateMbps: 1000, latencyS: 0.002, joulesPerGbit: 2 },
        { id: "wan", ends: ["hub", "cloud"], rateMbps, latencyS, joulesPerGbit: 10 },
      ],
      servers: [
        { id: "edge", count: 3, on: "ap", tier: "edge", speedIps: 3.2e10, powerW: { busy: 90, idle: 40 } },
        { id: "cloud", tier: "cloud", speedIps: 1.0e12, cores: 32, powerW: { busy: 400, idle: 150 } },
      ],
      devices: [
        {
          id: "phone",
          count: 3 * PHONES_PER_EDGE,
          speedIps: 3.6e9,
          powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
          jobs: { sizeMB: { uniform: { min: 1, max: 3 } }, arrivals },
        },
      ],
      links: { rateMbps: { up: 100, down: 200 }, latencyS: 0.001 },
      radio: "full-duplex",
      ...more,
    },
    "three-tiers",
  );
}

/** @param load of the edge servers, if all jobs were done there */
export const streamed = (load: number, wan: Wan, seconds: number): Scenario =>
  world({ poisson: { ratePerS: (load * EDGE_JOBS_PER_S) / PHONES_PER_EDGE } }, wan, {
    horizonS: seconds,
    warmupS: seconds / 6,
  });

/** All jobs at once: what the closed form and its bound know. */
export const batch = (jobsPerPhone: number, wan: Wan): Scenario =>
  world({ batch: { count: jobsPerPhone } }, wan, {});
