import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { index: "src/index.ts", "cli/main": "src/cli/main.ts", "io/pool-worker": "src/io/pool-worker.ts" },
  format: "esm",
  platform: "node",
  target: "node20",
  dts: true,
  sourcemap: false,
  clean: true,
  fixedExtension: false,
  outDir: "dist",
});
