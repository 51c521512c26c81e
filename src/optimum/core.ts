// The core problem: the jobs whose place is still open, each with the places worth considering; all others are fixed.
import { LOCAL } from "../model/problem.ts";

/**
 * Minimise fixedCost + sum of cost of the open jobs at their places + makespanWeight x max_c load_c. Candidates of open
 * job q are the entries start[q] to start[q + 1] - 1, by ascending place. (Balas & Zemel 1980 named the idea for knapsacks.)
 */
export interface Core {
  readonly servers: number;
  readonly makespanWeight: number;
  /** Number in the instance of each open job. */
  readonly jobs: Int32Array;
  readonly start: Int32Array;
  /** LOCAL or a server. */
  readonly place: Int32Array;
  readonly cost: Float64Array;
  /** Seconds on the server; 0 at LOCAL. */
  readonly load: Float64Array;
  readonly fixedCost: number;
  /** Load of each server by the fixed jobs. */
  readonly fixedLoad: Float64Array;
}

/** Collects a core job by job; its arrays grow as they fill. */
export class CoreBuilder {
  #jobs = new Int32Array(64);
  #start = new Int32Array(65);
  #place = new Int32Array(256);
  #cost = new Float64Array(256);
  #load = new Float64Array(256);
  #open = 0;
  #entries = 0;
  fixedCost = 0;
  readonly fixedLoad: Float64Array;

  constructor(servers: number) {
    this.fixedLoad = new Float64Array(servers);
  }

  /** Adds a candidate of the job being collected; `close` ends that job. */
  candidate(place: number, cost: number, load: number): void {
    if (this.#entries === this.#place.length) {
      this.#place = grown(this.#place, Int32Array);
      this.#cost = grown(this.#cost, Float64Array);
      this.#load = grown(this.#load, Float64Array);
    }
    this.#place[this.#entries] = place;
    this.#cost[this.#entries] = cost;
    this.#load[this.#entries++] = load;
  }

  /** Fixes a job that has no other place worth considering. */
  fix(place: number, cost: number, load: number): void {
    this.fixedCost += cost;
    if (place !== LOCAL) this.fixedLoad[place] += load;
  }

  /** Ends a job: open when it has several candidates, else fixed at its only one. */
  close(job: number): void {
    const first = this.#start[this.#open];
    if (this.#entries - first > 1) {
      this.open(job);
      return;
    }
    this.#entries = first;
    this.fix(this.#place[first], this.#cost[first], this.#load[first]);
  }

  /** Ends a job that stays open, be it with one candidate. */
  open(job: number): void {
    if (this.#open === this.#jobs.length) {
      this.#jobs = grown(this.#jobs, Int32Array);
      this.#start = grown(this.#start, Int32Array);
    }
    this.#jobs[this.#open++] = job;
    this.#start[this.#open] = this.#entries;
  }

  build(makespanWeight: number): Core {
    return {
      servers: this.fixedLoad.length,
      makespanWeight,
      jobs: this.#jobs.subarray(0, this.#open),
      start: this.#start.subarray(0, this.#open + 1),
      place: this.#place.subarray(0, this.#entries),
      cost: this.#cost.subarray(0, this.#entries),
      load: this.#load.subarray(0, this.#entries),
      fixedCost: this.fixedCost,
      fixedLoad: this.fixedLoad,
    };
  }
}

function grown<A extends Int32Array | Float64Array>(array: A, make: new (length: number) => A): A {
  const larger = new make(2 * array.length + 1);
  larger.set(array);
  return larger;
}
