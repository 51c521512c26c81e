import { defineConfig } from "vitest/config";
import SkippedTests from "./test/skipped-tests.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/**/*.long.test.ts"],
    // Node runs the modules as it runs them for users: the runner's own module system reads each imported constant through
    // a function, which makes the simulator three times slower.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    execArgv: ["--import", "tsx"],
    // Every core: the default leaves one of two idle.
    maxWorkers: "100%",
    // Files of a worker share its modules: loading them anew for each file took a fifth of the time.
    isolate: false,
    reporters: ["default", new SkippedTests()],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: { provider: "v8", include: ["src/**"] },
  },
});
