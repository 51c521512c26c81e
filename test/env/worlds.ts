// Worlds for environments: one with everything that makes a decision hard, and a small one.
import { readScenario, type Scenario } from "../../src/scenario/index.ts";

export const scenarioWith = (change: object = {}): Scenario =>
  readScenario(
    {
      format: "mec-offload/scenario@1",
      name: "learning",
      work: { instructionsPerBit: 250 },
      outputReduction: 0.2,
      devices: [
        {
          count: 4,
          speedIps: 3.6e9,
          powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
          arrivals: { poisson: { ratePerS: 0.4 } },
          jobs: [
            { class: "plain", weight: 2, sizeMB: { uniform: { min: 1, max: 5 } }, deadlineS: 6 },
            { class: "private", weight: 1, sizeMB: 0.5, allowed: ["local", "m2"] },
          ],
        },
      ],
      servers: [
        { id: "m1", speedIps: 1.4e10, pricePerGinstr: 0.2, powerW: { busy: 20, idle: 5 } },
        {
          id: "m2",
          speedIps: 9e9,
          cores: 2,
          powerW: { busy: 12, idle: 2 },
          faults: {
            upS: { exponential: { mean: 5 } },
            downS: { exponential: { mean: 2 } },
            work: "retry",
            attempts: 4,
            backOffS: 0.2,
          },
        },
      ],
      accessPoints: [{ id: "ap", joulesPerGbit: 4 }],
      wires: [
        { id: "w1", ends: ["ap", "m1"], rateMbps: 60, joulesPerGbit: 10, pricePerGB: 2 },
        { id: "w2", ends: ["ap", "m2"], rateMbps: 90, share: "fair" },
      ],
      links: { rateMbps: { uniform: { min: 15, max: 28 } }, latencyS: 0.002 },
      horizonS: 60,
      ...change,
    },
    "learning",
  );

/** Whole numbers in order, drawn by a rule of one line: which action to take. */
export function anyAllowed(mask: Uint8Array, turn: number): number {
  const allowed = [...mask.keys()].filter((k) => mask[k] === 1);
  return allowed[(turn * 7919) % allowed.length];
}
