// Fronts and optima of small round-numbered instances against trying everything: no solver's word is taken.
import { expect, test } from "vitest";
import { readInstance } from "../../src/model/instance.ts";
import { toProblem } from "../../src/model/problem.ts";
import { pareto } from "../../src/optimum/pareto.ts";
import { exhaustiveFront, frontFaults } from "./exhaustive-front.ts";
import { checkFront, checkOptimum } from "./round-checks.ts";

test("a hundred round-numbered instances: the front that is called exact has every point, and no other", async () => {
  let points = 0;
  for (let seed = 0; seed < 100; seed++) points += await checkFront(seed);
  expect(points).toBeGreaterThan(300);
});

test("a hundred round-numbered instances: what is called proven is the optimum, searched first or after the solver", async () => {
  for (let seed = 0; seed < 100; seed++) await checkOptimum(seed);
});

const device = (id: string, speedIps: number, powerW: object, sizes: readonly number[]) => ({
  id,
  speedIps,
  powerW,
  jobs: sizes.map((sizeMB, j) => ({ id: `${id}-${j}`, sizeMB })),
});

const file = (devices: readonly object[], servers: readonly number[], linksMbps: readonly number[][]) =>
  readInstance(
    {
      format: "mec-offload/instance@1",
      work: { instructionsPerBit: 500 },
      outputReduction: 0,
      devices,
      servers: servers.map((speedIps, c) => ({ id: `m${c}`, speedIps })),
      linksMbps,
    },
    "test",
  );

test.each([
  {
    title: "two devices and a server that beats neither in everything",
    points: 6,
    instance: file(
      [
        device("fast", 6e9, { compute: 1, transmit: 0, idle: 0.2 }, [7, 2]),
        device("slow", 1e9, { compute: 0.1, transmit: 1, idle: 0.3 }, [1, 1]),
      ],
      [1e10],
      [[33], [31]],
    ),
  },
  {
    title: "one device whose work costs nothing, and two servers alike but for their links",
    points: 12,
    instance: file(
      [device("d", 2e9, { compute: 0, transmit: 0.7, idle: 1 }, [5, 3, 8])],
      [1.4e10, 1.3e10],
      [[45, 22]],
    ),
  },
])("the front of $title has $points points", async ({ instance, points }) => {
  const truth = exhaustiveFront(instance);
  const found = await pareto(toProblem(instance));
  expect(found.exact).toBe(true);
  expect(frontFaults(found.points, truth)).toEqual([]);
  expect(found.points).toHaveLength(points);
});

test("a point taken out, one too many or one out of place is seen by the check itself", async () => {
  const instance = file(
    [device("d", 2e9, { compute: 0.4, transmit: 0.1, idle: 0 }, [5, 3])],
    [1.4e10],
    [[5]],
  );
  const truth = exhaustiveFront(instance);
  expect(truth.length).toBeGreaterThan(2);
  expect(frontFaults(truth, truth)).toEqual([]);
  expect(frontFaults(truth.slice(1), truth)).toHaveLength(1);
  const last = truth[truth.length - 1];
  expect(frontFaults([...truth, { CT: 2 * last.CT, CE: last.CE * 0.999 }], truth)).toHaveLength(1);
  expect(frontFaults([...truth, { CT: 2 * last.CT, CE: last.CE }], truth).length).toBeGreaterThan(0);
});
