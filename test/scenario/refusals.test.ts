// What each field of a scenario must be, and what fields must be together: the whole line that a user reads.
import { expect, test } from "vitest";
import { InputError } from "../../src/model/index.ts";
import { readScenario, SCENARIO_FORMAT } from "../../src/scenario/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: the point is to break the types
type Broken = any;

/** Every field that a scenario may have at once. */
const full = (): Broken => ({
  format: SCENARIO_FORMAT,
  name: "full",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      id: "phone",
      count: 2,
      speedIps: 3.6e9,
      cores: 2,
      powerW: { compute: 0.6, transmit: 0.3, idle: 0.03, receive: 0.2 },
      levels: [{ speed: 1, forS: 10, computeW: 0.5 }, { speed: 0.5 }],
      accessPoint: "roof",
      arrivals: { poisson: { ratePerS: 1, count: 5 } },
      jobs: [
        {
          class: "video",
          weight: 2,
          sizeMB: 1,
          instructionsPerBit: 100,
          outputMB: 1,
          deadlineS: 4,
          priority: -1,
        },
        { class: "text", instructions: 1e9, outputReduction: 0.5, allowed: ["local", "m1"] },
      ],
    },
  ],
  servers: [
    {
      id: "m",
      count: 2,
      speedIps: 1e11,
      cores: 4,
      discipline: "processor-sharing",
      queueLimit: 3,
      concurrency: 2,
      pricePerGinstr: 1,
      faults: { upS: 10, downS: 1, work: "retry", attempts: 3, backOffS: 1 },
      levels: [{ speed: 1, forS: 10 }, { speed: 0.5 }],
    },
  ],
  links: {
    rateMbps: 20,
    per: "pair",
    latencyS: 0.01,
    faults: { upS: 10, downS: 1 },
    accessPoints: [{ id: "roof", capacityMbps: 60 }],
  },
  radio: "per-link",
  idle: "always",
  overflow: "drop",
  abandonAtDeadline: true,
  horizonS: 100,
  warmupS: 10,
});

/** One device whose jobs arrive so, and what else is changed. */
function plain(arrivals: object, change: (scenario: Broken) => void = () => {}): Broken {
  const scenario = {
    format: SCENARIO_FORMAT,
    work: { instructionsPerBit: 250 },
    outputReduction: 0.2,
    devices: [
      {
        speedIps: 3.6e9,
        powerW: { compute: 0.6, transmit: 0.3, idle: 0.03 },
        jobs: { class: "video", sizeMB: 1, arrivals },
      },
    ],
    servers: [{ id: "m", speedIps: 1e11 }],
    links: { rateMbps: 20 },
  };
  change(scenario);
  return scenario;
}

const batch = { batch: { count: 1 } };

/** What is said about a scenario; nothing where it is accepted. */
function said(scenario: unknown): string | null {
  try {
    readScenario(scenario, "f");
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
}

const FAMILIES =
  "deterministic, uniform, uniformInteger, exponential, erlang, hyperexponential, lognormal, pareto, boundedPareto, empirical";
const varies = (unit: string) => `a number or a distribution (${unit}): one of ${FAMILIES}`;
const positive = (unit: string) => `a positive number (${unit}), between 1e-12 and 1000000000000000000`;
const atLeast0 = (unit: string) => `0 or a number (${unit}) between 1e-12 and 1000000000000000000`;
const whole = (what: string, from: number, to = 1e9) => `a whole number (${what}) from ${from} to ${to}`;
const id = (what: string) => `an id of a ${what} (1 to 200 printable characters, not "local")`;

/** What belongs into each field. */
const FIELDS: Record<string, string> = {
  format: '"mec-offload/scenario@1"',
  name: "a name",
  work: "an object",
  "work.instructionsPerBit": varies("instructions/bit"),
  outputReduction: "a number (share of the data that need not come back) from -1000 to 1",
  devices: "a list of at least 1 groups of devices",
  "devices[0]": "an object",
  "devices[0].id": id("group of devices"),
  "devices[0].count": whole("devices", 1, 1e7),
  "devices[0].speedIps": varies("instructions/s"),
  "devices[0].cores": whole("cores", 1, 1e6),
  "devices[0].powerW": "an object",
  "devices[0].powerW.compute": varies("W"),
  "devices[0].powerW.transmit": varies("W"),
  "devices[0].powerW.idle": varies("W"),
  "devices[0].powerW.receive": varies("W"),
  "devices[0].levels": "a list of at least 1 speed levels",
  "devices[0].levels[0]": "an object",
  "devices[0].levels[0].speed": positive("share of the full speed"),
  "devices[0].levels[0].forS": varies("s"),
  "devices[0].levels[0].computeW": atLeast0("W"),
  "devices[0].levels[1]": "an object",
  "devices[0].levels[1].speed": positive("share of the full speed"),
  "devices[0].accessPoint": "the id of an access point",
  "devices[0].arrivals": "an object",
  "devices[0].arrivals.poisson": "an object",
  "devices[0].arrivals.poisson.ratePerS": positive("arrivals per second"),
  "devices[0].arrivals.poisson.count": whole("arrivals", 1),
  "devices[0].jobs": "a list of at least 1 job classes",
  "devices[0].jobs[0]": "an object",
  "devices[0].jobs[0].class": id("job class"),
  "devices[0].jobs[0].weight": positive("share of the jobs"),
  "devices[0].jobs[0].sizeMB": varies("MB"),
  "devices[0].jobs[0].instructionsPerBit": varies("instructions/bit"),
  "devices[0].jobs[0].outputMB": varies("MB"),
  "devices[0].jobs[0].deadlineS": varies("s after arrival"),
  "devices[0].jobs[0].priority": "a number (priority, smaller first) from -1000000000 to 1000000000",
  "devices[0].jobs[1]": "an object",
  "devices[0].jobs[1].class": id("job class"),
  "devices[0].jobs[1].instructions": varies("instructions"),
  "devices[0].jobs[1].outputReduction": varies("share of the data that need not come back"),
  "devices[0].jobs[1].allowed": "a list of at least 1 places",
  "devices[0].jobs[1].allowed[0]": '"local" or the id of a server',
  "devices[0].jobs[1].allowed[1]": '"local" or the id of a server',
  servers: "a list of at least 1 servers",
  "servers[0]": "an object",
  "servers[0].id": id("server"),
  "servers[0].count": whole("servers", 1, 1e6),
  "servers[0].speedIps": varies("instructions/s"),
  "servers[0].cores": whole("cores", 1, 1e6),
  "servers[0].discipline":
    'one of "fifo", "lcfs", "lcfs-preemptive", "processor-sharing", "shortest-job-first", "priority", "priority-preemptive"',
  "servers[0].queueLimit": whole("waiting places", 0),
  "servers[0].concurrency": whole("jobs", 1),
  "servers[0].pricePerGinstr": atLeast0("money per 1e9 instructions"),
  "servers[0].faults": "an object",
  "servers[0].faults.upS": varies("s up, until it breaks"),
  "servers[0].faults.downS": varies("s of repair"),
  "servers[0].faults.work": 'one of "resume", "restart", "retry", "local"',
  "servers[0].faults.attempts": whole("placements", 1, 1000),
  "servers[0].faults.backOffS": atLeast0("s"),
  "servers[0].levels": "a list of at least 1 speed levels",
  "servers[0].levels[0]": "an object",
  "servers[0].levels[0].speed": positive("share of the full speed"),
  "servers[0].levels[0].forS": varies("s"),
  "servers[0].levels[1]": "an object",
  "servers[0].levels[1].speed": positive("share of the full speed"),
  links: "a list of at least 1 links",
  "links.rateMbps": `a number (Mbps), rates up and down, or one of rayleigh, gilbertElliott, recorded, ${FAMILIES}`,
  "links.per": 'one of "pair", "device"',
  "links.latencyS": atLeast0("s, each way"),
  "links.faults": "an object",
  "links.faults.upS": varies("s up, until it breaks"),
  "links.faults.downS": varies("s of repair"),
  "links.accessPoints": "a list of at least 1 access points",
  "links.accessPoints[0]": "an object",
  "links.accessPoints[0].id": id("cell's access point"),
  "links.accessPoints[0].capacityMbps": positive("Mbps, each way"),
  radio: 'one of "half-duplex", "full-duplex", "per-link", "none"',
  idle: 'one of "while-waiting", "always"',
  overflow: 'one of "redirect", "drop"',
  abandonAtDeadline: "true or false",
  horizonS: positive("s"),
  warmupS: atLeast0("s"),
};

/** All places of a scenario, as they are written in code. */
function places(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  const inside = Array.isArray(value)
    ? value.flatMap((item, k) => places(item, `${path}[${k}]`))
    : Object.entries(value).flatMap(([key, item]) => places(item, path === "" ? key : `${path}.${key}`));
  return path === "" ? inside : [path, ...inside];
}

/** Puts a value where a path such as `devices[0].cores` leads. */
function put(scenario: Broken, path: string, value: unknown): Broken {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  let parent = scenario;
  for (const key of keys.slice(0, -1)) parent = parent[key];
  parent[keys[keys.length - 1]] = value;
  return scenario;
}

test("all fields at once are a scenario, and each has its line below", () => {
  expect(readScenario(full(), "f")).toEqual(full());
  expect(places(full())).toEqual(Object.keys(FIELDS));
});

test("each field says what belongs there, with its unit and range", () => {
  const lines = Object.keys(FIELDS).map((at) => said(put(full(), at, [])));
  expect(lines).toEqual(Object.entries(FIELDS).map(([at, what]) => `f: ${at}: expected ${what}, got []`));
});

/** Something in a scenario, and what is said of it after where it stands; null: it is accepted. */
type Case = [of: unknown, line: string | null];

/** Checks all cases at once; `scenario` makes one that holds the case, `where` is how the lines about it begin. */
function check(cases: readonly Case[], where: string, scenario: (of: unknown) => unknown): void {
  const seen = cases.map(([of]): Case => [of, said(scenario(of))]);
  expect(seen).toEqual(cases.map(([of, line]) => [of, line === null ? null : `${where}${line}`]));
}

test("processes of arrivals", () => {
  const noMean = { pareto: { shape: 1, min: 1 } };
  check(
    [
      [{ batch: { count: 0 } }, null],
      [{ batch: { count: -1 } }, `.batch.count: expected ${whole("jobs", 0)}, got -1`],
      [{ batch: { count: 1, atS: -1 } }, `.batch.atS: expected ${atLeast0("s")}, got -1`],
      [{ poisson: { ratePerS: 1, count: 0 } }, `.poisson.count: expected ${whole("arrivals", 1)}, got 0`],
      [{ deterministic: { everyS: 1, startS: 0 } }, null],
      [{ deterministic: { everyS: 0 } }, `.deterministic.everyS: expected ${positive("s")}, got 0`],
      [
        { deterministic: { everyS: 1, startS: -1 } },
        `.deterministic.startS: expected ${atLeast0("s")}, got -1`,
      ],
      [
        { erlang: { shape: 10_001, ratePerS: 1 } },
        `.erlang.shape: expected ${whole("phases", 1, 10_000)}, got 10001`,
      ],
      [
        { erlang: { shape: 1, ratePerS: 0 } },
        `.erlang.ratePerS: expected ${positive("arrivals per second")}, got 0`,
      ],
      [{ hyperexponential: { ratePerS: 1, cv2: 1 } }, null],
      [
        { hyperexponential: { ratePerS: 1, cv2: 0.5 } },
        ".hyperexponential.cv2: expected a number (squared coefficient of variation) from 1 to 1000000, got 0.5",
      ],
      [{ renewal: { intervalS: 0 } }, ".renewal.intervalS: expected only numbers above 0 (s), got 0"],
      [
        { renewal: { intervalS: noMean } },
        `.renewal.intervalS: expected a finite mean (s), got ${JSON.stringify(noMean)}`,
      ],
      [{ mmpp: { ratesPerS: [0, 1], switchesPerS: [1, 1] } }, null],
      [{ mmpp: { ratesPerS: [1, 0], switchesPerS: [1, 1] } }, null],
      [
        { mmpp: { ratesPerS: [0, 0], switchesPerS: [1, 1] } },
        ".mmpp.ratesPerS: expected two rates, one of them above 0 (arrivals per second), got [0,0]",
      ],
      [
        { mmpp: { ratesPerS: [1], switchesPerS: [1, 1] } },
        ".mmpp.ratesPerS: expected two rates (arrivals per second), got [1]",
      ],
      [
        { mmpp: { ratesPerS: [-1, 1], switchesPerS: [1, 1] } },
        `.mmpp.ratesPerS[0]: expected ${atLeast0("arrivals per second")}, got -1`,
      ],
      [
        { mmpp: { ratesPerS: [1, -1], switchesPerS: [1, 1] } },
        `.mmpp.ratesPerS[1]: expected ${atLeast0("arrivals per second")}, got -1`,
      ],
      [
        { mmpp: { ratesPerS: [1, 1], switchesPerS: [0, 1] } },
        `.mmpp.switchesPerS[0]: expected ${positive("switches per second")}, got 0`,
      ],
      [
        { mmpp: { ratesPerS: [1, 1], switchesPerS: [1, 0] } },
        `.mmpp.switchesPerS[1]: expected ${positive("switches per second")}, got 0`,
      ],
      [
        { mmpp: { ratesPerS: [1, 1], switchesPerS: 1 } },
        ".mmpp.switchesPerS: expected two rates (switches per second), got 1",
      ],
      [{ onOff: { ratePerS: 1, onS: 0, offS: 1 } }, ".onOff.onS: expected only numbers above 0 (s), got 0"],
      [{ onOff: { ratePerS: 1, onS: 1, offS: 0 } }, ".onOff.offS: expected only numbers above 0 (s), got 0"],
      [{ finiteSource: { thinkS: 0 } }, ".finiteSource.thinkS: expected only numbers above 0 (s), got 0"],
      [
        { finiteSource: { thinkS: 1, users: 0 } },
        `.finiteSource.users: expected ${whole("users", 1, 1e7)}, got 0`,
      ],
    ],
    "f: devices[0].jobs.arrivals",
    (arrivals) => plain(arrivals as object),
  );
});

test("recorded jobs", () => {
  const columns = 'columns by field, such as { arrivalS: "time", sizeMB: "size" }';
  const short = (name: string, values: unknown): Case => [
    { arrivalS: [1, 2], [name]: values },
    `.${name}: expected 2 values, one for each arrival, got ${JSON.stringify(values)}`,
  ];
  check(
    [
      [{ arrivalS: [0, 0, 3] }, null],
      [{ arrivalS: [] }, ".arrivalS: expected a list of at least 1 times of arrival (s), got []"],
      [{ arrivalS: [-1] }, `.arrivalS[0]: expected ${atLeast0("s")}, got -1`],
      [{ arrivalS: [1, 3, 2] }, ".arrivalS[2]: expected times in order: at least 3 s, got 2"],
      [{ arrivalS: [3, 2, 1] }, ".arrivalS[1]: expected times in order: at least 3 s, got 2"],
      [{ arrivalS: [1], sizeMB: 1 }, ".sizeMB: expected a list of sizes (MB), got 1"],
      [{ arrivalS: [1], sizeMB: [-1] }, `.sizeMB[0]: expected ${atLeast0("MB")}, got -1`],
      [{ arrivalS: [1], sizeMB: [0] }, ".sizeMB[0]: expected a size above 0 (MB), or instructions, got 0"],
      [{ arrivalS: [1], sizeMB: [0], instructions: [9] }, null],
      [{ arrivalS: [1], instructions: 1 }, ".instructions: expected a list of work (instructions), got 1"],
      [{ arrivalS: [1], instructions: [0] }, `.instructions[0]: expected ${positive("instructions")}, got 0`],
      [{ arrivalS: [1], outputMB: 1 }, ".outputMB: expected a list of output sizes (MB), got 1"],
      [{ arrivalS: [1], outputMB: [-1] }, `.outputMB[0]: expected ${atLeast0("MB")}, got -1`],
      [
        { arrivalS: [1], deadlineS: 1 },
        ".deadlineS: expected a list of deadlines (s after arrival, so above 0), got 1",
      ],
      [
        { arrivalS: [1], deadlineS: [0] },
        `.deadlineS[0]: expected ${positive("s, counted from arrival")}, got 0`,
      ],
      [{ arrivalS: [1], priority: 1 }, ".priority: expected a list of priorities, got 1"],
      [{ arrivalS: [1], priority: [-1e9] }, null],
      [
        { arrivalS: [1], priority: [2e9] },
        ".priority[0]: expected a number (priority, smaller first) from -1000000000 to 1000000000, got 2000000000",
      ],
      [{ arrivalS: [1], class: 1 }, ".class: expected a list of names of classes, got 1"],
      [{ arrivalS: [1], class: [1] }, ".class[0]: expected the name of a class, got 1"],
      [{ arrivalS: [1], class: ["video"] }, null],
      [
        { arrivalS: [1, 2], class: ["video", "text"] },
        '.class[1]: expected a class of the jobs (video), got "text"',
      ],
      [{ arrivalS: [1], device: 1 }, ".device: expected a list of ids of devices, got 1"],
      [{ arrivalS: [1], device: [1] }, ".device[0]: expected the id of a device, got 1"],
      [
        { arrivalS: [1], device: ["d1"] },
        '.device: expected no devices, as the arrivals are those of a group, got "d1"',
      ],
      ...["sizeMB", "instructions", "outputMB", "deadlineS", "priority"].map((name) => short(name, [1])),
      short("class", ["video"]),
      short("device", ["d1"]),
      [{}, ".arrivalS: expected times of arrival, or a file and its columns, got nothing"],
      [{ file: 1 }, ".file: expected a CSV or Parquet file, got 1"],
      [
        { file: "a.csv" },
        ".columns.arrivalS: expected the column of the file that holds the times of arrival, got nothing",
      ],
      [
        { file: "a.csv", columns: { arrivalS: "time" } },
        '.file: expected values, as no files can be read here, got "a.csv"',
      ],
      [
        { file: "a.csv", arrivalS: [1] },
        '.file: expected either times of arrival or a file, not both, got "a.csv"',
      ],
      [{ arrivalS: [1], columns: { sizes: "x" } }, `.columns.sizes: expected ${columns}, got "x"`],
      [{ arrivalS: [1], columns: 1 }, `.columns: expected ${columns}, got 1`],
      [
        { arrivalS: [1], columns: { sizeMB: 1 } },
        ".columns.sizeMB: expected the name of a column, or { column, unit, origin }, got 1",
      ],
    ],
    "f: devices[0].jobs.arrivals.recorded",
    (recorded) => plain({ recorded }),
  );
});

test("recorded jobs of the network", () => {
  check(
    [
      [["d1", "d2"], null],
      [["d2", "d3"], '[1]: expected the id of a device, got "d3"'],
      [["d0", "d1"], '[0]: expected the id of a device, got "d0"'],
    ],
    "f: arrivals.recorded.device",
    (device) =>
      plain({}, (s) => {
        delete s.devices[0].jobs;
        s.devices[0].count = 2;
        s.jobs = { sizeMB: 1 };
        s.arrivals = { recorded: { arrivalS: [1, 2], device } };
      }),
  );
});

test("faults", () => {
  const either = "either recorded faults or upS and downS, not both";
  const retry = '.work: expected "retry", as attempts or backOffS are given';
  const one = [{ fromS: 1, toS: 2 }];
  const cases: Case[] = [
    [{ upS: 1, downS: 1 }, null],
    [{}, ".upS: expected the time until it breaks, or recorded faults, got nothing"],
    [{ downS: 1 }, ".upS: expected the time until it breaks, or recorded faults, got nothing"],
    [{ upS: 1 }, ".downS: expected the time of repair, as what breaks must be repaired, got nothing"],
    [{ upS: 1, recorded: one }, `.recorded: expected ${either}, got ${JSON.stringify(one)}`],
    [{ downS: 1, recorded: one }, `.recorded: expected ${either}, got ${JSON.stringify(one)}`],
    [{ recorded: [] }, ".recorded: expected a list of at least 1 faults, each from and to a time, got []"],
    [
      { recorded: [{ fromS: -1, toS: 2 }] },
      `.recorded[0].fromS: expected ${atLeast0("s, when it breaks")}, got -1`,
    ],
    [
      { recorded: [{ fromS: 0, toS: 0 }] },
      `.recorded[0].toS: expected ${positive("s, when it is repaired")}, got 0`,
    ],
    [
      { recorded: [{ fromS: 4, toS: 4 }] },
      ".recorded[0].toS: expected a repair after the fault at 4 s, got 4",
    ],
    [
      {
        recorded: [
          { fromS: 0, toS: 1 },
          { fromS: 1, toS: 2 },
        ],
      },
      null,
    ],
    [
      {
        recorded: [
          { fromS: 0, toS: 3 },
          { fromS: 2, toS: 4 },
        ],
      },
      ".recorded[1].fromS: expected faults in order: at least 3 s, got 2",
    ],
    [{ upS: 1, downS: 1, attempts: 2, work: "retry" }, null],
    [{ upS: 1, downS: 1, backOffS: 2, work: "retry" }, null],
    [{ upS: 1, downS: 1, attempts: 2 }, `${retry}, got nothing`],
    [{ upS: 1, downS: 1, backOffS: 2, work: "local" }, `${retry}, got "local"`],
  ];
  check(cases, "f: servers[0].faults", (faults) => plain(batch, (s) => (s.servers[0].faults = faults)));
  check(cases, "f: links.faults", (faults) => plain(batch, (s) => (s.links.faults = faults)));
});

test("speed levels", () => {
  const forever = "expected how long the level holds (only the last may hold for ever), got nothing";
  const cases: Case[] = [
    [[{ speed: 1 }], null],
    [
      [
        { speed: 1, forS: 2 },
        { speed: 2, forS: { exponential: { mean: 1 } } },
      ],
      null,
    ],
    [[{ speed: 1 }, { speed: 2 }], `[0].forS: ${forever}`],
    [[{ speed: 1, forS: 1 }, { speed: 2 }, { speed: 1 }], `[1].forS: ${forever}`],
    [[{ speed: 1, forS: 0 }], "[0].forS: expected only numbers above 0 (s), got 0"],
  ];
  check(cases, "f: servers[0].levels", (levels) => plain(batch, (s) => (s.servers[0].levels = levels)));
  check(cases, "f: devices[0].levels", (levels) => plain(batch, (s) => (s.devices[0].levels = levels)));
  check(
    [[[{ speed: 1, computeW: 1 }], "[0].computeW: expected one of the fields speed, forS, got 1"]],
    "f: servers[0].levels",
    (levels) => plain(batch, (s) => (s.servers[0].levels = levels)),
  );
});

test("rates of links", () => {
  const above0 = "expected only numbers above 0";
  const good = { goodMbps: 1, badMbps: 0, goodS: 1, badS: 1 };
  const fading = { meanSnrDb: -50, bandwidthMHz: 1, blockS: 1 };
  const end = "expected a rate above 0 in the end: at zero for good, nothing would arrive";
  check(
    [
      [1e-12, null],
      [0, `: ${above0} (Mbps), got 0`],
      [{ uniform: { min: 0, max: 1 } }, null],
      [
        { uniformInteger: { min: 0, max: 1 } },
        `: ${above0} (Mbps), got {"uniformInteger":{"min":0,"max":1}}`,
      ],
      [
        { pareto: { shape: 1, min: 1 } },
        ': expected a finite mean (Mbps), got {"pareto":{"shape":1,"min":1}}',
      ],
      [{}, `: expected exactly one of rayleigh, gilbertElliott, recorded, ${FAMILIES}, got {}`],
      [
        { empirical: { file: "a.csv", column: "x" } },
        '.empirical.file: expected values, as no files can be read here, got "a.csv"',
      ],
      [{ rayleigh: fading }, null],
      [
        { rayleigh: { ...fading, meanSnrDb: -51 } },
        ".rayleigh.meanSnrDb: expected a number (dB, mean signal to noise ratio) from -50 to 100, got -51",
      ],
      [
        { rayleigh: { ...fading, bandwidthMHz: 0 } },
        `.rayleigh.bandwidthMHz: expected ${positive("MHz")}, got 0`,
      ],
      [{ rayleigh: { ...fading, blockS: 0 } }, `.rayleigh.blockS: ${above0} (s), got 0`],
      [{ gilbertElliott: good }, null],
      [{ gilbertElliott: { ...good, goodMbps: 0 } }, `.gilbertElliott.goodMbps: ${above0} (Mbps), got 0`],
      [
        { gilbertElliott: { ...good, badMbps: -1 } },
        `.gilbertElliott.badMbps: expected ${atLeast0("Mbps")}, got -1`,
      ],
      [{ gilbertElliott: { ...good, goodS: 0 } }, `.gilbertElliott.goodS: ${above0} (s), got 0`],
      [{ gilbertElliott: { ...good, badS: 0 } }, `.gilbertElliott.badS: ${above0} (s), got 0`],
      [{ recorded: { atS: [0, 1], Mbps: [0, 1] } }, null],
      [{ recorded: { atS: [0, 1], Mbps: [1, 0], repeatS: 2 } }, null],
      [
        { recorded: { file: "a.csv", columns: { atS: "t" } } },
        ".recorded.columns.Mbps: expected the name of a column, or { column, unit, origin }, got nothing",
      ],
      [
        { recorded: { file: "a.csv" } },
        '.recorded.columns: expected columns of the file, such as { atS: "time", Mbps: "rate" }, got nothing',
      ],
      [
        { recorded: { file: "a.csv", columns: { atS: "t", Mbps: "r" } } },
        '.recorded.file: expected values, as no files can be read here, got "a.csv"',
      ],
      [
        { recorded: { atS: [0], Mbps: [1], file: "a.csv" } },
        '.recorded.file: expected either times and rates or a file, not both, got "a.csv"',
      ],
      [
        { recorded: { atS: [0] } },
        ".recorded.Mbps: expected times (s) and rates (Mbps), or a file, got nothing",
      ],
      [{ recorded: { atS: [], Mbps: [] } }, ".recorded.atS: expected a list of at least 1 times (s), got []"],
      [
        { recorded: { atS: [0], Mbps: [] } },
        ".recorded.Mbps: expected a list of at least 1 rates (Mbps), got []",
      ],
      [{ recorded: { atS: [0], Mbps: [-1] } }, `.recorded.Mbps[0]: expected ${atLeast0("Mbps")}, got -1`],
      [
        { recorded: { atS: [1, 2], Mbps: [1, 1] } },
        ".recorded.atS[0]: expected 0, the rate at the start, got 1",
      ],
      [
        { recorded: { atS: [0, 2, 2], Mbps: [1, 1, 1] } },
        ".recorded.atS[2]: expected times in order: above 2 s, got 2",
      ],
      [
        { recorded: { atS: [0, 2], Mbps: [1] } },
        ".recorded.Mbps: expected 2 rates, one for each time, got [1]",
      ],
      [
        { recorded: { atS: [0, 1], Mbps: [1, 1], repeatS: 1 } },
        ".recorded.repeatS: expected a time after the last rate, got 1",
      ],
      [
        { recorded: { atS: [0], Mbps: [1], repeatS: 0 } },
        `.recorded.repeatS: expected ${positive("s")}, got 0`,
      ],
      [{ recorded: { atS: [0, 1], Mbps: [1, 0] } }, `.recorded.Mbps: ${end}, got [1,0]`],
      [{ recorded: { atS: [0, 1], Mbps: [0, 0], repeatS: 2 } }, `.recorded.Mbps: ${end}, got [0,0]`],
    ],
    "f: links.rateMbps",
    (rate) => plain(batch, (s) => (s.links.rateMbps = rate)),
  );
});

test("jobs and their classes", () => {
  const noMean = { pareto: { shape: 1, min: 1 } };
  const shown = JSON.stringify(noMean);
  const size = "expected only sizes above 0 (MB), or instructions";
  const forEver = `expected a finite mean, as jobs arrive for ever, got ${shown}`;
  const endless = { poisson: { ratePerS: 1 } };
  const [a, b] = ["a", "b"].map((name) => ({ class: name, sizeMB: 1 }));
  const with2 = { ...a, arrivals: batch };
  check(
    [
      [{ sizeMB: 0, arrivals: batch }, `jobs.sizeMB: ${size}, got 0`],
      [{ arrivals: batch }, `jobs.sizeMB: ${size}, got nothing`],
      [{ sizeMB: 0, instructions: 1, arrivals: batch }, null],
      [{ instructions: 1, arrivals: batch }, null],
      [{ arrivals: { recorded: { arrivalS: [1], sizeMB: [1] } } }, null],
      [{ arrivals: { recorded: { arrivalS: [1], instructions: [1] } } }, null],
      [{ instructions: 1, arrivals: { recorded: { arrivalS: [1], sizeMB: [0] } } }, null],
      [{ arrivals: { recorded: { arrivalS: [1] } } }, `jobs.sizeMB: ${size}, got nothing`],
      [
        { instructions: 1, instructionsPerBit: 2, arrivals: batch },
        "jobs.instructionsPerBit: expected either instructions or instructionsPerBit, got 2",
      ],
      [
        { sizeMB: 1, outputMB: 1, outputReduction: 0.2, arrivals: batch },
        "jobs.outputReduction: expected either outputMB or outputReduction, got 0.2",
      ],
      [{ sizeMB: 1, outputReduction: 1, arrivals: batch }, null],
      [
        { sizeMB: 1, outputReduction: 1.1, arrivals: batch },
        "jobs.outputReduction: expected a share of at most 1, got 1.1",
      ],
      [{ sizeMB: noMean, arrivals: batch }, null],
      [{ sizeMB: noMean, arrivals: endless }, `jobs.sizeMB: ${forEver}`],
      [{ instructions: noMean, arrivals: endless }, `jobs.instructions: ${forEver}`],
      [{ sizeMB: 1, instructionsPerBit: noMean, arrivals: endless }, `jobs.instructionsPerBit: ${forEver}`],
      [{ sizeMB: 1, outputMB: noMean, arrivals: endless }, `jobs.outputMB: ${forEver}`],
      [{ sizeMB: 1, deadlineS: noMean, arrivals: endless }, null],
      [
        { sizeMB: 1, allowed: ["m", "local", "m2"], arrivals: batch },
        'jobs.allowed[2]: expected "local" or the id of a server, got "m2"',
      ],
      [{ sizeMB: 1 }, "jobs.arrivals: expected how jobs arrive (batch, poisson, recorded, ...), got nothing"],
      [[with2, b], "jobs[1].arrivals: expected how jobs arrive (batch, poisson, recorded, ...), got nothing"],
      [[with2, { ...b, arrivals: batch }], null],
      [
        [with2, { ...b, weight: 2, arrivals: batch }],
        "jobs[1].weight: expected either a weight or arrivals of its own, got 2",
      ],
      [[with2, { class: "b", arrivals: batch }], `jobs[1].sizeMB: ${size}, got nothing`],
      [
        [with2, { class: "b", arrivals: { recorded: { arrivalS: [1], sizeMB: [0] } } }],
        "jobs[1].arrivals.recorded.sizeMB[0]: expected a size above 0 (MB), or instructions, got 0",
      ],
      [
        [
          { ...with2, allowed: ["m"] },
          { ...with2, allowed: ["local"] },
        ],
        'jobs[1].allowed: expected the same places for all jobs of class "a", got ["local"]',
      ],
      [
        [{ ...with2, allowed: ["m"] }, with2],
        'jobs[1].allowed: expected the same places for all jobs of class "a", got nothing',
      ],
      [
        [
          { ...with2, allowed: ["m"] },
          { ...with2, allowed: ["m"] },
        ],
        null,
      ],
    ],
    "f: devices[0].",
    (jobs) => plain(batch, (s) => (s.devices[0].jobs = jobs)),
  );
});

test("jobs beside arrivals, of a group and of the network", () => {
  const jobs = { sizeMB: 1 };
  const of = (group: object, network: object, devices = {}) =>
    plain(batch, (s) => {
      delete s.devices[0].jobs;
      Object.assign(s.devices[0], group, devices);
      Object.assign(s, network);
    });
  const both = "expected arrivals beside the jobs or inside them, not both";
  const inside = { ...jobs, arrivals: batch };
  const classes = [{ sizeMB: 1 }, { sizeMB: 0 }];
  const cases: [object, object, string | null][] = [
    [{ jobs, arrivals: batch }, {}, null],
    [{}, { jobs, arrivals: batch }, null],
    [{ jobs: inside }, { jobs: inside }, null],
    [{ arrivals: batch }, {}, "devices[0].jobs: expected jobs, as arrivals are given, got nothing"],
    [{}, { arrivals: batch }, "jobs: expected jobs, as arrivals are given, got nothing"],
    [{}, { jobs }, "jobs.arrivals: expected how jobs arrive (batch, poisson, recorded, ...), got nothing"],
    [{ jobs: inside, arrivals: batch }, {}, `devices[0].arrivals: ${both}, got {"batch":{"count":1}}`],
    [{}, { jobs: inside, arrivals: batch }, `arrivals: ${both}, got {"batch":{"count":1}}`],
    [
      { jobs: classes, arrivals: batch },
      {},
      "devices[0].jobs[1].sizeMB: expected only sizes above 0 (MB), or instructions, got 0",
    ],
    [
      {},
      { jobs: classes, arrivals: batch },
      "jobs[1].sizeMB: expected only sizes above 0 (MB), or instructions, got 0",
    ],
    [
      { jobs: { ...inside, allowed: ["m"] } },
      { jobs: { ...inside, allowed: ["local"] } },
      'devices[0].jobs.allowed: expected the same places for all jobs of class "", got ["m"]',
    ],
    [{}, {}, "devices[0].jobs: expected jobs, of a group of devices or of the network, got nothing"],
    [{}, { jobs: inside, deal: "random" }, null],
    [
      { jobs: inside },
      { deal: "random" },
      'deal: expected no way to deal jobs, as the network has none, got "random"',
    ],
    [
      { jobs, arrivals: { recorded: { arrivalS: [1, 2], sizeMB: [1, 0] } } },
      {},
      "devices[0].arrivals.recorded.sizeMB[1]: expected a size above 0 (MB), or instructions, got 0",
    ],
    [
      {
        jobs: [
          { class: "a", instructions: 1 },
          { class: "b", sizeMB: 1 },
        ],
        arrivals: { recorded: { arrivalS: [1, 2], sizeMB: [1, 0], class: ["a", "b"] } },
      },
      {},
      "devices[0].arrivals.recorded.sizeMB[1]: expected a size above 0 (MB), or instructions, got 0",
    ],
    [
      {
        jobs: [
          { class: "a", instructions: 1 },
          { class: "b", sizeMB: 1 },
        ],
        arrivals: { recorded: { arrivalS: [1, 2], sizeMB: [1, 0], class: ["b", "a"] } },
      },
      {},
      null,
    ],
    [
      {
        jobs: [{ class: "a", instructions: 1 }, { class: "b" }],
        arrivals: { recorded: { arrivalS: [1, 2], sizeMB: [1, null], class: ["b", "a"] } },
      },
      {},
      null,
    ],
    [
      {
        jobs: [{ class: "a", instructions: 1 }, { class: "b" }],
        arrivals: { recorded: { arrivalS: [1, 2], sizeMB: [1, null], class: ["b", "b"] } },
      },
      {},
      "devices[0].arrivals.recorded.sizeMB[1]: expected a value, as the job's class draws no work, got null",
    ],
    [
      {
        jobs: [{ class: "a", instructions: 1 }, { class: "b" }],
        arrivals: { recorded: { arrivalS: [1, 2], instructions: [1, null], class: ["b", null] } },
      },
      {},
      "devices[0].arrivals.recorded.instructions[1]: expected a value, as the job's class draws no work, got null",
    ],
    [
      {
        jobs: [{ class: "a", sizeMB: 1 }, { sizeMB: 1 }],
        arrivals: { recorded: { arrivalS: [1], class: ["c"] } },
      },
      {},
      'devices[0].arrivals.recorded.class[0]: expected a class of the jobs (a, ), got "c"',
    ],
  ];
  expect(cases.map(([group, network]) => said(of(group, network)))).toEqual(
    cases.map(([, , line]) => (line === null ? null : `f: ${line}`)),
  );
});

test("ids, cells, sharing and the length of a run", () => {
  const change = (of: (s: Broken) => void): string | null => said(plain(batch, of));
  const twice = "expected ids not used twice (an id with a count is numbered from 1)";
  const [p, q] = ["p", "q"].map((name) => ({ id: name, capacityMbps: 1 }));
  const cases: [(s: Broken) => void, string | null][] = [
    [
      (s) => s.devices.push({ ...s.devices[0], id: "e" }),
      "devices[0].id: expected an id, as there are several groups of devices, got nothing",
    ],
    [
      (s) => s.devices.unshift({ ...s.devices[0], id: "e" }),
      "devices[1].id: expected an id, as there are several groups of devices, got nothing",
    ],
    [(s) => (s.devices = ["e", "f"].map((name) => ({ ...s.devices[0], id: name }))), null],
    [
      (s) =>
        (s.devices = [
          { ...s.devices[0], id: "e", count: 2 },
          { ...s.devices[0], id: "e2" },
        ]),
      `devices: ${twice}, got "e2"`,
    ],
    [(s) => s.servers.push(s.servers[0]), `servers: ${twice}, got "m"`],
    [(s) => s.servers.push({ ...s.servers[0], count: 2 }), null],
    [(s) => (s.links.accessPoints = [p, q]), null],
    [(s) => (s.links.accessPoints = [p, q, p]), `links.accessPoints: ${twice}, got "p"`],
    [
      (s) => (s.devices[0].accessPoint = "p"),
      'devices[0].accessPoint: expected the id of an access point of links.accessPoints, got "p"',
    ],
    [
      (s) => {
        s.links.accessPoints = [p];
        s.devices[0].accessPoint = "q";
      },
      'devices[0].accessPoint: expected the id of an access point of links.accessPoints, got "q"',
    ],
    [
      (s) => (s.servers[0].concurrency = 2),
      'servers[0].concurrency: expected discipline "processor-sharing" beside it, got nothing',
    ],
    [
      (s) => s.servers.push({ id: "n", speedIps: 1, concurrency: 2, discipline: "fifo" }),
      'servers[1].concurrency: expected discipline "processor-sharing" beside it, got "fifo"',
    ],
    [(s) => Object.assign(s, { horizonS: 5, warmupS: 4 }), null],
    [(s) => (s.warmupS = 4), null],
    [
      (s) => Object.assign(s, { horizonS: 5, warmupS: 5 }),
      "warmupS: expected a warm-up that ends before the horizon at 5 s, got 5",
    ],
  ];
  expect(cases.map(([of]) => change(of))).toEqual(
    cases.map(([, line]) => (line === null ? null : `f: ${line}`)),
  );
});

test("numbers and distributions, by what their place demands", () => {
  const place = (at: string, value: unknown) => said(plain(batch, (s) => put(s, at, value)));
  const above0 = "expected only numbers above 0";
  const atLeast = "expected 0 or numbers above, of at least 1e-12";
  const zero = { uniformInteger: { min: 0, max: 1 } };
  const negative = { uniform: { min: -1, max: 1 } };
  const noMean = { pareto: { shape: 1, min: 1 } };
  const cases: [string, unknown, string | null][] = [
    ["servers[0].speedIps", { uniform: { min: 0, max: 1 } }, null],
    ["servers[0].speedIps", zero, `${above0} (instructions/s), got ${JSON.stringify(zero)}`],
    ["servers[0].speedIps", noMean, `expected a finite mean (instructions/s), got ${JSON.stringify(noMean)}`],
    ["servers[0].speedIps", 1e18, null],
    ["servers[0].speedIps", 2e18, `expected ${varies("instructions/s")}, got 2000000000000000000`],
    ["servers[0].speedIps", -2e18, `expected ${varies("instructions/s")}, got -2000000000000000000`],
    ["servers[0].speedIps", -1, `${above0} (instructions/s), got -1`],
    ["devices[0].jobs.deadlineS", noMean, null],
    ["devices[0].jobs.deadlineS", 0, `${above0} (s after arrival), got 0`],
    ["devices[0].powerW.idle", 0, null],
    ["devices[0].powerW.idle", 1e-12, null],
    ["devices[0].powerW.idle", 1e-13, `${atLeast} (W), got 1e-13`],
    ["devices[0].powerW.idle", -1, `${atLeast} (W), got -1`],
    ["devices[0].powerW.idle", zero, null],
    ["devices[0].powerW.idle", noMean, null],
    ["devices[0].powerW.idle", negative, `${atLeast} (W), got ${JSON.stringify(negative)}`],
    ["devices[0].jobs.outputReduction", negative, null],
    [
      "devices[0].jobs.outputReduction",
      noMean,
      `expected a finite mean (share of the data that need not come back), got ${JSON.stringify(noMean)}`,
    ],
  ];
  expect(cases.map(([at, value]) => place(at, value))).toEqual(
    cases.map(([at, , line]) => (line === null ? null : `f: ${at}: ${line}`)),
  );
});
