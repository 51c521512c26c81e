// Clocks far from zero: what was recorded there is moved to its origin or refused; fading is the same however it is looked at.
import { expect, test } from "vitest";
import { LOCAL, toProblem } from "../../src/model/problem.ts";
import { drawWorld, readScenario, requireEnd, sample } from "../../src/scenario/index.ts";
import { resolutionAt } from "../../src/scenario/resolution.ts";
import { simulate, simulatePlan } from "../../src/simulation/index.ts";

const network = (change: object) => ({
  format: "mec-offload/scenario@1",
  work: { instructionsPerBit: 1 },
  outputReduction: 1,
  devices: [{ id: "d", count: 1, speedIps: 1e9, powerW: { compute: 1, transmit: 1, idle: 0 } }],
  servers: [{ id: "m1", speedIps: 8e9 }],
  links: { rateMbps: 100 },
  jobs: { sizeMB: 0.0125, arrivals: { recorded: { arrivalS: [0, 1000, 2000] } } },
  ...change,
});
const read = (change: object) => readScenario(network(change), "s.yaml");
const recorded = (arrivalS: readonly number[], more: object = {}) => ({
  jobs: { sizeMB: 0.0125, ...more, arrivals: { recorded: { arrivalS } } },
});
const run = { seed: 1, replication: 0 };
const local = (change: object) => simulate(drawWorld(read(change), run), () => LOCAL, { records: "all" });

test("the resolution of the clock is the distance to the next number", () => {
  const bits = new DataView(new ArrayBuffer(8));
  for (const time of [1e-9, 0.5, 1, 1.999, 2, 3600, 1.7e9, 1.7e12, 1e18]) {
    bits.setFloat64(0, time);
    bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
    expect(resolutionAt(time)).toBe(bits.getFloat64(0) - time);
  }
  expect(resolutionAt(0)).toBe(0);
});

// At milliseconds since 1970 the clock resolves 0.2 ms: a job of 0.1 ms would have no length.
test("recorded times far from zero count from the first, so that jobs keep their length", () => {
  const near = local({});
  expect(near.meanResponse).toBeCloseTo(1e-4, 12);
  for (const start of [1.7327e12, 1.7e9]) {
    const far = local(recorded([start, start + 1000, start + 2000]));
    expect(far.meanResponse).toBe(near.meanResponse);
    expect(far.energy).toBe(near.energy);
    expect(far.jobs!.arrival).toEqual(near.jobs!.arrival);
  }
});

test("times that the clock resolves stay as they are", () => {
  expect(Array.from(local(recorded([100, 101])).jobs!.arrival)).toEqual([100, 101]);
});

test("several traces move to the first arrival of all", () => {
  const group = (id: string, arrivalS: number[]) => ({
    id,
    speedIps: 1e9,
    powerW: { compute: 1, transmit: 1, idle: 0 },
    jobs: { sizeMB: 0.0125, arrivals: { recorded: { arrivalS } } },
  });
  const devices = [group("a", [1.7e12 + 50]), group("b", [1.7e12, 1.7e12 + 70])];
  expect(Array.from(local({ devices, jobs: undefined }).jobs!.arrival)).toEqual([0, 50, 70]);
});

test("what cannot move is refused with its field, the resolution and a way out", () => {
  const far = recorded([1.7e12, 1.7e12 + 5]);
  const said = (change: object) => {
    try {
      read(change);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const line =
    /^s\.yaml: jobs\.arrivals\.recorded\.arrivalS: expected times that the clock resolves to a millionth of the shortest job, 0\.000100 s \(at 1700000000005 s it resolves 0\.00024 s\): unit and origin of the column, or times from the first on, as (.*) of the scenario counts from 0, got 1700000000005$/;
  expect(said(far)).toBe(null);
  expect(said({ ...far, horizonS: 2e12 })).toMatch(line);
  expect(said({ ...far, servers: [{ id: "m1", speedIps: 8e9, levels: [{ speed: 1 }] }] })).toMatch(line);
  expect(said({ ...far, links: { rateMbps: 100, faults: { upS: 9, downS: 1 } } })).toMatch(line);
  expect(said({ ...far, links: { rateMbps: { recorded: { atS: [0], Mbps: [100] } } } })).toMatch(line);
  expect(said(recorded([0, 1.7e12]))).toContain(
    "s.yaml: jobs.arrivals.recorded.arrivalS: expected times that",
  );
  expect(said({ jobs: { sizeMB: 0.0125, arrivals: { batch: { count: 1, atS: 1.7e12 } } } })).toContain(
    "jobs.arrivals.batch.atS:",
  );
  const endless = read({ jobs: { sizeMB: 1, arrivals: { poisson: { ratePerS: 1 } } } });
  expect(() => requireEnd(endless, 1e6, "s.yaml")).not.toThrow();
  expect(() => requireEnd(endless, 1e18, "s.yaml")).toThrow(
    "s.yaml: horizonS: expected an end of the run at which the clock",
  );
  expect(() => requireEnd(read(far), 10, "s.yaml")).toThrow(
    "s.yaml: horizonS: expected none, as the recorded times",
  );
});

test("an instance with arrivals far from zero is refused when it is to be simulated", () => {
  const instance = sample(read({}), { seed: 1 });
  const late = {
    ...instance,
    devices: instance.devices.map((d) => ({ ...d, jobs: d.jobs.map((j) => ({ ...j, arrivalS: 1.7e12 })) })),
  };
  expect(() => simulatePlan(toProblem(late), new Int32Array(3).fill(LOCAL))).toThrow(
    /arrivalS: expected times that the clock resolves to a millionth of the shortest job, 0\.000100 s \(there it resolves 0\.00024 s\): count them from the first, got 1700000000000/,
  );
});

const PROCESSES = {
  "fading in blocks": { rayleigh: { meanSnrDb: 15, bandwidthMHz: 5, blockS: 0.05 } },
  "fading in blocks of random length": {
    rayleigh: { meanSnrDb: 15, bandwidthMHz: 5, blockS: { exponential: { mean: 0.05 } } },
  },
  "good and bad in turn": {
    gilbertElliott: { goodMbps: 20, badMbps: 1, goodS: { exponential: { mean: 0.08 } }, badS: 0.02 },
  },
};
const rateOf = (rateMbps: object) => drawWorld(read({ links: { rateMbps } }), run).rate!(0, 0)!;

// 34 thousand million blocks lie before: drawn one by one they take half an hour.
test.each(Object.entries(PROCESSES))(
  "%s is found at once, however late it is first looked at",
  (_name, process) => {
    const start = performance.now();
    const rate = rateOf(process);
    expect(rate.at(1.7e9)).toBeGreaterThan(0);
    expect(rate.until).toBeGreaterThan(1.7e9);
    expect(performance.now() - start).toBeLessThan(20_000);
  },
);

test.each(Object.entries(PROCESSES))(
  "%s is the same however often it is looked at, across the borders of its eras",
  (_name, process) => {
    const era = 2 ** 20 * 0.05;
    const times = [3, era - 0.02, era + 0.01, 3 * era - 1e-3, 3 * era + 1e-3, 1e7 + 0.25];
    const alone = times.map((time) => {
      const rate = rateOf(process);
      return [rate.at(time), rate.until];
    });
    const often = rateOf(process);
    const inTurn = times.map((time) => {
      for (let before = Math.max(0, time - 2); before < time; before += 0.03) often.at(before);
      return [often.at(time), often.until];
    });
    expect(inTurn).toEqual(alone);
  },
);

// A rate B log2(1 + snr x), x exponential: P(rate > r) = exp(-(2^(r / B) - 1) / snr), in the first era and in a late one.
test("blocks of late eras have the law of the first", () => {
  const rate = rateOf(PROCESSES["fading in blocks"]);
  const median = 5e6 * Math.log2(1 + 10 ** 1.5 * Math.LN2);
  for (const begin of [0, 1e8]) {
    let above = 0;
    const n = 20_000;
    for (let k = 0; k < n; k++) if (rate.at(begin + (k + 0.5) * 0.05) > median) above++;
    // Five standard deviations of a fair coin.
    expect(Math.abs(above / n - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / n));
  }
});

test("a recorded rate that repeats is found at once, and blocks too short for the clock are refused", () => {
  const repeats = rateOf({ recorded: { atS: [0, 0.25], Mbps: [10, 2], repeatS: 0.5 } });
  expect(repeats.at(1.7e9 + 0.125)).toBe(10e6);
  expect(repeats.at(1.7e9 + 0.375)).toBe(2e6);
  expect(repeats.until).toBe(1.7e9 + 0.5);
  const short = rateOf({ rayleigh: { meanSnrDb: 15, bandwidthMHz: 5, blockS: 1e-9 } });
  expect(() => short.at(1.7e9)).toThrow(
    "links.rateMbps: expected stretches of at least 2.384185791015625e-7 s, as the clock resolves no less at 1700000000 s, got 1e-9",
  );
});
