// Methods on graphs that papers worked through by hand.
import { expect, test } from "vitest";
import { graphRates, graphWorst } from "../../src/graphs/evaluation.ts";
import { upwardRanks } from "../../src/graphs/means.ts";
import { graphMethod } from "../../src/graphs/methods/index.ts";
import { setting } from "../../src/graphs/setting.ts";
import { weights } from "../../src/model/score.ts";
import { stream } from "../../src/random/stream.ts";
import { topcuoglu } from "./topcuoglu.ts";

const of = setting(topcuoglu());
const input = {
  of,
  rates: graphRates(graphWorst(of), weights(1)),
  stream: stream({ seed: 1, replication: 0, purpose: "plan" }),
  backlog: null,
};
const length = (name: string) => graphMethod(name).schedule(input).makespan;

test("HEFT's upward ranks of the ten-task graph are those of the paper's Table 1", () => {
  const expected = [108, 77, 80, 80, 69, 63.333, 42.667, 35.667, 44.333, 14.667];
  for (const [task, rank] of upwardRanks(of).entries()) expect(rank).toBeCloseTo(expected[task], 3);
});

test("HEFT and CPOP give the schedules of 80 and 86 of the paper", () => {
  expect(length("heft")).toBeCloseTo(80, 9);
  expect(length("cpop")).toBeCloseTo(86, 9);
});

test("other methods end between the optimum of 73 and twice that", () => {
  for (const name of ["peft", "heft-lookahead", "greedy"]) {
    expect(length(name)).toBeGreaterThan(73 - 1e-9);
    expect(length(name)).toBeLessThan(146);
  }
});
