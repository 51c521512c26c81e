// Schedules, methods and the optimum of graphs against a literal second implementation and against trying everything.
import { expect, test } from "vitest";
import { graphOptimum } from "../../src/graphs/branch-and-bound.ts";
import {
  graphComponents,
  graphEnergy,
  graphRates,
  graphScore,
  graphWorst,
} from "../../src/graphs/evaluation.ts";
import { graphLowerBound } from "../../src/graphs/lower-bound.ts";
import { graphMethod } from "../../src/graphs/methods/index.ts";
import { setting } from "../../src/graphs/setting.ts";
import { readInstance } from "../../src/model/instance.ts";
import { toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { stream } from "../../src/random/stream.ts";
import { sized } from "../sized.ts";
import { everySchedule, Literal } from "./literal.ts";
import { randomFile, type Shape } from "./random-graphs.ts";

function both(seed: number, shape: Shape) {
  const file = randomFile(seed, shape);
  return { of: setting(toProblem(readInstance(file, "random"))), literal: new Literal(file) };
}

const inputOf = (of: ReturnType<typeof setting>, seed: number, wt = 0.5) => ({
  of,
  rates: graphRates(graphWorst(of), weights(wt)),
  stream: stream({ seed, replication: 0, purpose: "plan" }),
  backlog: null,
});

const seeds = (count: number) => Array.from({ length: count }, (_, k) => k + 1);

test("the closed form of a schedule is the literal one: starts, makespan and joules", () => {
  for (const seed of seeds(200)) {
    const { of, literal } = both(seed, {
      tasks: 3 + (seed % 9),
      servers: 1 + (seed % 3),
      ratio: 0.5,
      latencyS: 0.1,
    });
    const schedule = graphMethod("random").schedule(inputOf(of, seed));
    const id = (task: number) => of.graphs.id(task);
    const place = new Map(Array.from(schedule.places, (p, task) => [id(task), literal.places[p]]));
    const expected = literal.evaluate(place, Array.from(schedule.sequence, id));
    for (let task = 0; task < of.tasks; task++)
      expect(schedule.start[task]).toBeCloseTo(expected.start.get(id(task))!, 9);
    expect(schedule.makespan / expected.makespan).toBeCloseTo(1, 12);
    expect(graphEnergy(graphComponents(of, schedule)) / expected.joules).toBeCloseTo(1, 12);
  }
});

test.each(["heft", "cpop", "peft"] as const)("%s is its paper's, place by place", (name) => {
  for (const seed of seeds(200)) {
    const { of, literal } = both(seed, { tasks: 3 + (seed % 10), servers: 1 + (seed % 4), ratio: seed % 2 });
    const schedule = graphMethod(name).schedule(inputOf(of, seed));
    const expected = literal[name]();
    for (let task = 0; task < of.tasks; task++) {
      const id = of.graphs.id(task);
      expect(literal.places[schedule.places[task]], `seed ${seed}, ${id}`).toBe(expected.place.get(id));
      expect(schedule.start[task]).toBeCloseTo(expected.start.get(id)!, 9);
    }
  }
});

test("no schedule of up to 5 tasks is better than the optimum, ties and zeros among them", () => {
  for (const seed of seeds(sized(24, 300))) {
    const shape = { tasks: 2 + (seed % 4), servers: 1 + (seed % 2), ratio: 1, coarse: seed % 3 > 0 };
    const { of, literal } = both(seed, shape);
    const worst = graphWorst(of);
    if (worst.time === 0) continue;
    for (const wt of [1, 0.5, 0.05]) {
      const rates = graphRates(worst, weights(wt));
      let best = Number.POSITIVE_INFINITY;
      for (const [place, order] of everySchedule(literal)) {
        const { makespan, joules } = literal.evaluate(place, order);
        best = Math.min(best, rates.perSecond * makespan + rates.perJoule * joules);
      }
      const found = graphOptimum(of, rates);
      expect(found.proven).toBe(true);
      expect(found.score / best, `seed ${seed}, wt ${wt}`).toBeCloseTo(1, 5);
      expect(found.lowerBound).toBeLessThanOrEqual(best * (1 + 1e-9));
      expect(graphLowerBound(of, rates)).toBeLessThanOrEqual(best * (1 + 1e-9));
    }
  }
}, 600_000);

test("no method beats the optimum, and the optimum's own schedule has its score", () => {
  for (const seed of seeds(15)) {
    const { of } = both(seed, { tasks: 9, servers: 2, ratio: 0.5 });
    const input = inputOf(of, seed);
    const found = graphOptimum(of, input.rates);
    expect(found.proven).toBe(true);
    expect(graphScore(of, found.schedule, input.rates)).toBeCloseTo(found.score, 12);
    for (const name of [
      "heft",
      "cpop",
      "peft",
      "heft-lookahead",
      "greedy",
      "cut",
      "local",
      "offload-all",
      "random",
    ])
      expect(graphScore(of, graphMethod(name).schedule(input), input.rates), name).toBeGreaterThanOrEqual(
        found.score * (1 - 1e-6),
      );
  }
});
