// What an observation is taken of: a decision, and where and when it comes up.
import type { Decision } from "../simulation/decisions/decision.ts";
import type { Seconds } from "../units.ts";

export interface Situation {
  readonly decision: Decision;
  /** Since the decision before, or the start of the episode. */
  dt: Seconds;
}
