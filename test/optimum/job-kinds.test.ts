import { expect, test } from "vitest";
import { jobs } from "../../src/model/jobs.ts";
import { type Problem, toProblem } from "../../src/model/problem.ts";
import { kindsOf } from "../../src/optimum/job-kinds.ts";
import { randomInstance } from "./random-problem.ts";

/** Twelve jobs of one device: those of even number three times as large as those of odd number, in every respect. */
function twoSizes(change: (problem: Problem) => void = () => {}, places = false): Problem {
  const found = toProblem(randomInstance(3, "plain", 8, 3));
  const n = 12;
  const factor = Float64Array.from({ length: n }, (_, j) => (j % 2 === 0 ? 3 : 1));
  const problem: Problem = {
    ...found,
    jobs: jobs(found.network.devices, {
      device: new Int32Array(n),
      bits: factor.map((by) => 5e6 * by),
      instructions: factor.map((by) => 7e8 * by),
      outputBits: factor.map((by) => 2e6 * by),
      arrival: new Float64Array(n),
      deadline: new Float64Array(n).fill(Number.POSITIVE_INFINITY),
      priority: new Float64Array(n),
      jobClass: new Int32Array(n),
      allowed: places ? new Uint8Array(n * (found.network.servers + 1)).fill(1) : null,
      classes: found.jobs.classes,
      id: found.jobs.id,
    }),
  };
  change(problem);
  return problem;
}

test("jobs that differ by a factor are of one kind, with its sums and shares", () => {
  const kinds = kindsOf(
    twoSizes(({ jobs: { jobClass } }) => jobClass.fill(3)),
    4,
  )!;
  expect([...kinds.sums.jobs.jobClass]).toEqual([3]);
  expect(kinds.sums.jobs.count).toBe(1);
  expect([kinds.sums.jobs.bits[0], kinds.sums.jobs.instructions[0], kinds.sums.jobs.outputBits[0]]).toEqual([
    24 * 5e6,
    24 * 7e8,
    24 * 2e6,
  ]);
  expect([...kinds.part].map((part) => Math.round(24 * part))).toEqual([3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]);
  expect([...kinds.members]).toEqual([...kinds.kind.keys()]);
  expect([...kinds.first]).toEqual([0, 12]);
});

test("a job that differs in one respect alone is of a kind of its own, and too many kinds are none", () => {
  const changes: ((problem: Problem) => void)[] = [
    ({ jobs: { bits } }) => (bits[5] *= 1.001),
    ({ jobs: { instructions } }) => (instructions[5] *= 1.001),
    ({ jobs: { outputBits } }) => (outputBits[5] *= 1.001),
    ({ jobs: { bits } }) => (bits[5] *= 0.999),
    ({ jobs: { instructions } }) => (instructions[5] *= 0.999),
    ({ jobs: { outputBits } }) => (outputBits[5] *= 0.999),
    ({ jobs: { outputBits } }) => (outputBits[5] = 0),
    // A difference far above rounding that the other two columns would not show.
    ({ jobs: { bits } }) => (bits[5] *= 1 + 2e-11),
    ({ jobs: { outputBits } }) => (outputBits[5] *= 1 - 2e-11),
    ({ jobs: { instructions } }) => {
      for (const j of instructions.keys()) instructions[j] *= j === 5 ? 1e-6 * (1 + 2e-11) : 1e-6;
    },
    ({ jobs: { allowed }, network: { servers } }) => (allowed![5 * (servers + 1)] = 0),
    ({ jobs: { allowed }, network: { servers } }) => (allowed![5 * (servers + 1) + servers] = 0),
  ];
  for (const [c, change] of changes.entries()) {
    const problem = twoSizes(change, true);
    const kinds = kindsOf(problem, 4)!;
    expect(kinds.sums.jobs.count, `change ${c}`).toBe(2);
    expect(
      [...kinds.kind].map((kind, j) => kind === kinds.kind[5] && j !== 5),
      `change ${c}`,
    ).toEqual(new Array(12).fill(false));
    const own = kinds.kind[5];
    expect(kinds.sums.jobs.bits[own]).toBe(problem.jobs.bits[5]);
    const places = problem.network.servers + 1;
    expect([...kinds.sums.jobs.allowed!.subarray(own * places, (own + 1) * places)]).toEqual([
      ...problem.jobs.allowed!.subarray(5 * places, 6 * places),
    ]);
    expect(kindsOf(problem, 2)).not.toBeNull();
    expect(kindsOf(problem, 1)).toBeNull();
  }
});

test("a job without work and output is a kind by itself and the whole of it", () => {
  const kinds = kindsOf(
    twoSizes(({ jobs: { bits, instructions, outputBits } }) => {
      for (const j of [4, 7]) bits[j] = instructions[j] = outputBits[j] = 0;
    }),
    4,
  )!;
  expect(kinds.sums.jobs.count).toBe(3);
  expect([kinds.part[4], kinds.part[7]]).toEqual([1, 1]);
  expect(kinds.kind[4]).not.toBe(kinds.kind[7]);
});
