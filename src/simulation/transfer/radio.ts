// Radios: each transfer waits for its device's radio (FIFO) and then takes its bits at the link's rate, or shares the
// access point. A change of the rate reschedules the transfer in flight exactly.
import type { Engine } from "../../engine/index.ts";
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import {
  BITS,
  CHANGES,
  DEVICE,
  DOWNLOAD,
  DOWNLOAD_END,
  DOWNLOAD_START,
  ENTERED,
  INTS,
  type JobTable,
  LEFT,
  MOVED,
  NONE,
  OUTPUT,
  PLACE,
  RATE,
  REALS,
  RUNNING,
  SINCE,
  STAGE,
  STARTED,
  STATION,
  TIMES,
  UPLOAD,
  UPLOAD_END,
  UPLOAD_START,
  WAITED,
} from "../state/job-table.ts";
import {
  BACKLOG,
  BUSY,
  BUSY_AREA,
  DONE,
  SOJOURN,
  STATION_INTS,
  STATION_REALS,
  type StationTable,
  WAIT_SUM,
} from "../state/station-table.ts";
import type { Fifo } from "../stations/fifo.ts";
import type { Patience } from "../stations/patience.ts";
import type { Sharing } from "../stations/sharing.ts";
import type { WaitingLines } from "../stations/waiting-line.ts";
import type { World } from "../world.ts";
import { Link } from "./link.ts";
import type { LinkRates } from "./link-rates.ts";

/** How many radio stations a world has: one or two a device, or one for each link. */
export function radioCount(world: World): number {
  const { radio, devices, servers } = world.network;
  if (radio === "per-link") return devices * servers;
  return radio === "full-duplex" ? 2 * devices : devices;
}

export interface RadioParts {
  readonly engine: Engine;
  readonly world: World;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly lines: WaitingLines;
  readonly meter: PowerMeter;
  readonly patience: Patience;
  readonly fifo: Fifo;
  readonly rates: LinkRates;
  /** The first radio's station. */
  readonly first: number;
  /** Two for each cell, up and down; empty where there are no access points. */
  readonly cells: readonly Sharing[];
  /** Takes a job over whose link is broken, where the fault's rule takes it out; must not call back into the radio. */
  readonly onBroken: (slot: number) => void;
}

export class Radio {
  /** Changes of rate that ended a stretch in which bits went through. */
  progress = 0;
  private readonly links: Map<number, Link> | null;
  private readonly duplex: number;
  private readonly perLink: boolean;
  private readonly servers: number;

  constructor(private readonly parts: RadioParts) {
    const { rate, linkFault, network } = parts.world;
    this.links = rate !== null || linkFault !== null ? new Map() : null;
    this.duplex = network.radio === "full-duplex" ? 2 : 1;
    this.perLink = network.radio === "per-link";
    this.servers = network.servers;
  }

  /** The station at which a transfer queues. */
  station(device: number, server: number, stage: number): number {
    if (this.perLink) return this.parts.first + device * this.servers + server;
    return this.parts.first + device * this.duplex + (this.duplex === 2 && stage === DOWNLOAD ? 1 : 0);
  }

  /** The link as it is now; null when its rate is constant and it cannot break. */
  link(device: number, server: number, now: Seconds): Link | null {
    if (this.links === null) return null;
    const { world } = this.parts;
    const index = device * this.servers + server;
    let link = this.links.get(index);
    if (link === undefined) {
      const stretches = world.rate?.(device, server) ?? null;
      const fault = world.linkFault?.(device, server) ?? null;
      link = new Link(this.parts.rates.of(device, server), stretches, fault);
      this.links.set(index, link);
    }
    return link.follow(now);
  }

  /** Time of a transfer at the link's base rate: what backlogs count. */
  nominal(slot: number, stage: number): Seconds {
    const { jobs, rates } = this.parts;
    const i = slot * INTS;
    const rate = rates.of(jobs.int[i + DEVICE], jobs.int[i + PLACE]);
    return jobs.real[slot * REALS + (stage === UPLOAD ? BITS : OUTPUT)] / rate;
  }

  /** Counts a transfer that will come (1), or will not (-1), in its radio's backlog. */
  expect(slot: number, stage: number, sign: number): void {
    const { jobs, stations } = this.parts;
    const station = this.station(jobs.int[slot * INTS + DEVICE], jobs.int[slot * INTS + PLACE], stage);
    stations.real[station * STATION_REALS + BACKLOG] += sign * this.nominal(slot, stage);
  }

  /** Asks for the transfer of the job's STAGE: starts it or lets it wait. */
  request(slot: number): void {
    const { engine, jobs, stations, lines, patience } = this.parts;
    const { now } = engine;
    const i = slot * INTS;
    const r = slot * REALS;
    const stage = jobs.int[i + STAGE];
    const station = this.station(jobs.int[i + DEVICE], jobs.int[i + PLACE], stage);
    if (stations.plain[station] === 1) {
      this.parts.fifo.enter(station, slot);
      return;
    }
    stations.settle(station, now);
    jobs.int[i + STATION] = station;
    jobs.real[r + ENTERED] = now;
    jobs.real[r + LEFT] = jobs.real[r + (stage === UPLOAD ? BITS : OUTPUT)];
    if (stations.int[station * STATION_INTS + BUSY] === 0) this.start(station, slot);
    else {
      jobs.real[r + SINCE] = now;
      lines.push(station, slot);
      if (stage === UPLOAD) patience.begin(slot);
    }
  }

  /** The event of a transfer in flight. True: it has ended and left the radio. */
  fire(slot: number): boolean {
    const { jobs, stations } = this.parts;
    if (stations.plain[jobs.int[slot * INTS + STATION]] === 1) {
      this.parts.fifo.finish(slot);
      return true;
    }
    if (jobs.int[slot * INTS + CHANGES] === 1) {
      const station = jobs.int[slot * INTS + STATION];
      if (jobs.real[slot * REALS + RATE] > 0) this.progress++;
      this.carryOn(slot);
      if (stations.int[station * STATION_INTS + BUSY] === 0) this.admit(station);
      return false;
    }
    this.finish(slot);
    return true;
  }

  /** Ends a transfer: whoever is next at the radio starts. */
  finish(slot: number): void {
    const { engine, jobs, stations } = this.parts;
    const { now } = engine;
    const station = jobs.int[slot * INTS + STATION];
    const stage = jobs.int[slot * INTS + STAGE];
    this.correct(station, slot);
    this.release(station, slot);
    stations.int[station * STATION_INTS + DONE]++;
    if (jobs.stages !== null)
      jobs.stages[slot * TIMES + (stage === UPLOAD ? UPLOAD_END : DOWNLOAD_END)] = now;
    this.admit(station);
  }

  /** Charges what the transfer took by its bits, not by the clock, whose digits are few when it is late. */
  private correct(station: number, slot: number): void {
    const { engine, jobs, stations, meter, cells } = this.parts;
    if (cells.length > 0) return;
    const r = slot * REALS;
    const took = jobs.real[r + LEFT] / jobs.real[r + RATE];
    const rounding = took - (engine.now - jobs.real[r + SINCE]);
    stations.real[station * STATION_REALS + BUSY_AREA] += rounding;
    meter.correctTransfer(jobs.int[slot * INTS + DEVICE], jobs.int[slot * INTS + STAGE] === UPLOAD, rounding);
  }

  /** Takes a job that waits for its upload out of the line. */
  renege(slot: number): void {
    const { engine, jobs, stations, lines } = this.parts;
    const station = jobs.int[slot * INTS + STATION];
    stations.settle(station, engine.now);
    lines.remove(station, slot);
    this.endWait(station, slot);
    this.leave(station, slot);
  }

  private admit(station: number): void {
    const { stations, lines, jobs, patience } = this.parts;
    // A transfer over a broken link may be taken out at once: then the next one's turn comes.
    while (stations.int[station * STATION_INTS + BUSY] === 0) {
      const next = lines.pop(station);
      if (next === NONE) return;
      this.endWait(station, next);
      if (jobs.int[next * INTS + STAGE] === UPLOAD) patience.end(next);
      this.start(station, next);
    }
  }

  private start(station: number, slot: number): void {
    const { engine, jobs, stations, cells, world } = this.parts;
    const { now } = engine;
    const i = slot * INTS;
    const r = slot * REALS;
    stations.int[station * STATION_INTS + BUSY] = 1;
    jobs.int[i + RUNNING] = 1;
    jobs.real[r + SINCE] = now;
    jobs.real[r + STARTED] = now;
    jobs.real[r + RATE] = 0;
    const stage = jobs.int[i + STAGE];
    if (jobs.stages !== null)
      jobs.stages[slot * TIMES + (stage === UPLOAD ? UPLOAD_START : DOWNLOAD_START)] = now;
    if (cells.length > 0) {
      this.radiate(slot, 1);
      cells[2 * world.cells!.of[jobs.int[i + DEVICE]] + (stage === UPLOAD ? 0 : 1)].join(
        slot,
        jobs.real[r + LEFT],
      );
      return;
    }
    this.carryOn(slot);
  }

  /** Goes on at the rate that the link has now, up to the end of the transfer or the rate's next change. */
  private carryOn(slot: number): void {
    const { engine, jobs, rates } = this.parts;
    const { now } = engine;
    const i = slot * INTS;
    const r = slot * REALS;
    const device = jobs.int[i + DEVICE];
    const server = jobs.int[i + PLACE];
    const { real } = jobs;
    const before = real[r + RATE];
    real[r + LEFT] = Math.max(0, real[r + LEFT] - before * (now - real[r + SINCE]));
    real[r + SINCE] = now;
    const link = this.link(device, server, now);
    if (link !== null && !link.isUp && link.fault!.work !== "resume") {
      if (link.fault!.work !== "restart") {
        this.abort(slot);
        return;
      }
      real[r + LEFT] = real[r + (jobs.int[i + STAGE] === UPLOAD ? BITS : OUTPUT)];
    }
    const rate = link === null ? rates.of(device, server) : link.rate;
    real[r + RATE] = rate;
    if (rate > 0 !== before > 0) this.radiate(slot, rate > 0 ? 1 : -1);
    const end = rate > 0 ? now + real[r + LEFT] / rate : Number.POSITIVE_INFINITY;
    const until = link === null ? Number.POSITIVE_INFINITY : link.until;
    jobs.int[i + CHANGES] = until < end ? 1 : 0;
    if (until < end) engine.schedule(jobs.event(slot), until);
    else if (end !== Number.POSITIVE_INFINITY) engine.schedule(jobs.event(slot), end);
  }

  /** The link is broken, and its rule takes the job out. */
  private abort(slot: number): void {
    this.release(this.parts.jobs.int[slot * INTS + STATION], slot);
    this.parts.onBroken(slot);
  }

  /** The device begins (1) or stops (-1) to transmit or receive. */
  private radiate(slot: number, change: number): void {
    const { engine, jobs, meter } = this.parts;
    const device = jobs.int[slot * INTS + DEVICE];
    if (jobs.int[slot * INTS + STAGE] === UPLOAD) meter.transmitting(device, change, engine.now);
    else meter.receiving(device, change, engine.now);
  }

  /** Frees the radio of a job in transfer. */
  private release(station: number, slot: number): void {
    const { engine, jobs, stations, cells } = this.parts;
    const { now } = engine;
    const r = slot * REALS;
    stations.settle(station, now);
    stations.int[station * STATION_INTS + BUSY] = 0;
    jobs.int[slot * INTS + RUNNING] = 0;
    const took = now - jobs.real[r + STARTED];
    jobs.real[r + MOVED] += took;
    // The backlog fell by what the transfer took; it counted the nominal time.
    stations.real[station * STATION_REALS + BACKLOG] += took;
    if (jobs.real[r + RATE] > 0 || cells.length > 0) this.radiate(slot, -1);
    this.leave(station, slot);
  }

  private leave(station: number, slot: number): void {
    const { engine, jobs, stations } = this.parts;
    stations.real[station * STATION_REALS + SOJOURN] += engine.now - jobs.real[slot * REALS + ENTERED];
    this.expect(slot, jobs.int[slot * INTS + STAGE], -1);
    jobs.int[slot * INTS + STATION] = NONE;
  }

  private endWait(station: number, slot: number): void {
    const { engine, jobs, stations } = this.parts;
    const waited = engine.now - jobs.real[slot * REALS + SINCE];
    jobs.real[slot * REALS + WAITED] += waited;
    stations.real[station * STATION_REALS + WAIT_SUM] += waited;
  }
}
