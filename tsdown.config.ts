import { defineConfig, type UserConfig } from "tsdown";

export const shared: UserConfig = {
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: false,
  fixedExtension: false,
  outDir: "dist",
  logLevel: "warn",
  // The fields of the simulator's rows are constants of other modules, which V8 reads from memory at each use unless they
  // are written in as numbers: a quarter of the time of a simulated job.
  inputOptions: { optimization: { inlineConst: { mode: "all", pass: 3 } } },
};

/** The library's entries. */
const library = { index: "src/index.ts" };

/** Parts of the program stand apart from what makes numbers. */
const ofProgram = (files: readonly string[]): boolean =>
  files.length > 0 && files.every((file) => file.includes("/src/cli/"));

export default defineConfig([
  {
    ...shared,
    entry: { ...library, "cli/main": "src/cli/main.ts", "io/pool/worker": "src/io/pool/worker.ts" },
    dts: false,
    clean: true,
    deps: {
      // Its types are part of ours, so it is installed; but one file of what we use loads several times as fast.
      alwaysBundle: ["zod", /^zod\//],
      onlyBundle: false,
    },
    outputOptions: {
      chunkFileNames: ({ moduleIds }) => `${ofProgram(moduleIds) ? "cli" : "parts"}/[name]-[hash].js`,
    },
  },
  {
    ...shared,
    entry: library,
    dts: { emitDtsOnly: true },
    clean: false,
    // The types of packages stay where they are.
    deps: { neverBundle: [/^[^./]/] },
  },
]);
