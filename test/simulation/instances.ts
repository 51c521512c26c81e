// Random instances for tests, small and with extremes, from one seed each.
import type { Instance } from "../../src/model/index.ts";
import { stream } from "../../src/random/index.ts";

type Options = {
  readonly devices?: number;
  readonly servers?: number;
  readonly jobs?: number;
  readonly extreme?: boolean;
};

/** A static batch: all arrivals at 0, constant rates, no latency, no limits, one core, receive = transmit. */
export function batch(seed: number, options: Options = {}): Instance {
  const draw = stream({ seed, replication: 0, purpose: "test instance" });
  const whole = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1));
  const spread = (value: number) => (options.extreme === true ? value * 10 ** whole(-6, 6) : value);
  const devices = options.devices ?? whole(1, 6);
  const servers = options.servers ?? whole(1, 4);
  const jobs = options.jobs ?? whole(1, 40);
  const perDevice = Array.from({ length: devices }, (): string[] => []);
  for (let j = 0; j < jobs; j++) perDevice[whole(0, devices - 1)].push(`j${j}`);
  return {
    format: "mec-offload/instance@1",
    name: `batch ${seed}`,
    work: { instructionsPerBit: spread(250) },
    outputReduction: [0.2, 1, 0, -0.5][whole(0, 3)],
    devices: perDevice.map((ids, i) => ({
      id: `d${i}`,
      speedIps: spread(3.6e9),
      powerW: { compute: spread(0.63), transmit: spread(0.35), idle: [0, 0.035][whole(0, 1)] },
      jobs: ids.map((id) => ({ id, sizeMB: spread(whole(1, 7)) })),
    })),
    servers: Array.from({ length: servers }, (_, c) => ({ id: `m${c}`, speedIps: spread(1.4e11) })),
    linksMbps: perDevice.map(() => Array.from({ length: servers }, () => spread(15 + 13 * draw()))),
  };
}

/** A place for every job, uniformly. */
export function anyPlaces(jobs: number, servers: number, seed: number): Int32Array {
  const draw = stream({ seed, replication: 0, purpose: "test places" });
  return Int32Array.from({ length: jobs }, () => Math.floor(draw() * (servers + 1)) - 1);
}
