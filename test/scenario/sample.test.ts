import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readInstance } from "../../src/model/index.ts";
import {
  case1,
  case2,
  case3,
  PAPER_CASES,
  PRESET_NAMES,
  paperCase,
  readScenario,
  SCENARIO_FORMAT,
  type Scenario,
  sample,
} from "../../src/scenario/index.ts";

const cell = (phones: number, cars: number): Scenario =>
  readScenario(
    {
      format: SCENARIO_FORMAT,
      work: { instructionsPerBit: { uniform: { min: 100, max: 300 } } },
      outputReduction: 0.2,
      devices: [
        {
          id: "phone",
          count: phones,
          speedIps: { uniform: { min: 1e9, max: 4e9 } },
          powerW: { compute: { lognormal: { mean: 1, cv2: 0.1 } }, transmit: 0.4, idle: 0.03 },
          arrivals: { poisson: { ratePerS: 0.5 } },
          jobs: [
            {
              class: "video",
              weight: 3,
              sizeMB: { exponential: { mean: 4 } },
              deadlineS: { erlang: { shape: 2, mean: 9 } },
            },
            {
              class: "text",
              weight: 1,
              sizeMB: { lognormal: { mean: 1, cv2: 2 } },
              outputMB: 0.1,
              allowed: ["local", "m1"],
            },
          ],
        },
        {
          id: "car",
          count: cars,
          speedIps: 8e9,
          powerW: { compute: 5, transmit: 1, idle: 0.5 },
          jobs: {
            class: "lidar",
            sizeMB: 2,
            instructions: { boundedPareto: { shape: 1.5, min: 1e8, max: 1e11 } },
            priority: -1,
            arrivals: { onOff: { ratePerS: 2, onS: { exponential: { mean: 3 } }, offS: 5 } },
          },
        },
      ],
      servers: [{ id: "m", count: 2, speedIps: { exponential: { mean: 1e11 } } }],
      links: { rateMbps: { uniform: { min: 15, max: 28 } } },
      horizonS: 40,
    },
    "cell.yaml",
  );

test("the same scenario and seed give the same instance; another seed or replication another one", () => {
  const text = (seed: number, replication = 0) => JSON.stringify(sample(case3, { seed, replication }));
  expect(text(1)).toBe(text(1));
  expect(new Set([text(1), text(2), text(1, 1), text(1, 2)]).size).toBe(4);
});

test("a device added to a group disturbs no other draw", () => {
  const count = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(fc.integer(), count, count, count, count, (seed, phones, cars, morePhones, moreCars) => {
      const few = sample(cell(phones, cars), { seed });
      const many = sample(cell(phones + morePhones, cars + moreCars), { seed });
      const rates = new Map(many.devices.map((device, i) => [device.id, many.linksMbps[i]]));
      for (const [i, device] of few.devices.entries()) {
        expect(many.devices.find((other) => other.id === device.id)).toEqual(device);
        expect(rates.get(device.id)).toEqual(few.linksMbps[i]);
      }
      expect(many.servers).toEqual(few.servers);
    }),
    { numRuns: 30 },
  );
});

test("a server added at the end disturbs no other draw", () => {
  const with3 = {
    ...cell(3, 2),
    servers: [{ id: "m", count: 3, speedIps: { exponential: { mean: 1e11 } } }],
  };
  const two = sample(cell(3, 2), { seed: 5 });
  const three = sample(with3, { seed: 5 });
  expect(three.devices).toEqual(two.devices);
  expect(three.servers.slice(0, 2)).toEqual(two.servers);
  expect((three.linksMbps as number[][]).map((row) => row.slice(0, 2))).toEqual(two.linksMbps);
});

test("whatever a scenario gives is a valid instance with jobs in order of arrival, before the horizon", () => {
  const instance = sample(cell(4, 3), { seed: 11 });
  expect(() => readInstance(JSON.parse(JSON.stringify(instance)), "sampled")).not.toThrow();
  for (const device of instance.devices) {
    const times = device.jobs.map((job) => job.arrivalS ?? 0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(0, ...times)).toBeLessThanOrEqual(40);
  }
  const classes = instance.devices.flatMap((device) => device.jobs.map((job) => job.class));
  expect(new Set(classes)).toEqual(new Set(["video", "text", "lidar"]));
});

const table = [
  { scenario: case1, devices: 1, jobs: 20, min: 2, max: 9, speeds: [1.4e11, 3.68e10] },
  { scenario: case2, devices: 10, jobs: 72, min: 1, max: 7, speeds: [1.4e11, 3.68e10, 1.4e11] },
  { scenario: case3, devices: 13, jobs: 115, min: 1, max: 6, speeds: [1.4e11, 3.68e10, 3.68e10] },
];

test.each(table)("$scenario.name is Table II", ({ scenario, devices, jobs, min, max, speeds }) => {
  const instance = sample(scenario, { seed: 1 });
  expect(instance.devices).toHaveLength(devices);
  expect(instance.servers.map((server) => server.speedIps)).toEqual(speeds);
  const counts = instance.devices.map((device) => device.jobs.length);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(jobs);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  expect(instance.devices.every((device) => device.speedIps === 3.6e9)).toBe(true);
  const many = Array.from({ length: 20 }, (_, seed) => sample(scenario, { seed }));
  const sizes = new Set(
    many.flatMap((one) => one.devices.flatMap((device) => device.jobs.map((job) => job.sizeMB))),
  );
  expect([...sizes].sort()).toEqual(Array.from({ length: max - min + 1 }, (_, n) => min + n));
  const rates = many.flatMap((one) => (one.linksMbps as number[][]).flat());
  expect(Math.min(...rates)).toBeGreaterThanOrEqual(15);
  expect(Math.max(...rates)).toBeLessThan(28);
});

test.each(PAPER_CASES)("experiments/%s holds the same scenario as a file", (name) => {
  const file = parse(
    readFileSync(new URL(`../../experiments/${name}/${name}.yaml`, import.meta.url), "utf8"),
  );
  expect(readScenario(file, `${name}.yaml`)).toEqual(paperCase(name));
});

test("what the paper leaves open is an option", () => {
  const speeds = sample(paperCase("case1", { case1Servers: "mec1-mec2" }), { seed: 1 }).servers;
  expect(speeds.map((server) => server.speedIps)).toEqual([1.4e11, 1.4e11]);
  const sizes = (options: Parameters<typeof paperCase>[1]) =>
    sample(paperCase("case2", options), { seed: 1 }).devices.map((device) =>
      device.jobs.map((job) => job.sizeMB),
    );
  expect(sizes({ sizes: "continuous" }).flat().some(Number.isInteger)).toBe(false);
  expect(new Set(sizes({ jobsPerDevice: "random" }).map((jobs) => jobs.length)).size).toBeGreaterThan(2);
  const rows = sample(paperCase("case2", { links: "device" }), { seed: 1 }).linksMbps as number[][];
  expect(rows.every((row) => new Set(row).size === 1)).toBe(true);
  expect(new Set(rows.flat()).size).toBe(10);
  for (const preset of PRESET_NAMES)
    expect(() => readScenario(paperCase("case3", { preset }), preset)).not.toThrow();
});

test("an instance holds what was drawn, by device and time of arrival, and no more", () => {
  const powerW = { compute: 0.6, transmit: 0.3, idle: 0.03 };
  const recorded = {
    arrivalS: [0, 2, 3],
    sizeMB: [4, 5, 6],
    deadlineS: [7, 8, 9],
    priority: [0, -1, 2],
    class: ["b", "a", "a"],
  };
  const classes = [
    { class: "a", instructions: 5e9, outputMB: 2, allowed: ["m", "local"] },
    { class: "b", sizeMB: 1 },
  ];
  const scenario = readScenario(
    {
      format: SCENARIO_FORMAT,
      name: "small",
      work: { instructionsPerBit: { uniform: { min: 100, max: 300 } } },
      outputReduction: 0.3,
      devices: [
        {
          id: "p",
          cores: 2,
          speedIps: 1e9,
          powerW: { ...powerW, receive: 0.2 },
          arrivals: { recorded },
          jobs: classes,
        },
        { id: "q", speedIps: 2e9, powerW },
      ],
      servers: [
        { id: "m", speedIps: 1e10, cores: 3, discipline: "lcfs", queueLimit: 4, pricePerGinstr: 5 },
        { id: "n", speedIps: 2e10, faults: { upS: 1, downS: 1 }, levels: [{ speed: 1 }] },
      ],
      links: {
        rateMbps: { gilbertElliott: { goodMbps: 20, badMbps: 4, goodS: 3, badS: 1 } },
        latencyS: 0.5,
      },
      jobs: { sizeMB: 3, instructions: 1e9, arrivals: { deterministic: { everyS: 1, count: 3 } } },
      radio: "full-duplex",
      idle: "always",
    },
    "small.yaml",
  );
  const a = { class: "a", instructions: 5e9, outputMB: 2, allowed: ["m", "local"] };
  const work = sample(scenario, { seed: 1 }).devices[0].jobs[0].instructions;
  const expected = (jobs: object[][]) => ({
    format: "mec-offload/instance@1",
    name: "small",
    work: { instructionsPerBit: 200 },
    outputReduction: 0.3,
    devices: [
      { id: "p", cores: 2, speedIps: 1e9, powerW: { ...powerW, receive: 0.2 }, jobs: jobs[0] },
      { id: "q", speedIps: 2e9, powerW, jobs: jobs[1] },
    ],
    servers: [
      { id: "m", speedIps: 1e10, cores: 3, discipline: "lcfs", queueLimit: 4, pricePerGinstr: 5 },
      { id: "n", speedIps: 2e10 },
    ],
    linksMbps: [
      [16, 16],
      [16, 16],
    ],
    latencyS: 0.5,
    radio: "full-duplex",
    idle: "always",
  });
  const jobs = [
    [
      { id: "p-1", sizeMB: 4, deadlineS: 7, class: "b", instructions: work },
      { id: "p-2", sizeMB: 3, arrivalS: 1, instructions: 1e9 },
      { id: "p-3", sizeMB: 5, arrivalS: 2, deadlineS: 8, priority: -1, ...a },
      // At 3 s one of the device's own and one of the network: the device's comes first.
      { id: "p-4", sizeMB: 6, arrivalS: 3, deadlineS: 9, priority: 2, ...a },
      { id: "p-5", sizeMB: 3, arrivalS: 3, instructions: 1e9 },
    ],
    [{ id: "q-1", sizeMB: 3, arrivalS: 2, instructions: 1e9 }],
  ];
  expect(sample(scenario, { seed: 1 })).toEqual(expected(jobs));
  // What arrives at the horizon still counts.
  const until2 = [jobs[0].slice(0, 3), jobs[1]];
  expect(sample(scenario, { seed: 1, horizonS: 2 })).toEqual(expected(until2));
  expect(sample({ ...scenario, horizonS: 2 }, { seed: 1 })).toEqual(expected(until2));
  expect(work! / (4 * 8e6)).toBeGreaterThan(100);
  expect(work! / (4 * 8e6)).toBeLessThan(300);
});

test("an instance without a single job is refused; a scenario without a name is called scenario", () => {
  const late = { ...case1, name: undefined, jobs: { sizeMB: 1, arrivals: { batch: { count: 1, atS: 5 } } } };
  expect(() => sample(late, { seed: 1, horizonS: 4 })).toThrow(
    "scenario: arrivals: expected at least one job before the horizon, got 0",
  );
  expect(sample(late, { seed: 1 }).name).toBe("scenario");
  expect(sample(late, { seed: 1 }).devices[0].jobs).toEqual([{ id: "d1-1", sizeMB: 1, arrivalS: 5 }]);
});

test("jobs that arrive for ever need a horizon, and jobs that wait for others cannot be sampled", () => {
  const endless = { ...cell(1, 1) };
  delete endless.horizonS;
  expect(() => sample(endless, { seed: 1 })).toThrow(/horizonS: expected an end of the run/);
  expect(sample(endless, { seed: 1, horizonS: 40 })).toEqual(sample(cell(1, 1), { seed: 1 }));
  const closed = { ...case1, horizonS: 10, jobs: { sizeMB: 1, arrivals: { finiteSource: { thinkS: 1 } } } };
  expect(() => sample(closed, { seed: 1 })).toThrow(
    'case1: arrivals: expected arrivals that do not wait for jobs to end (a finite source can be simulated, not sampled), got "finiteSource"',
  );
});
