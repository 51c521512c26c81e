// The library: everything the command line does, without the command line.

export * from "./dataset/index.ts";
export * from "./engine/index.ts";
export * from "./figures/index.ts";
export * from "./io/index.ts";
export * from "./model/index.ts";
export * from "./optimum/index.ts";
export * from "./policies/index.ts";
export * from "./random/index.ts";
export * from "./scenario/index.ts";
export * from "./search/index.ts";
export * from "./simulation/index.ts";
export * from "./stats/index.ts";
export * from "./theory/index.ts";
export * from "./units.ts";
