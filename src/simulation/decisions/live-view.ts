// The network as a policy sees it at the arrival of a job: read-only and cheap, nothing is copied.
import type { Engine } from "../../engine/index.ts";
import { expectedEnergy, expectedResponse } from "../../model/expectation.ts";
import { type Job, placesOf, type View } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import type { ScorePerUnit } from "../../model/score.ts";
import { tiersOf } from "../../model/tiers.ts";
import { changingTransferTime } from "../../model/times.ts";
import { isCovered, isReachable } from "../../model/ways.ts";
import type {
  Bits,
  BitsPerSecond,
  InstructionsPerSecond,
  Joules,
  Money,
  Seconds,
  Watts,
} from "../../units.ts";
import {
  ARRIVAL,
  BITS,
  CLASS,
  DEADLINE,
  DEVICE,
  DRAWN,
  INTS,
  type JobTable,
  NUMBER,
  OUTPUT,
  PRIORITY,
  REALS,
  UPLOAD,
  WORK,
} from "../state/job-table.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import { SPEED, STATION_REALS, type StationTable } from "../state/station-table.ts";
import type { Legs } from "../transfer/legs.ts";
import type { Transfers } from "../transfer/transfers.ts";
import type { UsedRates } from "../transfer/used-links.ts";
import type { World } from "../world.ts";

/** Jobs placed at each server and not yet served there, and the work of those still on their way. */
export class Commitments {
  readonly jobs: Int32Array;
  readonly onTheWay: Float64Array;
  private readonly travelling: Int32Array;

  constructor(servers: number) {
    this.jobs = new Int32Array(servers);
    this.onTheWay = new Float64Array(servers);
    this.travelling = new Int32Array(servers);
  }

  place(server: number, work: number): void {
    this.jobs[server]++;
    this.travelling[server]++;
    this.onTheWay[server] += work;
  }

  /** The job has reached the server, or will not. */
  reach(server: number, work: number): void {
    if (--this.travelling[server] === 0) this.onTheWay[server] = 0;
    else this.onTheWay[server] -= work;
  }

  /** The job is served, or will not be. */
  end(server: number): void {
    this.jobs[server]--;
  }
}

/** Ways of a radio link. */
const UP = 0;
const DOWN = 1;

export interface ViewParts {
  readonly engine: Engine;
  readonly world: World;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly numbers: StationNumbers;
  readonly transfers: Transfers;
  readonly legs: Legs | null;
  readonly commitments: Commitments;
  readonly rates: UsedRates;
  readonly score: ScorePerUnit;
}

/**
 * One object for a whole run; `look` turns it to the job at hand. Its state is private and the object frozen, so that a
 * policy that writes to it fails instead of changing the run.
 */
export class LiveView implements View {
  readonly places: readonly number[];
  readonly home = LOCAL;
  readonly servers: number;
  readonly score: ScorePerUnit;
  readonly #parts: ViewParts;
  /** m: tier of each server, from 0. */
  readonly #tier: Int32Array;
  /** Does every device reach every server? */
  readonly #covered: boolean;
  #now: Seconds = 0;
  #slot = 0;
  #device = 0;

  constructor(parts: ViewParts) {
    this.#parts = parts;
    this.#tier = tiersOf(parts.world.network).of;
    this.#covered = isCovered(parts.world.network);
    this.servers = parts.world.network.servers;
    this.places = placesOf(this.servers);
    this.score = Object.freeze({ ...parts.score });
    Object.freeze(this);
  }

  get now(): Seconds {
    return this.#now;
  }

  look(slot: number): void {
    this.#slot = slot;
    this.#device = this.#parts.jobs.int[slot * INTS + DEVICE];
    this.#now = this.#parts.engine.now;
  }

  id(place: number): string {
    return place === LOCAL ? "local" : this.#parts.world.network.serverIds[place];
  }

  speed(place: number): InstructionsPerSecond {
    const { network } = this.#parts.world;
    return place === LOCAL ? network.deviceSpeed[this.#device] : network.serverSpeed[place];
  }

  cores(place: number): number {
    const { network } = this.#parts.world;
    return place === LOCAL ? network.deviceCores[this.#device] : network.serverCores[place];
  }

  tier(place: number): number {
    return place === LOCAL ? 0 : 1 + this.#tier[place];
  }

  latency(place: number): Seconds {
    if (place === LOCAL) return 0;
    const { legs } = this.#parts;
    return this.#radioLatency(place) + (legs === null ? 0 : legs.out(this.#device, place).latency);
  }

  hops(place: number): number {
    if (place === LOCAL) return 0;
    const { legs } = this.#parts;
    return legs === null ? 1 : 1 + legs.out(this.#device, place).wires;
  }

  backlog(place: number): Seconds {
    const { stations, jobs, commitments } = this.#parts;
    const there = stations.backlog(this.#processor(place), this.#now, jobs);
    const coming = place === LOCAL ? 0 : commitments.onTheWay[place];
    return (there + coming) / (this.speed(place) * this.cores(place));
  }

  jobs(place: number): number {
    const { stations, commitments } = this.#parts;
    return place === LOCAL ? stations.jobs(this.#device) : commitments.jobs[place];
  }

  isUp(place: number): boolean {
    if (place === LOCAL) return true;
    const { stations, transfers, legs } = this.#parts;
    if (stations.real[this.#processor(place) * STATION_REALS + SPEED] === 0) return false;
    if (legs !== null && !legs.isUp(this.#device, place)) return false;
    if (transfers.air !== null) return transfers.air.linkRate(this.#device, 0) > 0;
    return transfers.link(this.#device, place, this.#now)?.isUp ?? true;
  }

  canUse(place: number): boolean {
    const { allowed } = this.#parts.world;
    if (!Number.isInteger(place) || place < LOCAL || place >= this.servers) return false;
    if (!this.#covered && place !== LOCAL && !isReachable(this.#parts.world.network, this.#device, place))
      return false;
    if (allowed === null) return true;
    return allowed(
      Math.max(DRAWN, this.#real(NUMBER)),
      place,
      this.#parts.jobs.int[this.#slot * INTS + CLASS],
    );
  }

  sendTime(place: number): Seconds {
    if (place === LOCAL) return 0;
    const bits = this.#real(BITS);
    return this.#radioTime(place, bits, UP) + this.#beyondOut(place, bits);
  }

  serviceTime(place: number): Seconds {
    return this.#real(WORK) / this.speed(place);
  }

  returnTime(place: number): Seconds {
    const bits = this.#real(OUTPUT);
    if (place === LOCAL || bits === 0) return 0;
    return this.#radioTime(place, bits, DOWN) + this.#beyondBack(place, bits);
  }

  transferBacklog(place: number): Seconds {
    if (place === LOCAL) return 0;
    const { stations, numbers, legs, jobs, transfers, rates } = this.#parts;
    let backlog = stations.backlog(numbers.radio(this.#device, place, UPLOAD), this.#now, jobs);
    // Of a device that moves it is counted at a rate that stays; it is told at the rate of now.
    if (transfers.air !== null && backlog > 0)
      backlog *= rates.up.of(this.#device, place) / transfers.air.linkRate(this.#device, UP);
    legs?.each(this.#device, place, (direction) => {
      const station = numbers.wire(direction);
      const rate = legs.rate(direction);
      if (legs.isShared(direction) && rate !== Number.POSITIVE_INFINITY)
        backlog += stations.backlog(station, this.#now, jobs) / rate;
    });
    return backlog;
  }

  expectedResponse(place: number): Seconds {
    return expectedResponse(this, place);
  }

  expectedEnergy(place: number): Joules {
    return expectedEnergy(this, place);
  }

  transferEnergy(place: number): Joules {
    if (place === LOCAL) return 0;
    const bits = this.#real(BITS);
    const output = this.#real(OUTPUT);
    const up = this.#radioTime(place, bits, UP);
    const down = output === 0 ? 0 : this.#radioTime(place, output, DOWN);
    const between = this.#beyondOut(place, bits) + (output === 0 ? 0 : this.#beyondBack(place, output));
    return up * this.transmitPower + down * this.receivePower + between * this.idlePower;
  }

  price(place: number): Money {
    if (place === LOCAL) return 0;
    const { legs, world } = this.#parts;
    const work = this.#real(WORK) * world.network.serverPrice[place];
    if (legs === null) return work;
    const out = legs.out(this.#device, place).pricePerBit * this.#real(BITS);
    return work + out + legs.back(this.#device, place).pricePerBit * this.#real(OUTPUT);
  }

  linkRate(place: number): BitsPerSecond {
    if (place === LOCAL) return Number.POSITIVE_INFINITY;
    const { transfers, rates } = this.#parts;
    if (transfers.air !== null) return transfers.air.linkRate(this.#device, UP);
    const link = transfers.link(this.#device, place, this.#now);
    return link === null ? rates.up.of(this.#device, place) : link.rate;
  }

  meanLinkRate(place: number): BitsPerSecond {
    return place === LOCAL ? Number.POSITIVE_INFINITY : this.#parts.rates.up.of(this.#device, place);
  }

  get computePower(): Watts {
    return this.#parts.world.network.computePower[this.#device];
  }

  get transmitPower(): Watts {
    return this.#parts.world.network.transmitPower[this.#device];
  }

  get receivePower(): Watts {
    return this.#parts.world.network.receivePower[this.#device];
  }

  get idlePower(): Watts {
    return this.#parts.world.network.idlePower[this.#device];
  }

  /** The station that computes at a place. */
  #processor(place: number): number {
    const { numbers } = this.#parts;
    return place === LOCAL ? numbers.processor(this.#device) : numbers.server(place);
  }

  /** Time of a transfer over the radio link of a place, up or down. */
  #radioTime(place: number, bits: Bits, way: typeof UP | typeof DOWN): Seconds {
    const { transfers, rates } = this.#parts;
    if (transfers.air !== null) return bits === 0 ? 0 : bits / transfers.air.linkRate(this.#device, way);
    const mean = (way === UP ? rates.up : rates.down).of(this.#device, place);
    const link = transfers.link(this.#device, place, this.#now);
    if (link === null) return bits / mean;
    if (!link.isUp) return Number.POSITIVE_INFINITY;
    return changingTransferTime(bits, way === UP ? link.rate : link.downRate, link.lasts, mean);
  }

  #radioLatency(place: number): Seconds {
    const { links, backhaul } = this.#parts.world.network;
    return links.latencies.of(this.#device, backhaul === null ? place : backhaul.attachment[this.#device]);
  }

  /** From the radio to the server: latencies, and wires where there are some. */
  #beyondOut(place: number, bits: Bits): Seconds {
    const { legs } = this.#parts;
    if (legs === null) return this.#radioLatency(place);
    const { secondsPerBit, latency } = legs.out(this.#device, place);
    return this.#radioLatency(place) + latency + bits * secondsPerBit;
  }

  /** The same on the way back. */
  #beyondBack(place: number, bits: Bits): Seconds {
    const { legs } = this.#parts;
    if (legs === null) return this.#radioLatency(place);
    const { secondsPerBit, latency } = legs.back(this.#device, place);
    return this.#radioLatency(place) + latency + bits * secondsPerBit;
  }

  #real(field: number): number {
    return this.#parts.jobs.real[this.#slot * REALS + field];
  }
}

/** The job at hand as a policy sees it; one object for a whole run. */
export class LiveJob implements Job {
  index = 0;
  device = 0;
  bits = 0;
  instructions = 0;
  outputBits = 0;
  arrival = 0;
  deadline = 0;
  priority = 0;
  class = "";

  look(slot: number, jobs: JobTable, classes: readonly string[]): void {
    const { real, int } = jobs;
    const r = slot * REALS;
    this.index = jobs.number(slot);
    this.device = int[slot * INTS + DEVICE];
    this.bits = real[r + BITS];
    this.instructions = real[r + WORK];
    this.outputBits = real[r + OUTPUT];
    this.arrival = real[r + ARRIVAL];
    this.deadline = real[r + DEADLINE] - real[r + ARRIVAL];
    this.priority = real[r + PRIORITY];
    this.class = classes[int[slot * INTS + CLASS]];
  }
}
