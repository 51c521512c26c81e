// Measures by name: those of a run as a whole, and those of one tier, wire or access point.
import { InputError } from "../model/input-error.ts";
import { MEASURES, type Measure } from "./measures.ts";
import { NETWORK_MEASURES, networkMeasure } from "./network-measures.ts";
import type { Run } from "./study.ts";

const OF_RUN: Readonly<Record<Run, readonly Measure["of"][]>> = {
  simulate: ["simulation", "yardsticks"],
  plan: ["closed form", "simulation", "yardsticks"],
  solve: ["closed form"],
};

/** @throws InputError naming the measures that such a run has */
export function measureNamed(name: string, run: Run, source: string): Measure {
  const known = MEASURES.filter((measure) => OF_RUN[run].includes(measure.of));
  const ofPart = OF_RUN[run].includes("simulation") ? networkMeasure(name) : undefined;
  const found = known.find((measure) => measure.name === name) ?? ofPart;
  if (found === undefined) {
    const families = OF_RUN[run].includes("simulation") ? NETWORK_MEASURES : [];
    const names = [...known.map((measure) => measure.name), ...families].join(", ");
    throw new InputError(source, `a measure of a run that is "${run}" (${names})`, name);
  }
  return found;
}
