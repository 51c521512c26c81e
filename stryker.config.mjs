// Mutation testing of the library's core.
//   npm run mutation                        all of it: hours
//   MUTATE=engine npm run mutation          one folder, by its own tests and the laws: kills no more than all tests would
//   MUTATE=network EVERY=7 npm run mutation only mutants within every seventh line of that folder: a sample
import { readdirSync, readFileSync } from "node:fs";

const all = ["model", "policies", "optimum", "engine", "network", "random", "scenario", "theory"];
const folders = process.env.MUTATE?.split(",") ?? all;
const every = Number(process.env.EVERY ?? 1);
const report = `reports/mutation-${process.env.MUTATE ?? "all"}`;

/** Every seventh line, say, of each file, counted over the folder: `file:line-line`. */
function sampledLines(folder) {
  let seen = 0;
  return readdirSync(`src/${folder}`, { recursive: true })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("index.ts"))
    .sort()
    .map((file) => `src/${folder}/${file}`)
    .flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .map((_, i) => `${file}:${i + 1}-${i + 1}`),
    )
    .filter(() => seen++ % every === 0);
}

export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutation.config.ts" },
  mutate: [
    ...folders.flatMap((folder) => (every === 1 ? [`src/${folder}/**/*.ts`] : sampledLines(folder))),
    "!src/**/index.ts",
    "!src/**/*.d.ts",
  ],
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  concurrency: Number(process.env.WORKERS ?? 2),
  timeoutMS: 5000,
  thresholds: { high: 90, low: 80, break: 80 },
  reporters: ["clear-text", "progress", "html", "json"],
  clearTextReporter: { reportTests: false },
  htmlReporter: { fileName: `${report}.html` },
  jsonReporter: { fileName: `${report}.json` },
  tempDirName: ".stryker-tmp",
  cleanTempDir: true,
};
