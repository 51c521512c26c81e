// What a run reports of its jobs is what its rows say, summed in another way: with a warm-up, a horizon, classes, prices.
import { describe, expect, test } from "vitest";
import { toProblem } from "../../src/model/index.ts";
import {
  instanceWorld,
  OUTCOMES,
  Run,
  type RunResult,
  type Summary,
  type World,
} from "../../src/simulation/index.ts";
import { busyWorld, looking } from "./busy-world.ts";
import { littleInstance } from "./little-world.ts";

const PRICES = [2, 3, 5];

/** A busy world whose servers cost money and whose jobs are of three classes; the deadline of each job as it was drawn. */
function pricedWorld(seed: number): {
  world: World;
  deadlines: Map<number, number>;
  work: Map<number, number>;
} {
  const world = busyWorld(seed);
  const deadlines = new Map<number, number>();
  const work = new Map<number, number>();
  const [source] = world.sources;
  const classed: World["sources"][number] = {
    closed: source.closed,
    next: (now) => source.next(now),
    draw: (job) => {
      source.draw(job);
      job.jobClass = job.number % 3;
      deadlines.set(job.number, job.deadline);
      work.set(job.number, job.instructions);
    },
  };
  return {
    world: {
      ...world,
      sources: [classed],
      classes: ["a", "b", "c"],
      network: { ...world.network, serverPrice: Float64Array.from(PRICES) },
    },
    deadlines,
    work,
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const close = (actual: number, expected: number, what: string) => {
  if (Number.isNaN(expected)) expect(actual, what).toBeNaN();
  else if (!(Math.abs(actual - expected) <= 1e-9 * Math.max(1e-9, Math.abs(expected))))
    expect.fail(`${what}: ${actual}, by its rows ${expected}`);
};

/** Percentile of type 7: position level x (n - 1) among the sorted values, linear between two. */
function percentile(sorted: readonly number[], level: number): number {
  const at = level * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (at % 1) * (high - low);
}

function compareSummary(actual: Summary, values: readonly number[], what: string): void {
  const sorted = [...values].sort((a, b) => a - b);
  const n = values.length;
  const average = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
  expect(actual.count, what).toBe(n);
  close(actual.mean, average, `${what}, mean`);
  if (n > 1)
    expect(Math.abs(actual.deviation ** 2 * (n - 1) - squares)).toBeLessThan(1e-9 * (squares + average ** 2));
  else expect(actual.deviation, what).toBeNaN();
  close(actual.min, sorted[0] ?? Number.NaN, `${what}, least`);
  close(actual.max, sorted[n - 1] ?? Number.NaN, `${what}, most`);
  for (const [name, level] of [
    ["p50", 0.5],
    ["p90", 0.9],
    ["p95", 0.95],
    ["p99", 0.99],
    ["p999", 0.999],
  ] as const)
    close(actual[name], n === 0 ? Number.NaN : percentile(sorted, level), `${what}, ${name}`);
}

/** All of a result that its rows tell. */
function compare(
  seed: number,
  result: RunResult,
  { deadlines, work, world }: ReturnType<typeof pricedWorld>,
): void {
  const jobs = result.jobs!;
  const at = (what: string) => `seed ${seed}, ${what}`;
  const rows = Array.from({ length: jobs.count }, (_, row) => row);
  const done = rows.filter((row) => OUTCOMES[jobs.outcome[row]] === "completed");
  const number = (outcome: string) => rows.filter((row) => OUTCOMES[jobs.outcome[row]] === outcome).length;
  const of = (column: Float64Array, some: readonly number[]) => some.map((row) => column[row]);
  expect(result, at("counts")).toMatchObject({
    arrived: jobs.count,
    completed: number("completed"),
    dropped: number("dropped"),
    abandoned: number("abandoned"),
    cut: number("cut"),
  });
  for (const row of rows) {
    expect(Number.isNaN(jobs.completion[row])).toBe(!done.includes(row));
    expect(jobs.arrival[row]).toBeGreaterThanOrEqual(result.warmup);
  }
  const offloaded = done.filter((row) => jobs.place[row] >= 0);
  for (const row of done)
    close(jobs.response[row], jobs.completion[row] - jobs.arrival[row], at("a response"));
  compareSummary(result.response, of(jobs.response, done), at("responses"));
  compareSummary(result.waiting, of(jobs.waiting, done), at("waits"));
  compareSummary(result.service, of(jobs.service, done), at("services"));
  compareSummary(result.transfer, of(jobs.transfer, offloaded), at("transfers"));
  close(result.meanResponse, mean(of(jobs.response, done)), at("mean response"));
  close(result.offloadedShare, offloaded.length / done.length, at("share"));
  // Jobs that arrived in the warm-up complete in the measured time, too, and have no row.
  const within = done.filter((row) => jobs.completion[row] <= result.end).length;
  if (result.warmup === 0) {
    close(result.energyPerJob, within > 0 ? result.energy / within : Number.NaN, at("energy per job"));
    close(result.throughput, within / result.end, at("throughput"));
  } else expect(result.throughput * (result.end - result.warmup)).toBeGreaterThanOrEqual(within - 1e-9);
  expect(result.redirected).toBe(
    rows.filter((row) => jobs.redirected[row] === 1 && jobs.outcome[row] > 0).length,
  );
  expect(result.retries).toBe(
    rows.reduce((sum, row) => sum + (jobs.outcome[row] > 0 ? jobs.attempts[row] - 1 : 0), 0),
  );
  const late = rows.filter(
    (row) =>
      OUTCOMES[jobs.outcome[row]] === "abandoned" ||
      jobs.completion[row] > jobs.arrival[row] + deadlines.get(jobs.job[row])!,
  );
  expect(result.missedDeadlines, at("late")).toBe(late.length);
  // A job whose download breaks is served, and paid for, again.
  if (world.linkFault === null) {
    const paid = rows.filter((row) => jobs.place[row] >= 0 && !Number.isNaN(jobs.serviceEnd[row]));
    const price = paid.reduce((sum, row) => sum + PRICES[jobs.place[row]] * work.get(jobs.job[row])!, 0);
    close(result.price, price, at("price"));
  }
  for (const [index, one] of result.classes.entries()) {
    const own = done.filter((row) => jobs.jobClass[row] === index);
    expect(one.completed).toBe(own.length);
    close(one.meanResponse, mean(of(jobs.response, own)), at(`class ${one.name}, response`));
    close(one.meanWaiting, mean(of(jobs.waiting, own)), at(`class ${one.name}, wait`));
  }
  const means: number[] = [];
  for (const [index, device] of result.devices.entries()) {
    const own = done.filter((row) => jobs.device[row] === index);
    expect(device.completed).toBe(own.length);
    close(device.meanResponse, mean(of(jobs.response, own)), at(`device ${index}`));
    if (own.length > 0) means.push(device.meanResponse);
  }
  const total = means.reduce((sum, one) => sum + one, 0);
  close(
    result.fairness,
    total ** 2 / (means.length * means.reduce((sum, one) => sum + one ** 2, 0)),
    at("Jain"),
  );
}

describe.each([
  { options: {}, what: "to the last job" },
  { options: { warmup: 6 }, what: "after a warm-up" },
  { options: { warmup: 5, horizon: 14 }, what: "between a warm-up and a horizon, followed to their end" },
  { options: { warmup: 5, horizon: 14, cut: true }, what: "between a warm-up and a horizon, cut there" },
  { options: { horizon: 9 }, what: "up to a horizon" },
])("$what", ({ options }) => {
  test("the rows tell all that is reported of jobs", () => {
    let [cut, later, redirected, retries, price] = [0, 0, 0, 0, 0];
    for (let seed = 100; seed < 125; seed++) {
      const priced = pricedWorld(seed);
      const result = new Run(priced.world, looking, { ...options, records: "all" }).result();
      compare(seed, result, priced);
      cut += result.cut;
      for (const time of result.jobs!.completion) if (time > result.end) later++;
      redirected += result.redirected;
      retries += result.retries;
      price += result.price;
      expect(result.classes.map((one) => one.name)).toEqual(["a", "b", "c"]);
      if (options.warmup === undefined) {
        const completions = result.jobs!.completion.filter((time) => !Number.isNaN(time));
        expect(result.makespan).toBe(Math.max(0, ...completions));
      }
    }
    expect(cut > 0).toBe("cut" in options);
    expect(later > 0).toBe("horizon" in options && !("cut" in options));
    for (const happened of [redirected, retries, price]) expect(happened).toBeGreaterThan(0);
  });
});

test("without rows all but the percentiles is the same, and those are within 0.5 %", () => {
  for (let seed = 100; seed < 110; seed++) {
    const run = (records: "all" | "none") => new Run(pricedWorld(seed).world, looking, { records }).result();
    const [all, none] = [run("all"), run("none")];
    expect(none.jobs).toBeNull();
    for (const name of ["response", "waiting", "service", "transfer"] as const) {
      const { count, mean: average, deviation, min, max } = all[name];
      expect(none[name]).toMatchObject({ count, mean: average, deviation, min, max });
    }
    expect({
      ...none,
      ...{ jobs: 0, visits: 0, changes: 0, response: 0, waiting: 0, service: 0, transfer: 0 },
    }).toEqual({
      ...all,
      ...{ jobs: 0, visits: 0, changes: 0, response: 0, waiting: 0, service: 0, transfer: 0 },
    });
  }
  // Ten thousand different responses, so that the values beside a percentile lie close.
  const jobs = Array.from({ length: 10_001 }, (_, k) => ({ at: 1000 * k, work: 0.01 * 1.001 ** k }));
  const world = () => instanceWorld(toProblem(littleInstance({ jobs })));
  const [all, none] = (["all", "none"] as const).map((records) =>
    new Run(world(), () => 0, { records }).result(),
  );
  for (const name of ["p50", "p90", "p95", "p99", "p999"] as const)
    expect(Math.abs(none.response[name] / all.response[name] - 1)).toBeLessThan(0.005);
  expect(none.transfer).toMatchObject({ count: 10_001, p50: 0, p999: 0 });
});

test("sampled rows are rows of the run, any of them alike", () => {
  const kept = new Map<number, number>();
  const jobs = Array.from({ length: 12 }, (_, k) => ({ at: k, work: 0.5 }));
  const runs = 300;
  for (let seed = 0; seed < runs; seed++) {
    const world = instanceWorld(toProblem(littleInstance({ jobs })));
    const rows = new Run(world, () => 0, { records: "sample", sampleSize: 4, seed }).result().jobs!;
    expect(rows.count).toBe(4);
    expect(new Set(rows.job).size).toBe(4);
    for (const [row, job] of rows.job.entries()) {
      expect(rows.completion[row]).toBe(job + 0.5);
      kept.set(job, (kept.get(job) ?? 0) + 1);
    }
  }
  // 100 of each are due; five standard deviations of the binomial are 41.
  for (let job = 0; job < 12; job++) expect(Math.abs(kept.get(job)! - runs / 3)).toBeLessThan(41);
});

test("drawn jobs are numbered in the order of their arrival", () => {
  const world = instanceWorld(toProblem(littleInstance({ jobs: [{ work: 3 }, { at: 1 }, { at: 5 }] })));
  const [source] = world.sources;
  const drawn: World["sources"][number] = {
    closed: false,
    next: (now) => source.next(now),
    draw: (job) => {
      source.draw(job);
      job.number = -1;
    },
  };
  const { jobs } = new Run({ ...world, sources: [drawn] }, () => 0, { records: "all" }).result();
  expect([...jobs!.job]).toEqual([0, 1, 2]);
  expect([...jobs!.completion]).toEqual([3, 4, 6]);
});

test("a network without jobs has ended at 0, and nothing in it has a mean", () => {
  const world = { ...instanceWorld(toProblem(littleInstance({ jobs: [{}] }))), sources: [] };
  const result = new Run(world, () => 0).result();
  expect(result).toMatchObject({ arrived: 0, completed: 0, end: 0, throughput: 0, energy: 0, meanJobs: 0 });
  for (const none of [
    result.meanResponse,
    result.energyPerJob,
    result.fairness,
    result.classes[0].meanResponse,
  ])
    expect(none).toBeNaN();
});
