// What a worker is started from: by its address where workers may load scripts, else (file://) its code itself.
import { loadScript } from "../load-script.ts";

/**
 * @param address of the worker's file, which puts its code into the global function `variable`
 */
export async function workerText(address: string, variable: string): Promise<string> {
  if (location.protocol === "file:") return `(${String(await loadScript(address, variable))})();`;
  return `importScripts(${JSON.stringify(new URL(address, document.baseURI))});${variable}();`;
}
