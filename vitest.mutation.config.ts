// The tests that mutation testing runs: those of the library's core, without programs, browsers and servers.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/{model,policies,optimum,engine,network,random,scenario,theory,laws}/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
