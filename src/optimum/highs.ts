// The HiGHS solver (WebAssembly), loaded once for each process or worker.
import loadHighs, { type Highs, type InitOptions } from "highs";

let settings: InitOptions = {};
let loading: Promise<Highs> | undefined;

/** Where a page finds `highs.wasm` when its bundler puts it elsewhere (`locateFile`, `wasmBinary`, `wasmModule`). */
export function configureHighs(options: InitOptions): void {
  settings = options;
  loading = undefined;
}

/** The solver; a failure to load is not kept. */
export function highs(): Promise<Highs> {
  loading ??= loadHighs({ ...settings }).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Drops the loaded solver, as after a crash inside of it. */
export function forgetHighs(): void {
  loading = undefined;
}
