// Policies on networks small enough to place the jobs by hand.
import { expect, test } from "vitest";
import { objective, readInstance, toProblem, weights } from "../../src/model/index.ts";
import { type PaperSettings, plannerNamed, policySettings } from "../../src/policies/index.ts";

/** One device at 1e9 instr/s, 125 instr/bit so that 1 MB = 1e9 instructions = 1 s; links of 8 Mbps: 1 MB = 1 s. */
function network(
  sizes: readonly number[],
  speeds: readonly number[],
  rates: readonly number[] = [],
  allowed: readonly (readonly string[])[] = [],
) {
  return toProblem(
    readInstance(
      {
        format: "mec-offload/instance@1",
        work: { instructionsPerBit: 125 },
        outputReduction: 1,
        devices: [
          {
            id: "d1",
            speedIps: 1e9,
            powerW: { compute: 1, transmit: 1, idle: 0 },
            jobs: sizes.map((sizeMB, j) => ({
              id: `j${j}`,
              sizeMB,
              ...(allowed[j] === undefined ? {} : { allowed: allowed[j] }),
            })),
          },
        ],
        servers: speeds.map((speed, c) => ({ id: `m${c}`, speedIps: speed * 1e9 })),
        linksMbps: [speeds.map((_, c) => rates[c] ?? 8)],
      },
      "by-hand.json",
    ),
  );
}

function places(
  method: Parameters<typeof plannerNamed>[0],
  problem: ReturnType<typeof network>,
  { wt = 1, draws = 0, ...chosen }: { wt?: number; draws?: number } & PaperSettings = {},
): number[] {
  const found = new Int32Array(problem.jobs.count);
  const options = policySettings({ odfpProbability: 1, ...chosen });
  plannerNamed(method, options)(objective(problem, weights(wt), "eq3"))(found, () => draws);
  return Array.from(found);
}

test("MJ deals the ranks out by speed: of 4 jobs, speeds 1 : 3, the smallest goes to the slow server", () => {
  // Quantiles 1/8, 3/8, 5/8, 7/8 of the ranks; the slow server holds the first quarter of the speeds.
  expect(places("odfp-mj", network([4, 1, 3, 2], [3, 1]))).toEqual([0, 1, 0, 0]);
});

test("MJ ranks equal jobs in instance order, and equal servers too", () => {
  expect(places("odfp-mj", network([2, 2, 2, 2], [1, 1]))).toEqual([0, 0, 1, 1]);
});

test("a draw at a probability itself is none below it", () => {
  const problem = network([4, 2, 1], [1]);
  expect(places("odfp-mt", problem, { odfpProbability: 0.5, draws: 0.5 })).toEqual([-1, -1, -1]);
  expect(places("odpd-mt", problem, { draws: 0.5 })).toEqual([-1, -1, -1]);
  // Probabilities 1, 1/2 and 1/4.
  expect(places("odpd-mt", problem, { odpd: "by-size", draws: 0.5 })).toEqual([0, -1, -1]);
  expect(places("odpd-mt", problem, { odpd: "by-size", draws: 0.49 })).toEqual([0, 0, -1]);
});

test("MT starts with the faster server, then follows the least load", () => {
  // Speeds 1, 2, sizes 4, 2, 2, 6: m1 (0.0 -> 2), m0 (0 -> 2); tie at 2: m1 (-> 3); m0 (-> 8).
  expect(places("odfp-mt", network([4, 2, 2, 6], [1, 2]))).toEqual([1, 0, 1, 0]);
});

test("MW takes the fastest link whatever the load", () => {
  expect(places("odfp-mw", network([4, 2, 2], [5, 1, 9], [8, 20, 10]))).toEqual([1, 1, 1]);
});

test("greedy keeps a job at home as soon as the server's load costs more", () => {
  // Speed 1, rate 4 Mbps: offloading takes 2 s per MB plus load: always worse than 1 s per MB at home.
  expect(places("greedy", network([1, 1], [1], [4]))).toEqual([-1, -1]);
  // Speed 4, rate 16 Mbps: transfer 0.5 s, load 0.25 s per MB: always better.
  expect(places("greedy", network([1, 1], [4], [16]))).toEqual([0, 0]);
});

test("offload-all fills the second server where that leaves the largest load as it is", () => {
  // Equal servers, links equal: j0 (4 MB) to m0; j1, j2 fit below its load on m1; j3 raises either alike: m0 first.
  expect(places("offload-all", network([4, 2, 2, 1], [1, 1]))).toEqual([0, 1, 1, 0]);
});

test("random chooses its device and each server with equal probability", () => {
  const problem = network([1], [1, 1, 1]);
  expect([0, 0.25, 0.5, 0.75, 0.999].map((draws) => places("random", problem, { draws })[0])).toEqual([
    -1, 0, 1, 2, 2,
  ]);
});

test("local leaves every job at home", () => {
  expect(places("local", network([1, 2, 3], [9, 9]))).toEqual([-1, -1, -1]);
});

test("local sends a job that may not stay where it adds least, given those that went before", () => {
  // Equal servers at 1 s per MB, upload 1 s per MB: 4 MB to m0; 2 and 2 fit below its load on m1, 3 raise m0 by 3
  // and m1 by 3 alike. What may stay stays, and a job that may go nowhere else does too.
  const away = ["m0", "m1"];
  const problem = network(
    [4, 9, 2, 2, 3, 1],
    [1, 1],
    [],
    [away, ["local", "m1"], away, away, away, ["local"]],
  );
  expect(places("local", problem)).toEqual([0, -1, 1, 1, 0, -1]);
  expect(places("local", network([1, 1], [1, 5], [], [away, ["m0"]]))).toEqual([1, 0]);
});

test("offload-all keeps a job at home only where it may use no server", () => {
  expect(places("offload-all", network([1, 1, 1], [1, 5], [], [["local"], ["local", "m0"], ["m1"]]))).toEqual(
    [-1, 0, 1],
  );
});

test("MW takes the fastest of the links to the servers that a job may use", () => {
  const problem = network([1, 1, 1], [1, 1, 1], [8, 20, 20], [["m0"], ["m0", "m2"], ["m0", "m1", "m2"]]);
  expect(places("odfp-mw", problem)).toEqual([0, 2, 1]);
});

test("MT counts the cores of a server where it breaks ties by speed, MJ where it deals out shares", () => {
  const file = network([1], [3, 1]);
  const cores = { ...file, network: { ...file.network, serverCores: Int32Array.of(1, 4) } };
  expect(places("odfp-mt", cores)).toEqual([1]);
  expect(places("odfp-mt", file)).toEqual([0]);
  // Speeds 3 and 4: the slower holds the first 3/7 of the speeds.
  const four = network([1, 2, 3, 4], [3, 1]);
  const shared = { ...four, network: { ...four.network, serverCores: Int32Array.of(1, 4) } };
  expect(places("odfp-mj", shared)).toEqual([0, 0, 1, 1]);
});
