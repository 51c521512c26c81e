export type { Measured } from "./fixed-costs.ts";
export { type FlowBound, type FlowBoundOptions, flowBound } from "./flow-bound.ts";
export { type Hindsight, type HindsightOptions, hindsight } from "./hindsight.ts";
export { unprovable } from "./provable.ts";
export { type RunScore, runScore } from "./run-score.ts";
export * from "./trial-yardsticks.ts";
export * from "./yardsticks.ts";
