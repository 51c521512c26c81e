// The methods to choose from, in groups, under the names that their modules give them.
import {
  BASELINES,
  CERTIFIED,
  describe,
  LIVE_POLICIES,
  type LivePolicy,
  PAPER_POLICIES,
} from "../../policies/catalogue.ts";

/** The user's own policy; `live:own` decides at each arrival. */
export const OWN = "own";

export interface MethodGroup {
  readonly title: string;
  readonly methods: readonly { readonly id: string; readonly name: string }[];
}

/** The name as tables of the paper write it (`OGS,MW`), or in words. */
export function methodName(id: string): string {
  const bare = id.replace(/^live:/, "");
  const name = bare === OWN ? "own policy" : (describe(bare)?.title ?? bare.replaceAll("-", " "));
  return id.startsWith("live:") ? `${name}, live` : name;
}

const group = (title: string, ids: readonly string[]): MethodGroup => ({
  title,
  methods: ids.map((id) => ({ id, name: methodName(id) })),
});

const isPlanned = (name: LivePolicy): boolean =>
  [...PAPER_POLICIES, ...BASELINES].some((one) => one === name);

/** Policies that decide at arrivals only come first. */
const LIVE = [...LIVE_POLICIES.filter((name) => !isPlanned(name)), ...LIVE_POLICIES.filter(isPlanned)];

export const METHOD_GROUPS: readonly MethodGroup[] = [
  group("Placed beforehand: the paper's policies", PAPER_POLICIES),
  group("Placed beforehand: baselines", BASELINES),
  group("Placed beforehand: certified", CERTIFIED),
  group(
    "Decided at each arrival",
    LIVE.map((name) => `live:${name}`),
  ),
  group("Own policy", [OWN, `live:${OWN}`]),
];
