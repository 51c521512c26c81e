// Random networks of any size straight into flat arrays: continuous heterogeneous sizes, speeds, rates and powers in the
// ranges of the paper, so that ten million jobs need no file.
import { jobs, network, type Problem, radioLinks, type Stream } from "../../src/model/index.ts";
import { stream } from "../../src/random/index.ts";

export interface NetworkSize {
  readonly jobs: number;
  readonly servers: number;
  /** 20 for each server unless given. */
  readonly devices?: number;
  readonly instructionsPerBit?: number;
  /** Share of the data that need not come back. */
  readonly outputReduction?: number;
}

function column(length: number, draw: Stream, low: number, high: number): Float64Array {
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = low + (high - low) * draw();
  return values;
}

/** A network whose jobs are spread evenly over its devices. */
export function randomNetwork(size: NetworkSize, seed: number): Problem {
  const { jobs: n, servers: m, instructionsPerBit: omega = 250, outputReduction: pi = 0.2 } = size;
  const k = Math.min(n, size.devices ?? 20 * m);
  const draws = (purpose: string) => stream({ seed, replication: 0, purpose });
  const device = new Int32Array(n);
  const first = (i: number) => Math.floor((i * n) / k);
  for (let i = 0; i < k; i++) device.fill(i, first(i), first(i + 1));
  const bits = column(n, draws("sizes"), 8e6, 56e6);
  const power = draws("powers");
  const transmitPower = column(k, power, 0.2, 0.5);
  return {
    name: `random-${n}-jobs-${m}-servers`,
    network: network({
      devices: k,
      servers: m,
      deviceIds: Array.from({ length: k }, (_, i) => `d${i + 1}`),
      serverIds: Array.from({ length: m }, (_, c) => `m${c + 1}`),
      deviceSpeed: column(k, draws("device speeds"), 2e9, 6e9),
      deviceCores: new Int32Array(k).fill(1),
      computePower: column(k, power, 0.4, 0.9),
      transmitPower,
      receivePower: transmitPower,
      idlePower: column(k, power, 0.02, 0.05),
      serverSpeed: column(m, draws("server speeds"), 3.68e10, 1.4e11),
      serverCores: new Int32Array(m).fill(1),
      serverPrice: new Float64Array(m),
      queueLimit: new Int32Array(m).fill(-1),
      discipline: new Array(m).fill("fifo"),
      links: radioLinks(k, m, column(k * m, draws("rates"), 15e6, 28e6)),
      radio: "half-duplex",
      idle: "while-waiting",
    }),
    jobs: jobs(k, {
      device,
      bits,
      instructions: bits.map((size) => size * omega),
      outputBits: bits.map((size) => size * (1 - pi)),
      arrival: new Float64Array(n),
      deadline: new Float64Array(n).fill(Number.POSITIVE_INFINITY),
      priority: new Float64Array(n),
      jobClass: new Int32Array(n),
      classes: [""],
      allowed: null,
      id: (job) => `j${job + 1}`,
    }),
  };
}
