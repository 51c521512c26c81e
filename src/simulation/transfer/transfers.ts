// What is special about transfers at radios: the rate is the link's, which may change or break, and the device radiates.
import type { Engine } from "../../engine/index.ts";
import type { Seconds } from "../../units.ts";
import type { Air } from "../attachment/air.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import type { VisitRecorder } from "../record/visit-recorder.ts";
import {
  AMOUNT,
  BITS,
  CHANGES,
  DEVICE,
  DOWNLOAD,
  INTS,
  type JobTable,
  LEFT,
  MOVED,
  OUTPUT,
  PLACE,
  RATE,
  REALS,
  SINCE,
  STAGE,
  STARTED,
  UPLOAD,
} from "../state/job-table.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import { BACKLOG, STATION_REALS, type StationTable } from "../state/station-table.ts";
import type { World } from "../world.ts";
import { Link } from "./link.ts";
import type { UsedRates } from "./used-links.ts";

export interface TransferParts {
  readonly engine: Engine;
  readonly world: World;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly numbers: StationNumbers;
  readonly meter: PowerMeter;
  readonly rates: UsedRates;
  readonly visits: VisitRecorder | null;
  /** The rate of a transfer under way changes. */
  readonly onChange: () => void;
}

export class Transfers {
  /** Links of devices that move; null where none does. */
  air: Air | null = null;
  /** Told of each device that a transfer of its own has ended; null where none moves. */
  onEnded: ((device: number) => void) | null = null;
  private readonly links: Map<number, Link> | null;
  private readonly gateways: number;
  /** k: the access point of each device; null: links go straight to the servers. */
  private readonly attachment: Int32Array | null;

  constructor(private readonly parts: TransferParts) {
    const { rate, linkFault, network } = parts.world;
    this.links = rate !== null || linkFault !== null ? new Map() : null;
    this.gateways = network.links.gateways;
    this.attachment = network.backhaul?.attachment ?? null;
  }

  /** The link as it is now; null when its rate is constant and it cannot break. */
  link(device: number, place: number, now: Seconds): Link | null {
    if (this.links === null) return null;
    const { world } = this.parts;
    const gateway = this.attachment === null ? place : this.attachment[device];
    const index = device * this.gateways + gateway;
    let link = this.links.get(index);
    if (link === undefined) {
      const stretches = world.rate?.(device, gateway) ?? null;
      const fault = world.linkFault?.(device, gateway) ?? null;
      const { up, down } = this.parts.rates;
      link = new Link(up.of(device, gateway), down.of(device, gateway), stretches, fault);
      this.links.set(index, link);
    }
    return link.follow(now);
  }

  /** Counts a transfer that will come (1), or will not (-1), in its radio's backlog: its time at the link's base rate. */
  expect(slot: number, stage: number, sign: number): void {
    const { jobs, stations, numbers, rates } = this.parts;
    const device = jobs.int[slot * INTS + DEVICE];
    const place = jobs.int[slot * INTS + PLACE];
    const { real } = jobs;
    const nominal =
      stage === UPLOAD
        ? real[slot * REALS + BITS] / rates.up.of(device, place)
        : real[slot * REALS + OUTPUT] / rates.down.of(device, place);
    stations.real[numbers.radio(device, place, stage) * STATION_REALS + BACKLOG] += sign * nominal;
  }

  /** The device begins (1) or stops (-1) to transmit or receive. */
  radiate(slot: number, change: number): void {
    const { engine, jobs, meter } = this.parts;
    const device = jobs.int[slot * INTS + DEVICE];
    if (jobs.int[slot * INTS + STAGE] === DOWNLOAD) meter.receiving(device, change, engine.now);
    else meter.transmitting(device, change, engine.now);
  }

  /** A transfer is given its radio. False: the link is broken, and its rule takes the item out. */
  start(slot: number): boolean {
    this.parts.jobs.real[slot * REALS + RATE] = 0;
    this.air?.begin(slot);
    return this.carryOn(slot);
  }

  /** Has the device a link, so that what has no data is through at once? */
  hasLink(device: number): boolean {
    return this.air === null || this.air.linkRate(device, 0) > 0;
  }

  /** Another rate holds for a transfer under way. */
  rerate(slot: number): void {
    const { engine, jobs } = this.parts;
    engine.cancel(jobs.event(slot));
    this.carryOn(slot);
  }

  /** A transfer under way starts over. */
  startOver(slot: number): void {
    const { engine, jobs } = this.parts;
    const r = slot * REALS;
    jobs.real[r + LEFT] = jobs.real[r + AMOUNT[jobs.int[slot * INTS + STAGE]]];
    jobs.real[r + SINCE] = engine.now;
  }

  /**
   * Goes on at the rate that the link has now, up to the end of the transfer or the rate's next change. False: the link
   * is broken, and its rule takes the item out.
   */
  carryOn(slot: number): boolean {
    const { engine, jobs, rates, visits } = this.parts;
    const { now } = engine;
    const i = slot * INTS;
    const r = slot * REALS;
    const { real } = jobs;
    const device = jobs.int[i + DEVICE];
    const place = jobs.int[i + PLACE];
    const before = real[r + RATE];
    real[r + LEFT] = Math.max(0, real[r + LEFT] - before * (now - real[r + SINCE]));
    real[r + SINCE] = now;
    const link = this.link(device, place, now);
    if (link !== null && !link.isUp && link.fault!.work !== "resume") {
      if (link.fault!.work !== "restart") return false;
      real[r + LEFT] = real[r + AMOUNT[jobs.int[i + STAGE]]];
    }
    const isDown = jobs.int[i + STAGE] === DOWNLOAD;
    const { air } = this;
    const rate =
      air !== null
        ? air.rate(slot)
        : link === null
          ? (isDown ? rates.down : rates.up).of(device, place)
          : isDown
            ? link.downRate
            : link.rate;
    real[r + RATE] = rate;
    if (rate > 0 !== before > 0) this.radiate(slot, rate > 0 ? 1 : -1);
    if (visits !== null) visits.hold(slot, rate === 0, now);
    const end = rate > 0 ? now + real[r + LEFT] / rate : Number.POSITIVE_INFINITY;
    const until = link === null ? Number.POSITIVE_INFINITY : link.until;
    jobs.int[i + CHANGES] = until < end ? 1 : 0;
    if (until < end) engine.schedule(jobs.event(slot), until);
    else if (end !== Number.POSITIVE_INFINITY) engine.schedule(jobs.event(slot), end);
    return true;
  }

  /** The event of a transfer is a change of its link's rate. False: it was taken out. */
  change(slot: number): boolean {
    this.parts.onChange();
    return this.carryOn(slot);
  }

  /** A transfer frees its radio. */
  end(slot: number, station: number, shares: boolean): void {
    const { engine, jobs, stations } = this.parts;
    const r = slot * REALS;
    const took = engine.now - jobs.real[r + STARTED];
    jobs.real[r + MOVED] += took;
    // The backlog fell by what the transfer took; it counted the nominal time.
    stations.real[station * STATION_REALS + BACKLOG] += took;
    if (shares || jobs.real[r + RATE] > 0) this.radiate(slot, -1);
    if (this.air === null) return;
    this.air.end(slot);
    this.onEnded?.(jobs.int[slot * INTS + DEVICE]);
  }
}
