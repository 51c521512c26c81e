// A channel between devices and access points: what arrives of what is sent, and the rate that this gives.
import { normalCdf } from "../stats/normal.ts";
import type { DistanceLaw } from "./distance-law.ts";
import type { RateRule } from "./link-rate.ts";

export interface Channel {
  /** Loss with line of sight, or everywhere where sight does not matter. */
  readonly clear: DistanceLaw;
  /** Without line of sight; the same law where sight does not matter. */
  readonly shaded: DistanceLaw;
  /** Probability of line of sight at a distance in the plane (m); null: sight does not matter. */
  readonly sight: ((metres: number) => number) | null;
  /** dB; 0: no shadowing. */
  readonly sigma: number;
  /** m over which shadowing is correlated. */
  readonly correlation: number;
  /** m of a path over which shadowing and line of sight are constant; Infinity: they are everywhere. */
  readonly step: number;
  /** dBm of an access point. */
  readonly downPower: number;
  /** Signal to noise ratio without any loss, dB: power sent minus noise. */
  readonly upBudget: number;
  readonly downBudget: number;
  readonly rate: RateRule;
}

/** m over which line of sight is correlated (3GPP TR 38.901 Table 7.6.3.1-2). */
export const SIGHT_CORRELATION = 50;

/** Is there line of sight? @param gaussian a standard normal number, correlated along the path */
export const isClear = ({ sight }: Channel, metres: number, gaussian: number): boolean =>
  sight === null || normalCdf(gaussian) < sight(metres);
