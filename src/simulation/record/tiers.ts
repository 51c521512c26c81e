// Whether results by tier say more than those of one hop.
import type { RunResult } from "./result.ts";

/** Does the network name tiers, or have access points? */
export const hasTiers = ({ tiers, accessPoints }: RunResult): boolean =>
  accessPoints.length > 0 || tiers.some(({ name }, tier) => tier > 0 && name !== "");
