export * from "./claims.ts";
export * from "./figures.ts";
export * from "./plan.ts";
export * from "./reproduce.ts";
export * from "./setting.ts";
export * from "./tables.ts";
export * from "./unit.ts";
export * from "./verdict.ts";
