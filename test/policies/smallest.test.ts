// Selection against sorting.
import fc from "fast-check";
import { expect, test } from "vitest";
import { kthSmallest } from "../../src/policies/paper/smallest.ts";

test("the k-th smallest is what sorting gives, with ties and infinities", () => {
  const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 })), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(numbers, fc.nat(), (values, pick) => {
      const k = (pick % values.length) + 1;
      const sorted = Float64Array.from(values).sort();
      // Not Object.is: sorting puts -0 before 0, selection need not.
      expect(kthSmallest(Float64Array.from(values), values.length, k) === sorted[k - 1]).toBe(true);
    }),
    { numRuns: 500 },
  );
});
