// The optimum at every weight: by prices and search, which prove it, and HiGHS where they do not.
import { configureHighs, optimum, type Prices } from "../../optimum/index.ts";
import type { OptimumAsk, OptimumReport } from "../worker/protocol.ts";
import type { Context } from "./context.ts";
import { objectiveOf } from "./objective.ts";

let configured = false;

/** Hook of Emscripten's loader; the loader's own `wasmBinary` is documented but not read (highs 1.15.3). */
interface WasmHook {
  instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): object;
}

/** Takes the solver's bytes, which the page sends when they are first needed. */
export function takeHighs(bytes: ArrayBuffer): null {
  if (configured) return null;
  const hook: WasmHook = {
    instantiateWasm(imports, receive) {
      void WebAssembly.instantiate(bytes, imports).then(({ instance }) => receive(instance));
      return {};
    },
  };
  configureHighs(hook as Parameters<typeof configureHighs>[0]);
  configured = true;
  return null;
}

export async function certify(asked: OptimumAsk, context: Context): Promise<OptimumReport> {
  const scores: number[] = [];
  const lowerBounds: number[] = [];
  const proven: boolean[] = [];
  let near: Prices | undefined;
  for (const [k, wt] of asked.weights.entries()) {
    await context.pause();
    const of = objectiveOf(asked, wt);
    const found = await optimum(of, near === undefined ? {} : { near });
    near = found.prices;
    scores.push(found.score);
    lowerBounds.push(found.lowerBound);
    proven.push(found.proven);
    context.tell({ done: k + 1, of: asked.weights.length });
  }
  return { weights: asked.weights, scores, lowerBounds, proven };
}
