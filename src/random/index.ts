export * from "./distribution.ts";
export { hyperexponentialPhases } from "./exponential.ts";
export type { Sampler } from "./family.ts";
export * from "./stream.ts";
export * from "./stream-bank.ts";
