export * from "./calendar.ts";
export * from "./engine.ts";
