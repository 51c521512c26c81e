import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../../src/model/index.ts";
import {
  jsonSchema,
  readScenario,
  requireEnd,
  SCENARIO_FORMAT,
  SCHEMA_NAMES,
  sample,
} from "../../src/scenario/index.ts";
import type { ReadTable } from "../../src/scenario/recorded.ts";

const good = () => ({
  format: SCENARIO_FORMAT,
  name: "busy-cell",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      id: "phone",
      count: 5,
      speedIps: 3.6e9,
      powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
      jobs: {
        class: "video",
        sizeMB: { uniform: { min: 1, max: 7 } },
        arrivals: { poisson: { ratePerS: 0.2 } },
      },
    },
  ],
  servers: [
    {
      id: "m1",
      speedIps: 1.4e11,
      cores: 4,
      discipline: "fifo",
      queueLimit: 100,
      faults: { upS: { exponential: { mean: 600 } }, downS: { exponential: { mean: 30 } }, work: "resume" },
    },
  ],
  links: { rateMbps: { rayleigh: { meanSnrDb: 10, bandwidthMHz: 5, blockS: 0.1 } }, latencyS: 0.005 },
  radio: "half-duplex",
  horizonS: 3600,
  warmupS: 300,
});

// biome-ignore lint/suspicious/noExplicitAny: the point is to break the types
type Broken = any;

/** Message about a scenario that was broken in one place. */
function fault(change: (scenario: Broken) => void): string {
  const scenario = good();
  change(scenario);
  try {
    readScenario(scenario, "busy.yaml");
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  return "accepted";
}

test("a good scenario is read as it stands", () => {
  expect(readScenario(good(), "busy.yaml")).toEqual(good());
});

const cases: [string, (scenario: Broken) => void, RegExp][] = [
  [
    "a rate of zero",
    (s) => (s.devices[0].jobs.arrivals.poisson.ratePerS = 0),
    /poisson\.ratePerS: expected a positive number \(arrivals per second\)/,
  ],
  [
    "a negative rate",
    (s) => (s.links.rateMbps = -3),
    /links\.rateMbps: expected only numbers above 0 \(Mbps\), got -3/,
  ],
  [
    "a rate that can be zero",
    (s) => (s.links.rateMbps = { uniformInteger: { min: 0, max: 3 } }),
    /links\.rateMbps: expected only numbers above 0/,
  ],
  [
    "a recorded rate that ends at zero",
    (s) => (s.links.rateMbps = { recorded: { atS: [0, 5], Mbps: [9, 0] } }),
    /recorded\.Mbps: expected a rate above 0 in the end/,
  ],
  [
    "a recorded rate out of order",
    (s) => (s.links.rateMbps = { recorded: { atS: [0, 5, 5], Mbps: [9, 1, 2] } }),
    /recorded\.atS\[2\]: expected times in order: above 5 s, got 5/,
  ],
  [
    "a trace out of order",
    (s) => (s.devices[0].jobs.arrivals = { recorded: { arrivalS: [1, 3, 2] } }),
    /recorded\.arrivalS\[2\]: expected times in order: at least 3 s, got 2/,
  ],
  [
    "a trace of unequal columns",
    (s) => (s.devices[0].jobs.arrivals = { recorded: { arrivalS: [1, 3], sizeMB: [4] } }),
    /recorded\.sizeMB: expected 2 values/,
  ],
  [
    "a trace of an unknown class",
    (s) => (s.devices[0].jobs.arrivals = { recorded: { arrivalS: [1], class: ["text"] } }),
    /recorded\.class\[0\]: expected a class of the jobs \(video\), got "text"/,
  ],
  [
    "a recorded size of zero",
    (s) => (s.devices[0].jobs.arrivals = { recorded: { arrivalS: [1, 3], sizeMB: [4, 0] } }),
    /devices\[0\]\.jobs\.arrivals\.recorded\.sizeMB\[1\]: expected a size above 0 \(MB\), or instructions, got 0/,
  ],
  [
    "a deadline before the arrival",
    (s) => (s.devices[0].jobs.deadlineS = -1),
    /jobs\.deadlineS: expected only numbers above 0 \(s after arrival\), got -1/,
  ],
  [
    "a recorded deadline before the arrival",
    (s) => (s.devices[0].jobs.arrivals = { recorded: { arrivalS: [9], deadlineS: [-3] } }),
    /recorded\.deadlineS\[0\]: expected a positive number \(s, counted from arrival\)/,
  ],
  [
    "a deadline that may lie before the arrival",
    (s) => (s.devices[0].jobs.deadlineS = { uniform: { min: -1, max: 2 } }),
    /jobs\.deadlineS: expected only numbers above 0/,
  ],
  [
    "a fault with no repair",
    (s) => delete s.servers[0].faults.downS,
    /faults\.downS: expected the time of repair/,
  ],
  [
    "a recorded fault with no repair",
    (s) => (s.servers[0].faults = { recorded: [{ fromS: 4 }] }),
    /recorded\[0\]\.toS: expected a positive number \(s, when it is repaired\)/,
  ],
  [
    "a repair before the fault",
    (s) => (s.servers[0].faults = { recorded: [{ fromS: 4, toS: 3 }] }),
    /recorded\[0\]\.toS: expected a repair after the fault at 4 s, got 3/,
  ],
  [
    "a repair time of infinite mean",
    (s) => (s.servers[0].faults.downS = { pareto: { shape: 1, min: 1 } }),
    /faults\.downS: expected a finite mean/,
  ],
  [
    "sizes of infinite mean for ever",
    (s) => (s.devices[0].jobs.sizeMB = { pareto: { shape: 0.5, min: 1 } }),
    /jobs\.sizeMB: expected a finite mean, as jobs arrive for ever/,
  ],
  [
    "a horizon before the warm-up",
    (s) => (s.warmupS = 3600),
    /warmupS: expected a warm-up that ends before the horizon at 3600 s, got 3600/,
  ],
  [
    "an unknown field",
    (s) => (s.servers[0].speed = 1),
    /servers\[0\]\.speed: expected one of the fields id, count, speedIps/,
  ],
  [
    "an unknown process",
    (s) => (s.devices[0].jobs.arrivals = { poison: { ratePerS: 1 } }),
    /arrivals\.poison: expected one of the fields batch, poisson/,
  ],
  [
    "two processes",
    (s) => (s.devices[0].jobs.arrivals.batch = { count: 1 }),
    /arrivals: expected exactly one of batch, poisson/,
  ],
  [
    "an unknown distribution",
    (s) => (s.devices[0].jobs.sizeMB = { normal: { mean: 1 } }),
    /sizeMB\.normal: expected one of the fields deterministic, uniform/,
  ],
  [
    "a distribution upside down",
    (s) => (s.devices[0].jobs.sizeMB = { uniform: { min: 3, max: 1 } }),
    /uniform\.max: expected max of at least min, got 1/,
  ],
  [
    "half a lognormal",
    (s) => (s.devices[0].jobs.sizeMB = { lognormal: { mean: 3 } }),
    /lognormal: expected either mean and cv2, or mu and sigma/,
  ],
  [
    "weights of another length",
    (s) => (s.devices[0].jobs.sizeMB = { empirical: { values: [1, 2], weights: [1] } }),
    /empirical\.weights: expected 2 weights/,
  ],
  [
    "weights of nothing",
    (s) => (s.devices[0].jobs.sizeMB = { empirical: { values: [1], weights: [0] } }),
    /empirical\.weights: expected some weight above 0/,
  ],
  [
    "a file that cannot be read here",
    (s) => (s.devices[0].jobs.sizeMB = { empirical: { file: "a.csv", column: "x" } }),
    /empirical\.file: expected values, as no files can be read here/,
  ],
  [
    "no jobs at all",
    (s) => delete s.devices[0].jobs,
    /devices\[0\]\.jobs: expected jobs, of a group of devices or of the network/,
  ],
  [
    "no arrivals",
    (s) => delete s.devices[0].jobs.arrivals,
    /devices\[0\]\.jobs\.arrivals: expected how jobs arrive/,
  ],
  [
    "arrivals twice",
    (s) => (s.devices[0].arrivals = { batch: { count: 1 } }),
    /devices\[0\]\.arrivals: expected arrivals beside the jobs or inside them/,
  ],
  [
    "jobs without size and work",
    (s) => delete s.devices[0].jobs.sizeMB,
    /jobs\.sizeMB: expected only sizes above 0 \(MB\), or instructions/,
  ],
  [
    "an unknown place",
    (s) => (s.devices[0].jobs.allowed = ["m2"]),
    /jobs\.allowed\[0\]: expected "local" or the id of a server, got "m2"/,
  ],
  [
    "two servers of one name",
    (s) => s.servers.push({ id: "m1", speedIps: 1 }),
    /servers: expected ids not used twice/,
  ],
  [
    "a number that hides a name",
    (s) => s.servers.push({ id: "m", count: 1, speedIps: 1 }),
    /servers: expected ids not used twice .* got "m1"/,
  ],
  [
    "two groups without names",
    (s) => s.devices.push({ ...s.devices[0], id: undefined }),
    /devices\[1\]\.id: expected an id, as there are several groups/,
  ],
  [
    "an unknown access point",
    (s) => (s.devices[0].accessPoint = "ap"),
    /devices\[0\]\.accessPoint: expected the id of an access point/,
  ],
  [
    "concurrency without sharing",
    (s) => (s.servers[0].concurrency = 2),
    /servers\[0\]\.concurrency: expected discipline "processor-sharing"/,
  ],
  ["retries without retrying", (s) => (s.servers[0].faults.attempts = 3), /faults\.work: expected "retry"/],
  [
    "a level that never ends before another",
    (s) => (s.servers[0].levels = [{ speed: 1 }, { speed: 0.5 }]),
    /levels\[0\]\.forS: expected how long the level holds/,
  ],
  ["ways to deal no jobs", (s) => (s.deal = "random"), /deal: expected no way to deal jobs/],
  [
    "another format",
    (s) => (s.format = "mec-offload/instance@1"),
    /format: expected "mec-offload\/scenario@1"/,
  ],
];

test.each(cases)("%s is one clear line", (_name, change, message) => {
  const line = fault(change);
  expect(line).toMatch(message);
  expect(line).toMatch(/^busy\.yaml: /);
  expect(line).not.toContain("\n");
});

test("a load that nothing can keep up with needs a horizon, and the message says how large it is", () => {
  const { horizonS: _, warmupS: __, ...endless } = good();
  const calm = readScenario(endless, "calm.yaml");
  expect(() => requireEnd(calm, undefined, "calm.yaml")).toThrow(
    "calm.yaml: horizonS: expected an end of the run (s), as jobs arrive for ever, got nothing",
  );
  expect(() => requireEnd(calm, 10, "calm.yaml")).not.toThrow();
  // 5 x 100/s x 4 MB x 8e6 x 250 = 4e12 instructions/s over 5 x 3.6e9 + 4 x 1.4e11 = 5.78e11.
  endless.devices[0].jobs.arrivals.poisson.ratePerS = 100;
  expect(() => requireEnd(readScenario(endless, "wild.yaml"), undefined, "wild.yaml")).toThrow(
    /with 6\.92 times the work that all processors can do/,
  );
});

test("recorded values come from tables beside the scenario, and faults in them are told of the table", () => {
  const cells: Record<string, number[]> = { time: [0.5, 2], MB: [3, 4], measured: [1, 2, 2] };
  const table: ReadTable = ({ file, columns }) => {
    expect(file).toBe("trace.csv");
    const values = Object.entries(columns).map(([field, { column }]) => [field, cells[column]]);
    return {
      values: Object.fromEntries(values),
      where: (row) => (row === undefined ? file : `${file}:${row + 2}`),
    };
  };
  const scenario: Broken = good();
  scenario.devices[0].count = 1;
  scenario.devices[0].jobs.arrivals = {
    recorded: { file: "trace.csv", columns: { arrivalS: "time", sizeMB: "MB" } },
  };
  scenario.servers[0].speedIps = { empirical: { file: "trace.csv", column: "measured" } };
  const instance = sample(readScenario(scenario, "busy.yaml", table), { seed: 1 });
  expect(instance.devices[0].jobs).toMatchObject([
    { arrivalS: 0.5, sizeMB: 3 },
    { arrivalS: 2, sizeMB: 4 },
  ]);
  expect([1, 2]).toContain(instance.servers[0].speedIps);
  cells.MB[1] = -4;
  expect(() => readScenario(scenario, "busy.yaml", table)).toThrow(
    /^trace\.csv:3: MB: expected 0 or a number \(MB\) .*, got -4$/,
  );
  cells.MB[1] = 4;
  cells.time[1] = 0.25;
  expect(() => readScenario(scenario, "busy.yaml", table)).toThrow(
    "trace.csv:3: time: expected times in order: at least 0.5 s, got 0.25",
  );
  cells.time[1] = 2;
  cells.MB.pop();
  expect(() => readScenario(scenario, "busy.yaml", table)).toThrow(
    "trace.csv: MB: expected 2 values, one for each arrival",
  );
});

/** All places of a document, as paths of keys. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, k) => k) : Object.keys(value);
  return [path, ...keys.flatMap((key) => places((value as Broken)[key], [...path, key]))];
}

const junk = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    "",
    "local",
    -1,
    0,
    1e-320,
    1e300,
    -0,
    NaN,
    Infinity,
    true,
    [],
    {},
    "x".repeat(500),
  ),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);

test("thousands of broken scenarios are refused in one line or are valid, and never crash", () => {
  const all = places(good()).filter((path) => path.length > 0);
  let refused = 0;
  fc.assert(
    fc.property(fc.constantFrom(...all), junk, fc.boolean(), (path, value, drop) => {
      const scenario: Broken = good();
      let parent = scenario;
      for (const key of path.slice(0, -1)) parent = parent[key];
      if (drop) delete parent[path[path.length - 1]];
      else parent[path[path.length - 1]] = value;
      try {
        const read = readScenario(scenario, "broken.yaml");
        expect(JSON.stringify(read)).not.toContain("null");
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        expect((error as Error).message).toMatch(/^broken\.yaml(: [^\n]*)?: expected [^\n]*, got [^\n]*$/);
        refused++;
      }
    }),
    { numRuns: 4000, seed: 1 },
  );
  expect(refused).toBeGreaterThan(2000);
});

test.each(SCHEMA_NAMES)("the JSON Schema of %s is an object that editors read", (name) => {
  const schema = JSON.parse(JSON.stringify(jsonSchema(name)));
  expect(schema.$schema).toContain("2020-12");
  if (name === "scenario") {
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties)).toContain("devices");
  }
});
