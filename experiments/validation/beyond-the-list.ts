// Cases beyond the common list: what a queueing theorist would try next. Service rate 1 unless it says so.
import { LOCAL } from "../../src/model/index.ts";
import { livePolicy } from "../../src/policies/index.ts";
import { hyperexponentialPhases } from "../../src/random/index.ts";
import type { Arrivals } from "../../src/scenario/index.ts";
import { SCENARIO_FORMAT } from "../../src/scenario/index.ts";
import * as theory from "../../src/theory/index.ts";
import type { Queue } from "./case.ts";
import { plain, power, time } from "./compared.ts";
import * as of from "./quantities.ts";
import { always, markov, queue, tandem } from "./station.ts";

const local = always(LOCAL);
const offload = always(0);
const { mg1SharingResponse, mm1BreakdownResponse } = theory;

const LOAD = 0.8;
const measured = (run: Parameters<of.Quantity>[0]) => run.end - run.warmup;

const BREAKDOWNS = { arrivalRate: 0.5, serviceRate: 1, faultRate: 0.1, repairRate: 0.4 };

const GENERAL: {
  readonly id: string;
  readonly law: string;
  readonly arrivals: Arrivals;
  readonly transform: theory.Transform;
}[] = [
  {
    id: "25a",
    law: "Erlang-2",
    arrivals: { erlang: { shape: 2, ratePerS: 0.6 } },
    transform: theory.erlangTransform(2, 1 / 0.6),
  },
  {
    id: "25b",
    law: "hyperexponential, cv2 = 4",
    arrivals: { hyperexponential: { ratePerS: 0.6, cv2: 4 } },
    transform: theory.hyperexponentialTransform(hyperexponentialPhases({ mean: 1 / 0.6, cv2: 4 })),
  },
  {
    id: "25c",
    law: "constant",
    arrivals: { deterministic: { everyS: 1 / 0.6 } },
    transform: theory.constantTransform(1 / 0.6),
  },
];

const MMPP = { arrivalRates: [1.2, 0.3], serviceRates: [1, 1], switchRates: [0.1, 0.15] } as const;
const ON_OFF = { arrivalRates: [1.5, 0], serviceRates: [1, 1], switchRates: [0.2, 0.1] } as const;
const LEVELS = { arrivalRates: [0.4, 0.4], serviceRates: [1, 0.5], switchRates: [0.1, 0.1] } as const;
const [busyFast, busySlow] = theory.modulatedBusy(LEVELS);

const TWO = [0.6, 0.8];
const two = TWO.map((rate, k) => markov(rate, 1, { name: `class ${k}`, priority: k }));

/** One user of a server that breaks. */
const lonely = (work: "resume" | "restart") => {
  const breaks = { faultRate: 0.2, repairRate: 0.5 };
  return {
    scenario: queue({
      at: "server",
      faults: { upS: { exponential: { mean: 5 } }, downS: { exponential: { mean: 2 } }, work },
      jobs: [{ arrivals: { finiteSource: { thinkS: { exponential: { mean: 4 } } } }, service: 2 }],
    }),
    exact: theory.lonelyBreakdownResponse(breaks, { think: 4, service: 2 }, work),
  };
};

/** Five devices of one cell of 1 Mbps, each sending 1 Mbit after thinking 10 s on average. */
const CELL = { users: 5, think: 10, service: 1, servers: 1 };

/** A device whose only radio never rests: bits of mean 4 Mbit over a fading link. */
const FADING = { meanSnrDb: 10, bandwidthMHz: 1, blockS: 0.5 };

const twoServers = (jobs: Parameters<typeof queue>[0]["jobs"]) => ({
  ...queue({ at: "server", jobs }),
  servers: [{ id: "server", count: 2, speedIps: 1 }],
});

export const BEYOND: readonly Queue[] = [
  {
    id: "22",
    system: "M/M/1 that breaks (lambda 0.5, faults 0.1/s, repairs 0.4/s), work resumes",
    source: "White & Christie 1958",
    scenario: queue({
      at: "server",
      jobs: [markov(0.5, 1)],
      faults: { upS: { exponential: { mean: 10 } }, downS: { exponential: { mean: 2.5 } } },
    }),
    policy: offload,
    measuredS: 8e4,
    compared: [time("mean response time", mm1BreakdownResponse(BREAKDOWNS), of.response)],
  },
  {
    id: "23",
    system: "upload over a Gilbert-Elliott link, 1 Mbps or an outage, sizes of mean 1 Mbit",
    source: "White & Christie 1958",
    scenario: {
      ...tandem({ instructions: 1e-9 }, 1),
      links: {
        rateMbps: {
          gilbertElliott: {
            goodMbps: 1,
            badMbps: 0,
            goodS: { exponential: { mean: 10 } },
            badS: { exponential: { mean: 2.5 } },
          },
        },
      },
    },
    policy: offload,
    measuredS: 1.5e5,
    compared: [time("mean response time", mm1BreakdownResponse(BREAKDOWNS), of.response)],
  },
  {
    id: "24",
    system: "M/G/1, last come first served with preemption, lognormal cv2 = 2, load 0.8",
    source: "insensitivity",
    scenario: queue({
      at: "server",
      discipline: "lcfs-preemptive",
      jobs: [{ arrivals: { poisson: { ratePerS: LOAD } }, service: { lognormal: { mean: 1, cv2: 2 } } }],
    }),
    policy: offload,
    measuredS: 6e5,
    compared: [time("mean response time", mg1SharingResponse(LOAD, { mean: 1 }), of.response)],
  },
  ...GENERAL.map(
    ({ id, law, arrivals, transform }): Queue => ({
      id,
      system: `G/M/1, lambda 0.6, times between arrivals: ${law}`,
      source: "Kleinrock 1975",
      scenario: queue({ at: "server", jobs: [{ arrivals, service: { exponential: { mean: 1 } } }] }),
      policy: offload,
      measuredS: 1e5,
      compared: [time("mean response time", theory.gm1Response(transform, 1), of.response)],
    }),
  ),
  {
    id: "26a",
    system: "MMPP(2)/M/1, rates 1.2 and 0.3, left at 0.1 and 0.15 per second",
    source: "Neuts 1981",
    scenario: queue({
      at: "server",
      jobs: [
        {
          arrivals: { mmpp: { ratesPerS: [1.2, 0.3], switchesPerS: [0.1, 0.15] } },
          service: { exponential: { mean: 1 } },
        },
      ],
    }),
    policy: offload,
    measuredS: 6e5,
    compared: [
      time("mean response time", theory.modulatedResponse(MMPP), of.response),
      plain("mean number in system", theory.modulatedJobs(MMPP), of.serverJobs),
    ],
  },
  {
    id: "26b",
    system: "on-off arrivals: 1.5 per second for 5 s on average, none for 10 s",
    source: "Neuts 1981",
    scenario: queue({
      at: "device",
      jobs: [
        {
          arrivals: {
            onOff: { ratePerS: 1.5, onS: { exponential: { mean: 5 } }, offS: { exponential: { mean: 10 } } },
          },
          service: { exponential: { mean: 1 } },
        },
      ],
    }),
    policy: local,
    measuredS: 3e5,
    compared: [
      time("mean response time", theory.modulatedResponse(ON_OFF), of.response),
      { name: "throughput", exact: 0.5, unit: "1/s", read: (run) => run.throughput },
    ],
  },
  {
    id: "26c",
    system: "a processor at full and at half speed in turn, 10 s each on average; 8 W and 1 W; lambda 0.4",
    source: "Neuts 1981",
    scenario: levelled(),
    policy: local,
    measuredS: 3e5,
    compared: [
      time("mean response time", theory.modulatedResponse(LEVELS), of.response),
      power("mean power", 8 * busyFast + busySlow, of.meanPower),
    ],
  },
  {
    id: "27a",
    system: "M/M/2, classes of lambda 0.6 and 0.8, priority without interruption",
    source: "Cobham 1954",
    scenario: queue({ at: "server", cores: 2, discipline: "priority", jobs: two }),
    policy: offload,
    measuredS: 1e5,
    compared: theory
      .mmcPriorityWaiting(TWO, 1, 2)
      .map((wait, k) => time(`mean waiting time of class ${k}`, wait, of.classWaiting(k))),
  },
  {
    id: "27b",
    system: "M/M/2, classes of lambda 0.6 and 0.8, priority with preemptive resume",
    source: "Gross & Harris 1998",
    scenario: queue({ at: "server", cores: 2, discipline: "priority-preemptive", jobs: two }),
    policy: offload,
    measuredS: 1e5,
    compared: theory
      .mmcPreemptiveResponse(TWO, 1, 2)
      .map((response, k) => time(`mean response time of class ${k}`, response, of.classResponse(k))),
  },
  {
    id: "28",
    system: "M/G/1, shortest job first, U(0, 2), lambda 0.8",
    source: "Phipps 1956",
    scenario: queue({
      at: "server",
      discipline: "shortest-job-first",
      jobs: [{ arrivals: { poisson: { ratePerS: LOAD } }, service: { uniform: { min: 0, max: 2 } } }],
    }),
    policy: offload,
    measuredS: 2e5,
    compared: [
      time(
        "mean waiting time",
        theory.shortestJobWaiting(LOAD, (p) => 2 * p),
        of.waiting,
      ),
    ],
  },
  {
    id: "29",
    system: "M/M/1, last come first served, lambda 0.5",
    source: "Kingman 1962",
    scenario: queue({ at: "server", discipline: "lcfs", jobs: [markov(0.5, 1)] }),
    policy: offload,
    measuredS: 3e5,
    compared: [
      time("mean waiting time", theory.mm1Waiting(0.5, 1), of.waiting),
      {
        name: "second moment of the waiting time",
        exact: theory.mm1LastComeWaitingSquared(0.5, 1),
        unit: "s2",
        read: (run) => run.waiting.deviation ** 2 + run.waiting.mean ** 2,
      },
    ],
  },
  {
    id: "30",
    system: "M/D/2, lambda 1.4",
    source: "Crommelin 1932",
    scenario: queue({
      at: "server",
      cores: 2,
      jobs: [{ arrivals: { poisson: { ratePerS: 1.4 } }, service: 1 }],
    }),
    policy: offload,
    measuredS: 1e5,
    compared: [time("mean waiting time", theory.mdcWaiting(1.4, 1, 2), of.waiting)],
  },
  {
    id: "31",
    system: "Erlang-A, three servers, lambda 3, mean patience 2",
    source: "Palm 1957",
    scenario: queue({
      at: "server",
      cores: 3,
      jobs: [markov(3, 1, { patience: { exponential: { mean: 2 } } })],
    }),
    policy: offload,
    measuredS: 2e4,
    compared: [plain("share that leaves", theory.erlangAAbandonment(3, 1, 3, 0.5), of.abandoned)],
  },
  {
    id: "32a",
    system: "two servers, lambda 1.2, join the shortest queue",
    source: "Haight 1958",
    scenario: twoServers([markov(1.2, 1)]),
    policy: livePolicy("join-shortest-queue"),
    measuredS: 5e4,
    compared: [time("mean response time", theory.shortestOfTwoResponse(1.2), of.response)],
  },
  {
    id: "32b",
    system: "two servers, lambda 1.2, in turn: each is E2/M/1",
    source: "Kleinrock 1975",
    scenario: twoServers([markov(1.2, 1)]),
    policy: livePolicy("round-robin"),
    measuredS: 5e4,
    compared: [
      time("mean response time", theory.gm1Response(theory.erlangTransform(2, 1 / 0.6), 1), of.response),
    ],
  },
  ...(["resume", "restart"] as const).map((work, k): Queue => {
    const { scenario, exact } = lonely(work);
    return {
      id: k === 0 ? "33a" : "33b",
      system: `one user, jobs of 2 s, a server that breaks (faults 0.2/s, repairs 0.5/s): ${work}`,
      source: k === 0 ? "renewal argument" : "Gaver 1962",
      scenario,
      policy: offload,
      measuredS: 5e4,
      compared: [
        time("mean response time", exact, of.response),
        plain("share of time out of order", 0.2 / 0.7, (run) => run.servers[0].down / measured(run)),
      ],
    };
  }),
  {
    id: "34",
    system:
      "five devices share an access point of 1 Mbps: each thinks 10 s and sends 1 Mbit; 2 W while sending",
    source: "insensitivity",
    scenario: {
      format: SCENARIO_FORMAT,
      work: { instructionsPerBit: 1 },
      outputReduction: 1,
      devices: [
        {
          id: "device",
          count: CELL.users,
          speedIps: 1,
          powerW: { compute: 0, transmit: 2, idle: 0 },
          jobs: {
            sizeMB: 1 / 8,
            instructions: 1e-9,
            arrivals: { finiteSource: { thinkS: { exponential: { mean: CELL.think } } } },
          },
        },
      ],
      servers: [{ id: "server", speedIps: 1 }],
      links: { rateMbps: 100, accessPoints: [{ id: "cell", capacityMbps: 1 }] },
    },
    policy: offload,
    measuredS: 3e4,
    compared: [
      {
        name: "throughput",
        exact: theory.finiteSourceThroughput(CELL),
        unit: "1/s",
        read: (run) => run.throughput,
      },
      time("mean response time", theory.finiteSourceResponse(CELL), of.response),
      power(
        "mean power",
        2 * theory.finiteSourceThroughput(CELL) * theory.finiteSourceResponse(CELL),
        of.meanPower,
      ),
    ],
  },
  {
    id: "35",
    system: "an uplink of 1 MHz that never rests, Rayleigh fading in blocks of 0.5 s, mean SNR 10 dB",
    source: "Alouini & Goldsmith 1999",
    scenario: {
      format: SCENARIO_FORMAT,
      work: { instructionsPerBit: 1 },
      outputReduction: 1,
      devices: [
        {
          id: "device",
          speedIps: 1,
          powerW: { compute: 0, transmit: 1, idle: 0 },
          jobs: { sizeMB: 0.5, instructions: 1e-9, arrivals: { finiteSource: { thinkS: 1e-9 } } },
        },
      ],
      servers: [{ id: "server", speedIps: 1 }],
      links: { rateMbps: { rayleigh: FADING } },
    },
    policy: offload,
    measuredS: 1e4,
    compared: [
      {
        name: "bits through",
        exact: theory.ergodicCapacity(FADING.bandwidthMHz, 10 ** (FADING.meanSnrDb / 10)),
        unit: "Mbps",
        read: (run) => run.throughput * 4,
      },
    ],
  },
  {
    id: "36",
    system: "M^[X]/M/1: jobs come in batches of a geometric number, mean 2; lambda 0.5",
    source: "Gross & Harris 1998",
    scenario: queue({
      at: "server",
      jobs: [
        {
          arrivals: {
            renewal: {
              intervalS: {
                hyperexponential: {
                  phases: [
                    { weight: 1, mean: 1e-9 },
                    { weight: 1, mean: 4 },
                  ],
                },
              },
            },
          },
          service: { exponential: { mean: 1 } },
        },
      ],
    }),
    policy: offload,
    measuredS: 1e5,
    compared: [time("mean response time", theory.geometricBatchResponse(0.5, 1, 2), of.response)],
  },
  {
    id: "37",
    system:
      "upload M/M/1 (mu 1), 3 s latency, server M/M/1 (mu 1), 3 s latency, download M/M/1 (mu 2); full-duplex, lambda 0.5",
    source: "Burke 1956",
    scenario: roundTrip(),
    policy: offload,
    measuredS: 6e4,
    compared: [
      time(
        "mean response time",
        2 * theory.mm1Response(0.5, 1) + 6 + theory.mm1Response(0.5, 2),
        of.response,
      ),
      time("mean time in transfer", 1.5, (run) => run.transfer.mean),
      power("mean power of sending, 1 W", 0.5, (run) => run.transmitEnergy / measured(run)),
      power("mean power of receiving, 3 W", 0.75, (run) => run.receiveEnergy / measured(run)),
    ],
  },
];

function levelled(): object {
  const base = queue({
    at: "device",
    jobs: [markov(0.4, 1)],
    powerW: { compute: 8, transmit: 0, idle: 0 },
  }) as { devices: object[] };
  const forS = { exponential: { mean: 10 } };
  return {
    ...base,
    devices: [
      {
        ...base.devices[0],
        levels: [
          { speed: 1, forS },
          { speed: 0.5, forS },
        ],
      },
    ],
  };
}

function roundTrip(): object {
  return {
    format: SCENARIO_FORMAT,
    work: { instructionsPerBit: 1 },
    outputReduction: 0,
    radio: "full-duplex",
    devices: [
      {
        id: "device",
        speedIps: 1,
        powerW: { compute: 0, transmit: 1, receive: 3, idle: 0.1 },
        jobs: {
          sizeMB: { exponential: { mean: 1 / 8 } },
          outputMB: { exponential: { mean: 1 / 16 } },
          instructions: { exponential: { mean: 1 } },
          arrivals: { poisson: { ratePerS: 0.5 } },
        },
      },
    ],
    servers: [{ id: "server", speedIps: 1 }],
    links: { rateMbps: 1, latencyS: 3 },
  };
}
