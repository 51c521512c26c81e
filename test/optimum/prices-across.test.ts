// Many weights of one network: as near and as well proven as each weight by itself.
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/model/evaluate.ts";
import { type Jobs, jobs } from "../../src/model/jobs.ts";
import { objective } from "../../src/model/objective.ts";
import { isAllowed, LOCAL, type Problem, toProblem } from "../../src/model/problem.ts";
import { SCORES, weights } from "../../src/model/score.ts";
import { worstCase } from "../../src/model/worst-case.ts";
import { Assignment } from "../../src/optimum/assignment.ts";
import { bestPrices } from "../../src/optimum/best-prices.ts";
import { CoreBuilder } from "../../src/optimum/core.ts";
import { prices, pricesAcross } from "../../src/optimum/index.ts";
import { kindsOf } from "../../src/optimum/job-kinds.ts";
import { priceBound } from "../../src/optimum/price-bound.ts";
import { byKinds } from "../../src/optimum/prices-across.ts";
import { round } from "../../src/optimum/rounding.ts";
import { stream } from "../../src/random/stream.ts";
import { EXTREMES, exhaustive, randomInstance } from "./random-problem.ts";

/** A network with `copies` of each job, of sizes that differ by a factor; `own` gives each its own work as well. */
function enlarged(problem: Problem, copies: number, seed: number, own = false): Problem {
  const draw = stream({ seed, replication: 0, purpose: "copies" });
  const n = problem.jobs.count * copies;
  const from = Int32Array.from({ length: n }, (_, j) => Math.floor(j / copies));
  const factor = Float64Array.from({ length: n }, () => 0.2 + 1.6 * draw());
  const scaled = (column: Float64Array, more: () => number) =>
    factor.map((size, j) => size * column[from[j]] * more());
  const as = (column: Float64Array) => Float64Array.from(from, (j) => column[j]);
  const m = problem.network.servers;
  return {
    ...problem,
    jobs: jobs(problem.network.devices, {
      device: from.map((j) => problem.jobs.device[j]),
      bits: scaled(problem.jobs.bits, () => 1),
      instructions: scaled(problem.jobs.instructions, () => (own ? 0.5 + draw() : 1)),
      outputBits: scaled(problem.jobs.outputBits, () => 1),
      arrival: as(problem.jobs.arrival),
      deadline: as(problem.jobs.deadline),
      priority: as(problem.jobs.priority),
      jobClass: from.map((j) => problem.jobs.jobClass[j]),
      allowed:
        problem.jobs.allowed === null
          ? null
          : Uint8Array.from({ length: n * (m + 1) }, (_, at) => {
              const j = Math.floor(at / (m + 1));
              return problem.jobs.allowed![from[j] * (m + 1) + (at - j * (m + 1))];
            }),
      classes: problem.jobs.classes,
      id: (j) => `${problem.jobs.id(from[j])}-${j % copies}`,
    }),
  };
}

const drawn = (seed: number) => toProblem(randomInstance(seed, EXTREMES[seed % EXTREMES.length], 8));
const sharesOf = (seed: number) => {
  const wc = EXTREMES[seed % EXTREMES.length] === "price" ? 0.3 : 0;
  return { wc, wts: [0, 0.35, 1 - wc], score: SCORES[seed % 2] };
};

/** What must hold at a weight, beside `prices` at this weight alone. */
function expectAsAlone(problem: Problem, seed: number, tolerance: number): void {
  const { wc, wts, score } = sharesOf(seed);
  const solve = pricesAcross(problem, { wc, score });
  for (const wt of wts) {
    const name = `instance ${seed}, ${EXTREMES[seed % EXTREMES.length]}, wt ${wt}`;
    const weight = weights(wt, wc);
    const alone = prices(objective(problem, weight, score));
    const found = solve(wt);
    expect(Math.abs(found.lowerBound - alone.lowerBound), name).toBeLessThanOrEqual(1e-8 * alone.score);
    expect(found.lowerBound, name).toBeLessThanOrEqual(alone.score * (1 + 1e-9));
    expect(found.gap, name).toBeLessThanOrEqual(Math.max(tolerance, alone.gap) + 1e-9);
    expect(found.score, name).toBeCloseTo(evaluate(problem, found.places, weight, score).score, 9);
    for (let j = 0; j < problem.jobs.count; j++) {
      if (!isAllowed(problem, j, found.places[j])) throw new Error(`${name}: job ${j} at ${found.places[j]}`);
    }
  }
}

describe("at several weights", () => {
  test("thousands of jobs of few kinds: bound, score and places as of each weight alone", () => {
    for (let seed = 0; seed < EXTREMES.length; seed++) {
      const problem = drawn(seed);
      expectAsAlone(enlarged(problem, Math.ceil(4001 / problem.jobs.count), seed), seed, 1e-5);
    }
  });

  test("jobs with work of their own are of no kind, and all are looked at", () => {
    for (let seed = 0; seed < 4; seed++) {
      const problem = enlarged(drawn(seed), 1000, seed, true);
      expect(kindsOf(problem, problem.jobs.count / 8)).toBeNull();
      expectAsAlone(problem, seed, 1e-6);
    }
  });

  test("few jobs: the optimum lies between bound and score", () => {
    for (let seed = 0; seed < 5 * EXTREMES.length; seed++) {
      const problem = toProblem(randomInstance(seed, EXTREMES[seed % EXTREMES.length], 5));
      const { wc, wts, score } = sharesOf(seed);
      const solve = pricesAcross(problem, { wc, score });
      for (const wt of wts) {
        const best = exhaustive(objective(problem, weights(wt, wc), score));
        const found = solve(wt);
        expect(found.lowerBound, `instance ${seed}`).toBeLessThanOrEqual(best * (1 + 1e-9));
        expect(found.score, `instance ${seed}`).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      }
    }
  });
});

describe("kinds of jobs", () => {
  test("copies of any sizes are one kind, in any order, and their sum bounds like all of them", () => {
    for (let seed = 0; seed < EXTREMES.length; seed++) {
      const problem = drawn(seed);
      const large = enlarged(problem, 50, seed);
      const kinds = kindsOf(large, large.jobs.count)!;
      expect(kinds.sums.jobs.count).toBeLessThanOrEqual(problem.jobs.count);
      const { wc, score } = sharesOf(seed);
      const weight = weights(0.3, wc);
      const of = objective(large, weight, score);
      const sums = objective(kinds.sums, weight, score, of.worst);
      const { prices: best } = bestPrices(sums);
      const [one, other] = [priceBound(of, best), priceBound(sums, best)];
      expect(Math.abs(one.bound - other.bound)).toBeLessThanOrEqual(1e-12 * one.bound);
      for (let c = 0; c < large.network.servers; c++) expect(other.loads[c]).toBeCloseTo(one.loads[c], 6);
    }
  });

  test("the relaxation over kinds, rounded, has the score of its places, close above the bound", () => {
    for (let seed = 0; seed < 3 * EXTREMES.length; seed++) {
      const { wc, wts, score } = sharesOf(seed);
      const problem = drawn(seed);
      const large = enlarged(problem, Math.ceil(3000 / problem.jobs.count), seed);
      const kinds = kindsOf(large, large.jobs.count)!;
      for (const wt of wts) {
        const weight = weights(wt, wc);
        const worst = worstCase(large);
        const found = byKinds(objective(kinds.sums, weight, score, worst), kinds, undefined);
        const truth = evaluate(large, found.places, weight, score, worst).score;
        expect(Math.abs(found.score / truth - 1), `instance ${seed}, wt ${wt}`).toBeLessThanOrEqual(1e-9);
        expect(found.gap, `instance ${seed}, wt ${wt}`).toBeLessThanOrEqual(
          EXTREMES[seed % EXTREMES.length] === "one giant job" ? 0.1 : 1e-3,
        );
      }
    }
  });

  test("another output, work, device or set of places is another kind", () => {
    const base = drawn(EXTREMES.indexOf("plain"));
    const two = enlarged(
      {
        ...base,
        jobs: { ...base.jobs, allowed: new Uint8Array(base.jobs.count * (base.network.servers + 1)).fill(1) },
      },
      2,
      1,
    );
    const kinds = kindsOf(two, two.jobs.count)!.sums.jobs.count;
    const bent = (change: Partial<Jobs>) =>
      kindsOf({ ...two, jobs: { ...two.jobs, ...change } }, two.jobs.count)!.sums.jobs.count;
    const first = <A extends Float64Array | Uint8Array>(column: A, value: number): A => {
      const copy = column.slice() as A;
      copy[1] = value;
      return copy;
    };
    expect(bent({ outputBits: first(two.jobs.outputBits, two.jobs.outputBits[1] * 1.001) })).toBe(kinds + 1);
    expect(bent({ instructions: first(two.jobs.instructions, two.jobs.instructions[1] * 1.001) })).toBe(
      kinds + 1,
    );
    expect(bent({ allowed: first(two.jobs.allowed!, 0) })).toBe(kinds + 1);
    expect(kinds).toBe(new Set(base.jobs.device).size);
  });
});

test("rounding leaves each server within two jobs of its load in the relaxation", () => {
  const draw = stream({ seed: 3, replication: 0, purpose: "sizes" });
  const jobs = 3000;
  const [seconds, fractions] = [
    [2, 7],
    [0.62, 0.27, 0.11],
  ];
  const builder = new CoreBuilder(2);
  const relaxed = [0, 0];
  for (let j = 0; j < jobs; j++) {
    const size = 0.2 + 1.6 * draw();
    builder.candidate(LOCAL, size, 0);
    for (const c of [0, 1]) {
      builder.candidate(c, size, seconds[c] * size);
      relaxed[c] += fractions[c + 1] * seconds[c] * size;
    }
    builder.open(j);
  }
  const core = builder.build(1);
  const x = Float64Array.from({ length: 3 * jobs }, (_, k) => fractions[k % 3]);
  const { loads } = new Assignment(core, round(core, x));
  for (const c of [0, 1]) expect(Math.abs(loads[c] - relaxed[c])).toBeLessThanOrEqual(2 * 1.8 * seconds[c]);
});
