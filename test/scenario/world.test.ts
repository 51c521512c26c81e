import { expect, test } from "vitest";
import { type Distribution, meanOf } from "../../src/random/index.ts";
import { drawWorld, readScenario, SCENARIO_FORMAT, sample, type World } from "../../src/scenario/index.ts";
import { draft } from "./draft.ts";

const base = {
  format: SCENARIO_FORMAT,
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      count: 3,
      speedIps: 3.6e9,
      powerW: { compute: 0.8, transmit: 0.35, idle: 0.035 },
      jobs: { sizeMB: { exponential: { mean: 2 } }, arrivals: { poisson: { ratePerS: 0.5 } } },
    },
  ],
  servers: [
    { id: "m1", speedIps: 1.4e11 },
    { id: "m2", speedIps: 3.68e10 },
  ],
  links: { rateMbps: { uniform: { min: 15, max: 28 } } } as Record<string, unknown>,
  horizonS: 100,
};
const world = (change: object = {}, seed = 1): World =>
  drawWorld(readScenario({ ...base, ...change }, "base"), { seed, replication: 0 });

test("a simulation is driven by the jobs that `sample` puts into an instance", () => {
  const scenario = readScenario(base, "base");
  const instance = sample(scenario, { seed: 4, replication: 2 });
  const drawn = drawWorld(scenario, { seed: 4, replication: 2 });
  expect(drawn.sources).toHaveLength(3);
  for (const [i, source] of drawn.sources.entries()) {
    let at = 0;
    for (const job of instance.devices[i].jobs) {
      const seen = draft();
      at = source.next(at);
      source.draw(seen);
      expect(at).toBe(job.arrivalS);
      expect(seen).toEqual({
        number: -1,
        device: i,
        bits: job.sizeMB * 8e6,
        instructions: job.sizeMB * 8e6 * 250,
        outputBits: 0.8 * (job.sizeMB * 8e6),
        deadline: Infinity,
        priority: 0,
        jobClass: 0,
      });
    }
    expect(source.next(at)).toBeGreaterThan(100);
  }
  expect(Array.from(drawn.network.links.up.values)).toEqual(
    (instance.linksMbps as number[][]).flat().map((Mbps) => Mbps * 1e6),
  );
});

test("classes carry their own work, output, deadline, priority and places", () => {
  const jobs = [
    { class: "video", weight: 3, sizeMB: 4, instructionsPerBit: 100, outputReduction: 0.9, deadlineS: 5 },
    { class: "model", weight: 1, sizeMB: 1, instructions: 7e9, outputMB: 3, priority: -2, allowed: ["m2"] },
  ];
  const group = { ...base.devices[0], count: 1, arrivals: { poisson: { ratePerS: 1 } }, jobs };
  const drawn = world({ devices: [group] });
  expect(drawn.classes).toEqual(["model", "video"]);
  const seen = [0, 0];
  for (let n = 0; n < 4000; n++) {
    const job = draft();
    drawn.sources[0].draw(job);
    seen[job.jobClass]++;
    if (job.jobClass === 1) {
      expect(job).toMatchObject({ bits: 32e6, instructions: 32e8, deadline: 5, priority: 0 });
      expect(job.outputBits).toBeCloseTo(3.2e6, 6);
    } else
      expect(job).toMatchObject({
        bits: 8e6,
        instructions: 7e9,
        outputBits: 24e6,
        deadline: Infinity,
        priority: -2,
      });
  }
  // Five standard deviations of a binomial count.
  expect(Math.abs(seen[1] - 3000)).toBeLessThan(5 * Math.sqrt(4000 * 0.75 * 0.25));
  expect([-1, 0, 1].map((place) => drawn.allowed!(-1, place, 0))).toEqual([false, false, true]);
  expect([-1, 0, 1].map((place) => drawn.allowed!(-1, place, 1))).toEqual([true, true, true]);
});

test("classes with arrivals of their own are sources of their own", () => {
  const jobs = [0.2, 0.6].map((ratePerS, k) => ({
    class: `c${k}`,
    sizeMB: 1,
    arrivals: { poisson: { ratePerS } },
  }));
  const drawn = world({ devices: [{ ...base.devices[0], jobs }] });
  expect(drawn.sources).toHaveLength(6);
});

test("each user of a finite source is a closed source", () => {
  const jobs = { sizeMB: 1, arrivals: { finiteSource: { thinkS: { exponential: { mean: 2 } }, users: 4 } } };
  const drawn = world({ devices: [{ ...base.devices[0], jobs }] });
  expect(drawn.sources).toHaveLength(12);
  expect(drawn.sources.every((source) => source.closed)).toBe(true);
  expect(new Set(drawn.sources.map((source) => source.next(0))).size).toBe(12);
});

test("the network's jobs are dealt to the devices in turn, or where a trace says", () => {
  const devices = [{ ...base.devices[0], jobs: undefined }].map(({ jobs: _, ...group }) => group);
  const jobs = { sizeMB: 1, arrivals: { batch: { count: 5 } } };
  const dealt = (of: object) => {
    const [source] = world({ devices, ...of }).sources;
    return Array.from({ length: 5 }, () => {
      const job = draft();
      source.draw(job);
      return job.device;
    });
  };
  expect(dealt({ jobs })).toEqual([0, 1, 2, 0, 1]);
  expect(new Set(dealt({ jobs, deal: "random" })).size).toBeGreaterThan(1);
  const recorded = { arrivalS: [0, 1, 1, 2, 3], device: ["d3", "d3", "d1", "d2", "d3"] };
  expect(dealt({ jobs: { sizeMB: 1, arrivals: { recorded } } })).toEqual([2, 2, 0, 1, 2]);
});

test("all that a scenario says of stations, links and rules is in the world", () => {
  const group = { ...base.devices[0], count: 1 };
  const full = world({
    name: "town",
    devices: [
      { ...group, id: "p", cores: 2, powerW: { compute: 0.8, transmit: 0.35, idle: 0.03, receive: 0.2 } },
      { ...group, id: "q" },
    ],
    servers: [
      { id: "m", speedIps: 1e11, cores: 3, discipline: "lcfs", queueLimit: 0, pricePerGinstr: 2 },
      { id: "n", speedIps: 1e10, discipline: "processor-sharing", concurrency: 4 },
    ],
    links: { rateMbps: 20, latencyS: 0.01 },
    radio: "per-link",
    idle: "always",
    overflow: "drop",
    abandonAtDeadline: true,
  });
  expect(full).toMatchObject({ name: "town", overflow: "drop", abandon: true, endless: true });
  expect(full.concurrency).toEqual([Infinity, 4]);
  const { network } = full;
  expect(network).toMatchObject({
    devices: 2,
    servers: 2,
    radio: "per-link",
    idle: "always",
  });
  expect(Array.from(network.links.up.values)).toEqual([2e7, 2e7, 2e7, 2e7]);
  expect(network.links.latencies.of(1, 1)).toBe(0.01);
  expect(network.deviceIds).toEqual(["p1", "q1"]);
  expect(network.serverIds).toEqual(["m", "n"]);
  expect(network.discipline).toEqual(["lcfs", "processor-sharing"]);
  const columns = {
    deviceSpeed: [3.6e9, 3.6e9],
    deviceCores: [2, 1],
    computePower: [0.8, 0.8],
    transmitPower: [0.35, 0.35],
    receivePower: [0.2, 0.35],
    idlePower: [0.03, 0.035],
    serverSpeed: [1e11, 1e10],
    serverCores: [3, 1],
    // -1: no limit.
    queueLimit: [0, -1],
  } as const;
  for (const [name, values] of Object.entries(columns))
    expect([name, Array.from(network[name as keyof typeof columns])]).toEqual([name, values]);
  expect(network.serverPrice[0] * 1e9).toBeCloseTo(2, 12);
  expect(network.serverPrice[1]).toBe(0);
});

test("what a scenario does not say has its documented default", () => {
  const calm = world({
    horizonS: undefined,
    devices: [{ ...base.devices[0], jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } } }],
  });
  expect(calm).toMatchObject({
    name: "scenario",
    endless: false,
    overflow: "redirect",
    abandon: false,
    allowed: null,
    rate: null,
    cells: null,
    concurrency: null,
    serverFault: null,
    linkFault: null,
    wireFault: null,
    deviceLevels: null,
    serverLevels: null,
  });
  expect(calm.network).toMatchObject({ radio: "half-duplex", idle: "while-waiting", backhaul: null });
  expect(calm.network.links.latencies.of(0, 1)).toBe(0);
  const faults = { upS: 5, downS: 1 };
  const fault = world({ links: { rateMbps: 20, faults } }).linkFault!(0, 0);
  expect(fault).toMatchObject({ work: "resume", limit: 5, backOff: 0 });
});

test("faults and levels are those of their own group or server, and of no other", () => {
  const [group] = base.devices;
  const levels = [{ speed: 0.5, forS: 2 }, { speed: 2 }];
  const changing = world({
    devices: [
      { ...group, id: "p", count: 2 },
      { ...group, id: "q", count: 1, levels },
    ],
    servers: [
      { id: "m", speedIps: 1e11, levels },
      { id: "n", speedIps: 1e10 },
    ],
  });
  expect(changing.deviceLevels!(1)).toBeNull();
  expect(changing.serverLevels!(1)).toBeNull();
  const of = changing.deviceLevels!(2)!;
  expect(of.next(0)).toEqual({ at: 0, level: { speed: 1.8e9, power: 0.1 } });
  expect(of.next(0)).toEqual({ at: 2, level: { speed: 7.2e9, power: 6.4 } });
  expect(of.next(2).at).toBe(Infinity);
  const at = changing.serverLevels!(0)!;
  expect([at.next(0), at.next(0), at.next(2)].map((one) => [one.at, one.level.speed])).toEqual([
    [0, 5e10],
    [2, 2e11],
    [Infinity, 5e10],
  ]);
});

test("a size or an output beyond what a file may hold is that largest number, and no output is below 0", () => {
  const huge = { pareto: { shape: 0.001, min: 1 } };
  const jobs = { instructions: 1, sizeMB: huge, outputMB: huge, arrivals: { batch: { count: 1 } } };
  const [source] = world({ devices: [{ ...base.devices[0], count: 1, jobs }] }).sources;
  const seen = Array.from({ length: 50 }, () => {
    const job = draft();
    source.draw(job);
    return job;
  });
  expect(Math.max(...seen.map((job) => job.bits))).toBe(1e18 * 8e6);
  expect(Math.max(...seen.map((job) => job.outputBits))).toBe(1e18 * 8e6);
  const share = { uniform: { min: 0.9, max: 1.5 } };
  const less = { sizeMB: 2, outputReduction: share, arrivals: { batch: { count: 1 } } };
  const [other] = world({ devices: [{ ...base.devices[0], count: 1, jobs: less }] }).sources;
  const outputs = Array.from({ length: 50 }, () => {
    const job = draft();
    other.draw(job);
    return job.outputBits;
  });
  expect(Math.min(...outputs)).toBe(0);
  expect(Math.max(...outputs)).toBeGreaterThan(0);
  expect(Math.max(...outputs)).toBeLessThan(1.7e6);
});

test("a trace is replayed by each of its sources; what it does not record is drawn as the class says", () => {
  const recorded = {
    arrivalS: [1, 2, 2],
    sizeMB: [4, 0, 6],
    instructions: [1e9, 2e9, 3e9],
    outputMB: [0, 1, 2],
    deadlineS: [5, 6, 7],
    priority: [0, -1, 3],
    class: ["b", "a", "b"],
  };
  const jobs = [
    { class: "a", instructions: 5, priority: 8 },
    { class: "b", sizeMB: 9, deadlineS: 50, outputMB: 3 },
  ];
  const group = { ...base.devices[0], count: 2, jobs };
  const seenOf = (trace: object, s: number) => {
    const { sources, endless } = world({ devices: [{ ...group, arrivals: { recorded: trace } }] });
    expect(endless).toBe(false);
    return [0, 1, 2].map(() => {
      const job = draft();
      const at = sources[s].next(0);
      sources[s].draw(job);
      return [
        at,
        job.bits / 8e6,
        job.instructions,
        job.outputBits / 8e6,
        job.deadline,
        job.priority,
        job.jobClass,
      ];
    });
  };
  for (const s of [0, 1])
    expect(seenOf(recorded, s)).toEqual([
      [1, 4, 1e9, 0, 5, 0, 1],
      [2, 0, 2e9, 1, 6, -1, 0],
      [2, 6, 3e9, 2, 7, 3, 1],
    ]);
  const { arrivalS, class: classes } = recorded;
  expect(seenOf({ arrivalS, class: classes }, 1)).toEqual([
    [1, 9, 9 * 8e6 * 250, 3, 50, 0, 1],
    [2, 0, 5, 0, Infinity, 8, 0],
    [2, 9, 9 * 8e6 * 250, 3, 50, 0, 1],
  ]);
});

/** Mean of a link's rate over time. */
function timeMean(of: World, until: number): number {
  const rate = of.rate!(0, 0)!;
  let sum = 0;
  for (let now = 0; now < until; ) {
    const value = rate.at(now);
    expect(rate.until).toBeGreaterThan(now);
    const end = Math.min(rate.until, until);
    sum += value * (end - now);
    now = end;
  }
  return sum / until;
}

const processes: { rateMbps: object; mean: number }[] = [
  // Ergodic capacity at 10 dB and 5 MHz, integrated numerically with scipy.integrate.quad.
  { rateMbps: { rayleigh: { meanSnrDb: 10, bandwidthMHz: 5, blockS: 0.1 } }, mean: 14.532574 },
  {
    rateMbps: { gilbertElliott: { goodMbps: 20, badMbps: 2, goodS: { exponential: { mean: 3 } }, badS: 1 } },
    mean: 15.5,
  },
  { rateMbps: { recorded: { atS: [0, 1, 4], Mbps: [10, 2, 30], repeatS: 5 } }, mean: 9.2 },
];

test.each(processes)(
  "the mean of $rateMbps over time is what closed forms are given",
  ({ rateMbps, mean }) => {
    const drawn = world({ links: { rateMbps } });
    expect(drawn.network.links.up.of(0, 0) / 1e6).toBeCloseTo(mean, 4);
    expect(timeMean(drawn, 20_000) / 1e6 / mean).toBeCloseTo(1, 1.7);
  },
);

test("a recorded rate changes exactly when it was recorded to", () => {
  const drawn = world({
    links: { rateMbps: { recorded: { atS: [0, 1, 4], Mbps: [10, 0, 30], repeatS: 5 } } },
  });
  const rate = drawn.rate!(1, 1)!;
  const seen = [0, 0.99, 1, 3.9, 4, 5, 6].map((now) => [rate.at(now) / 1e6, rate.until]);
  expect(seen).toEqual([
    [10, 1],
    [10, 1],
    [0, 4],
    [0, 4],
    [30, 5],
    [10, 6],
    [0, 9],
  ]);
});

test("the last recorded rate holds for ever where nothing repeats, and is what closed forms are given", () => {
  const drawn = world({ links: { rateMbps: { recorded: { atS: [0, 2], Mbps: [10, 30] } } } });
  expect(Array.from(drawn.network.links.up.values)).toEqual(Array(6).fill(3e7));
  const rate = drawn.rate!(2, 1)!;
  expect([0, 2, 1e9].map((now) => [rate.at(now), rate.until])).toEqual([
    [1e7, 2],
    [3e7, Infinity],
    [3e7, Infinity],
  ]);
});

test("fading of a device is the same towards all servers where rates are per device, and differs per pair", () => {
  const rayleigh = { meanSnrDb: 10, bandwidthMHz: 5, blockS: 0.1 };
  const first = (per: string) => {
    const drawn = world({ links: { rateMbps: { rayleigh }, per } });
    return [0, 1].map((c) => drawn.rate!(0, c)!.at(0));
  };
  expect(new Set(first("device")).size).toBe(1);
  expect(new Set(first("pair")).size).toBe(2);
});

test("recorded faults start and end when they did, then no more", () => {
  const faults = {
    recorded: [
      { fromS: 5, toS: 7 },
      { fromS: 7, toS: 8.5 },
    ],
    work: "retry",
    attempts: 3,
    backOffS: 2,
  };
  const drawn = world({
    servers: [
      { id: "m1", speedIps: 1e11, faults },
      { id: "m2", speedIps: 1e11 },
    ],
  });
  const fault = drawn.serverFault!(0)!;
  expect([fault.up(), fault.down(), fault.up(), fault.down(), fault.up()]).toEqual([5, 2, 0, 1.5, Infinity]);
  expect(fault).toMatchObject({ work: "retry", limit: 3, backOff: 2 });
  expect(drawn.serverFault!(1)).toBeNull();
});

test("links of one device break apart from each other, with the mean times asked for", () => {
  const up: Distribution = { exponential: { mean: 9 } };
  const drawn = world({
    links: { rateMbps: 20, faults: { upS: up, downS: { uniform: { min: 0, max: 2 } } } },
  });
  const [a, b] = [drawn.linkFault!(0, 0)!, drawn.linkFault!(0, 1)!];
  expect(a.up()).not.toBe(b.up());
  let sum = 0;
  for (let n = 0; n < 20_000; n++) sum += a.up();
  expect(sum / 20_000 / meanOf(up)).toBeCloseTo(1, 1.5);
});

test("speed levels follow each other with speed and power together, and start again", () => {
  const levels = [
    { speed: 1, forS: 10 },
    { speed: 0.5, forS: 5 },
    { speed: 0.25, computeW: 0.3, forS: 1 },
  ];
  const drawn = world({ devices: [{ ...base.devices[0], levels }] });
  const of = drawn.deviceLevels!(2)!;
  const seen = [0, 0, 10, 15, 16].map((now) => of.next(now));
  expect(seen.map(({ at, level }) => [at, level.speed / 3.6e9, level.power])).toEqual([
    [0, 1, 0.8],
    [10, 0.5, 0.1],
    [15, 0.25, 0.3],
    [16, 1, 0.8],
    [26, 0.5, 0.1],
  ]);
});

test("devices share the access point that their group names, the others all in turn", () => {
  const accessPoints = [
    { id: "a", capacityMbps: 100 },
    { id: "b", capacityMbps: 50 },
  ];
  const [{ count: _, ...group }] = base.devices;
  const devices = [
    { ...group, id: "p", count: 3 },
    { ...group, id: "q", count: 2, accessPoint: "b" },
  ];
  const drawn = world({ devices, links: { rateMbps: 20, accessPoints } });
  expect(Array.from(drawn.cells!.of)).toEqual([0, 1, 0, 1, 1]);
  expect(drawn.cells!.capacity).toEqual([1e8, 5e7]);
});
