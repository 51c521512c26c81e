import { expect, test } from "vitest";
import { factorColumns } from "../../src/study/columns.ts";
import { fieldAt, parseField, withField } from "../../src/study/field.ts";
import { latinHypercube } from "../../src/study/latin-hypercube.ts";
import { settingOf } from "../../src/study/plan.ts";
import { unitAt, unitNumber } from "../../src/study/unit.ts";
import { tinyPlan, tinyScenario } from "./tiny-study.ts";

test("a field is found by the path that errors write", () => {
  expect(parseField('devices[0].jobs["odd name"].x', "f")).toEqual(["devices", 0, "jobs", "odd name", "x"]);
  const keys = parseField("devices[0].jobs.sizeMB.uniform.max", "f");
  const changed = withField(tinyScenario, keys, 9, "f");
  expect(fieldAt(changed, keys)).toBe(9);
  expect(fieldAt(tinyScenario, keys)).toBe(7);
  expect(withField(tinyScenario, parseField("servers[0].queueLimit", "f"), 3, "f")).toMatchObject({
    servers: [{ id: "m1", queueLimit: 3 }],
  });
});

test.each([
  ["devices[", "the path of a field"],
  ["", "the path of a field"],
  ["devices[1].speedIps", "an item of devices from 0 to 0"],
  ["devices.speedIps", "an object at devices"],
  ["name.first", "an object at name"],
  ["devices[0].sped", "one of the fields"],
  ["options.scroe", "one of the fields"],
])("a factor %j that names no field is one clear line", (name, expected) => {
  expect(() => tinyPlan({ factors: { [name]: [1, 2] } })).toThrow(expected);
});

test("all combinations of levels are points, the last factor fastest", () => {
  const { design } = tinyPlan({
    factors: {
      outputReduction: [0, 0.2],
      "work.instructionsPerBit": { from: 100, to: 10_000, count: 3, scale: "log" },
      "options.score": ["eq3", "eq4"],
    },
  });
  expect(design.points).toBe(12);
  expect(Array.from({ length: 3 }, (_, k) => design.at(k).labels)).toEqual([
    [0, 100, "eq3"],
    [0, 100, "eq4"],
    [0, 1000, "eq3"],
  ]);
  expect(design.at(11).labels).toEqual([0.2, 10_000, "eq4"]);
});

test("a factor's column has a name that tells what it is", () => {
  const names = (factors: Record<string, number[]>) =>
    factorColumns(tinyPlan({ factors })).map(({ name }) => name);
  expect(names({ outputReduction: [0, 0.2] })).toEqual(["outputReduction"]);
  expect(
    names({ "devices[0].jobs.sizeMB.uniform.max": [7, 9], "links.rateMbps.uniform.max": [28, 30] }),
  ).toEqual(["sizeMB_max", "rateMbps_max"]);
});

test("named levels set several fields at once", () => {
  const plan = tinyPlan({
    factors: {
      power: { levels: { low: { "devices[0].powerW.compute": 0.1, "devices[0].speedIps": 1e9 }, high: {} } },
    },
  });
  const { scenario } = settingOf(plan, plan.design.at(0));
  expect(scenario.devices[0]).toMatchObject({ speedIps: 1e9, powerW: { compute: 0.1 } });
  expect(settingOf(plan, plan.design.at(1)).scenario.devices[0].speedIps).toBe(3.6e9);
});

test("a Latin hypercube puts one point into each stratum of each range", () => {
  const cube = latinHypercube(50, 3, 7);
  for (let dimension = 0; dimension < 3; dimension++) {
    const strata = Array.from({ length: 50 }, (_, k) => Math.floor(cube.at(k, dimension) * 50));
    expect([...strata].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, k) => k));
    expect(strata).not.toEqual([...strata].sort((a, b) => a - b));
  }
  const { design } = tinyPlan({
    factors: { outputReduction: { min: 0, max: 0.5 }, "servers[0].cores": { min: 1, max: 4, whole: true } },
    points: 20,
  });
  expect(design.points).toBe(20);
  const cores = new Set(Array.from({ length: 20 }, (_, k) => design.at(k).labels[1]));
  expect([...cores].sort()).toEqual([1, 2, 3, 4]);
});

test.each([
  [{ factors: { outputReduction: [] } }, "a list of at least 1 values"],
  [{ factors: { outputReduction: [0.1, 0.1] } }, "no level twice"],
  [{ factors: { outputReduction: { min: 0, max: 1 } } }, "the number of points of the Latin hypercube"],
  [{ points: 5 }, "no points, as no factor is a range"],
  [{ factors: { outputReduction: { from: 0, to: 1, count: 3, scale: "log" as const } } }, "a start above 0"],
  [{ factors: { outputReduction: [0, 3] } }, "a number (share of the data that need not come back)"],
  [{ policies: ["odpd-xx"] }, "one of odfp-mj"],
  [{ policies: ["local", "local"] }, "no value twice"],
  [{ measures: ["meanResponse_s"] }, 'a measure of a run that is "solve"'],
  [{ weights: [1.5] }, "a number (weight of time) from 0 to 1"],
  [{ replications: { min: 10, max: 5, relativeHalfWidth: 0.1 } }, "at least min = 10"],
  [{ replications: { min: 2, max: 5, relativeHalfWidth: 0.1, measure: "CE_J" } }, "one of score, CT_s"],
])("a study that cannot be run is refused before its first run: %j", (changes, message) => {
  expect(() => tinyPlan(changes)).toThrow(message);
});

test("a unit's number says point, replication, weight and policy, policies fastest", () => {
  const plan = tinyPlan();
  expect(plan.units).toBe(80);
  for (let number = 0; number < plan.units; number++)
    expect(unitNumber(plan, unitAt(plan, number))).toBe(number);
  expect(unitAt(plan, 1)).toEqual({ point: 0, replication: 0, weight: 0, policy: 1 });
  expect(unitAt(plan, 79)).toEqual({ point: 1, replication: 9, weight: 1, policy: 1 });
});
