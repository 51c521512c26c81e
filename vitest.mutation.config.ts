// The tests that mutation testing runs: those of the library's core, without programs, browsers and servers.
import { defineConfig } from "vitest/config";

const folders = process.env.MUTATE ?? "model,policies,optimum,engine,network,random,scenario,theory";

export default defineConfig({
  test: {
    include: [`test/{${folders},laws}/**/*.test.ts`],
    setupFiles: ["test/schemas-anew.ts"],
    testTimeout: 60_000,
  },
});
