import { defineConfig, type UserConfig } from "tsdown";
import { thirdParty, withNotices } from "./build/third-party.ts";

/** The typeface of figures: two files of a package of many. */
const FONTS = ["ttf/DejaVuSansCondensed.ttf", "ttf/DejaVuSansCondensed-Bold.ttf"].map(
  (file) => `node_modules/dejavu-fonts-ttf/${file}`,
);

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

/** The folders of the library that have an entry of their own. */
const FOLDERS = [
  ...["convert", "dataset", "engine", "figures", "graphs", "io", "model", "optimum", "policies", "random"],
  ...["scenario", "search", "simulation", "stats", "study", "theory", "trial", "env", "onnx", "yardsticks"],
];

/** The library's entries. */
const library = {
  index: "./src/index.ts",
  ...Object.fromEntries(FOLDERS.map((folder) => [folder, `./src/${folder}/index.ts`])),
};

/** Parts of the program stand apart from what makes numbers. */
const ofProgram = (files: readonly string[]): boolean =>
  files.length > 0 && files.every((file) => file.includes("/src/cli/"));

export default defineConfig([
  {
    ...shared,
    entry: { ...library, "cli/main": "src/cli/main.ts", "io/pool/worker": "src/io/pool/worker.ts" },
    dts: false,
    clean: true,
    copy: FONTS.map((from) => ({ from, to: "dist/fonts" })),
    plugins: [withNotices(thirdParty(), FONTS)],
    // zod's types are part of ours, so it is installed; but one file of what we use loads several times as fast.
    deps: { alwaysBundle: [/^zod(\/|$)/], neverBundle: ["typescript"], onlyBundle: false },
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
