export type { Arrivals } from "./arrivals.ts";
export { clockOrigin } from "./clock.ts";
export { drawWorld } from "./draw-world.ts";
export { jsonSchema, SCHEMA_NAMES } from "./json-schema.ts";
export { offeredLoad, requireEnd } from "./load.ts";
export { type DrawnNetwork, drawNetwork } from "./network-draw.ts";
export {
  case1,
  case2,
  case3,
  PAPER_CASES,
  type PaperCase,
  type PaperOptions,
  paperCase,
} from "./paper-cases.ts";
export { PRESET_NAMES, PRESETS, type Preset, type PresetName } from "./presets.ts";
export { readScenario } from "./read-scenario.ts";
export type { ReadTable } from "./recorded.ts";
export { batchScorePerUnit, referenceBatch } from "./reference-batch.ts";
export {
  MOST_EVENTS,
  type RunLength,
  type RunSize,
  requireSize,
  runSize,
  type SizeLimits,
} from "./run-size.ts";
export { type SampleOptions, sample } from "./sample.ts";
export { SCENARIO_FORMAT, type Scenario, scenarioSchema } from "./scenario.ts";
export * from "./world.ts";
