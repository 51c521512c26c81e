// The network as a policy sees it when all jobs are placed beforehand: at time 0, backlogs are what was assigned so far.
import type { Job, View } from "../model/policy.ts";
import { isAllowed, LOCAL, type Problem } from "../model/problem.ts";
import type { Rates } from "../model/score.ts";
import { downloadTime, localTime, serverTime, uploadTime } from "../model/times.ts";

/** Frozen, its state private: a policy that writes to it fails instead of changing the plan. */
export class AssignedView implements View {
  readonly now = 0;
  readonly servers: number;
  readonly rates: Rates;
  readonly #problem: Problem;
  readonly #serverBacklog: Float64Array;
  readonly #serverJobs: Int32Array;
  readonly #localBacklog: Float64Array;
  /** k x m seconds of transfer, each way. */
  readonly #uploads: Float64Array;
  readonly #downloads: Float64Array;
  #job = 0;
  #device = 0;

  constructor(problem: Problem, rates: Rates) {
    const { devices: k, servers: m } = problem.network;
    this.#problem = problem;
    this.rates = Object.freeze({ ...rates });
    this.servers = m;
    this.#serverBacklog = new Float64Array(m);
    this.#serverJobs = new Int32Array(m);
    this.#localBacklog = new Float64Array(k);
    this.#uploads = new Float64Array(k * m);
    this.#downloads = new Float64Array(k * m);
    Object.freeze(this);
  }

  /** Takes all jobs back. */
  clear(): void {
    for (const array of [this.#serverBacklog, this.#localBacklog, this.#uploads, this.#downloads])
      array.fill(0);
    this.#serverJobs.fill(0);
  }

  /** Turns to the job with this number in the instance; what the policy gets to see of it. */
  turnTo(number: number, index: number): Job {
    const problem = this.#problem;
    this.#job = number;
    this.#device = problem.jobs.device[number];
    return {
      index,
      device: this.#device,
      bits: problem.jobs.bits[number],
      instructions: problem.jobs.instructions[number],
      outputBits: problem.jobs.outputBits[number],
      arrival: problem.jobs.arrival[number],
      deadline: problem.jobs.deadline[number],
      priority: problem.jobs.priority[number],
      class: problem.jobs.classes[problem.jobs.jobClass[number]],
    };
  }

  /** Assigns the job at hand. */
  assign(place: number): void {
    const problem = this.#problem;
    if (place === LOCAL) {
      this.#localBacklog[this.#device] += localTime(problem, this.#job);
      return;
    }
    const at = this.#device * this.servers + place;
    this.#serverBacklog[place] += serverTime(problem, this.#job, place);
    this.#serverJobs[place]++;
    this.#uploads[at] += uploadTime(problem, this.#job, place);
    this.#downloads[at] += downloadTime(problem, this.#job, place);
  }

  serverId(server: number): string {
    return this.#problem.network.serverIds[server];
  }
  serverSpeed(server: number): number {
    return this.#problem.network.serverSpeed[server] * this.#problem.network.serverCores[server];
  }
  serverBacklog(server: number): number {
    return this.#serverBacklog[server];
  }
  serverJobs(server: number): number {
    return this.#serverJobs[server];
  }
  isUp(_server: number): boolean {
    return true;
  }
  linkRate(server: number): number {
    return this.#problem.network.linkRate[this.#device * this.servers + server];
  }
  localBacklog(): number {
    return this.#localBacklog[this.#device];
  }
  radioBacklog(server: number): number {
    const row = this.#device * this.servers;
    if (this.#problem.network.radio === "per-link")
      return this.#uploads[row + server] + this.#downloads[row + server];
    let up = 0;
    let down = 0;
    for (let c = 0; c < this.servers; c++) {
      up += this.#uploads[row + c];
      down += this.#downloads[row + c];
    }
    return up + down;
  }
  localTime(): number {
    return this.#problem.jobs.instructions[this.#job] / this.#problem.network.deviceSpeed[this.#device];
  }
  uploadTime(server: number): number {
    return uploadTime(this.#problem, this.#job, server);
  }
  serviceTime(server: number): number {
    return this.#problem.jobs.instructions[this.#job] / this.#problem.network.serverSpeed[server];
  }
  downloadTime(server: number): number {
    return downloadTime(this.#problem, this.#job, server);
  }
  price(server: number): number {
    return this.#problem.jobs.instructions[this.#job] * this.#problem.network.serverPrice[server];
  }
  get computePower(): number {
    return this.#problem.network.computePower[this.#device];
  }
  get transmitPower(): number {
    return this.#problem.network.transmitPower[this.#device];
  }
  get receivePower(): number {
    return this.#problem.network.receivePower[this.#device];
  }
  get idlePower(): number {
    return this.#problem.network.idlePower[this.#device];
  }
  canUse(place: number): boolean {
    return isAllowed(this.#problem, this.#job, place);
  }
}
