// What the user has chosen: all that a link carries.
import { signal } from "@preact/signals";
import type { Score } from "../../model/score.ts";
import type { WorldSource } from "../worker/protocol.ts";

/** What the lab offers by name. */
export const EXAMPLES = [
  { name: "case1", title: "Case 1" },
  { name: "case2", title: "Case 2" },
  { name: "case3", title: "Case 3" },
  { name: "three-tiers", title: "3 tiers" },
] as const;
export const TABS = ["run", "compare", "policy"] as const;
export type Tab = (typeof TABS)[number];

export const MOST_METHODS = 4;

/** What runs on networks that no instance can hold. */
export const LIVE_DEFAULTS = [
  "live:least-completion",
  "live:join-shortest-queue",
  "live:round-robin",
  "live:local",
];

/** The weights of the paper's figures: 0, 0.05, ..., 1. */
export const WEIGHTS = Array.from({ length: 21 }, (_, k) => k / 20);

export interface Settings {
  readonly world: WorldSource;
  readonly seed: number;
  readonly wt: number;
  readonly score: Score;
  /** Up to four, side by side. */
  readonly methods: readonly string[];
  /** Which of them the charts over time show. */
  readonly shown: number;
  readonly iterations: number;
  /** Source of the user's own policy; null until there is one. */
  readonly code: string | null;
  readonly tab: Tab;
}

export const DEFAULTS: Settings = {
  world: { kind: "case", name: "case1" },
  seed: 1,
  wt: 0.5,
  score: "eq4",
  methods: ["ogs-mw", "odfp-mw", "greedy", "prices"],
  shown: 0,
  iterations: 100,
  code: null,
  tab: "run",
};

export const settings = signal<Settings>(DEFAULTS);

export function change(part: Partial<Settings>): void {
  settings.value = { ...settings.peek(), ...part };
}
