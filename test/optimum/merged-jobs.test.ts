// Jobs that the relaxation takes as one: those that differ from the first of them by a factor, and no others.
import { expect, test } from "vitest";
import { LOCAL } from "../../src/model/problem.ts";
import { type Core, CoreBuilder } from "../../src/optimum/core.ts";
import { mergeJobs, partsOf } from "../../src/optimum/merged-jobs.ts";

type Entry = readonly [place: number, cost: number, load: number];

function coreOf(jobs: readonly (readonly Entry[])[]): Core {
  const builder = new CoreBuilder(3);
  for (const [j, entries] of jobs.entries()) {
    for (const entry of entries) builder.candidate(...entry);
    builder.open(j);
  }
  return builder.build(1);
}

const times = (factor: number, entries: readonly Entry[]): Entry[] =>
  entries.map(([place, cost, load]) => [place, factor * cost, factor * load]);

const job: readonly Entry[] = [
  [LOCAL, 3, 0],
  [0, 1, 2],
  [2, 0.5, 5],
];

test("neighbours that differ by a factor become their sum, and share its fractions", () => {
  const jobs = [job, times(2.5, job), times(1 / 3, job)];
  const merged = mergeJobs(coreOf(jobs));
  expect([...merged.part]).toEqual([0, 0, 0]);
  expect([...merged.core.place]).toEqual([LOCAL, 0, 2]);
  const all = 1 + 2.5 + 1 / 3;
  for (const [i, [, cost, load]] of job.entries()) {
    expect(merged.core.cost[i]).toBeCloseTo(all * cost, 12);
    expect(merged.core.load[i]).toBeCloseTo(all * load, 12);
  }
  expect([...partsOf(coreOf(jobs), merged, Float64Array.of(0.2, 0.5, 0.3))]).toEqual([
    0.2, 0.5, 0.3, 0.2, 0.5, 0.3, 0.2, 0.5, 0.3,
  ]);
});

test.each<[string, readonly Entry[]]>([
  ["a cost a little higher", [job[0], [0, 1 + 1e-9, 2], job[2]]],
  ["a cost a little lower", [job[0], [0, 1 - 1e-9, 2], job[2]]],
  ["a higher cost at the last place", [job[0], job[1], [2, 5, 5]]],
  ["loads in other proportions, of the same sum", [job[0], [0, 1, 3], [2, 0.5, 4]]],
  ["another place", [job[0], [1, 1, 2], job[2]]],
  ["a place less", [job[0], job[1]]],
  ["a place more", [...job, [1, 1, 0]]],
])("%s is another job", (_what, other) => {
  const apart = [job, other, times(2, other), job, times(3, job)];
  const merged = mergeJobs(coreOf(apart));
  expect([...merged.part]).toEqual([0, 1, 1, 2, 2]);
  expect(merged.core.jobs.length).toBe(3);
  const x = Float64Array.from(merged.core.place, (_place, k) => k);
  const parts = partsOf(coreOf(apart), merged, x);
  // Each entry takes the fraction of the entry at its own place.
  const { core } = merged;
  expect(Array.from(parts, (k) => core.place[k])).toEqual([...coreOf(apart).place]);
});

test("jobs without any load are not compared", () => {
  const weightless: Entry[] = [[LOCAL, 1, 0]];
  expect([...mergeJobs(coreOf([weightless, weightless, job])).part]).toEqual([0, 1, 2]);
});
