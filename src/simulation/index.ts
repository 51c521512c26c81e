export type { Decision } from "./decisions/decision.ts";
export { instanceWorld } from "./instance-world.ts";
export * from "./options.ts";
export type { AccessPointResult, TierResult, WireResult } from "./record/network-result.ts";
export * from "./record/result.ts";
export { Run } from "./run.ts";
export { SelfCheckError } from "./self-check.ts";
export * from "./simulate.ts";
export type { World } from "./world.ts";
