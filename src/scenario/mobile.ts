// Does anything in a scenario move, or depend on where it is?
import type { Scenario } from "./scenario.ts";

/** Do devices move, or have their links channels? */
export const isMobile = ({ devices, channels }: Scenario): boolean =>
  channels !== undefined || devices.some(({ mobility }) => mobility !== undefined);
