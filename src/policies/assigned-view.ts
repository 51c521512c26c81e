// The network as a policy sees it when all jobs are placed beforehand: at time 0, backlogs are what was assigned so far.
import { offloadPrice } from "../model/charges.ts";
import { expectedEnergy, expectedResponse } from "../model/expectation.ts";
import { type Job, placesOf, type View } from "../model/policy.ts";
import { isAllowed, LOCAL, type Problem } from "../model/problem.ts";
import type { ScorePerUnit } from "../model/score.ts";
import { tiersOf } from "../model/tiers.ts";
import {
  downloadTime,
  linkRate,
  localTime,
  returnBeyond,
  sendBeyond,
  serverTime,
  uploadTime,
} from "../model/times.ts";
import { hopsTo, latencyTo, waysOf } from "../model/ways.ts";

/** Frozen, its state private: a policy that writes to it fails instead of changing the plan. */
export class AssignedView implements View {
  readonly now = 0;
  readonly places: readonly number[];
  readonly home = LOCAL;
  readonly servers: number;
  readonly score: ScorePerUnit;
  readonly #problem: Problem;
  /** m: tier of each server, from 0. */
  readonly #tier: Int32Array;
  /** Loads and numbers of the jobs assigned so far: of the servers, and of the devices. */
  readonly #serverBacklog: Float64Array;
  readonly #serverJobs: Int32Array;
  readonly #localBacklog: Float64Array;
  readonly #localJobs: Int32Array;
  /** Seconds of the transfers that an upload queues behind: one for each device, or for each link under `per-link`. */
  readonly #transfers: Float64Array;
  /** Seconds of the transfers over each direction of each wire. */
  readonly #wires: Float64Array;
  #job = 0;
  #device = 0;

  constructor(problem: Problem, score: ScorePerUnit) {
    const { devices: k, servers: m } = problem.network;
    this.#problem = problem;
    this.#tier = tiersOf(problem.network).of;
    this.score = Object.freeze({ ...score });
    this.servers = m;
    this.places = placesOf(m);
    this.#serverBacklog = new Float64Array(m);
    this.#serverJobs = new Int32Array(m);
    this.#localBacklog = new Float64Array(k);
    this.#localJobs = new Int32Array(k);
    this.#transfers = new Float64Array(problem.network.radio === "per-link" ? k * m : k);
    this.#wires = new Float64Array(2 * (problem.network.backhaul?.wires ?? 0));
    Object.freeze(this);
  }

  /** Takes all jobs back. */
  clear(): void {
    for (const array of [this.#serverBacklog, this.#localBacklog, this.#transfers, this.#wires])
      array.fill(0);
    for (const array of [this.#serverJobs, this.#localJobs]) array.fill(0);
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
      this.#localJobs[this.#device]++;
      return;
    }
    this.#serverBacklog[place] += serverTime(problem, this.#job, place);
    this.#serverJobs[place]++;
    const back = problem.network.radio === "full-duplex" ? 0 : downloadTime(problem, this.#job, place);
    this.#transfers[this.#radio(place)] += uploadTime(problem, this.#job, place) + back;
    const ways = waysOf(problem.network);
    if (ways === null) return;
    const { wireRate } = problem.network.backhaul!;
    const { outRoute, backRoute } = ways.routes(this.#device, place);
    for (const direction of outRoute)
      this.#wires[direction] += problem.jobs.bits[this.#job] / wireRate[direction >> 1];
    for (const direction of backRoute)
      this.#wires[direction] += problem.jobs.outputBits[this.#job] / wireRate[direction >> 1];
  }

  id(place: number): string {
    return place === LOCAL ? "local" : this.#problem.network.serverIds[place];
  }
  speed(place: number): number {
    const { deviceSpeed, serverSpeed } = this.#problem.network;
    return place === LOCAL ? deviceSpeed[this.#device] : serverSpeed[place];
  }
  cores(place: number): number {
    const { deviceCores, serverCores } = this.#problem.network;
    return place === LOCAL ? deviceCores[this.#device] : serverCores[place];
  }
  tier(place: number): number {
    return place === LOCAL ? 0 : 1 + this.#tier[place];
  }
  latency(place: number): number {
    return place === LOCAL ? 0 : latencyTo(this.#problem.network, this.#device, place);
  }
  hops(place: number): number {
    return place === LOCAL ? 0 : hopsTo(this.#problem.network, this.#device, place);
  }
  backlog(place: number): number {
    return place === LOCAL ? this.#localBacklog[this.#device] : this.#serverBacklog[place];
  }
  jobs(place: number): number {
    return place === LOCAL ? this.#localJobs[this.#device] : this.#serverJobs[place];
  }
  isUp(_place: number): boolean {
    return true;
  }
  canUse(place: number): boolean {
    return isAllowed(this.#problem, this.#job, place);
  }
  sendTime(place: number): number {
    if (place === LOCAL) return 0;
    return uploadTime(this.#problem, this.#job, place) + sendBeyond(this.#problem, this.#job, place);
  }
  serviceTime(place: number): number {
    return this.#problem.jobs.instructions[this.#job] / this.speed(place);
  }
  returnTime(place: number): number {
    if (place === LOCAL || this.#problem.jobs.outputBits[this.#job] === 0) return 0;
    return downloadTime(this.#problem, this.#job, place) + returnBeyond(this.#problem, this.#job, place);
  }
  transferBacklog(place: number): number {
    if (place === LOCAL) return 0;
    let most = this.#transfers[this.#radio(place)];
    const ways = waysOf(this.#problem.network);
    if (ways === null) return most;
    // Radio and wires work on what was assigned all at once: the input waits for the longest of their queues.
    for (const direction of ways.routes(this.#device, place).outRoute)
      if (this.#problem.network.backhaul!.wireShare[direction >> 1] !== "none")
        most = Math.max(most, this.#wires[direction]);
    return most;
  }
  expectedResponse(place: number): number {
    return expectedResponse(this, place);
  }
  expectedEnergy(place: number): number {
    return expectedEnergy(this, place);
  }
  transferEnergy(place: number): number {
    if (place === LOCAL) return 0;
    const up = uploadTime(this.#problem, this.#job, place);
    const down = downloadTime(this.#problem, this.#job, place);
    const back =
      this.#problem.jobs.outputBits[this.#job] === 0 ? 0 : returnBeyond(this.#problem, this.#job, place);
    const between = sendBeyond(this.#problem, this.#job, place) + back;
    return up * this.transmitPower + down * this.receivePower + between * this.idlePower;
  }
  price(place: number): number {
    return place === LOCAL ? 0 : offloadPrice(this.#problem, this.#job, place);
  }
  linkRate(place: number): number {
    return place === LOCAL ? Number.POSITIVE_INFINITY : linkRate(this.#problem, this.#job, place);
  }
  meanLinkRate(place: number): number {
    return this.linkRate(place);
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

  /** Where transfers between the job's device and a server are counted. */
  #radio(place: number): number {
    return this.#problem.network.radio === "per-link" ? this.#device * this.servers + place : this.#device;
  }
}
