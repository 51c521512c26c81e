// The cases: a queue whose answer is known, how it is run, and what is compared. Service rate 1 unless it says so.
import { LOCAL } from "../../src/model/index.ts";
import type { Distribution } from "../../src/random/index.ts";
import {
  erlangAAbandonment,
  erlangB,
  erlangC,
  finiteSourceResponse,
  finiteSourceThroughput,
  fixedPatienceAbandonment,
  meanBusyPeriod,
  mg1SharingResponse,
  mg1SharingResponseOf,
  mg1Waiting,
  mm1Jobs,
  mm1QueueLength,
  mm1Response,
  mm1ResponseQuantile,
  mm1ResponseVariance,
  mm1Waiting,
  mmcJobs,
  mmckBlocking,
  mmckJobs,
  mmcQueueLength,
  mmcResponse,
  mmcWaiting,
  mmcWaitsLonger,
  preemptiveResponse,
  priorityWaiting,
} from "../../src/theory/index.ts";
import { BEYOND } from "./beyond-the-list.ts";
import { type Case, type Queue, queueCase } from "./case.ts";
import { plain, time } from "./compared.ts";
import { jackson } from "./jackson.ts";
import { MOVING } from "./moving.ts";
import * as of from "./quantities.ts";
import { always, markov, queue, tandem } from "./station.ts";

const local = always(LOCAL);
const offload = always(0);

const LOAD = 0.8;

const LAWS: {
  readonly law: string;
  readonly of: Distribution;
  readonly variance: number;
  readonly id: string;
}[] = [
  { id: "8a", law: "D", of: 1, variance: 0 },
  { id: "8b", law: "Erlang-2", of: { erlang: { shape: 2, mean: 1 } }, variance: 0.5 },
  { id: "8c", law: "U(0, 2)", of: { uniform: { min: 0, max: 2 } }, variance: 1 / 3 },
  { id: "8d", law: "lognormal, cv2 = 2", of: { lognormal: { mean: 1, cv2: 2 } }, variance: 2 },
];

const SHARED: { readonly id: string; readonly law: string; readonly of: Distribution }[] = [
  { id: "9b", law: "exponential", of: { exponential: { mean: 1 } } },
  { id: "9c", law: "lognormal, cv2 = 2", of: { lognormal: { mean: 1, cv2: 2 } } },
  { id: "9d", law: "D", of: 1 },
];

const LOST: { readonly id: string; readonly law: string; readonly of: Distribution }[] = [
  { id: "5a", law: "exponential", of: { exponential: { mean: 1 } } },
  { id: "5b", law: "deterministic", of: 1 },
  { id: "5c", law: "lognormal, cv2 = 2", of: { lognormal: { mean: 1, cv2: 2 } } },
];

const exponential = (arrivalRate: number, rate: number) => ({
  arrivalRate,
  service: { mean: 1 / rate, variance: 1 / rate ** 2 },
});
const THREE = [0.2, 0.6, 1.2];
const three = THREE.map((rate, k) => markov(rate, 3, { name: `class ${k}`, priority: k }));
const theory3 = THREE.map((rate) => exponential(rate, 3));

export const QUEUES: readonly Queue[] = [
  {
    id: "1a",
    system: "M/M/1, lambda 0.8, on a device; 10 W busy, 2 W idle, idle: always",
    source: "Kleinrock 1975",
    scenario: queue({
      at: "device",
      jobs: [markov(LOAD, 1)],
      powerW: { compute: 10, transmit: 0, idle: 2 },
      idle: "always",
    }),
    policy: local,
    measuredS: 4e5,
    compared: [
      time("mean waiting time", mm1Waiting(LOAD, 1), of.waiting),
      time("mean response time", mm1Response(LOAD, 1), of.response),
      plain("mean number waiting", mm1QueueLength(LOAD, 1), (run) => run.devices[0].meanQueueLength),
      plain("mean number in system", mm1Jobs(LOAD, 1), of.jobsInSystem),
      { name: "mean power", exact: 8.4, unit: "W", read: of.meanPower },
    ],
  },
  {
    id: "1b",
    system: "M/M/1, lambda 0.8, on a device; 10 W busy, 2 W idle, idle: while-waiting",
    source: "Kleinrock 1975",
    scenario: queue({
      at: "device",
      jobs: [markov(LOAD, 1)],
      powerW: { compute: 10, transmit: 0, idle: 2 },
      idle: "while-waiting",
    }),
    policy: local,
    measuredS: 4e5,
    records: "all",
    compared: [
      time("95 % of the response times", mm1ResponseQuantile(LOAD, 1, 0.95), (run) => run.response.p95),
      time("99 % of the response times", mm1ResponseQuantile(LOAD, 1, 0.99), (run) => run.response.p99),
      time("mean busy period", meanBusyPeriod(LOAD, 1), of.busyPeriod),
      { name: "mean power", exact: 8, unit: "W", read: of.meanPower },
    ],
  },
  {
    id: "1c",
    system: "M/M/1, lambda 0.8, on a device",
    source: "Kleinrock 1975",
    scenario: queue({ at: "device", jobs: [markov(LOAD, 1)] }),
    policy: local,
    measuredS: 2e6,
    compared: [
      {
        name: "variance of the response time",
        exact: mm1ResponseVariance(LOAD, 1),
        unit: "s2",
        read: (run) => run.response.deviation ** 2,
      },
    ],
  },
  {
    id: "2",
    system: "M/M/1, lambda 2, mu 3, on a server",
    source: "Hillier & Lieberman",
    scenario: queue({ at: "server", jobs: [markov(2, 3)] }),
    policy: offload,
    measuredS: 1e5,
    compared: [
      plain("mean number in system", mm1Jobs(2, 3), of.serverJobs),
      time("mean waiting time", mm1Waiting(2, 3), of.waiting),
      time("mean response time", mm1Response(2, 3), of.response),
    ],
  },
  {
    id: "3",
    system: "M/M/3, lambda 0.1, mu 0.05, three cores of a device",
    source: "Erlang C",
    scenario: queue({ at: "device", cores: 3, jobs: [markov(0.1, 0.05)] }),
    policy: local,
    measuredS: 5e6,
    compared: [
      plain("mean number waiting", mmcQueueLength(0.1, 0.05, 3), (run) => run.devices[0].meanQueueLength),
      time("mean response time", mmcResponse(0.1, 0.05, 3), of.response),
    ],
  },
  {
    id: "4",
    system: "M/M/4, lambda 3.2, four cores of a server",
    source: "Erlang C",
    scenario: queue({ at: "server", cores: 4, jobs: [markov(3.2, 1)] }),
    policy: offload,
    measuredS: 1.2e5,
    records: "all",
    compared: [
      plain("P(wait)", erlangC(4, 3.2), of.waitsLonger(0)),
      time("mean waiting time", mmcWaiting(3.2, 1, 4), of.waiting),
      plain("P(wait > 1 s)", mmcWaitsLonger(3.2, 1, 4, 1), of.waitsLonger(1)),
    ],
  },
  ...LOST.map(
    (law): Queue => ({
      id: law.id,
      system: `M/G/15/15, 8.108 Erl, ${law.law}, a server of 15 cores without waiting places`,
      source: "Erlang B, insensitivity",
      scenario: queue({
        at: "server",
        cores: 15,
        room: 0,
        jobs: [{ arrivals: { poisson: { ratePerS: 8.108 } }, service: law.of }],
      }),
      policy: offload,
      measuredS: 1.5e5,
      compared: [plain("share lost", erlangB(15, 8.108), of.lost)],
    }),
  ),
  {
    id: "6",
    system: "M/M/1/5, lambda 0.8, a server with four waiting places",
    source: "closed form",
    scenario: queue({ at: "server", room: 4, jobs: [markov(LOAD, 1)] }),
    policy: offload,
    measuredS: 1.5e5,
    compared: [
      plain("share lost", mmckBlocking(LOAD, 1, 1, 5), of.lost),
      plain("mean number in system", mmckJobs(LOAD, 1, 1, 5), of.serverJobs),
    ],
  },
  {
    id: "7",
    system: "M/M/2/3, lambda 3, mu 4, two cores and one waiting place",
    source: "closed form",
    scenario: queue({ at: "server", cores: 2, room: 1, jobs: [markov(3, 4)] }),
    policy: offload,
    measuredS: 2e4,
    compared: [
      plain("mean number in system", mmckJobs(3, 4, 2, 3), of.serverJobs),
      plain("share lost", mmckBlocking(3, 4, 2, 3), of.lost),
    ],
  },
  ...LAWS.map(
    (law): Queue => ({
      id: law.id,
      system: `M/G/1, lambda 0.8, ${law.law}, on a device`,
      source: "Pollaczek-Khinchine",
      scenario: queue({
        at: "device",
        jobs: [{ arrivals: { poisson: { ratePerS: LOAD } }, service: law.of }],
      }),
      policy: local,
      measuredS: law.variance > 1 ? 1.2e6 : 2.5e5,
      compared: [
        time("mean waiting time", mg1Waiting(LOAD, { mean: 1, variance: law.variance }), of.waiting),
      ],
    }),
  ),
  {
    id: "9a",
    system: "M/G/1-PS, load 0.8, jobs of 0.5 s and of 1.5 s",
    source: "insensitivity",
    scenario: queue({
      at: "server",
      discipline: "processor-sharing",
      jobs: [0.5, 1.5].map((service) => ({
        arrivals: { poisson: { ratePerS: LOAD / 2 } },
        service,
        name: `of ${service} s`,
      })),
    }),
    policy: offload,
    measuredS: 1.5e5,
    compared: [
      time("mean response time", mg1SharingResponse(LOAD, { mean: 1 }), of.response),
      time(
        "mean response of a job of 0.5 s",
        mg1SharingResponseOf(LOAD, { mean: 1 }, 0.5),
        of.classResponse(0),
      ),
      time(
        "mean response of a job of 1.5 s",
        mg1SharingResponseOf(LOAD, { mean: 1 }, 1.5),
        of.classResponse(1),
      ),
    ],
  },
  ...SHARED.map(
    (law): Queue => ({
      id: law.id,
      system: `M/G/1-PS, load 0.8, ${law.law}`,
      source: "insensitivity",
      scenario: queue({
        at: "server",
        discipline: "processor-sharing",
        jobs: [{ arrivals: { poisson: { ratePerS: LOAD } }, service: law.of }],
      }),
      policy: offload,
      measuredS: 2.5e5,
      compared: [time("mean response time", mg1SharingResponse(LOAD, { mean: 1 }), of.response)],
    }),
  ),
  ...[3, 4].map(
    (lambda, k): Queue => ({
      id: k === 0 ? "10a" : "10b",
      system: `M/M/1-PS, lambda ${lambda}, mu 5`,
      source: "closed form",
      scenario: queue({ at: "server", discipline: "processor-sharing", jobs: [markov(lambda, 5)] }),
      policy: offload,
      measuredS: 5e4,
      compared: [time("mean response time", mg1SharingResponse(lambda, { mean: 1 / 5 }), of.response)],
    }),
  ),
  {
    id: "11",
    system: "two classes, lambda 0.2 and 0.6, priority without interruption",
    source: "Cobham 1954",
    scenario: queue({
      at: "server",
      discipline: "priority",
      jobs: [0.2, 0.6].map((rate, k) => markov(rate, 1, { name: `class ${k}`, priority: k })),
    }),
    policy: offload,
    measuredS: 6e5,
    compared: priorityWaiting([exponential(0.2, 1), exponential(0.6, 1)]).map((wait, k) =>
      time(`mean response time of class ${k}`, wait + 1, of.classResponse(k)),
    ),
  },
  {
    id: "12",
    system: "three classes, lambda 0.2, 0.6, 1.2, mu 3, priority without interruption",
    source: "Hillier & Lieberman",
    scenario: queue({ at: "server", discipline: "priority", jobs: three }),
    policy: offload,
    measuredS: 1.2e5,
    compared: priorityWaiting(theory3).map((wait, k) =>
      time(`mean waiting time of class ${k}`, wait, of.classWaiting(k)),
    ),
  },
  {
    id: "13",
    system: "three classes, lambda 0.2, 0.6, 1.2, mu 3, priority with preemptive resume",
    source: "closed form",
    scenario: queue({ at: "server", discipline: "priority-preemptive", jobs: three }),
    policy: offload,
    measuredS: 6e4,
    compared: preemptiveResponse(theory3).map((response, k) =>
      time(`mean response time of class ${k}`, response, of.classResponse(k)),
    ),
  },
  ...[
    { id: "15a", users: 10, servers: 1 },
    { id: "15b", users: 20, servers: 2 },
  ].map(({ id, users, servers }): Queue => {
    const source = { users, servers, think: 10, service: 1 };
    return {
      id,
      system: `finite source, ${users} users thinking 10 s, service 1 s, ${servers} core${servers > 1 ? "s" : ""}`,
      source: "closed form",
      scenario: queue({
        at: "device",
        cores: servers,
        jobs: [
          {
            arrivals: { finiteSource: { thinkS: { exponential: { mean: 10 } }, users } },
            service: { exponential: { mean: 1 } },
          },
        ],
      }),
      policy: local,
      measuredS: 2e5,
      compared: [
        {
          name: "throughput",
          exact: finiteSourceThroughput(source),
          unit: "1/s",
          read: (run) => run.throughput,
        },
        time("mean response time", finiteSourceResponse(source), of.response),
      ],
    };
  }),
  {
    id: "16",
    system: "Erlang-A, one server, lambda 0.8, mean patience 2",
    source: "closed form",
    scenario: queue({
      at: "server",
      jobs: [markov(LOAD, 1, { patience: { exponential: { mean: 2 } } })],
    }),
    policy: offload,
    measuredS: 1e4,
    compared: [plain("share that leaves", erlangAAbandonment(LOAD, 1, 1, 0.5), of.abandoned)],
  },
  {
    id: "17",
    system: "M/M/1, lambda 0.8, patience of exactly 3",
    source: "Barrer 1957",
    scenario: queue({ at: "device", jobs: [markov(LOAD, 1, { patience: 3 })] }),
    policy: local,
    measuredS: 3e4,
    compared: [plain("share that leaves", fixedPatienceAbandonment(LOAD, 1, 3), of.abandoned)],
  },
  {
    id: "18a",
    system: "two servers, lambda 1.6, each job to either at random",
    source: "closed form",
    scenario: {
      ...queue({ at: "server", jobs: [markov(1.6, 1)] }),
      servers: [{ id: "server", count: 2, speedIps: 1 }],
    },
    policy: (_job, _view, stream) => (stream() < 0.5 ? 0 : 1),
    measuredS: 2e5,
    compared: [time("mean response time", mm1Response(0.8, 1), of.response)],
  },
  {
    id: "18b",
    system: "one queue before two cores, lambda 1.6",
    source: "closed form",
    scenario: queue({ at: "server", cores: 2, jobs: [markov(1.6, 1)] }),
    policy: offload,
    measuredS: 1.2e5,
    compared: [
      time("mean response time", mmcResponse(1.6, 1, 2), of.response),
      plain("mean number in system", mmcJobs(1.6, 1, 2), of.serverJobs),
    ],
  },
  {
    id: "19",
    system: "arrivals at 1, 2, ... 100 s, service 1.5 s, no waiting place",
    source: "by hand",
    scenario: queue({
      at: "server",
      room: 0,
      jobs: [{ arrivals: { deterministic: { everyS: 1, count: 100 } }, service: 1.5 }],
    }),
    policy: offload,
    deterministic: true,
    compared: [
      plain("jobs served", 50, (run) => run.completed),
      plain("jobs lost", 50, (run) => run.dropped),
      time("last departure", 100.5, (run) => run.makespan),
    ],
  },
  {
    id: "20",
    system:
      "arrivals every 1 s, service 1 s, no waiting place: a departure comes before an arrival at the same instant",
    source: "by hand",
    scenario: queue({
      at: "server",
      room: 0,
      jobs: [{ arrivals: { deterministic: { everyS: 1, count: 1000 } }, service: 1 }],
    }),
    policy: offload,
    deterministic: true,
    compared: [
      plain("jobs lost", 0, (run) => run.dropped),
      plain("jobs served", 1000, (run) => run.completed),
    ],
  },
  {
    id: "21a",
    system: "tandem: upload M/M/1 (mu 1), then server M/M/1 (mu 0.8), lambda 0.5, size and work independent",
    source: "Burke 1956",
    scenario: tandem({ instructions: { exponential: { mean: 1.25 } } }, 1),
    policy: offload,
    measuredS: 6e4,
    compared: [
      time("mean response time", mm1Response(0.5, 1) + mm1Response(0.5, 0.8), of.response),
      time(
        "mean response time of the upload",
        mm1Response(0.5, 1),
        (run) => run.response.mean - (run.servers[0].meanWait + 1.25),
      ),
      time(
        "mean response time at the server",
        mm1Response(0.5, 0.8),
        (run) => run.servers[0].meanWait + 1.25,
      ),
    ],
  },
  {
    id: "21b",
    system: "the same tandem, one exponential size drives both",
    source: "about 3.59 in the literature",
    scenario: tandem({}, 1.25e-6),
    policy: offload,
    measuredS: 6e4,
    compared: [
      {
        ...time("mean response time at the server", 3.59, (run) => run.servers[0].meanWait + 1.25),
        rounding: 0.005,
      },
    ],
  },
];

/** In order of their numbers. */
export const CASES: readonly Case[] = [
  ...QUEUES.map(queueCase),
  jackson,
  ...BEYOND.map(queueCase),
  ...MOVING,
].sort((a, b) => Number.parseInt(a.id, 10) - Number.parseInt(b.id, 10) || a.id.localeCompare(b.id));
