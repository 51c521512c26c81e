// How large a test is: smaller in `npm test`, whole in `npm run test:long`.

/** The tests that `npm run test:long` runs once more, whole. */
export const SIZED_TESTS = [
  "test/cli/damaged-files.test.ts",
  "test/optimum/hard-cores.test.ts",
  "test/io/large-text.test.ts",
  "test/graphs/by-definition.test.ts",
  "test/scenario/tiers.test.ts",
];

/** A number of repetitions or items: `usual` in `npm test`, `whole` in `npm run test:long`. */
export const sized = (usual: number, whole: number): number =>
  process.env.MEC_OFFLOAD_LONG_TESTS === "1" ? whole : usual;
