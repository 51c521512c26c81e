// The tables of a time-energy front: its points, and where policies lie relative to it.
import { tableSchema } from "./table.ts";

export const FRONT = tableSchema("front", "one allocation that no other found betters in time and energy", [
  { name: "CT_s", type: "float64", unit: "s", meaning: "Completion time, Eq. (1)." },
  { name: "CE_J", type: "float64", unit: "J", meaning: "Energy, Eq. (2)." },
  { name: "offloaded", type: "int32", unit: "1", meaning: "Jobs on a server." },
]);

export const FRONT_POLICIES = tableSchema("policies", "the best allocation of one policy", [
  { name: "method", type: "text", unit: "", meaning: "Policy or baseline." },
  { name: "CT_s", type: "float64", unit: "s", meaning: "Completion time, Eq. (1)." },
  { name: "CE_J", type: "float64", unit: "J", meaning: "Energy, Eq. (2)." },
  {
    name: "excess_time",
    type: "float64",
    unit: "1",
    nullable: true,
    meaning:
      "Time over that of the fastest front point drawing no more energy, minus 1; null when there is none.",
  },
  {
    name: "excess_energy",
    type: "float64",
    unit: "1",
    nullable: true,
    meaning:
      "Energy over that of the most frugal front point as fast or faster, minus 1; null when there is none.",
  },
]);
