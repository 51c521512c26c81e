// A table that may be wider than its place: it scrolls by itself, with keys too.
import type { ComponentChildren } from "preact";

export function WideTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="scroll-x" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
