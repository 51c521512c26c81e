import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { index: "src/index.ts", "cli/main": "src/cli/main.ts", "io/pool/worker": "src/io/pool/worker.ts" },
  format: "esm",
  platform: "node",
  target: "node20",
  dts: true,
  sourcemap: false,
  clean: true,
  fixedExtension: false,
  outDir: "dist",
  // The benchmark of the lab drives a browser with it.
  deps: { neverBundle: ["playwright-core"] },
  // The fields of the simulator's rows are constants of other modules, which V8 reads from memory at each use unless they
  // are written in as numbers: a quarter of the time of a simulated job.
  inputOptions: { optimization: { inlineConst: { mode: "all", pass: 3 } } },
});
