// A computed signal that keeps its value while the next one says the same, so that nobody is told of a change that is none.
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
