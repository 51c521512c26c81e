// Small networks with access points and wires, and a small star, for tests.
import { type Instance, readInstance } from "../../src/model/instance.ts";
import { type Problem, toProblem } from "../../src/model/problem.ts";
import { stream } from "../../src/random/stream.ts";

/** A tree of two access points, a hub and servers on all of them, at the end of a wire, and everywhere. */
export function tiered(seed: number, jobs: number): Instance {
  const draw = stream({ seed, replication: 0, purpose: "tiers" });
  const between = (low: number, high: number) => low + (high - low) * draw();
  const power = {
    compute: between(0.4, 0.9),
    transmit: between(0.2, 0.5),
    idle: 0.035,
    receive: between(0.1, 0.3),
  };
  return readInstance(
    {
      format: "mec-offload/instance@1",
      work: { instructionsPerBit: 250 },
      outputReduction: draw() < 0.3 ? 1 : 0.2,
      devices: Array.from({ length: 3 }, (_, i) => ({
        id: `d${i}`,
        speedIps: between(2e9, 6e9),
        powerW: power,
        ...(i === 2 ? { accessPoint: "ap2" } : {}),
        jobs: Array.from({ length: i === 0 ? jobs - 2 : 1 }, (_, j) => ({
          id: `d${i}-${j}`,
          sizeMB: between(1, 7),
        })),
      })),
      accessPoints: [
        { id: "ap1", joulesPerGbit: between(0, 20) },
        { id: "ap2", share: "airtime" },
      ],
      switches: ["hub"],
      wires: [
        {
          id: "a",
          ends: ["ap1", "hub"],
          rateMbps: between(50, 1000),
          latencyS: between(0, 0.01),
          joulesPerGbit: 3,
        },
        { id: "b", ends: ["hub", "ap2"], latencyS: between(0, 0.01) },
        {
          id: "w",
          ends: ["cloud", "hub"],
          rateMbps: between(20, 200),
          latencyS: 0.04,
          pricePerGB: 7,
          joulesPerGbit: 5,
        },
      ],
      servers: [
        {
          id: "edge",
          on: "ap1",
          tier: "edge",
          speedIps: between(5e10, 1.4e11),
          powerW: { busy: 120, idle: 60 },
        },
        {
          id: "cloud",
          tier: "cloud",
          speedIps: 1e12,
          cores: 2,
          pricePerGinstr: 0.01,
          powerW: { busy: 300, idle: 90 },
        },
        { id: "here", speedIps: between(1e10, 5e10) },
      ],
      linksMbps: [
        { ap1: { up: between(15, 28), down: between(20, 60) } },
        [3, between(15, 28)],
        { ap2: between(15, 28) },
      ],
      latencyS: [{ ap1: 0.001 }, [0.5, 0.002], { ap2: 0 }],
    },
    "tiered",
  );
}

export const star = (): Instance => ({
  format: "mec-offload/instance@1",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [1, 2].map((i) => ({
    id: `d${i}`,
    speedIps: 3.6e9,
    powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
    jobs: [{ id: `j${i}`, sizeMB: 2 + i }],
  })),
  servers: [
    { id: "m1", speedIps: 1.4e11 },
    { id: "m2", speedIps: 3.68e10 },
  ],
  linksMbps: [
    [20, 25],
    [28, 16],
  ],
});

export const tieredProblem = (seed: number): Problem => toProblem(tiered(seed, 5));

/** A star in which each of two devices reaches one of two servers. */
export const gapsProblem = (): Problem =>
  toProblem(readInstance({ ...star(), linksMbps: [[20, null], { m2: 16 }] }, "gaps"));
