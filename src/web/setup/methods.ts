// The methods to choose from, in groups, and what each of them does in a sentence.
import type { LivePolicy } from "../../policies/live/registry.ts";
import type { Method } from "../../policies/methods.ts";

/** The user's own policy; `live:own` decides at each arrival. */
export const OWN = "own";

export interface MethodGroup {
  readonly title: string;
  readonly methods: readonly { readonly id: string; readonly name: string }[];
}

const WHETHER: Record<string, string> = { odfp: "ODFP", odpd: "ODPD", ogs: "OGS" };
const WHERE: Record<string, string> = { mj: "MJ", mt: "MT", mw: "MW" };

/** The name as the paper writes it: `OGS,MW`. */
export function methodName(id: string): string {
  const bare = id.replace(/^live:/, "");
  const [whether, where] = bare.split("-");
  const paper = WHETHER[whether] !== undefined && WHERE[where] !== undefined;
  const name = paper
    ? `${WHETHER[whether]},${WHERE[where]}`
    : bare === OWN
      ? "own policy"
      : bare.replaceAll("-", " ");
  return id.startsWith("live:") ? `${name}, live` : name;
}

const group = (title: string, ids: readonly string[]): MethodGroup => ({
  title,
  methods: ids.map((id) => ({ id, name: methodName(id) })),
});

const PAPER: readonly Method[] = [
  "odfp-mj",
  "odfp-mt",
  "odfp-mw",
  "odpd-mj",
  "odpd-mt",
  "odpd-mw",
  "ogs-mj",
  "ogs-mt",
  "ogs-mw",
];

const LIVE: readonly LivePolicy[] = [
  "least-completion",
  "least-score",
  "join-shortest-queue",
  "power-of-d",
  "round-robin",
  "threshold",
  "periodic-prices",
  "local",
  "random",
  ...(PAPER as readonly LivePolicy[]),
];

export const METHOD_GROUPS: readonly MethodGroup[] = [
  group("Placed beforehand: the paper's policies", PAPER),
  group("Placed beforehand: baselines", ["local", "offload-all", "random", "greedy"] satisfies Method[]),
  group("Placed beforehand: certified", ["prices", "optimum"] satisfies Method[]),
  group(
    "Decided at each arrival",
    LIVE.map((name) => `live:${name}`),
  ),
  group("Own policy", [OWN, `live:${OWN}`]),
];
