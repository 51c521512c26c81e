// A computed signal that keeps its value as long as the next one is equal to it: its readers hear of real changes only.
import { computed, type ReadonlySignal } from "@preact/signals";

/** @param same whether two values say the same */
export function distinct<T>(compute: () => T, same: (before: T, next: T) => boolean): ReadonlySignal<T> {
  let kept: { readonly value: T } | null = null;
  return computed(() => {
    const next = compute();
    if (kept === null || !same(kept.value, next)) kept = { value: next };
    return kept.value;
  });
}
