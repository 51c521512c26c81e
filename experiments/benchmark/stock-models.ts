// The same models written as simjs means them to be: an Entity, its timers, and a Facility for each resource.
import simjs, { type Facility, type Sim } from "#simjs";
import { stream } from "../../src/random/index.ts";

const exponential = (draw: () => number, mean: number): number => -Math.log(1 - draw()) * mean;

/** M/M/1 with mean service 1 s; returns the customers served. */
export function stockQueue(load: number, customers: number): number {
  const arrivals = stream({ seed: 1, replication: 0, purpose: "arrivals" });
  const services = stream({ seed: 1, replication: 0, purpose: "sizes" });
  const queue = new simjs.Facility("queue", simjs.Facility.FCFS, 1);
  let served = 0;
  let arrived = 0;
  class Source extends simjs.Entity {
    start(): void {
      this.setTimer(exponential(arrivals, 1 / load)).done(this.arrive, this);
    }
    arrive(): void {
      this.useFacility(queue, exponential(services, 1)).done(this.leave, this);
      if (++arrived < customers) this.setTimer(exponential(arrivals, 1 / load)).done(this.arrive, this);
    }
    leave(): void {
      served++;
    }
  }
  const sim: Sim = new simjs.Sim();
  sim.addEntity(Source);
  sim.simulate(Number.POSITIVE_INFINITY);
  return served;
}

/** Offloading as in `offloading`: upload, server and download, each a Facility; energy of transfer and idling by hand. */
export function stockOffloading(devices: number, servers: number, jobs: number): number {
  const draw = stream({ seed: 2, replication: 0, purpose: "benchmark" });
  const MEAN = 4e6;
  const serverSpeed = (devices * MEAN * 250) / (servers * 0.6);
  const rates = Float64Array.from({ length: devices }, () => (15 + 13 * draw()) * 1e6);
  const facility = (name: string): Facility => new simjs.Facility(name, simjs.Facility.FCFS, 1);
  const radios = Array.from({ length: devices }, (_, i) => facility(`radio ${i}`));
  const queues = Array.from({ length: servers }, (_, c) => facility(`server ${c}`));
  const assigned = new Int32Array(servers);
  const joules = new Float64Array(devices);
  const unfinished = new Int32Array(devices);
  let left = jobs;
  let done = 0;
  let response = 0;

  class Job extends simjs.Entity {
    private bits = 0;
    private server = 0;
    private device = 0;
    private arrival = 0;
    start(device: number): void {
      this.device = device;
      this.bits = exponential(draw, MEAN);
      this.arrival = this.time();
      const a = Math.floor(draw() * servers);
      const b = Math.floor(draw() * servers);
      this.server = assigned[b] < assigned[a] ? b : a;
      assigned[this.server]++;
      unfinished[device]++;
      this.useFacility(radios[device], this.bits / this.rate()).done(this.uploaded, this);
    }
    rate(): number {
      return rates[this.device];
    }
    uploaded(): void {
      joules[this.device] += (0.35 * this.bits) / this.rate();
      this.useFacility(queues[this.server], (250 * this.bits) / serverSpeed).done(this.served, this);
    }
    served(): void {
      assigned[this.server]--;
      this.useFacility(radios[this.device], (0.8 * this.bits) / this.rate()).done(this.downloaded, this);
    }
    downloaded(): void {
      joules[this.device] += (0.35 * 0.8 * this.bits) / this.rate();
      unfinished[this.device]--;
      response += this.time() - this.arrival;
      done++;
    }
  }
  class Device extends simjs.Entity {
    private number = 0;
    start(number: number): void {
      this.number = number;
      this.setTimer(exponential(draw, 1)).done(this.arrive, this);
    }
    arrive(): void {
      if (left-- <= 0) return;
      // Not `addEntity`: simjs keeps every entity for good.
      new Job(this.sim).start(this.number);
      this.setTimer(exponential(draw, 1)).done(this.arrive, this);
    }
  }
  const sim: Sim = new simjs.Sim();
  for (let i = 0; i < devices; i++) sim.addEntity(Device, undefined, i);
  sim.simulate(Number.POSITIVE_INFINITY);
  if (!(response > 0)) throw new Error("no job was done");
  return done;
}
