export * from "./channel.ts";
export * from "./distance-law.ts";
export * from "./gaussian-path.ts";
export * from "./link-rate.ts";
export * from "./path-loss.ts";
