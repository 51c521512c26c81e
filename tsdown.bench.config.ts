// The benchmark, bundled as the program is.
import { defineConfig } from "tsdown";
import { shared } from "./tsdown.config.ts";

export default defineConfig({
  ...shared,
  entry: "experiments/benchmark/index.ts",
  dts: false,
  outDir: "dist/bench",
  // It drives a browser with this.
  deps: { neverBundle: ["playwright-core"] },
});
