// The worlds of the benchmarks: M/M/1 on a device, and offloading devices under Poisson load.
import { type Network, network, type Policy, radioLinks, type Stream } from "../../src/model/index.ts";
import { stream } from "../../src/random/index.ts";
import { type JobDraft, type JobSource, type World, world } from "../../src/scenario/world.ts";

function networkOf(
  devices: number,
  servers: number,
  serverSpeed: number,
  rate: (k: number) => number,
): Network {
  return network({
    devices,
    servers,
    deviceIds: Array.from({ length: devices }, (_, i) => `d${i}`),
    serverIds: Array.from({ length: servers }, (_, c) => `m${c}`),
    deviceSpeed: new Float64Array(devices).fill(3.6e9),
    deviceCores: new Int32Array(devices).fill(1),
    computePower: new Float64Array(devices).fill(0.63),
    transmitPower: new Float64Array(devices).fill(0.35),
    receivePower: new Float64Array(devices).fill(0.35),
    idlePower: new Float64Array(devices).fill(0.035),
    serverSpeed: new Float64Array(servers).fill(serverSpeed),
    serverCores: new Int32Array(servers).fill(1),
    serverPrice: new Float64Array(servers),
    queueLimit: new Int32Array(servers).fill(-1),
    discipline: new Array(servers).fill("fifo"),
    links: radioLinks(devices, servers, Float64Array.from({ length: devices }, rate)),
    radio: "half-duplex",
    idle: "while-waiting",
  });
}

const exponential = (draw: Stream, mean: number): number => -Math.log(1 - draw()) * mean;

/** One device that computes its own jobs: M/M/1 of the given load, mean service 1 s. */
export function singleQueue(load: number, customers: number): World {
  const arrivals = stream({ seed: 1, replication: 0, purpose: "arrivals" });
  const sizes = stream({ seed: 1, replication: 0, purpose: "sizes" });
  let left = customers;
  return world({
    name: "M/M/1",
    network: networkOf(1, 1, 1.4e11, () => 20e6),
    sources: [
      {
        closed: false,
        next: (now) => (left-- > 0 ? now + exponential(arrivals, 1 / load) : Number.POSITIVE_INFINITY),
        draw: (job) => {
          job.number = -1;
          job.device = 0;
          job.bits = 1e6;
          job.instructions = exponential(sizes, 3.6e9);
          job.outputBits = 0;
          job.deadline = Number.POSITIVE_INFINITY;
          job.priority = 0;
          job.jobClass = 0;
        },
      },
    ],
    classes: [""],
    endless: false,
  });
}

/** Mean size of a job, bits; 250 instructions a bit, a fifth of it need not come back. */
const MEAN_BITS = 4e6;

/**
 * Devices that offload: each sends jobs of exponential size at times of its own (Poisson), so that servers are loaded to
 * 0.6 and radios to about 0.35; every device's next arrival is an event of its own.
 */
export function offloading(devices: number, servers: number, jobs: number): World {
  const draw = stream({ seed: 2, replication: 0, purpose: "benchmark" });
  const perDevice = 1;
  const serverSpeed = (devices * perDevice * MEAN_BITS * 250) / (servers * 0.6);
  const served = networkOf(devices, servers, serverSpeed, () => (15 + 13 * draw()) * 1e6);
  const drawn = { left: jobs, draw };
  return world({
    name: `${devices} devices`,
    network: served,
    sources: Array.from({ length: devices }, (_, i) => new DeviceSource(i, perDevice, drawn)),
    classes: [""],
    endless: false,
  });
}

/** Poisson arrivals at one device; all devices share the jobs that are left. */
class DeviceSource implements JobSource {
  readonly closed = false;

  constructor(
    private readonly device: number,
    private readonly rate: number,
    private readonly shared: { left: number; readonly draw: Stream },
  ) {}

  next(now: number): number {
    if (this.shared.left-- <= 0) return Number.POSITIVE_INFINITY;
    return now + exponential(this.shared.draw, 1 / this.rate);
  }

  draw(job: JobDraft): void {
    const bits = exponential(this.shared.draw, MEAN_BITS);
    job.number = -1;
    job.device = this.device;
    job.bits = bits;
    job.instructions = 250 * bits;
    job.outputBits = 0.8 * bits;
    job.deadline = Number.POSITIVE_INFINITY;
    job.priority = 0;
    job.jobClass = 0;
  }
}

/** The shorter queue of two servers drawn at random: its cost does not grow with their number. */
export const shorterOfTwo: Policy = (_job, view, draw) => {
  const a = Math.floor(draw() * view.servers);
  const b = Math.floor(draw() * view.servers);
  return view.jobs(b) < view.jobs(a) ? b : a;
};
