// The closed form of one allocation, whole: CT, CE, worst cases and the score.
import type { Joules, Money, Seconds } from "../units.ts";
import type { Allocation } from "./allocation.ts";
import { drawsBesideDevices } from "./charges.ts";
import { type Components, completionTime, components, energyWithin } from "./equations.ts";
import type { Problem } from "./problem.ts";
import { type Score, scorePerUnit, type Weights } from "./score.ts";
import { type EmaxRule, type WorstCase, worstCase } from "./worst-case.ts";

export interface Evaluation {
  readonly CT: Seconds;
  readonly CE: Joules;
  readonly CP: Money;
  readonly score: number;
  readonly worst: WorstCase;
  readonly components: Components;
  /** CE of devices, servers and network together; null where only devices draw power. */
  readonly systemEnergy: Joules | null;
}

/**
 * Scores an allocation by Eq. (1) to (4).
 * @param worst the network's worst cases, when they are known already
 */
export function evaluate(
  problem: Problem,
  places: Allocation,
  weight: Weights,
  score: Score = "eq4",
  worst: WorstCase = worstCase(problem),
): Evaluation {
  const parts = components(problem, places);
  const perUnit = scorePerUnit(worst, weight, score);
  const CT = completionTime(parts);
  const CE = energyWithin(parts, worst.energy);
  return {
    CT,
    CE,
    CP: parts.price,
    score: perUnit.perSecond * CT + perUnit.perJoule * CE + perUnit.perMoney * parts.price,
    worst,
    components: parts,
    systemEnergy: drawsBesideDevices(problem.network) ? energyWithin(parts, "system") : null,
  };
}

export type { EmaxRule };
