// The load that a scenario offers, added up by hand.
import { expect, test } from "vitest";
import { offeredLoad, readScenario, requireEnd, SCENARIO_FORMAT } from "../../src/scenario/index.ts";

const powerW = { compute: 1, transmit: 1, idle: 0 };
const poisson = (ratePerS: number) => ({ poisson: { ratePerS } });

const scenario = (change: object) =>
  readScenario(
    {
      format: SCENARIO_FORMAT,
      work: { instructionsPerBit: { uniform: { min: 50, max: 150 } } },
      outputReduction: 0,
      devices: [
        { id: "a", count: 3, cores: 2, speedIps: { uniform: { min: 1e9, max: 3e9 } }, powerW },
        { id: "b", speedIps: 5e9, powerW },
      ],
      servers: [
        { id: "m", speedIps: 3e9 },
        { id: "n", count: 2, cores: 4, speedIps: 1e9 },
      ],
      links: { rateMbps: 1 },
      ...change,
    },
    "f",
  );
// 3 x 2 x 2e9 + 5e9 of the devices and 3e9 + 2 x 4 x 1e9 of the servers, instructions/s.
const SPEED = 17e9 + 11e9;
const load = (jobs: object, change: object = {}) => offeredLoad(scenario({ jobs, ...change })) * SPEED;

test("work is size x work per bit, or what is given, at the long-run rate of arrivals", () => {
  expect(load({ sizeMB: 2, arrivals: poisson(3) })).toBeCloseTo(3 * 16e6 * 100, 0);
  expect(load({ sizeMB: 2, instructionsPerBit: 7, arrivals: poisson(3) })).toBeCloseTo(3 * 16e6 * 7, 0);
  const instructions = { exponential: { mean: 1e9 } };
  expect(load({ sizeMB: 2, instructions, arrivals: poisson(3) })).toBeCloseTo(3e9, 0);
  expect(load({ instructions: 1e9, arrivals: { finiteSource: { thinkS: 4, users: 6 } } })).toBeCloseTo(
    1.5e9,
    0,
  );
  expect(load({ instructions: 1e9, arrivals: { finiteSource: { thinkS: 4 } } })).toBeCloseTo(0.25e9, 0);
  expect(load({ instructions: 1e9, arrivals: { deterministic: { everyS: 4 } } })).toBeCloseTo(0.25e9, 0);
});

test("arrivals that end offer no load in the long run", () => {
  for (const arrivals of [
    { batch: { count: 9 } },
    { poisson: { ratePerS: 1, count: 9 } },
    { deterministic: { everyS: 1, count: 9 } },
    { renewal: { intervalS: 1, count: 9 } },
    { mmpp: { ratesPerS: [1, 2], switchesPerS: [1, 1], count: 9 } },
    { onOff: { ratePerS: 1, onS: 1, offS: 1, count: 9 } },
    { recorded: { arrivalS: [1, 2] } },
  ]) {
    expect(load({ instructions: 1e9, arrivals })).toBe(0);
    expect(() => requireEnd(scenario({ jobs: { sizeMB: 1, arrivals } }), undefined, "f")).not.toThrow();
  }
});

test("classes share arrivals by weight, 1 unless given, or bring their own", () => {
  const shared = [
    { class: "p", weight: 3, instructions: 1e9 },
    { class: "q", instructions: 5e9 },
  ];
  expect(load(shared, { arrivals: poisson(2) })).toBeCloseTo(2 * (0.75 * 1e9 + 0.25 * 5e9), 0);
  const own = [
    { class: "p", instructions: 1e9, arrivals: poisson(3) },
    { class: "q", instructions: 5e9, arrivals: poisson(1) },
  ];
  expect(load(own)).toBeCloseTo(8e9, 0);
});

test("each device of a group brings the work of its jobs, beside that of the network", () => {
  const devices = [
    { id: "a", count: 3, speedIps: 1e9, powerW, jobs: { instructions: 1e9, arrivals: poisson(2) } },
    { id: "b", speedIps: 1e9, powerW, jobs: { instructions: 1e9, arrivals: poisson(4) } },
    { id: "c", speedIps: 1e9, powerW },
  ];
  const all = scenario({ devices, jobs: { instructions: 1e9, arrivals: poisson(10) } });
  expect(offeredLoad(all)).toBeCloseTo((3 * 2 + 4 + 10) / (5 + 11), 12);
});

test("a run without end says so, and from a load of 1 on how much work there is", () => {
  const at = (ratePerS: number) => () =>
    requireEnd(scenario({ jobs: { instructions: SPEED, arrivals: poisson(ratePerS) } }), undefined, "f.yaml");
  expect(at(0.999)).toThrow(
    /^f\.yaml: horizonS: expected an end of the run \(s\), as jobs arrive for ever, got nothing$/,
  );
  expect(at(1)).toThrow(
    /^f\.yaml: horizonS: expected an end of the run, as jobs arrive for ever with 1\.00 times the work that all processors can do, got nothing$/,
  );
  const one = scenario({
    devices: [
      { id: "a", speedIps: 1e9, powerW, jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } } },
      { id: "b", speedIps: 1e9, powerW, jobs: { sizeMB: 1, arrivals: poisson(1) } },
    ],
  });
  expect(() => requireEnd(one, undefined, "f")).toThrow("jobs arrive for ever");
  expect(() => requireEnd(one, 5, "f")).not.toThrow();
});
