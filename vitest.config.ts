import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Every core: the default leaves one of two idle.
    maxWorkers: "100%",
    // Files of a worker share its modules: loading them anew for each file took a fifth of the time.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: { provider: "v8", include: ["src/**"] },
  },
});
