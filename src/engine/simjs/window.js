// A `window` for the moment in which simjs loads, where there is none (a Web Worker). Must be imported before simjs.
export const made = typeof globalThis.window === "undefined";
export const before = made ? undefined : globalThis.window.Sim;
if (made) globalThis.window = {};
