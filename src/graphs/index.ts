// Jobs that are graphs of tasks: what they take, schedules and what they cost, methods, bounds and the optimum.
export * from "./attack.ts";
export * from "./branch-and-bound.ts";
export * from "./evaluation.ts";
export * from "./first-ready.ts";
export * from "./formats/index.ts";
export * from "./linear-costs.ts";
export * from "./lower-bound.ts";
export * from "./means.ts";
export * from "./methods/index.ts";
export * from "./moves.ts";
export * from "./random-graph.ts";
export * from "./schedule.ts";
export * from "./schedule-file.ts";
export * from "./setting.ts";
export * from "./shares.ts";
export * from "./solve.ts";
