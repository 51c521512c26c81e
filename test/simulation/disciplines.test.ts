// Who is served when, by hand; means cannot tell LIFO from FIFO, orders can.
import { describe, expect, test } from "vitest";
import type { Discipline } from "../../src/model/index.ts";
import { stream } from "../../src/random/index.ts";
import { completions, type Little, runLittle } from "./little-world.ts";

// Work 4, 3, 1, 2 arriving at 0, 1, 2, 3; priorities 2, 1, 2, 0.
const jobs = [
  { at: 0, work: 4, priority: 2 },
  { at: 1, work: 3, priority: 1 },
  { at: 2, work: 1, priority: 2 },
  { at: 3, work: 2, priority: 0 },
];
test.each<[Discipline, number[]]>([
  ["fifo", [4, 7, 8, 10]],
  // After job 0 at 4 the last to come is job 3, then 2, then 1.
  ["lcfs", [4, 10, 7, 6]],
  // Job 1 pushes out 0 at 1, job 2 pushes out 1 at 2 and ends at 3, as 3 comes; then 1 has 2 left, 0 has 3.
  ["lcfs-preemptive", [10, 7, 3, 5]],
  ["shortest-job-first", [4, 10, 5, 7]],
  ["priority", [4, 9, 10, 6]],
  // Job 1 pushes out 0 at 1; 3 pushes out 1 at 3 (1 left); then 1 ends at 6; 0 came before 2 and has 3 left.
  ["priority-preemptive", [9, 6, 10, 5]],
  // One: 1 alone; 2 share from 1, 3 from 2, 4 from 3: see the rates 1, 1/2, 1/3, 1/4. Job 2 needs 1: 1/3 by 3, then
  // 2/3 at 1/4 by 17/3; then 3 needs 2 - 2/3 at 1/3 by 29/3; then 0 and 1 have 4 - 1 - 1/2 - 1/3 - 2/3 - 4/3 = 1/6
  // and 3 - 1/2 - 1/3 - 2/3 - 4/3 = 1/6 left at 1/2, both by 10.
  ["processor-sharing", [10, 10, 17 / 3, 29 / 3]],
])("%s serves four jobs in its order", (discipline, expected) => {
  const result = runLittle({ jobs, discipline });
  for (const [j, time] of completions(result).entries()) expect(time).toBeCloseTo(expected[j], 12);
  expect(result.servers[0].busy).toBeCloseTo(10, 12);
});

test("two cores under processor sharing: nobody runs faster than one core", () => {
  // Alone and in pairs each runs at 1; three share 2/3 each.
  const result = runLittle({
    jobs: [{ work: 2 }, { work: 2 }, { work: 2 }],
    cores: 2,
    discipline: "processor-sharing",
  });
  for (const time of completions(result)) expect(time).toBeCloseTo(3, 12);
  const one = runLittle({ jobs: [{ work: 2 }], cores: 2, discipline: "processor-sharing" });
  expect(completions(one)).toEqual([2]);
});

test("a concurrency limit lets the others wait, first come first", () => {
  const result = runLittle(
    { jobs: [{ work: 1 }, { work: 1 }, { work: 1 }], discipline: "processor-sharing" },
    { concurrency: [2] },
  );
  expect(completions(result)).toEqual([2, 2, 3]);
  expect(result.servers[0].meanQueueLength).toBeCloseTo(2 / 3, 12);
});

test("two preemptive cores give up the job with the largest number, the last to come of several", () => {
  const result = runLittle({
    jobs: [
      { work: 4, priority: 1 },
      { work: 4, priority: 1 },
      { at: 1, work: 1, priority: 0 },
    ],
    cores: 2,
    discipline: "priority-preemptive",
  });
  expect(completions(result)).toEqual([4, 5, 2]);
});

describe("deterministic arrivals, no waiting room (cases 19 and 20 of the validation)", () => {
  const every = (service: number): Little => ({
    jobs: Array.from({ length: 100 }, (_, n) => ({ at: n + 1, work: service })),
    queueLimit: 0,
  });
  test("service of 1.5: every other job is rejected, the last leaves at 100.5", () => {
    const result = runLittle(every(1.5), { overflow: "drop" });
    expect([result.completed, result.dropped, result.makespan]).toEqual([50, 50, 100.5]);
  });
  test("service of 1: a departure comes before an arrival at the same instant, so none is rejected", () => {
    expect(runLittle(every(1), { overflow: "drop" })).toMatchObject({ completed: 100, dropped: 0 });
  });
});

/** Processor sharing from its definition: everyone's remaining work, stepped from event to event. */
function sharedByDefinition(arrivals: readonly { at: number; work: number }[], cores: number): number[] {
  const left = arrivals.map((job) => job.work);
  const done = arrivals.map(() => Number.NaN);
  const present = new Set<number>();
  let now = 0;
  let next = 0;
  while (next < arrivals.length || present.size > 0) {
    const rate = present.size <= cores ? 1 : cores / present.size;
    let first = -1;
    for (const j of present) if (first < 0 || left[j] < left[first]) first = j;
    const end = first < 0 ? Number.POSITIVE_INFINITY : now + left[first] / rate;
    const arrival = arrivals[next]?.at ?? Number.POSITIVE_INFINITY;
    const at = Math.min(end, arrival);
    for (const j of present) left[j] -= rate * (at - now);
    now = at;
    if (end <= arrival) {
      done[first] = now;
      present.delete(first);
    } else present.add(next++);
  }
  return done;
}

test.each([1, 3])("processor sharing by virtual time equals its definition on %d cores", (cores) => {
  const draw = stream({ seed: cores, replication: 0, purpose: "sharing" });
  let at = 0;
  const arrivals = Array.from({ length: 400 }, () => {
    at += -Math.log(1 - draw()) / (0.9 * cores);
    return { at, work: 0.1 + 1.8 * draw() };
  });
  const expected = sharedByDefinition(arrivals, cores);
  const result = runLittle({ jobs: arrivals, cores, discipline: "processor-sharing" });
  for (const [j, time] of completions(result).entries()) expect(time).toBeCloseTo(expected[j], 8);
});
