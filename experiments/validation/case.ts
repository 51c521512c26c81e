// What a case is: numbers that are known, and one replication of a run that estimates them.
import type { Policy } from "../../src/model/index.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import type { Quantity } from "./quantities.ts";

export const SEED = 2021;

/** A number that is known. */
export interface Known {
  readonly name: string;
  /** From the formulas of src/theory, which are tested against published values. */
  readonly exact: number;
  readonly unit: string;
  /** By how much the published number itself may be off, where it is no closed form. */
  readonly rounding?: number;
}

export interface Case {
  /** Number of the case; letters tell its variants apart. */
  readonly id: string;
  readonly system: string;
  readonly source: string;
  /** Nothing is random, and the numbers must be met exactly by one run. */
  readonly deterministic?: boolean;
  readonly known: readonly Known[];
  /** One estimate of each known number. */
  readonly measure: (replication: number) => number[];
}

export interface Compared extends Known {
  readonly read: Quantity;
}

/** A queue that is simulated as a scenario. */
export interface Queue extends Omit<Case, "known" | "measure"> {
  readonly scenario: object;
  readonly policy: Policy;
  /** Simulated seconds that are measured, after a warm-up of a twentieth; without it the run ends by itself. */
  readonly measuredS?: number;
  readonly records?: "all";
  readonly compared: readonly Compared[];
}

/** The case of a queue: each replication has its own streams. */
export function queueCase({ scenario, policy, measuredS, records, compared, ...rest }: Queue): Case {
  return {
    ...rest,
    known: compared,
    measure: (replication) => {
      const run = { seed: SEED, replication };
      const world = drawWorld(readScenario(scenario, `case ${rest.id}`), run);
      const result = simulate(world, policy, {
        ...run,
        records: records ?? "none",
        ...(measuredS === undefined ? {} : { warmup: 0.05 * measuredS, horizon: 1.05 * measuredS }),
      });
      return compared.map(({ read }) => read(result));
    },
  };
}
