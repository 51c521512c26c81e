// The curves of score against weight that are known so far, in the order of the chosen methods.
import { computed } from "@preact/signals";
import type { ScoreCurves } from "../draw/score-chart.ts";
import { optimum, sweep } from "../state/results.ts";
import { WEIGHTS } from "../state/settings.ts";

export const curves = computed<ScoreCurves>(() => ({
  weights: WEIGHTS,
  scores: sweep.value?.scores ?? [],
  lowerBounds: sweep.value?.lowerBounds ?? [],
  optimum: optimum.value?.scores ?? null,
  proven: optimum.value?.proven.every(Boolean) ?? false,
}));
