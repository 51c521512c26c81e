// The tests that take minutes: `npm run test:long`. Each has a smaller form among those of `npm test`.
import { mergeConfig } from "vitest/config";
import shared from "./vitest.config.ts";

const long = mergeConfig(shared, { test: { testTimeout: 600_000, hookTimeout: 600_000 } });
long.test.include = ["test/**/*.long.test.ts"];
long.test.exclude = [];

export default long;
