// Worlds to follow by hand: round numbers, jobs that arrive when told, and whatever else a test puts in.
import { type Discipline, type Instance, toProblem } from "../../src/model/index.ts";
import {
  instanceWorld,
  Run,
  type RunOptions,
  type RunResult,
  type World,
} from "../../src/simulation/index.ts";

interface Arrival {
  readonly at?: number;
  readonly work?: number;
  readonly MB?: number;
  readonly priority?: number;
  readonly deadline?: number;
  readonly outputMB?: number;
}

export interface Little {
  readonly jobs: readonly Arrival[];
  readonly devices?: number;
  readonly servers?: number;
  readonly cores?: number;
  readonly discipline?: Discipline;
  readonly queueLimit?: number;
  readonly radio?: Instance["radio"];
  readonly latencyS?: number;
}

/**
 * Devices and servers of 1 instruction/s (work in seconds), links of 8 Mbps (1 s per MB), 2 W computing, 1 W
 * transmitting, 0.5 W receiving, nothing idle. Jobs are dealt to the devices in turn; by default they carry no data.
 */
export function littleInstance(of: Little): Instance {
  const devices = of.devices ?? 1;
  const servers = of.servers ?? 1;
  return {
    format: "mec-offload/instance@1",
    name: "little",
    work: { instructionsPerBit: 1 },
    outputReduction: 1,
    ...(of.radio === undefined ? {} : { radio: of.radio }),
    latencyS: of.latencyS ?? 0,
    devices: Array.from({ length: devices }, (_, i) => ({
      id: `d${i}`,
      speedIps: 1,
      powerW: { compute: 2, transmit: 1, receive: 0.5, idle: 0 },
      jobs: of.jobs.flatMap((job, j) =>
        j % devices !== i
          ? []
          : [
              {
                id: `j${j}`,
                sizeMB: job.MB ?? 0,
                outputMB: job.outputMB ?? 0,
                instructions: job.work ?? 1,
                arrivalS: job.at ?? 0,
                priority: job.priority ?? 0,
                ...(job.deadline === undefined ? {} : { deadlineS: job.deadline }),
              },
            ],
      ),
    })),
    servers: Array.from({ length: servers }, (_, c) => ({
      id: `m${c}`,
      speedIps: 1,
      cores: of.cores ?? 1,
      discipline: of.discipline ?? "fifo",
      ...(of.queueLimit === undefined ? {} : { queueLimit: of.queueLimit }),
    })),
    linksMbps: Array.from({ length: devices }, () => new Array<number>(servers).fill(8)),
  };
}

/** Runs it with every job at server 0 (or at `places`), after changes to the world. */
export function runLittle(
  of: Little,
  change: Partial<World> = {},
  options: RunOptions & { readonly places?: readonly number[] } = {},
): RunResult {
  const world = { ...instanceWorld(toProblem(littleInstance(of))), ...change };
  const places = Int32Array.from(options.places ?? of.jobs.map(() => 0));
  return new Run(world, places, { records: "all", ...options }).result();
}

/** The completion of each job by its number; null where it did not complete. */
export function completions(result: RunResult): (number | null)[] {
  const jobs = result.jobs!;
  const times: (number | null)[] = [];
  for (let row = 0; row < jobs.count; row++) {
    const time = jobs.completion[row];
    times[jobs.job[row]] = Number.isNaN(time) ? null : time;
  }
  return times;
}

/** A fault with the given times in order and of repair, in turn; then none. */
export function fault(
  times: readonly (readonly [up: number, down: number])[],
  work: "resume" | "restart" | "retry" | "local",
  limit = 3,
  backOff = 1,
) {
  let up = 0;
  let down = 0;
  return {
    up: () => times[up++]?.[0] ?? Number.POSITIVE_INFINITY,
    down: () => times[down++][1],
    work,
    limit,
    backOff,
  };
}

/** A value that changes at the given times; the first holds from 0. */
export function stretches(steps: readonly (readonly [from: number, value: number])[]) {
  let k = 0;
  return {
    until: 0,
    lasts: 0,
    at(now: number): number {
      while (k + 1 < steps.length && steps[k + 1][0] <= now) k++;
      this.until = steps[k + 1]?.[0] ?? Number.POSITIVE_INFINITY;
      this.lasts = this.until - steps[k][0];
      return steps[k][1];
    },
  };
}
