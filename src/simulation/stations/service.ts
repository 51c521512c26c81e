// Service at stations of every kind: entering, waiting, being served, giving way, leaving, and changes of speed.
import type { Engine } from "../../engine/index.ts";
import type { Discipline } from "../../model/network-rules.ts";
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import type { VisitRecorder } from "../record/visit-recorder.ts";
import {
  AMOUNT,
  CHANGES,
  DEVICE,
  DOWNLOAD,
  ENTERED,
  IN_SERVICE,
  INTS,
  type JobTable,
  LEFT,
  MOVED,
  NEXT,
  NONE,
  ORDER,
  PREVIOUS,
  RATE,
  REALS,
  RUNNING,
  SERVICE,
  SINCE,
  STAGE,
  STARTED,
  STATION,
  WAITED,
} from "../state/job-table.ts";
import {
  BACKLOG,
  BUSY,
  BUSY_AREA,
  CORES,
  DONE,
  LIMIT,
  PLAIN,
  PREEMPTIVE,
  PROCESSOR,
  RADIO,
  SERVING,
  SHARED,
  SOJOURN,
  SPEED,
  STATION_INTS,
  STATION_REALS,
  type StationTable,
  WAIT_SUM,
  WAITING,
} from "../state/station-table.ts";
import type { Transfers } from "../transfer/transfers.ts";
import type { Patience } from "./patience.ts";
import type { PlainService } from "./plain.ts";
import { victim } from "./preemption.ts";
import type { Shares } from "./shares.ts";
import type { Sharing } from "./sharing.ts";
import type { WaitingLines } from "./waiting-line.ts";

export interface ServiceParts {
  readonly engine: Engine;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly lines: WaitingLines;
  readonly meter: PowerMeter;
  readonly patience: Patience;
  readonly plain: PlainService;
  readonly transfers: Transfers;
  readonly visits: VisitRecorder | null;
  /** What is shared at the stations whose kind says so. */
  readonly shares: Shares;
  /** The discipline of the stations whose kind says that they preempt. */
  readonly preemptive: ReadonlyMap<number, Discipline>;
  /** Takes over an item whose link is broken, where the fault's rule takes it out; must not call back. */
  readonly onBroken: (slot: number) => void;
}

export class Service {
  private order = 0;

  constructor(private readonly parts: ServiceParts) {}

  /** Lets an item in, to service or to wait. False: it found no waiting place. */
  enter(station: number, slot: number): boolean {
    const { engine, jobs, stations, lines, plain, visits } = this.parts;
    const kind = stations.kind[station];
    if ((kind & PLAIN) !== 0) return plain.enter(station, slot);
    const { now } = engine;
    const { int } = stations;
    const i = station * STATION_INTS;
    const waits =
      stations.real[station * STATION_REALS + SPEED] === 0 || int[i + BUSY] >= this.room(station, kind);
    const r = slot * REALS;
    const { real } = jobs;
    real[r + ORDER] = ++this.order;
    if (int[i + LIMIT] !== NONE && this.isFull(station, waits)) return false;
    const gives = waits ? this.givesWay(station, slot) : NONE;
    stations.settle(station, now);
    const stage = jobs.int[slot * INTS + STAGE];
    const amount = real[r + AMOUNT[stage]];
    real[r + LEFT] = amount;
    real[r + ENTERED] = now;
    jobs.int[slot * INTS + STATION] = station;
    if (visits !== null) visits.enter(slot, station, stage, now);
    // What a radio will carry was counted when the job was placed.
    if ((kind & RADIO) === 0) stations.real[station * STATION_REALS + BACKLOG] += amount;
    if (!waits) this.start(station, slot);
    else if (gives !== NONE) {
      this.interrupt(station, gives);
      this.start(station, slot);
    } else {
      real[r + SINCE] = now;
      lines.push(station, slot);
      if (stage <= IN_SERVICE) this.parts.patience.begin(slot);
    }
    return true;
  }

  /** The event of an item at a station. True: it has been served and has left. */
  fire(slot: number): boolean {
    const { jobs, stations, plain, transfers } = this.parts;
    const station = jobs.int[slot * INTS + STATION];
    const kind = stations.kind[station];
    if ((kind & PLAIN) !== 0) {
      plain.finish(slot);
      return true;
    }
    if ((kind & RADIO) !== 0 && jobs.int[slot * INTS + CHANGES] === 1) {
      if (!transfers.change(slot)) {
        this.breakOff(station, slot);
        this.admit(station);
      }
      return false;
    }
    this.finish(station, slot);
    return true;
  }

  /** Instructions and bits that are left of what has a core or a radio of its own: they fall while anything is done. */
  workLeft(): number {
    const { engine, jobs, stations } = this.parts;
    const { real, int } = jobs;
    let left = 0;
    jobs.each((slot) => {
      const station = int[slot * INTS + STATION];
      if (station === NONE || (stations.kind[station] & SHARED) !== 0) return;
      const isPlain = (stations.kind[station] & PLAIN) !== 0;
      const serves = isPlain
        ? stations.int[station * STATION_INTS + SERVING] === slot
        : int[slot * INTS + RUNNING] === 1;
      const r = slot * REALS;
      if (serves) left += Math.max(0, real[r + LEFT] - real[r + RATE] * (engine.now - real[r + SINCE]));
    });
    return left;
  }

  /** The next departure from what is shared: that item has been served and has left. */
  departure(sharing: { depart(): number }): number {
    const slot = sharing.depart();
    this.finish(this.parts.jobs.int[slot * INTS + STATION], slot);
    return slot;
  }

  /** Takes an item that waits out of its station. */
  renege(slot: number): void {
    const { jobs, visits, engine } = this.parts;
    if (visits !== null) visits.leave(slot, "abandoned", engine.now);
    this.leaveLine(jobs.int[slot * INTS + STATION], slot);
  }

  /** Takes an item out of its station, to go on elsewhere; its LEFT is what is left of the work. Not of a plain station. */
  takeOut(slot: number): void {
    const { engine, jobs, stations, shares, visits, patience } = this.parts;
    const station = jobs.int[slot * INTS + STATION];
    stations.settle(station, engine.now);
    if (jobs.int[slot * INTS + RUNNING] === 0) {
      this.leaveLine(station, slot);
      patience.end(slot);
      if (visits !== null) visits.leave(slot, "moved", engine.now);
      return;
    }
    const shared = shares.ofStation(station);
    if (shared !== null) jobs.real[slot * REALS + LEFT] = shared.leave(slot);
    else this.bringUpToDate(slot, engine.now);
    this.release(station, slot);
    this.forgo(station, slot);
    this.depart(station, slot);
    if (visits !== null) visits.leave(slot, "moved", engine.now);
    this.admit(station);
  }

  /** Takes those that are to go on elsewhere out of the line of a radio; returns their slots, in order. */
  takeWaiting(radio: number, goes: (slot: number) => boolean): number[] {
    const { engine, jobs, lines, visits } = this.parts;
    const out: number[] = [];
    for (let slot = lines.first(radio); slot !== NONE; slot = jobs.int[slot * INTS + NEXT])
      if (goes(slot)) out.push(slot);
    for (const slot of out) {
      this.leaveLine(radio, slot);
      if (visits !== null) visits.leave(slot, "moved", engine.now);
    }
    return out;
  }

  /** Takes every item out of a broken station; returns their slots in the order in which they entered. */
  evict(station: number): number[] {
    const { engine, jobs, stations, lines, visits, shares } = this.parts;
    stations.settle(station, engine.now);
    const out: number[] = [];
    const shared = shares.ofStation(station);
    for (;;) {
      const slot = shared === null ? stations.int[station * STATION_INTS + SERVING] : shared.any;
      if (stations.int[station * STATION_INTS + BUSY] === 0) break;
      if (shared !== null) jobs.real[slot * REALS + LEFT] = shared.leave(slot);
      this.release(station, slot);
      this.forgo(station, slot);
      this.depart(station, slot);
      out.push(slot);
    }
    for (let slot = lines.first(station); slot !== NONE; slot = lines.first(station)) {
      this.leaveLine(station, slot);
      this.parts.patience.end(slot);
      out.push(slot);
    }
    this.byEntrance(out);
    if (visits !== null) for (const slot of out) visits.leave(slot, "broken", engine.now);
    return out;
  }

  /** Work in progress starts over when service goes on; for a station at speed 0. */
  forget(station: number): void {
    const { engine, jobs, stations, shares } = this.parts;
    const shared = shares.ofStation(station);
    stations.settle(station, engine.now);
    const again: number[] = [];
    if (shared !== null) while (shared.size > 0) again.push(this.restartShared(station, shared));
    for (const slot of this.byEntrance(again)) shared!.join(slot, this.amount(slot));
    if (shared !== null) return;
    let slot = stations.int[station * STATION_INTS + SERVING];
    for (; slot !== NONE; slot = jobs.int[slot * INTS + NEXT]) {
      const r = slot * REALS;
      const amount = this.amount(slot);
      stations.real[station * STATION_REALS + BACKLOG] += amount - jobs.real[r + LEFT];
      jobs.real[r + LEFT] = amount;
    }
  }

  /** Sets the speed of each core; at 0 work in progress stands still, and nobody starts. */
  setSpeed(station: number, speed: number): void {
    const { engine, jobs, stations, shares, visits } = this.parts;
    const { now } = engine;
    stations.settle(station, now);
    const before = stations.real[station * STATION_REALS + SPEED];
    if (before === speed) return;
    stations.real[station * STATION_REALS + SPEED] = speed;
    const shared = shares.ofStation(station);
    if (shared !== null) {
      shared.setSpeed(speed);
      if (visits !== null) shared.each((slot) => visits.hold(slot, speed === 0, now));
    } else {
      // From the first that started on: those that end together leave in the order of their start.
      for (
        let slot = stations.firstStarted(station, jobs);
        slot !== NONE;
        slot = jobs.int[slot * INTS + PREVIOUS]
      ) {
        this.bringUpToDate(slot, now);
        this.schedule(slot, speed);
        if (visits !== null) visits.hold(slot, speed === 0, now);
      }
    }
    if (before === 0) {
      this.admit(station);
      this.preempt(station);
    }
  }

  /** The service of an item has ended: it leaves, and whoever is next starts. */
  private finish(station: number, slot: number): void {
    const { engine, stations, visits } = this.parts;
    const { now } = engine;
    stations.settle(station, now);
    this.correct(station, stations.kind[station], slot);
    this.release(station, slot);
    stations.int[station * STATION_INTS + DONE]++;
    if (visits !== null) visits.finish(slot, now);
    this.depart(station, slot);
    this.admit(station);
  }

  /** Charges what the service took by its work, not by the clock, whose digits are few when it is late. */
  private correct(station: number, kind: number, slot: number): void {
    const { engine, jobs, stations, meter } = this.parts;
    if ((kind & SHARED) !== 0) return;
    const r = slot * REALS;
    const took = jobs.real[r + LEFT] / jobs.real[r + RATE];
    const rounding = took - (engine.now - jobs.real[r + SINCE]);
    stations.real[station * STATION_REALS + BUSY_AREA] += rounding;
    const device = jobs.int[slot * INTS + DEVICE];
    if ((kind & RADIO) !== 0)
      meter.correctTransfer(device, jobs.int[slot * INTS + STAGE] !== DOWNLOAD, rounding);
    else if ((kind & PROCESSOR) !== 0 && stations.int[station * STATION_INTS + CORES] === 1)
      meter.correctComputing(device, rounding);
  }

  /** Has the station no place for one more, be it to wait or to share? A newcomer finds none, whomever it would push out. */
  private isFull(station: number, waits: boolean): boolean {
    const { int, kind } = this.parts.stations;
    const i = station * STATION_INTS;
    if (waits && int[i + WAITING] >= int[i + LIMIT]) return true;
    // Where all share nobody waits: those beyond the cores are what would wait elsewhere.
    if (this.room(station, kind[station]) !== Number.POSITIVE_INFINITY) return false;
    return int[i + BUSY] + int[i + WAITING] >= int[i + CORES] + int[i + LIMIT];
  }

  /** Sorts items by the order in which they entered their station. */
  private byEntrance(slots: number[]): number[] {
    const { real } = this.parts.jobs;
    return slots.sort((a, b) => real[a * REALS + ORDER] - real[b * REALS + ORDER]);
  }

  /** What the item asks of the station it is at: instructions or bits. */
  private amount(slot: number): number {
    const { jobs } = this.parts;
    return jobs.real[slot * REALS + AMOUNT[jobs.int[slot * INTS + STAGE]]];
  }

  /** Work of an item in service that is left now. */
  private bringUpToDate(slot: number, now: Seconds): void {
    const { real } = this.parts.jobs;
    const r = slot * REALS;
    real[r + LEFT] = Math.max(0, real[r + LEFT] - real[r + RATE] * (now - real[r + SINCE]));
    real[r + SINCE] = now;
  }

  private schedule(slot: number, speed: number): void {
    const { engine, jobs } = this.parts;
    const r = slot * REALS;
    jobs.real[r + RATE] = speed;
    engine.cancel(jobs.event(slot));
    if (speed > 0) engine.schedule(jobs.event(slot), engine.now + jobs.real[r + LEFT] / speed);
  }

  /** How many may be in service at once. */
  private room(station: number, kind: number): number {
    const { shares, stations } = this.parts;
    const cores = stations.int[station * STATION_INTS + CORES];
    return (kind & SHARED) !== 0 ? shares.room(station, cores) : cores;
  }

  private restartShared(station: number, shared: Sharing): number {
    const { stations } = this.parts;
    const slot = shared.any;
    const left = shared.leave(slot);
    stations.real[station * STATION_REALS + BACKLOG] += this.amount(slot) - left;
    return slot;
  }

  /** Starts those that wait while there is room. */
  private admit(station: number): void {
    const { stations, meter, engine } = this.parts;
    const i = station * STATION_INTS;
    const { int } = stations;
    const kind = stations.kind[station];
    if (int[i + WAITING] > 0 && stations.real[station * STATION_REALS + SPEED] > 0) {
      const room = this.room(station, kind);
      // A transfer over a broken link may be taken out at once: then the next one's turn comes.
      while (int[i + WAITING] > 0 && int[i + BUSY] < room) this.startNext(station);
    }
    if ((kind & PROCESSOR) !== 0 && int[i + BUSY] === 0) meter.computing(station, 0, engine.now);
  }

  private startNext(station: number): void {
    const { lines, patience } = this.parts;
    const slot = lines.pop(station);
    this.endWait(station, slot);
    patience.end(slot);
    this.start(station, slot);
  }

  /** The item in service that gives way to one that waits; NONE when nobody does, or the station is broken. */
  private givesWay(station: number, slot: number): number {
    const { jobs, preemptive, stations } = this.parts;
    if ((stations.kind[station] & PREEMPTIVE) === 0) return NONE;
    const serving = stations.int[station * STATION_INTS + SERVING];
    if (serving === NONE || stations.real[station * STATION_REALS + SPEED] === 0) return NONE;
    return victim(preemptive.get(station)!, serving, slot, jobs);
  }

  /** After a repair: those that came meanwhile push out whom they would have pushed out. */
  private preempt(station: number): void {
    const { lines } = this.parts;
    for (let next = lines.first(station); next !== NONE; next = lines.first(station)) {
      const gives = this.givesWay(station, next);
      if (gives === NONE) return;
      this.startNext(station);
      this.interrupt(station, gives);
    }
  }

  private start(station: number, slot: number): void {
    const { engine, jobs, stations, meter, transfers, shares, visits } = this.parts;
    const { now } = engine;
    const { real } = jobs;
    const r = slot * REALS;
    const kind = stations.kind[station];
    real[r + STARTED] = now;
    real[r + SINCE] = now;
    jobs.int[slot * INTS + RUNNING] = 1;
    if (stations.int[station * STATION_INTS + BUSY]++ === 0 && (kind & PROCESSOR) !== 0)
      meter.computing(station, 1, now);
    if (visits !== null) visits.start(slot, now);
    if ((kind & SHARED) !== 0) {
      if ((kind & RADIO) !== 0) transfers.radiate(slot, 1);
      shares.join(station, slot, real[r + LEFT]);
      return;
    }
    stations.serve(station, slot, jobs);
    if ((kind & RADIO) !== 0) {
      if (!transfers.start(slot)) this.breakOff(station, slot);
      return;
    }
    const speed = stations.real[station * STATION_REALS + SPEED];
    real[r + RATE] = speed;
    engine.schedule(jobs.event(slot), now + real[r + LEFT] / speed);
  }

  /** An item in service gives way: it waits again. */
  private interrupt(station: number, slot: number): void {
    const { engine, lines, patience, visits } = this.parts;
    this.bringUpToDate(slot, engine.now);
    this.release(station, slot);
    lines.push(station, slot);
    patience.begin(slot);
    if (visits !== null) visits.interrupt(slot, "preempted", false, engine.now);
  }

  /** The link of a transfer is broken, and its rule takes the item out. */
  private breakOff(station: number, slot: number): void {
    const { engine, visits, onBroken } = this.parts;
    this.release(station, slot);
    this.depart(station, slot);
    if (visits !== null) visits.leave(slot, "broken", engine.now);
    onBroken(slot);
  }

  /** Frees the core (or share) of an item, and counts its time there; its event, if pending, is taken back. */
  private release(station: number, slot: number): void {
    const { engine, jobs, stations, transfers } = this.parts;
    const kind = stations.kind[station];
    const shared = (kind & SHARED) !== 0;
    stations.settle(station, engine.now);
    stations.int[station * STATION_INTS + BUSY]--;
    jobs.int[slot * INTS + RUNNING] = 0;
    if ((kind & RADIO) !== 0) transfers.end(slot, station, shared);
    else {
      const r = slot * REALS;
      const field = jobs.int[slot * INTS + STAGE] === IN_SERVICE ? SERVICE : MOVED;
      jobs.real[r + field] += engine.now - jobs.real[r + STARTED];
    }
    if (shared) return;
    engine.cancel(jobs.event(slot));
    stations.unserve(station, slot, jobs);
  }

  /** Takes an item out of the line. */
  private leaveLine(station: number, slot: number): void {
    const { engine, stations, lines } = this.parts;
    stations.settle(station, engine.now);
    lines.remove(station, slot);
    this.endWait(station, slot);
    this.forgo(station, slot);
    this.depart(station, slot);
  }

  /** The station will not do what is left of an item. */
  private forgo(station: number, slot: number): void {
    const { jobs, stations } = this.parts;
    // A radio counted the whole transfer when the job was placed: `depart` takes it back.
    if ((stations.kind[station] & RADIO) === 0)
      stations.real[station * STATION_REALS + BACKLOG] -= jobs.real[slot * REALS + LEFT];
  }

  private endWait(station: number, slot: number): void {
    const { engine, jobs, stations } = this.parts;
    const waited = engine.now - jobs.real[slot * REALS + SINCE];
    jobs.real[slot * REALS + WAITED] += waited;
    stations.real[station * STATION_REALS + WAIT_SUM] += waited;
  }

  private depart(station: number, slot: number): void {
    const { engine, jobs, stations, transfers } = this.parts;
    const r = station * STATION_REALS;
    stations.real[r + SOJOURN] += engine.now - jobs.real[slot * REALS + ENTERED];
    jobs.int[slot * INTS + STATION] = NONE;
    if ((stations.kind[station] & RADIO) !== 0) transfers.expect(slot, jobs.int[slot * INTS + STAGE], -1);
    // Nothing is left of rounding once the station is empty.
    else if (stations.jobs(station) === 0) stations.real[r + BACKLOG] = 0;
  }
}
