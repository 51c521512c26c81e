// The first example of EdgeCloudSim (Sonmez, Ozgovde, Ersoy, FMEC 2017) as a scenario: fourteen places with a WLAN and two
// virtual machines each, a cloud behind a WAN of each place, four applications. Users stay where they are: as many at each
// place as its share of the mean dwell times, where nomads would be found on average.
import { readScenario, type Scenario } from "../../src/scenario/index.ts";

/** Places of each attractiveness, and the mean dwell there, s. */
const DWELLS = [
  { places: 2, dwellS: 500 },
  { places: 4, dwellS: 300 },
  { places: 8, dwellS: 120 },
];
export const PLACES = DWELLS.flatMap(({ places, dwellS }) => new Array<number>(places).fill(dwellS));

export interface Application {
  readonly name: string;
  /** Share of the users. */
  readonly users: number;
  /** Mega-instructions, and KB up and down. */
  readonly mi: number;
  readonly upKB: number;
  readonly downKB: number;
  /** Mean time between tasks while active, and mean times active and idle, s. */
  readonly everyS: number;
  readonly activeS: number;
  readonly idleS: number;
  /** Share of the tasks that go to the cloud where there is one. */
  readonly cloud: number;
}

export const APPLICATIONS: readonly Application[] = [
  {
    name: "augmented reality",
    users: 0.3,
    mi: 2000,
    upKB: 1500,
    downKB: 25,
    everyS: 5,
    activeS: 45,
    idleS: 15,
    cloud: 0.2,
  },
  {
    name: "health",
    users: 0.2,
    mi: 400,
    upKB: 1250,
    downKB: 20,
    everyS: 30,
    activeS: 10,
    idleS: 20,
    cloud: 0.2,
  },
  {
    name: "heavy computation",
    users: 0.2,
    mi: 3000,
    upKB: 2500,
    downKB: 250,
    everyS: 60,
    activeS: 60,
    idleS: 60,
    cloud: 0.4,
  },
  {
    name: "infotainment",
    users: 0.3,
    mi: 750,
    upKB: 25,
    downKB: 2000,
    everyS: 7,
    activeS: 15,
    idleS: 45,
    cloud: 0.15,
  },
];

/** A machine takes a task as long as its predicted use fits: 20 % for augmented reality, three quarters of all tasks. */
const TASKS_AT_ONCE = 5;

/** Whole numbers in proportion to shares, adding up to `total`: the largest remainders get one more. */
export function dealt(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((all, one) => all + one, 0);
  const exact = shares.map((share) => (total * share) / sum);
  const counts = exact.map(Math.floor);
  const order = [...exact.keys()].sort((a, b) => exact[b] - counts[b] - (exact[a] - counts[a]) || a - b);
  let left = total - counts.reduce((all, one) => all + one, 0);
  for (const k of order) if (left-- > 0) counts[k]++;
  return counts;
}

export interface UserGroup {
  readonly place: number;
  readonly application: number;
  readonly count: number;
}

/** Users by place and application. */
export function groupsOf(users: number): UserGroup[] {
  return dealt(users, PLACES).flatMap((atPlace, place) =>
    dealt(
      atPlace,
      APPLICATIONS.map((one) => one.users),
    ).flatMap((count, application) => (count === 0 ? [] : [{ place, application, count }])),
  );
}

/** Servers 2p and 2p + 1 are the machines of place p; the cloud's follow. */
export const CLOUD = 2 * PLACES.length;
export const CLOUD_MACHINES = 4;

export function worldOf(users: number, minutes: number): Scenario {
  const ids = PLACES.map((_, p) => `place${p + 1}`);
  const servers = [
    ...ids.flatMap((on) =>
      [1, 2].map((n) => ({ id: `${on}-vm${n}`, on, tier: "edge", cores: 2, speedIps: 1e9 })),
    ),
    ...Array.from({ length: CLOUD_MACHINES }, (_, n) => ({
      id: `cloud-vm${n + 1}`,
      on: "data centre",
      tier: "cloud",
      cores: 4,
      speedIps: 1e10,
    })),
  ];
  const devices = groupsOf(users).map(({ place, application, count }) => {
    const { name, mi, upKB, downKB, everyS, activeS, idleS } = APPLICATIONS[application];
    const mean = (value: number) => ({ exponential: { mean: value } });
    return {
      id: `${ids[place]} ${name} `,
      count,
      accessPoint: ids[place],
      speedIps: 1e9,
      powerW: { compute: 0, transmit: 0, idle: 0 },
      jobs: {
        class: name,
        sizeMB: mean(upKB / 1000),
        outputMB: mean(downKB / 1000),
        instructions: mean(mi * 1e6),
        allowed: servers.map(({ id }) => id),
        arrivals: { onOff: { ratePerS: 1 / everyS, onS: mean(activeS), offS: mean(idleS) } },
      },
    };
  });
  return readScenario(
    {
      format: "mec-offload/scenario@1",
      name: "edgecloudsim",
      work: { instructionsPerBit: 1 },
      outputReduction: 0,
      accessPoints: ids.map((id) => ({ id, capacityMbps: 200 })),
      switches: ["lan", "data centre"],
      wires: [
        ...ids.map((id) => ({ id: `lan ${id}`, ends: [id, "lan"], latencyS: 0.0025 })),
        ...ids.map((id) => ({ id: `wan ${id}`, ends: [id, "data centre"], rateMbps: 15, latencyS: 0.1 })),
      ],
      servers: servers.map((server) => ({
        ...server,
        discipline: "processor-sharing",
        ...(server.tier === "edge" ? { concurrency: TASKS_AT_ONCE, queueLimit: 0 } : {}),
      })),
      devices,
      links: { rateMbps: 200 },
      radio: "full-duplex",
      overflow: "drop",
      horizonS: 60 * minutes,
      warmupS: 180,
    },
    "edgecloudsim",
  );
}
