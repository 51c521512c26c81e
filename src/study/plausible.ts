// Which numbers a measure can have at all: what lies beyond was not measured.
import type { Measure } from "./measures.ts";

const SHARES = new Set([
  "plannedShare",
  "lostShare",
  "offloadedShare",
  "fairness",
  "serverUtilisation",
  "busiestServer",
]);
const COUNTS = new Set([
  "arrived",
  "completed",
  "dropped",
  "abandoned",
  "cut",
  "redirected",
  "retries",
  "missedDeadlines",
  "events",
]);
/** Times, energies, rates and prices are never negative. */
const NEVER_NEGATIVE = new Set(["s", "J", "1/s", "money"]);

/** Shares and gaps are quotients, and may be off by their rounding. */
const ROUNDING = 1e-6;

/** What a value of the measure must be, where it is not; null where it can be. A run without a value has null. */
export function implausible({ name, unit }: Measure, value: number | null): string | null {
  if (value === null) return null;
  if (!Number.isFinite(value)) return `a finite ${name}`;
  if (SHARES.has(name) && !(value >= -ROUNDING && value <= 1 + ROUNDING)) return `${name} from 0 to 1`;
  if (COUNTS.has(name) && !(Number.isInteger(value) && value >= 0)) return `${name}, a whole number from 0`;
  if (name === "gap" && !(value >= -ROUNDING)) return "a gap of at least 0";
  if (NEVER_NEGATIVE.has(unit) && !(value >= 0)) return `${name} of at least 0`;
  return null;
}
