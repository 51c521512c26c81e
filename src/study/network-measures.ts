// Measures of one tier, wire or access point, called after it: `tierShare_edge`, `wireUtilisation_wan`.
import { InputError } from "../model/input-error.ts";
import { serverEntries } from "../scenario/entities.ts";
import { pointsOf } from "../scenario/points.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { RunResult } from "../simulation/record/result.ts";
import type { Measure } from "./measures.ts";

/** What a measure is of. */
interface Part {
  readonly what: "tier" | "wire" | "access point";
  readonly id: string;
}

interface Family extends Pick<Measure, "unit" | "better"> {
  readonly what: Part["what"];
  readonly meaning: (id: string) => string;
  readonly value: (run: RunResult, id: string) => number;
}

const ofTier = (run: RunResult, id: string) => run.tiers.find(({ name }) => name === id)!;
const ofWire = (run: RunResult, id: string) => run.wires.filter((wire) => wire.id === id);
const ofAccessPoint = (run: RunResult, id: string) => run.accessPoints.find((point) => point.id === id)!;

const FAMILIES: Readonly<Record<string, Family>> = {
  tierShare: {
    what: "tier",
    unit: "1",
    better: null,
    meaning: (id) => `Share of the jobs whose work was done in tier ${id}.`,
    value: (run, id) => ofTier(run, id).share,
  },
  tierUtilisation: {
    what: "tier",
    unit: "1",
    better: null,
    meaning: (id) => `Utilisation of all cores of tier ${id}.`,
    value: (run, id) => ofTier(run, id).utilisation,
  },
  tierEnergy_J: {
    what: "tier",
    unit: "J",
    better: "smaller",
    meaning: (id) => `Energy of the nodes of tier ${id}.`,
    value: (run, id) => ofTier(run, id).energy,
  },
  wireUtilisation: {
    what: "wire",
    unit: "1",
    better: null,
    meaning: (id) => `Utilisation of the busier direction of wire ${id}.`,
    value: (run, id) => Math.max(...ofWire(run, id).map(({ utilisation }) => utilisation)),
  },
  wireQueue: {
    what: "wire",
    unit: "1",
    better: "smaller",
    meaning: (id) => `Mean number of transfers that wait for wire ${id}, both directions.`,
    value: (run, id) => ofWire(run, id).reduce((sum, { meanQueueLength }) => sum + meanQueueLength, 0),
  },
  wireGbit: {
    what: "wire",
    unit: "1e9 bit",
    better: null,
    meaning: (id) => `What came over wire ${id}, both directions.`,
    value: (run, id) => ofWire(run, id).reduce((sum, { bits }) => sum + bits / 1e9, 0),
  },
  accessPointUtilisation: {
    what: "access point",
    unit: "1",
    better: null,
    meaning: (id) => `Share of the capacity or air time of access point ${id} that its busier way used.`,
    value: (run, id) => {
      const { upUtilisation, downUtilisation } = ofAccessPoint(run, id);
      return Math.max(upUtilisation, downUtilisation);
    },
  },
};

/** Names of the families, as messages show them. */
export const NETWORK_MEASURES: readonly string[] = Object.entries(FAMILIES).map(
  ([name, { what }]) => `${name}_<${what}>`,
);

/** The family that a name begins with, and whose the measure is. */
function partsOf(name: string): { readonly family: Family; readonly id: string } | undefined {
  for (const [prefix, family] of Object.entries(FAMILIES))
    if (name.startsWith(`${prefix}_`) && name.length > prefix.length + 1)
      return { family, id: name.slice(prefix.length + 1) };
  return undefined;
}

/** The measure of this name; undefined where it is not one of a tier, wire or access point. */
export function networkMeasure(name: string): Measure | undefined {
  const parts = partsOf(name);
  if (parts === undefined) return undefined;
  const { family, id } = parts;
  return {
    name,
    unit: family.unit,
    meaning: family.meaning(id),
    better: family.better,
    of: "simulation",
    value: ({ run }) => family.value(run!, id),
  };
}

const idsOf: Readonly<Record<Part["what"], (scenario: Scenario) => readonly string[]>> = {
  tier: (scenario) => ["local", ...new Set(serverEntries(scenario).map(({ tier = "" }) => tier))],
  wire: (scenario) => (pointsOf(scenario).wires ?? []).map(({ id }) => id),
  "access point": (scenario) => (pointsOf(scenario).accessPoints ?? []).map(({ id }) => id),
};

/** @throws InputError where the scenario has not what a measure is of */
export function requireParts(measures: readonly Measure[], scenario: Scenario, source: string): void {
  for (const [k, { name }] of measures.entries()) {
    const parts = partsOf(name);
    if (parts === undefined) continue;
    const { what } = parts.family;
    const known = idsOf[what](scenario).filter((id) => id !== "");
    if (known.includes(parts.id)) continue;
    const expected =
      known.length === 0 ? `a scenario with a ${what}` : `one of the ${what}s ${known.join(", ")}`;
    throw new InputError(`${source}: measures[${k}]`, expected.replace("a access", "an access"), parts.id);
  }
}
