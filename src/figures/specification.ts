// Vega-Lite specifications: checked while we write them, plain JSON for those who read them.
import type { TopLevelSpec } from "vega-lite";

/** A Vega-Lite specification as JSON, its data inside. */
export interface FigureSpecification {
  readonly [field: string]: unknown;
}

/** Takes only what Vega-Lite takes. */
export const specification = (spec: TopLevelSpec): FigureSpecification =>
  spec as unknown as FigureSpecification;
