// Small worlds that together use every feature of the files: data alone, as it stands in a scenario or an instance.
import { DISCIPLINES, IDLE_RULES, RADIO_MODES } from "../../src/model/index.ts";

/** How a world is run: by a policy or a plan, and with which options of the command line. */
export interface GoldenRun {
  readonly name: string;
  /** What would stand in the file. */
  readonly world: Readonly<Record<string, unknown>>;
  /** Decides at each arrival. */
  readonly policy?: string;
  /** Places all jobs beforehand. */
  readonly plan?: string;
  /** The places of all jobs. */
  readonly allocation?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

const uniform = (min: number, max: number) => ({ uniform: { min, max } });
const exponential = (mean: number) => ({ exponential: { mean } });
const powerW = { compute: 0.63, transmit: 0.35, receive: 0.21, idle: 0.035 };

const classes = [
  { class: "film", weight: 1, sizeMB: uniform(1, 6), deadlineS: uniform(1, 20), priority: 2 },
  {
    class: "alarm",
    weight: 2,
    sizeMB: 0.4,
    instructions: exponential(2.0e9),
    outputMB: 0.01,
    deadlineS: 4,
    priority: 0,
  },
  {
    class: "backup",
    weight: 1,
    sizeMB: { lognormal: { mean: 2, cv2: 1.5 } },
    instructionsPerBit: uniform(40, 300),
    outputReduction: 0.9,
    priority: 1,
  },
];

const servers = [
  { id: "m1", speedIps: 3.0e9 },
  { id: "m2", speedIps: uniform(1.0e9, 2.0e9), cores: 2, pricePerGinstr: 0.02 },
  { id: "m3", speedIps: 0.6e9, cores: 4, pricePerGinstr: 0.05 },
];

/** Jobs without end on six devices of two kinds, heavy enough that they wait everywhere. */
const cell = {
  format: "mec-offload/scenario@1",
  name: "cell",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      id: "phone",
      count: 4,
      speedIps: uniform(2.0e9, 4.0e9),
      powerW,
      arrivals: { poisson: { ratePerS: 0.45 } },
      jobs: classes,
    },
    {
      id: "tablet",
      count: 2,
      speedIps: 3.6e9,
      cores: 2,
      powerW: { compute: uniform(0.6, 1), transmit: 0.5, idle: 0.05 },
      arrivals: { poisson: { ratePerS: 0.5 } },
      jobs: classes,
    },
  ],
  servers,
  links: { rateMbps: uniform(15, 28), latencyS: 0.004 },
  horizonS: 150,
  warmupS: 10,
};

/** The same network with a known number of jobs: a run ends with the last of them. */
const batch = {
  ...cell,
  name: "batch",
  devices: cell.devices.map((group) => ({ ...group, arrivals: { batch: { count: 6 } } })),
  horizonS: undefined,
  warmupS: undefined,
};

const withServers = (of: (server: (typeof servers)[number], c: number) => object) => ({
  servers: servers.map((server, c) => ({ ...server, ...of(server, c) })),
});

const disciplines = DISCIPLINES.map(
  (discipline, d): GoldenRun => ({
    name: `discipline ${discipline}`,
    world: {
      ...cell,
      ...withServers((_, c) => ({
        discipline,
        ...(c === 2 ? { queueLimit: 1 } : {}),
        ...(discipline === "processor-sharing" && c === 1 ? { concurrency: 3 } : {}),
      })),
      overflow: d % 2 === 0 ? "redirect" : "drop",
      abandonAtDeadline: d % 3 === 0,
    },
    policy: "random",
  }),
);

const radios = RADIO_MODES.flatMap((radio) =>
  IDLE_RULES.map(
    (idle): GoldenRun => ({
      name: `radio ${radio}, idle ${idle}`,
      world: { ...batch, radio, idle },
      policy: radio === "per-link" ? "round-robin" : "random",
    }),
  ),
);

const rates: GoldenRun[] = [
  {
    name: "rates rayleigh",
    world: { ...cell, links: { rateMbps: { rayleigh: { meanSnrDb: 10, bandwidthMHz: 5, blockS: 0.3 } } } },
    policy: "least-completion",
  },
  {
    name: "rates gilbert-elliott",
    world: {
      ...cell,
      radio: "full-duplex",
      links: {
        per: "device",
        latencyS: 0.01,
        rateMbps: {
          gilbertElliott: {
            goodMbps: uniform(20, 30),
            badMbps: 0,
            goodS: exponential(4),
            badS: exponential(1),
          },
        },
      },
    },
    policy: "random",
  },
  {
    name: "rates recorded",
    world: {
      ...cell,
      radio: "per-link",
      links: { rateMbps: { recorded: { atS: [0, 2, 3, 7], Mbps: [20, 0, 8, 31], repeatS: 9 } } },
    },
    policy: "odpd-mt",
  },
];

const RULES = ["resume", "restart", "retry", "local"] as const;
const retrying = (work: (typeof RULES)[number]) => (work === "retry" ? { attempts: 3, backOffS: 0.2 } : {});

const serverFaults = RULES.map(
  (work): GoldenRun => ({
    name: `server faults ${work}`,
    world: {
      ...cell,
      ...withServers((_, c) => ({
        discipline: c === 0 ? "priority-preemptive" : "fifo",
        faults:
          c === 1
            ? { recorded: [5, 30, 70, 110].map((fromS) => ({ fromS, toS: fromS + 6 })), work }
            : { upS: exponential(12), downS: uniform(1, 4), work, ...retrying(work) },
      })),
    },
    policy: "random",
  }),
);

const linkFaults = RULES.map(
  (work, r): GoldenRun => ({
    name: `link faults ${work}`,
    world: {
      ...cell,
      radio: RADIO_MODES[r % 3],
      links: {
        ...cell.links,
        faults: { upS: exponential(8), downS: exponential(1), work, ...retrying(work) },
      },
    },
    policy: r % 2 === 0 ? "random" : "join-shortest-queue",
  }),
);

const levels: GoldenRun = {
  name: "levels",
  world: {
    ...cell,
    devices: cell.devices.map((group, g) => ({
      ...group,
      levels:
        g === 0
          ? [
              { speed: 1, forS: exponential(5) },
              { speed: 0.5, forS: 3 },
              { speed: 0.25, computeW: 0.1, forS: uniform(1, 2) },
            ]
          : [{ speed: 1, forS: 20 }, { speed: 0.7 }],
    })),
    ...withServers((_, c) => ({
      discipline: c === 1 ? "processor-sharing" : "fifo",
      levels: [
        { speed: 1, forS: 7 },
        { speed: 0.4, forS: exponential(2) },
      ],
    })),
  },
  policy: "random",
};

const cells: GoldenRun = {
  name: "cells",
  world: {
    ...cell,
    devices: cell.devices.map((group, g) => (g === 1 ? { ...group, accessPoint: "north" } : group)),
    links: {
      ...cell.links,
      accessPoints: [
        { id: "north", capacityMbps: 25 },
        { id: "south", capacityMbps: 18 },
      ],
    },
  },
  policy: "random",
};

const ARRIVALS = [
  { deterministic: { everyS: 1.5, startS: 0.5, count: 20 } },
  { erlang: { shape: 3, ratePerS: 0.4, count: 15 } },
  { hyperexponential: { ratePerS: 0.4, cv2: 5, count: 15 } },
  { renewal: { intervalS: uniform(1, 4), count: 15 } },
  { mmpp: { ratesPerS: [0.1, 2], switchesPerS: [0.2, 0.5], count: 15 } },
  { onOff: { ratePerS: 1.5, onS: exponential(3), offS: uniform(2, 8), count: 15 } },
  { batch: { count: 4, atS: 3 } },
];

const sources: GoldenRun[] = [
  {
    name: "arrivals of every kind, dealt at random",
    world: {
      ...batch,
      deal: "random",
      devices: batch.devices.map(({ arrivals: _, jobs: __, ...group }) => group),
      jobs: ARRIVALS.map((arrivals, k) => ({
        ...classes[k % 3],
        class: `class${k}`,
        weight: undefined,
        arrivals,
      })),
    },
    policy: "least-score",
  },
  {
    name: "recorded trace",
    world: {
      ...batch,
      devices: batch.devices.map(({ arrivals: _, jobs: __, ...group }) => group),
      arrivals: {
        recorded: {
          arrivalS: [0, 0, 0.5, 1, 1, 2, 4, 4.5],
          sizeMB: [2, 1, 3, 0.5, 6, 2.5, 1, 1],
          instructions: [4e9, 2e9, 9e9, 1e9, 3e10, 2e9, 4e9, 5e9],
          outputMB: [0.1, 1, 0, 2, 0.3, 0.1, 0.1, 4],
          deadlineS: [3, 9, 5, 1, 20, 4, 2, 8],
          priority: [1, 0, 2, 0, 1, 1, 0, 3],
          class: ["a", "b", "a", "a", "b", "b", "a", "b"],
          device: ["phone1", "phone1", "phone2", "tablet1", "tablet2", "phone3", "phone4", "phone1"],
        },
      },
      jobs: [{ class: "a" }, { class: "b", allowed: ["local", "m2"] }],
    },
    policy: "offload-all",
  },
  {
    name: "finite source",
    world: {
      ...cell,
      devices: cell.devices.map((group, g) => ({
        ...group,
        arrivals: { finiteSource: { thinkS: exponential(3), users: 2 + g } },
      })),
    },
    policy: "greedy",
  },
  {
    name: "places allowed by class",
    world: {
      ...cell,
      devices: cell.devices.map((group) => ({
        ...group,
        jobs: classes.map((one, k) => ({ ...one, allowed: [["local"], ["m1", "m3"], ["local", "m2"]][k] })),
      })),
    },
    policy: "power-of-d",
  },
];

const everything: GoldenRun = {
  name: "everything at once",
  world: {
    ...cell,
    radio: "per-link",
    idle: "always",
    overflow: "drop",
    abandonAtDeadline: true,
    devices: levels.world.devices,
    ...withServers((_, c) => ({
      discipline: (["priority-preemptive", "processor-sharing", "lcfs"] as const)[c],
      queueLimit: 3,
      levels: [
        { speed: 1, forS: 9 },
        { speed: 0.6, forS: 2 },
      ],
      faults: {
        upS: exponential(20),
        downS: exponential(2),
        work: (["restart", "retry", "local"] as const)[c],
      },
    })),
    links: {
      latencyS: 0.02,
      rateMbps: { rayleigh: { meanSnrDb: 12, bandwidthMHz: 5, blockS: exponential(0.4) } },
      faults: { upS: exponential(15), downS: exponential(1), work: "retry", attempts: 4, backOffS: 0.1 },
    },
  },
  policy: "random",
  options: { replication: 3, wt: 0.3, wc: 0.2, score: "eq3" },
};

const kept: GoldenRun[] = [
  { name: "no records", world: cell, policy: "random", options: { records: "none" } },
  {
    name: "sampled records",
    world: cell,
    policy: "random",
    options: { records: "sample", horizon: 7_500, warmup: 500 },
  },
  {
    name: "a thousand devices",
    world: {
      ...cell,
      devices: [{ ...cell.devices[0], count: 1000, arrivals: { poisson: { ratePerS: 0.05 } } }],
      servers: [{ ...servers[1], id: "m", count: 40 }],
      horizonS: 60,
    },
    policy: "random",
  },
  {
    name: "a batch in the order of its instance",
    world: { ...batch, links: { rateMbps: uniform(15, 28) } },
    policy: "threshold",
    options: { seed: 5, threshold: 2 },
  },
];

/** An instance that uses every optional field. */
const instance = {
  format: "mec-offload/instance@1",
  name: "by hand",
  work: { instructionsPerBit: 200 },
  outputReduction: 0.4,
  devices: [0, 1, 2].map((i) => ({
    id: `d${i}`,
    speedIps: [3.6e9, 2.0e9, 1.2e9][i],
    cores: i === 1 ? 2 : 1,
    powerW,
    jobs: Array.from({ length: 7 }, (_, j) => ({
      id: `d${i}-${j}`,
      sizeMB: 1 + ((3 * j + i) % 5),
      arrivalS: [0, 0, 0.7, 0.7, 2, 5, 5][j],
      deadlineS: 2 + j,
      priority: j % 3,
      class: j % 2 === 0 ? "even" : "odd",
      ...(j === 3 ? { instructions: 7e9 } : {}),
      ...(j === 4 ? { outputMB: 3 } : {}),
      ...(j === 5 ? { allowed: ["local", "edge"] } : {}),
    })),
  })),
  servers: [
    { id: "edge", speedIps: 5e9, cores: 2, queueLimit: 1, discipline: "priority", pricePerGinstr: 0.01 },
    { id: "far", speedIps: 9e9, discipline: "processor-sharing" },
  ],
  linksMbps: [
    [20, 15],
    [18, 25],
    [8, 30],
  ],
  latencyS: 0.03,
  radio: "full-duplex",
  idle: "always",
};

const PLANS = [
  "ogs-mt",
  "odfp-mj",
  "odpd-mw",
  "offload-all",
  "greedy",
  "random",
  "local",
  "prices",
  "optimum",
];

const plans: GoldenRun[] = [
  ...PLANS.map(
    (plan): GoldenRun => ({
      name: `instance, plan ${plan}`,
      world: instance,
      plan,
      options: { iterations: 5, wt: 0.4 },
    }),
  ),
  {
    name: "instance, given places",
    world: instance,
    allocation: Object.fromEntries(
      instance.devices.flatMap(({ jobs }) =>
        jobs.map(({ id }, j) => [id, ["edge", "far", "local", "far", "edge", "edge", "local"][j]]),
      ),
    ),
    options: { horizon: 12, warmup: 1 },
  },
  { name: "instance, least-score", world: instance, policy: "least-score", options: { wc: 0.3 } },
  {
    name: "scenario, plan prices",
    world: { ...cell, ...withServers(() => ({})) },
    plan: "prices",
    options: { horizon: 30 },
  },
];

const POLICIES = [
  ...["odfp-mj", "odfp-mt", "odfp-mw", "odpd-mj", "odpd-mt", "odpd-mw", "ogs-mj", "ogs-mt", "ogs-mw"],
  ...["local", "offload-all", "random", "greedy", "join-shortest-queue", "power-of-d", "round-robin"],
  ...["least-completion", "least-score", "threshold", "periodic-prices"],
];

const policies = POLICIES.map(
  (policy): GoldenRun => ({
    name: `policy ${policy}`,
    world: { ...cell, horizonS: 60, warmupS: 5 },
    policy,
    options: { period: 15, wt: 0.6 },
  }),
);

export const GOLDEN_RUNS: readonly GoldenRun[] = [
  ...disciplines,
  ...radios,
  ...rates,
  ...serverFaults,
  ...linkFaults,
  levels,
  cells,
  ...sources,
  everything,
  ...kept,
  ...plans,
  ...policies,
];
