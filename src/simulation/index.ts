export { instanceWorld } from "./instance-world.ts";
export { type LiveRun, type LiveWorld, liveWorld } from "./live-world.ts";
export * from "./options.ts";
export * from "./record/result.ts";
export { Run } from "./run.ts";
export { SelfCheckError } from "./self-check.ts";
export * from "./simulate.ts";
export type { World } from "./world.ts";
