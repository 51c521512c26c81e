// A queue of the textbooks as a scenario: work in seconds at a speed of 1, on a device's processor or on a server.
import type { Policy } from "../../src/model/index.ts";
import type { Distribution } from "../../src/random/index.ts";
import { type Arrivals, SCENARIO_FORMAT } from "../../src/scenario/index.ts";

/** A class of jobs; service times in seconds. */
interface JobsOf {
  readonly arrivals: Arrivals;
  readonly service: Distribution;
  readonly name?: string;
  readonly priority?: number;
  readonly patience?: Distribution;
}

interface Queue {
  readonly at: "device" | "server";
  readonly jobs: readonly JobsOf[];
  readonly cores?: number;
  /** Waiting places. */
  readonly room?: number;
  readonly discipline?: string;
  readonly faults?: object;
  readonly powerW?: object;
  readonly idle?: string;
}

const NO_POWER = { compute: 0, transmit: 0, idle: 0 };

/**
 * The queue as scenario data. Jobs carry work and no data, so on a server they arrive and return at once; what finds no
 * room is lost, and whoever has patience leaves when it is over.
 */
export function queue(of: Queue): object {
  const station = { speedIps: 1, ...(of.cores === undefined ? {} : { cores: of.cores }) };
  const atServer = of.at === "server" ? station : { speedIps: 1 };
  return {
    format: SCENARIO_FORMAT,
    work: { instructionsPerBit: 1 },
    outputReduction: 1,
    devices: [
      {
        id: "device",
        ...(of.at === "device" ? station : { speedIps: 1 }),
        powerW: of.powerW ?? NO_POWER,
        jobs: of.jobs.map(({ arrivals, service, name, priority, patience }) => ({
          arrivals,
          instructions: service,
          ...(name === undefined ? {} : { class: name }),
          ...(priority === undefined ? {} : { priority }),
          ...(patience === undefined ? {} : { deadlineS: patience }),
        })),
      },
    ],
    servers: [
      {
        id: "server",
        ...atServer,
        ...(of.room === undefined ? {} : { queueLimit: of.room }),
        ...(of.discipline === undefined ? {} : { discipline: of.discipline }),
        ...(of.faults === undefined ? {} : { faults: of.faults }),
      },
    ],
    links: { rateMbps: 1 },
    ...(of.idle === undefined ? {} : { idle: of.idle }),
    overflow: "drop",
    abandonAtDeadline: of.jobs.some((one) => one.patience !== undefined),
  };
}

/** Jobs that arrive by a Poisson process with exponential service. */
export const markov = (arrivalRate: number, serviceRate: number, more: Partial<JobsOf> = {}): JobsOf => ({
  arrivals: { poisson: { ratePerS: arrivalRate } },
  service: { exponential: { mean: 1 / serviceRate } },
  ...more,
});

/** All jobs to one place: LOCAL (-1) or a server. */
export const always =
  (place: number): Policy =>
  () =>
    place;

/** A radio of 1 Mbps and a server, both M/M/1: sizes of mean 1 Mbit, work of its own. */
export const tandem = (job: object, work: number): object => ({
  ...queue({ at: "server", jobs: [markov(0.5, 1)] }),
  work: { instructionsPerBit: work },
  devices: [
    {
      id: "device",
      speedIps: 1,
      powerW: { compute: 0, transmit: 0, idle: 0 },
      jobs: { arrivals: { poisson: { ratePerS: 0.5 } }, sizeMB: { exponential: { mean: 1 / 8 } }, ...job },
    },
  ],
});
