// Laws that hold in every run, whatever is in it.
import { describe, expect, test } from "vitest";
import type { MakeQueue } from "../../src/engine/index.ts";
import { toProblem } from "../../src/model/index.ts";
import { instanceWorld, Run, type RunResult, type Steps } from "../../src/simulation/index.ts";
import { StockQueue } from "../engine/stock-queue.ts";
import { busyWorld, looking } from "../simulation/busy-world.ts";
import { anyPlaces, batch } from "../simulation/instances.ts";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
const all = { records: "all", timeline: true } as const;

const integral = ({ times, values }: Steps, end: number) =>
  values.reduce((sum, value, k) => sum + value * ((times[k + 1] ?? end) - times[k]), 0);

describe("in worlds with every discipline, radio, fault and limit", () => {
  test("jobs are conserved at any time, and runs in pieces equal runs in one go", () => {
    for (const seed of SEEDS) {
      const whole = new Run(busyWorld(seed), looking, all).result();
      const run = new Run(busyWorld(seed), looking, all);
      for (let until = 0.7; !run.finished; until += 0.7) {
        run.advance(until);
        const { arrived, completed, dropped, abandoned, inFlight } = run.counts;
        expect(completed + dropped + abandoned + inFlight).toBe(arrived);
      }
      expect(run.result()).toEqual(whole);
      expect(whole.arrived).toBe(60);
      expect(whole.cut).toBe(0);
    }
  });

  test("simjs' own queue gives the identical run", () => {
    for (const seed of SEEDS.slice(0, 25)) {
      const ours = new Run(busyWorld(seed), looking, all).result();
      const theirs = new Run(
        busyWorld(seed),
        looking,
        all,
        (events, fire) => new StockQueue(events, fire),
      ).result();
      expect(theirs).toEqual(ours);
    }
  });

  test("so it does when thousands of events are pending", () => {
    const run = (makeQueue?: MakeQueue) => {
      const world = instanceWorld(toProblem(batch(1, { devices: 2500, servers: 3, jobs: 5000 })));
      return new Run(world, looking, { records: "all" }, makeQueue).result();
    };
    const ours = run();
    const theirs = run((events, fire) => new StockQueue(events, fire));
    expect(ours.completed).toBe(5000);
    // Not `toEqual`: what it prints of so many numbers takes minutes.
    expect(JSON.stringify(theirs) === JSON.stringify(ours)).toBe(true);
    expect(theirs.jobs!.completion.join() === ours.jobs!.completion.join()).toBe(true);
  });

  test("energy is the integral of power over time; queue lengths and busy cores are those of the timeline", () => {
    for (const seed of SEEDS) {
      const result = new Run(busyWorld(seed), looking, all).result();
      const { timeline, end } = result;
      const near = (actual: number, expected: number) =>
        expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
      near(integral(timeline!.power, end), result.energy);
      for (const [i, device] of result.devices.entries()) {
        near(integral(timeline!.devicePower[i], end), device.energy);
        near(integral(timeline!.deviceQueue[i], end), device.meanQueueLength * end);
        near(integral(timeline!.radioBusy[i], end), device.radioBusy);
      }
      for (const [c, server] of result.servers.entries()) {
        near(integral(timeline!.serverQueue[c], end), server.meanQueueLength * end);
        near(integral(timeline!.serverBusy[c], end), server.busy);
      }
    }
  });

  test("a warm-up leaves the run as it is and measures the jobs that arrive after it", () => {
    for (const seed of SEEDS.slice(0, 20)) {
      const whole = new Run(busyWorld(seed), looking, all).result();
      const warmup = 7;
      const measured = new Run(busyWorld(seed), looking, { ...all, warmup }).result();
      const rows = Array.from({ length: whole.jobs!.count }, (_, row) => row);
      const later = rows.filter((row) => whole.jobs!.arrival[row] >= warmup);
      const done = later.filter((row) => !Number.isNaN(whole.jobs!.completion[row]));
      expect(measured.arrived).toBe(later.length);
      expect(measured.completed).toBe(done.length);
      const mean = done.reduce((sum, row) => sum + whole.jobs!.response[row], 0) / done.length;
      if (done.length > 0) expect(measured.meanResponse).toBeCloseTo(mean, 9);
      expect(measured.total).toEqual(whole.total);
      expect(measured.events).toBe(whole.events);
      const { times, values } = whole.timeline!.power;
      let before = 0;
      for (let k = 0; k < times.length; k++)
        before += values[k] * Math.max(0, Math.min(warmup, times[k + 1] ?? whole.end) - times[k]);
      expect(measured.energy).toBeCloseTo(whole.energy - before, 6);
    }
  });
});

/** All but the numbers that rounding may touch in another order. */
function almost(a: RunResult, b: RunResult): void {
  expect(b.completed).toBe(a.completed);
  const near = (one: number, other: number) =>
    expect(Math.abs(other - one)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(one)));
  for (const key of [
    "makespan",
    "computeEnergy",
    "transmitEnergy",
    "receiveEnergy",
    "idleEnergy",
    "energy",
    "meanResponse",
  ] as const)
    near(a[key], b[key]);
  expect(Array.from(b.jobs!.job)).toEqual(Array.from(a.jobs!.job));
  for (const column of [
    "waiting",
    "service",
    "transfer",
    "uploadEnd",
    "serviceStart",
    "downloadStart",
  ] as const)
    for (const [row, value] of a.jobs![column].entries())
      if (Number.isNaN(value)) expect(b.jobs![column][row]).toBeNaN();
      else near(value, b.jobs![column][row]);
  for (const [c, server] of a.servers.entries()) near(server.meanQueueLength, b.servers[c].meanQueueLength);
}

test("the short path for FIFO on one core equals the general one", () => {
  for (let seed = 0; seed < 60; seed++) {
    const problem = toProblem({
      ...batch(seed),
      radio: (["half-duplex", "full-duplex", "per-link"] as const)[seed % 3],
    });
    const places = anyPlaces(problem.jobs.count, problem.network.servers, seed);
    const short = new Run(instanceWorld(problem), places, all).result();
    // Patience without deadlines changes nothing, but takes the general path.
    const general = new Run({ ...instanceWorld(problem), abandon: true }, places, all).result();
    almost(short, general);
  }
});

test("the same seed gives the same bytes", () => {
  for (const records of ["none", "sample", "all"] as const) {
    const options = { seed: 5, records, sampleSize: 10 };
    const run = () => JSON.stringify(new Run(busyWorld(3), looking, options).result());
    expect(run()).toBe(run());
  }
});
