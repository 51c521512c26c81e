// Instance and allocation files: what is refused, and in which words.
import { describe, expect, test } from "vitest";
import {
  allocationFile,
  InputError,
  type Instance,
  LOCAL,
  readAllocation,
  readInstance,
  shown,
  toProblem,
} from "../../src/model/index.ts";
import { randomProblem } from "./networks.ts";

const TINY = {
  format: "mec-offload/instance@1",
  name: "tiny",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      id: "d1",
      speedIps: 3.6e9,
      cores: 1,
      powerW: { compute: 0.9, transmit: 0.5, idle: 0.05 },
      jobs: [
        { id: "d1-1", sizeMB: 5, arrivalS: 0 },
        { id: "d1-2", sizeMB: 3, allowed: ["m1"] },
      ],
    },
  ],
  servers: [{ id: "m1", speedIps: 1.4e11, cores: 1 }],
  linksMbps: [[20.5]],
};

// biome-ignore lint/suspicious/noExplicitAny: the point is to break what the type promises
type Loose = any;
const broken = (change: (file: Loose) => void): Loose => {
  const file = structuredClone(TINY);
  change(file);
  return file;
};

test("the instance of the documentation is read, scaled to SI units", () => {
  const problem = toProblem(readInstance(TINY, "tiny.json"));
  expect(problem.jobs.bits[0]).toBe(4e7);
  expect(problem.jobs.instructions[0]).toBe(1e10);
  expect(problem.jobs.outputBits[0]).toBeCloseTo(3.2e7, 6);
  expect(problem.network.links.up.of(0, 0)).toBe(20.5e6);
  expect(problem.network.receivePower[0]).toBe(0.5);
  expect(Array.from(problem.jobs.allowed!)).toEqual([1, 1, 0, 1]);
});

describe("one line says where, what was expected, what was found", () => {
  const CASES: [string, (file: Loose) => void, string][] = [
    [
      "no format",
      (f) => delete f.format,
      'tiny.json: format: expected "mec-offload/instance@1", got nothing',
    ],
    ["another version", (f) => (f.format = "mec-offload/instance@2"), "mec-offload/instance@2"],
    [
      "an unknown field",
      (f) => (f.devices[0].jobs[0].sizeGB = 1),
      "tiny.json: devices[0].jobs[0].sizeGB: expected one of the fields",
    ],
    [
      "a negative speed",
      (f) => (f.servers[0].speedIps = -3.2e9),
      "tiny.json: servers[0].speedIps: expected a positive number (instructions/s)",
    ],
    ["a speed of 0", (f) => (f.devices[0].speedIps = 0), "devices[0].speedIps"],
    ["a speed in words", (f) => (f.devices[0].speedIps = "3.6e9"), 'got "3.6e9"'],
    ["NaN", (f) => (f.linksMbps[0][0] = Number.NaN), "linksMbps[0][0]"],
    ["infinity", (f) => (f.devices[0].powerW.idle = Number.POSITIVE_INFINITY), "powerW.idle"],
    ["beyond reason", (f) => (f.devices[0].jobs[0].sizeMB = 1e30), "sizeMB"],
    ["a denormal speed", (f) => (f.servers[0].speedIps = 5e-324), "servers[0].speedIps"],
    ["half a core", (f) => (f.servers[0].cores = 0.5), "a whole number (cores)"],
    ["pi above 1", (f) => (f.outputReduction = 1.2), "outputReduction"],
    [
      "a device twice",
      (f) => {
        f.devices.push(f.devices[0]);
        f.linksMbps.push([1]);
      },
      "devices[1].id: expected an id not used already (at devices[0].id)",
    ],
    [
      "a server twice",
      (f) => {
        f.servers.push(f.servers[0]);
        f.linksMbps[0].push(1);
      },
      "servers[1].id",
    ],
    ["a job twice", (f) => f.devices[0].jobs.push({ id: "d1-1", sizeMB: 1 }), "devices[0].jobs[2].id"],
    ["a server called local", (f) => (f.servers[0].id = "local"), "servers[0].id"],
    ["an empty id", (f) => (f.devices[0].jobs[0].id = ""), "jobs[0].id"],
    ["a line break in an id", (f) => (f.devices[0].id = "a\nb"), "devices[0].id"],
    ["a job of nothing", (f) => (f.devices[0].jobs[0].sizeMB = 0), "devices[0].jobs[0].instructions"],
    ["no jobs at all", (f) => (f.devices[0].jobs = []), "at least one job"],
    ["no devices", (f) => (f.devices = []), "devices"],
    ["no servers", (f) => (f.servers = []), "servers"],
    [
      "too few rows of links",
      (f) => (f.linksMbps = []),
      "linksMbps: expected 1 rows, one for each device, got 0",
    ],
    [
      "too few links in a row",
      (f) => (f.linksMbps[0] = []),
      "linksMbps[0]: expected 1 rates, one for each server",
    ],
    ["a link of rate 0", (f) => (f.linksMbps[0][0] = 0), "linksMbps[0][0]"],
    ["an allowed place that is none", (f) => (f.devices[0].jobs[1].allowed = ["m2"]), "allowed[0]"],
    ["no allowed place", (f) => (f.devices[0].jobs[1].allowed = []), "allowed"],
    ["a discipline that is none", (f) => (f.servers[0].discipline = "lifo"), '"lcfs"'],
    ["a deadline of 0", (f) => (f.devices[0].jobs[0].deadlineS = 0), "deadlineS"],
    ["an arrival before time", (f) => (f.devices[0].jobs[0].arrivalS = -1), "arrivalS"],
    ["jobs that are no list", (f) => (f.devices[0].jobs = { 0: "x" }), "devices[0].jobs"],
    ["a device that is null", (f) => (f.devices[0] = null), "devices[0]"],
  ];
  test.each(CASES)("%s", (_what, change, said) => {
    const read = () => readInstance(broken(change), "tiny.json");
    expect(read).toThrow(InputError);
    expect(read).toThrow(said);
    expect(read).toThrow(/^[^\n]*$/);
  });

  test.each([[null], [undefined], [[]], ["text"], [3], [true]])("a file that holds %o", (data) => {
    expect(() => readInstance(data, "tiny.json")).toThrow("tiny.json: expected");
  });
});

describe("an allocation gives every job exactly one place", () => {
  const problem = toProblem(readInstance(TINY, "tiny.json"));
  test("and is read as such", () => {
    expect(Array.from(readAllocation({ "d1-1": "local", "d1-2": "m1" }, problem, "a.json"))).toEqual([
      LOCAL,
      0,
    ]);
  });
  const CASES: [string, unknown, string][] = [
    ["a job without a place", { "d1-2": "m1" }, 'a.json: "d1-1": expected a place for this job, got nothing'],
    [
      "a job that is none",
      { "d1-1": "local", "d1-2": "m1", x: "m1" },
      'a.json: "x": expected the id of a job',
    ],
    ["an unknown server", { "d1-1": "m9", "d1-2": "m1" }, '"m9"'],
    ["a place not allowed", { "d1-1": "m1", "d1-2": "local" }, "`allowed`"],
    ["a number for a place", { "d1-1": 0, "d1-2": "m1" }, "d1-1"],
    ["a list", ["local", "m1"], "a.json: expected an object"],
    ["null", null, "a.json: expected an object"],
  ];
  test.each(CASES)("%s", (_what, data, said) => {
    const read = () => readAllocation(data, problem, "a.json");
    expect(read).toThrow(InputError);
    expect(read).toThrow(said);
  });

  test("what is written is read back the same", () => {
    const random = randomProblem("back", { devices: 4, servers: 3, jobs: 50 });
    const places = Int32Array.from({ length: 50 }, (_, j) => (j % 4) - 1);
    const file = JSON.parse(JSON.stringify(allocationFile(random, places))) as unknown;
    expect(readAllocation(file, random, "a.json")).toEqual(places);
  });
});

test("a value is shown short, on one line", () => {
  expect(shown("a\nb")).toBe('"a\\nb"');
  expect(shown("x".repeat(1000)).length).toBe(120);
  expect(shown(10n)).toBe("10");
  expect(shown(Symbol("s"))).toBe("Symbol(s)");
  const round: { self?: unknown } = {};
  round.self = round;
  expect(shown(round)).toBe("[object Object]");
  expect(shown(undefined)).toBe("nothing");
});

test("types: an instance that was read satisfies its type", () => {
  const instance: Instance = readInstance(TINY, "tiny.json");
  expect(instance.servers[0].id).toBe("m1");
});
