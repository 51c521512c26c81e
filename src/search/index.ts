export * from "./improve.ts";
export * from "./simulated-score.ts";
