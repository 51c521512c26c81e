// The network as a policy sees it at the arrival of a job: read-only and cheap, nothing is copied.
import type { Engine } from "../../engine/index.ts";
import type { Job, View } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import type { Rates } from "../../model/score.ts";
import type { BitsPerSecond, Money, Seconds } from "../../units.ts";
import {
  ARRIVAL,
  BITS,
  CLASS,
  DEADLINE,
  DEVICE,
  DOWNLOAD,
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
import { SPEED, STATION_REALS, type StationTable } from "../state/station-table.ts";
import type { LinkRates } from "../transfer/link-rates.ts";
import type { Radio } from "../transfer/radio.ts";
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

export interface ViewParts {
  readonly engine: Engine;
  readonly world: World;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly radio: Radio;
  readonly commitments: Commitments;
  readonly linkRates: LinkRates;
  readonly rates: Rates;
}

/**
 * One object for a whole run; `look` turns it to the job at hand. Its state is private and the object frozen, so that a
 * policy that writes to it fails instead of changing the run.
 */
export class LiveView implements View {
  readonly servers: number;
  readonly rates: Rates;
  readonly #parts: ViewParts;
  #now: Seconds = 0;
  #slot = 0;
  #device = 0;

  constructor(parts: ViewParts) {
    this.#parts = parts;
    this.servers = parts.world.network.servers;
    this.rates = Object.freeze({ ...parts.rates });
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

  serverId(server: number): string {
    return this.#parts.world.network.serverIds[server];
  }

  serverSpeed(server: number): number {
    const { network } = this.#parts.world;
    return network.serverSpeed[server] * network.serverCores[server];
  }

  serverBacklog(server: number): Seconds {
    const { stations, commitments, world } = this.#parts;
    const there = stations.backlog(world.network.devices + server, this.#now, this.#parts.jobs);
    return (there + commitments.onTheWay[server]) / this.serverSpeed(server);
  }

  serverJobs(server: number): number {
    return this.#parts.commitments.jobs[server];
  }

  isUp(server: number): boolean {
    const { stations, world, radio } = this.#parts;
    if (stations.real[(world.network.devices + server) * STATION_REALS + SPEED] === 0) return false;
    return radio.link(this.#device, server, this.#now)?.isUp ?? true;
  }

  linkRate(server: number): BitsPerSecond {
    const link = this.#parts.radio.link(this.#device, server, this.#now);
    return link === null ? this.#parts.linkRates.of(this.#device, server) : link.rate;
  }

  localBacklog(): Seconds {
    const { stations, world } = this.#parts;
    const speed = world.network.deviceSpeed[this.#device] * world.network.deviceCores[this.#device];
    return stations.backlog(this.#device, this.#now, this.#parts.jobs) / speed;
  }

  radioBacklog(server: number): Seconds {
    const { stations, radio, jobs } = this.#parts;
    const up = radio.station(this.#device, server, UPLOAD);
    const down = radio.station(this.#device, server, DOWNLOAD);
    return (
      stations.backlog(up, this.#now, jobs) + (down === up ? 0 : stations.backlog(down, this.#now, jobs))
    );
  }

  localTime(): Seconds {
    return this.#real(WORK) / this.#parts.world.network.deviceSpeed[this.#device];
  }

  uploadTime(server: number): Seconds {
    return this.#real(BITS) / this.linkRate(server);
  }

  serviceTime(server: number): Seconds {
    return this.#real(WORK) / this.#parts.world.network.serverSpeed[server];
  }

  downloadTime(server: number): Seconds {
    const bits = this.#real(OUTPUT);
    return bits === 0 ? 0 : bits / this.linkRate(server);
  }

  price(server: number): Money {
    return this.#real(WORK) * this.#parts.world.network.serverPrice[server];
  }

  get computePower(): number {
    return this.#parts.world.network.computePower[this.#device];
  }

  get transmitPower(): number {
    return this.#parts.world.network.transmitPower[this.#device];
  }

  get receivePower(): number {
    return this.#parts.world.network.receivePower[this.#device];
  }

  get idlePower(): number {
    return this.#parts.world.network.idlePower[this.#device];
  }

  canUse(place: number): boolean {
    const { allowed } = this.#parts.world;
    if (!Number.isInteger(place) || place < LOCAL || place >= this.servers) return false;
    if (allowed === null) return true;
    return allowed(
      Math.max(DRAWN, this.#real(NUMBER)),
      place,
      this.#parts.jobs.int[this.#slot * INTS + CLASS],
    );
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
