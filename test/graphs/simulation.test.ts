// The simulation of graphs against their closed form, and against queueing theory.
import { expect, test } from "vitest";
import { graphComponents, graphEnergy, graphRates, graphWorst } from "../../src/graphs/evaluation.ts";
import { graphMethod } from "../../src/graphs/methods/index.ts";
import { setting } from "../../src/graphs/setting.ts";
import { readInstance } from "../../src/model/instance.ts";
import { toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { stream } from "../../src/random/stream.ts";
import { criticalPath } from "../../src/simulation/graphs/critical-path.ts";
import { leastFinish, planAtArrival, simulateGraphs } from "../../src/simulation/graphs/simulate-graphs.ts";
import { randomFile } from "./random-graphs.ts";
import { topcuoglu } from "./topcuoglu.ts";

const inputOf = (of: ReturnType<typeof setting>, seed = 1) => ({
  of,
  rates: graphRates(graphWorst(of), weights(0.5)),
  stream: stream({ seed, replication: 0, purpose: "plan" }),
  backlog: null,
});

test("without contention the strict simulation of a schedule is its closed form: makespan, starts, joules", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const file = randomFile(seed, {
      tasks: 3 + (seed % 12),
      servers: 1 + (seed % 3),
      ratio: 0.5,
      latencyS: 0.05 * (seed % 2),
    });
    const of = setting(toProblem(readInstance({ ...file, radio: "none" }, "free")));
    for (const name of ["heft", "random", "cpop"]) {
      const schedule = graphMethod(name).schedule(inputOf(of, seed));
      const run = simulateGraphs(of, { places: schedule.places, sequence: schedule.sequence });
      expect(run.completed).toBe(1);
      expect(Math.abs(run.makespan / schedule.makespan - 1)).toBeLessThan(1e-9);
      for (let t = 0; t < of.tasks; t++) expect(run.times.started[t]).toBeCloseTo(schedule.start[t], 8);
      expect(Math.abs(run.energy / graphEnergy(graphComponents(of, schedule)) - 1)).toBeLessThan(1e-9);
    }
  }
});

test("the same over access points and wires that share nothing", () => {
  const of = setting(topcuoglu());
  const schedule = graphMethod("heft").schedule(inputOf(of));
  const run = simulateGraphs(of, { places: schedule.places, sequence: schedule.sequence });
  expect(run.makespan).toBeCloseTo(80, 9);
});

test("with one radio for all transfers a schedule takes at least as long, and places decided live are done", () => {
  let slower = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const of = setting(
      toProblem(readInstance(randomFile(seed, { tasks: 12, servers: 2, ratio: 1 }), "radio")),
    );
    const input = inputOf(of, seed);
    const schedule = graphMethod("heft").schedule(input);
    const run = simulateGraphs(of, { places: schedule.places, sequence: schedule.sequence });
    expect(run.makespan).toBeGreaterThan(schedule.makespan * (1 - 1e-9));
    if (run.makespan > schedule.makespan * (1 + 1e-6)) slower++;
    for (const placing of [
      planAtArrival(of, graphMethod("heft").schedule, input.rates, input.stream),
      leastFinish(of),
    ]) {
      const live = simulateGraphs(of, placing);
      expect(live.completed).toBe(1);
      expect(live.tasksDone).toBe(12);
    }
  }
  expect(slower).toBeGreaterThan(5);
});

test("a critical path leads from arrival to end without a gap", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const of = setting(
      toProblem(readInstance(randomFile(seed, { tasks: 10, servers: 2, ratio: 1 }), "path")),
    );
    const run = simulateGraphs(of, leastFinish(of));
    const steps = criticalPath(of, run.times, 0);
    expect(steps[0].begin).toBe(0);
    expect(steps.at(-1)!.end).toBe(run.times.jobDone[0]);
    for (let k = 1; k < steps.length; k++) expect(steps[k].begin).toBeCloseTo(steps[k - 1].end, 9);
  }
});

/** Two tasks without edges, pinned to two servers; Poisson arrivals, exponential work drawn independently. */
function forkJoin(rho: number, jobs: number, seed: number) {
  const draw = stream({ seed, replication: 0, purpose: "fork" });
  const exponential = () => -Math.log(1 - draw());
  let now = 0;
  return {
    format: "mec-offload/instance@1",
    work: { instructionsPerBit: 250 },
    outputReduction: 1,
    devices: [
      {
        id: "d1",
        speedIps: 1e9,
        powerW: { compute: 1, transmit: 1, idle: 0 },
        jobs: Array.from({ length: jobs }, (_, j) => {
          now += exponential() / rho;
          return {
            id: `j${j}`,
            arrivalS: now,
            graph: {
              tasks: ["m1", "m2"].map((at) => ({ id: at, at, instructions: 1e9 * exponential() })),
            },
          };
        }),
      },
    ],
    servers: [
      { id: "m1", speedIps: 1e9 },
      { id: "m2", speedIps: 1e9 },
    ],
    linksMbps: [[8, 8]],
  };
}

test("fork-join of two M/M/1 queues: mean response (12 - rho) / 8 / (mu - lambda) (Flatto and Hahn 1984)", () => {
  const means = Array.from({ length: 10 }, (_, seed) => {
    const of = setting(toProblem(readInstance(forkJoin(0.5, 3_000, seed + 1), "fork")));
    const { places } = graphMethod("local").schedule(inputOf(of));
    return simulateGraphs(of, { places, sequence: null }).meanResponse;
  });
  const mean = means.reduce((a, b) => a + b, 0) / means.length;
  const deviation = Math.sqrt(means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (means.length - 1));
  // The 99.9 % quantile of Student's t with 9 degrees of freedom.
  const half = (4.781 * deviation) / Math.sqrt(means.length);
  expect(half / mean).toBeLessThan(0.08);
  expect(Math.abs(mean - 2.875)).toBeLessThan(half);
});
