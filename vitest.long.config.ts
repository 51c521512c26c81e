// The tests that take minutes: `npm run test:long`. Each has a smaller form among those of `npm test`.
import { mergeConfig } from "vitest/config";
import { SIZED_TESTS } from "./test/sized.ts";
import shared from "./vitest.config.ts";

const long = mergeConfig(shared, {
  test: { testTimeout: 600_000, hookTimeout: 600_000, env: { MEC_OFFLOAD_LONG_TESTS: "1" } },
});
long.test.include = ["test/**/*.long.test.ts", ...SIZED_TESTS];
long.test.exclude = [];

export default long;
