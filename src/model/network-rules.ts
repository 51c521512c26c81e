// The rules that a network may follow, by name: in which order a server serves, how a radio shares its air, when idle power is
// drawn. Names alone, without the checks of a file, so that the page can list them.

export const DISCIPLINES = [
  "fifo",
  "lcfs",
  "lcfs-preemptive",
  "processor-sharing",
  "shortest-job-first",
  "priority",
  "priority-preemptive",
] as const;
export type Discipline = (typeof DISCIPLINES)[number];

/** `none`: transfers wait for nothing. */
export const RADIO_MODES = ["half-duplex", "full-duplex", "per-link", "none"] as const;
export type RadioMode = (typeof RADIO_MODES)[number];

export const IDLE_RULES = ["while-waiting", "always"] as const;
/** When a device draws idle power: while it has an unfinished job and does nothing, or whenever it does nothing. */
export type IdleRule = (typeof IDLE_RULES)[number];
