// What a run reports of tiers, access points and wires: who did the work, and what each link carried.
import type { Bits, Joules, Money, Seconds } from "../../units.ts";

/** The devices, or the servers of one tier, over the measured time. */
export interface TierResult {
  /** "local" for the devices; as in the file for servers, "" for those without a tier. */
  readonly name: string;
  /** 0 for the devices, then 1, 2, ... in the order in which the file names tiers. */
  readonly tier: number;
  /** Devices or servers. */
  readonly nodes: number;
  /** Jobs whose work was done there. */
  readonly served: number;
  /** served over that of all tiers; NaN where nothing was served. */
  readonly share: number;
  /** Core-seconds of work over those that there were. */
  readonly utilisation: number;
  /** J: what the devices draw in all states, or the servers. */
  readonly energy: Joules;
}

/** One direction of a wire over the measured time. */
export interface WireResult {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Transfers that came through. */
  readonly transfers: number;
  readonly bits: Bits;
  /** Share of the time in which it carried something; NaN where transfers share nothing, or it has no rate. */
  readonly utilisation: number;
  /** Mean number of transfers that wait for it. */
  readonly meanQueueLength: number;
  /** Mean number of transfers there, waiting or under way. */
  readonly meanTransfers: number;
  readonly energy: Joules;
  readonly price: Money;
  /** Time out of order. */
  readonly down: Seconds;
}

/** The radio links of one access point over the measured time. */
export interface AccessPointResult {
  readonly id: string;
  /** Devices that hang on it. */
  readonly devices: number;
  readonly uploads: number;
  readonly downloads: number;
  readonly upBits: Bits;
  readonly downBits: Bits;
  /** Share of its capacity or air time that transfers used, each way; NaN where it has neither. */
  readonly upUtilisation: number;
  readonly downUtilisation: number;
  /** Mean number of transfers under way. */
  readonly meanTransfers: number;
  /** Of its radio, for the bits of its links. */
  readonly energy: Joules;
}
