// simjs in a page or a Web Worker: loads into a `window`, is taken from there, and leaves none behind.
import { before, made } from "./window.js";
import "simjs";

const simjs = globalThis.window.Sim;
if (made) delete globalThis.window;
else if (before === undefined) delete globalThis.window.Sim;
else globalThis.window.Sim = before;

export default simjs;
