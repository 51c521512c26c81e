// Service at processors and servers: entering, waiting, being served, giving way, leaving, and changes of speed.
import type { Engine } from "../../engine/index.ts";
import type { Discipline } from "../../model/network-rules.ts";
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import {
  ENTERED,
  INTS,
  type JobTable,
  LEFT,
  NEVER,
  NEXT,
  NONE,
  ORDER,
  REALS,
  RUNNING,
  SERVICE,
  SERVICE_END,
  SERVICE_START,
  SINCE,
  STARTED,
  STATION,
  TIMES,
  WAITED,
  WORK,
} from "../state/job-table.ts";
import {
  BACKLOG,
  BUSY,
  BUSY_AREA,
  CORES,
  DONE,
  LIMIT,
  SERVING,
  SOJOURN,
  SPEED,
  STATION_INTS,
  STATION_REALS,
  type StationTable,
  WAIT_SUM,
  WAITING,
} from "../state/station-table.ts";
import type { Fifo } from "./fifo.ts";
import type { Patience } from "./patience.ts";
import { victim } from "./preemption.ts";
import type { Sharing } from "./sharing.ts";
import type { WaitingLines } from "./waiting-line.ts";

/** A station under processor sharing, and the most jobs that may share it at once. */
export interface Shared {
  readonly of: Sharing;
  readonly concurrency: number;
}

/** What service works on. Stations 0 to devices - 1 are the devices' processors, FIFO without a limit. */
export interface ServiceParts {
  readonly engine: Engine;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly lines: WaitingLines;
  readonly meter: PowerMeter;
  readonly patience: Patience;
  readonly fifo: Fifo;
  readonly devices: number;
  /** m: discipline of the servers that preempt, null of the others. */
  readonly preemptive: readonly (Discipline | null)[];
  /** m: what the servers under processor sharing share, null of the others. */
  readonly sharing: readonly (Shared | null)[];
}

export class Service {
  private order = 0;

  constructor(private readonly parts: ServiceParts) {}

  /** Lets a job in, to service or to wait. False: it found no waiting place. */
  enter(station: number, slot: number): boolean {
    if (this.parts.stations.plain[station] === 1) return this.parts.fifo.enter(station, slot);
    const { engine, jobs, stations, lines } = this.parts;
    const { now } = engine;
    const { int } = stations;
    const i = station * STATION_INTS;
    const waits =
      stations.real[station * STATION_REALS + SPEED] === 0 ||
      int[i + BUSY] >= this.capacity(station, int[i + CORES]);
    const r = slot * REALS;
    const { real } = jobs;
    real[r + ORDER] = ++this.order;
    const gives = waits ? this.givesWay(station, slot) : NONE;
    if (waits && gives === NONE && int[i + LIMIT] !== NONE && int[i + WAITING] >= int[i + LIMIT])
      return false;
    stations.settle(station, now);
    real[r + LEFT] = real[r + WORK];
    real[r + ENTERED] = now;
    real[r + STARTED] = NEVER;
    jobs.int[slot * INTS + STATION] = station;
    stations.real[station * STATION_REALS + BACKLOG] += real[r + WORK];
    if (!waits) this.start(station, slot);
    else if (gives !== NONE) {
      this.interrupt(station, gives);
      this.start(station, slot);
    } else {
      real[r + SINCE] = now;
      lines.push(station, slot);
      this.parts.patience.begin(slot);
    }
    return true;
  }

  /** The service of a job has ended: it leaves, and whoever is next starts. */
  finish(slot: number): void {
    const { engine, jobs, stations } = this.parts;
    const station = jobs.int[slot * INTS + STATION];
    if (stations.plain[station] === 1) {
      this.parts.fifo.finish(slot);
      return;
    }
    stations.settle(station, engine.now);
    this.correct(station, slot);
    this.release(station, slot);
    stations.int[station * STATION_INTS + DONE]++;
    this.depart(station, slot);
    const r = slot * REALS;
    jobs.real[r + SERVICE] = engine.now - jobs.real[r + STARTED];
    if (jobs.stages !== null) jobs.stages[slot * TIMES + SERVICE_END] = engine.now;
    this.admit(station);
  }

  /** The next departure of a station under processor sharing; returns the job. */
  departure(station: number): number {
    return this.shared(station)!.of.depart();
  }

  /** Takes a job that waits out of the station. */
  renege(slot: number): void {
    const { engine, jobs, stations, lines } = this.parts;
    const station = jobs.int[slot * INTS + STATION];
    stations.settle(station, engine.now);
    lines.remove(station, slot);
    this.endWait(station, slot);
    stations.real[station * STATION_REALS + BACKLOG] -= jobs.real[slot * REALS + LEFT];
    this.depart(station, slot);
  }

  /** Takes everyone out of a broken station, first those in service; returns their slots. */
  evict(station: number): number[] {
    const { engine, jobs, stations, lines } = this.parts;
    stations.settle(station, engine.now);
    const out: number[] = [];
    const shared = this.shared(station)?.of;
    for (;;) {
      const slot = shared === undefined ? stations.int[station * STATION_INTS + SERVING] : shared.any;
      if (stations.int[station * STATION_INTS + BUSY] === 0) break;
      if (shared !== undefined) jobs.real[slot * REALS + LEFT] = shared.leave(slot);
      this.release(station, slot);
      stations.real[station * STATION_REALS + BACKLOG] -= jobs.real[slot * REALS + LEFT];
      this.depart(station, slot);
      out.push(slot);
    }
    for (let slot = lines.first(station); slot !== NONE; slot = lines.first(station)) {
      this.renege(slot);
      this.parts.patience.end(slot);
      out.push(slot);
    }
    return out;
  }

  /** Work in progress starts over when service goes on; for a station at speed 0. */
  forget(station: number): void {
    const { engine, jobs, stations } = this.parts;
    const shared = this.shared(station)?.of;
    stations.settle(station, engine.now);
    const again: number[] = [];
    if (shared !== undefined) while (shared.size > 0) again.push(this.restartShared(station, shared));
    for (const slot of again) shared!.join(slot, jobs.real[slot * REALS + WORK]);
    if (shared !== undefined) return;
    let slot = stations.int[station * STATION_INTS + SERVING];
    for (; slot !== NONE; slot = jobs.int[slot * INTS + NEXT]) {
      const r = slot * REALS;
      stations.real[station * STATION_REALS + BACKLOG] += jobs.real[r + WORK] - jobs.real[r + LEFT];
      jobs.real[r + LEFT] = jobs.real[r + WORK];
    }
  }

  /** Sets the speed of each core; at 0 work in progress stands still, and nobody starts. */
  setSpeed(station: number, speed: number): void {
    const { engine, jobs, stations } = this.parts;
    const { now } = engine;
    stations.settle(station, now);
    const before = stations.real[station * STATION_REALS + SPEED];
    if (before === speed) return;
    stations.real[station * STATION_REALS + SPEED] = speed;
    const shared = this.shared(station)?.of;
    if (shared !== undefined) shared.setSpeed(speed);
    else {
      let slot = stations.int[station * STATION_INTS + SERVING];
      for (; slot !== NONE; slot = jobs.int[slot * INTS + NEXT]) {
        this.bringUpToDate(slot, before, now);
        this.schedule(slot, speed);
      }
    }
    if (before === 0) {
      this.admit(station);
      this.preempt(station);
    }
  }

  /** Charges what the service took by its work, not by the clock, whose digits are few when it is late. */
  private correct(station: number, slot: number): void {
    const { engine, jobs, stations, meter, devices } = this.parts;
    if (this.shared(station) !== null) return;
    const r = station * STATION_REALS;
    const took = jobs.real[slot * REALS + LEFT] / stations.real[r + SPEED];
    const rounding = took - (engine.now - jobs.real[slot * REALS + SINCE]);
    stations.real[r + BUSY_AREA] += rounding;
    if (station < devices && stations.int[station * STATION_INTS + CORES] === 1)
      meter.correctComputing(station, rounding);
  }

  /** Work of a job in service that is left now. */
  private bringUpToDate(slot: number, speed: number, now: Seconds): void {
    const { real } = this.parts.jobs;
    const r = slot * REALS;
    real[r + LEFT] = Math.max(0, real[r + LEFT] - speed * (now - real[r + SINCE]));
    real[r + SINCE] = now;
  }

  private schedule(slot: number, speed: number): void {
    const { engine, jobs } = this.parts;
    engine.cancel(jobs.event(slot));
    if (speed > 0) engine.schedule(jobs.event(slot), engine.now + jobs.real[slot * REALS + LEFT] / speed);
  }

  private shared(station: number): Shared | null {
    const server = station - this.parts.devices;
    return server < 0 ? null : this.parts.sharing[server];
  }

  /** How many may be in service at once. */
  private capacity(station: number, cores: number): number {
    return this.shared(station)?.concurrency ?? cores;
  }

  private restartShared(station: number, shared: Sharing): number {
    const { jobs, stations } = this.parts;
    const slot = shared.any;
    const left = shared.leave(slot);
    stations.real[station * STATION_REALS + BACKLOG] += jobs.real[slot * REALS + WORK] - left;
    return slot;
  }

  /** Starts those that wait while there is room. */
  private admit(station: number): void {
    const { stations } = this.parts;
    const i = station * STATION_INTS;
    const { int } = stations;
    if (int[i + WAITING] > 0 && stations.real[station * STATION_REALS + SPEED] > 0) {
      const room = this.capacity(station, int[i + CORES]);
      while (int[i + WAITING] > 0 && int[i + BUSY] < room) this.startNext(station);
    }
    if (station < this.parts.devices && int[i + BUSY] === 0)
      this.parts.meter.computing(station, 0, this.parts.engine.now);
  }

  private startNext(station: number): void {
    const { jobs, lines, patience } = this.parts;
    const slot = lines.pop(station);
    this.endWait(station, slot);
    if (jobs.real[slot * REALS + STARTED] === NEVER) patience.end(slot);
    this.start(station, slot);
  }

  /** The job in service that gives way to one that waits; NONE when nobody does, or the station is broken. */
  private givesWay(station: number, slot: number): number {
    const { devices, jobs, preemptive, stations } = this.parts;
    const discipline = station < devices ? null : preemptive[station - devices];
    const serving = stations.int[station * STATION_INTS + SERVING];
    if (discipline === null || serving === NONE || stations.real[station * STATION_REALS + SPEED] === 0)
      return NONE;
    return victim(discipline, serving, slot, jobs);
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
    const { engine, jobs, stations, meter, devices } = this.parts;
    const { now } = engine;
    const { real } = jobs;
    const r = slot * REALS;
    if (real[r + STARTED] === NEVER) {
      real[r + STARTED] = now;
      if (jobs.stages !== null) jobs.stages[slot * TIMES + SERVICE_START] = now;
    }
    real[r + SINCE] = now;
    jobs.int[slot * INTS + RUNNING] = 1;
    const i = station * STATION_INTS;
    if (stations.int[i + BUSY]++ === 0 && station < devices) meter.computing(station, 1, now);
    const shared = this.shared(station);
    if (shared !== null) shared.of.join(slot, real[r + LEFT]);
    else {
      stations.serve(station, slot, jobs);
      engine.schedule(
        jobs.event(slot),
        now + real[r + LEFT] / stations.real[station * STATION_REALS + SPEED],
      );
    }
  }

  /** A job in service gives way: it waits again. */
  private interrupt(station: number, slot: number): void {
    const { engine, lines, stations } = this.parts;
    this.bringUpToDate(slot, stations.real[station * STATION_REALS + SPEED], engine.now);
    this.release(station, slot);
    lines.push(station, slot);
  }

  /** Frees the core (or share) of a job; its event, if pending, is taken back. */
  private release(station: number, slot: number): void {
    const { engine, jobs, stations } = this.parts;
    stations.int[station * STATION_INTS + BUSY]--;
    jobs.int[slot * INTS + RUNNING] = 0;
    if (this.shared(station) !== null) return;
    engine.cancel(jobs.event(slot));
    stations.unserve(station, slot, jobs);
  }

  private endWait(station: number, slot: number): void {
    const { engine, jobs, stations } = this.parts;
    const waited = engine.now - jobs.real[slot * REALS + SINCE];
    jobs.real[slot * REALS + WAITED] += waited;
    stations.real[station * STATION_REALS + WAIT_SUM] += waited;
  }

  private depart(station: number, slot: number): void {
    const { engine, jobs, stations } = this.parts;
    const r = station * STATION_REALS;
    stations.real[r + SOJOURN] += engine.now - jobs.real[slot * REALS + ENTERED];
    jobs.int[slot * INTS + STATION] = NONE;
    // Nothing is left of rounding once the station is empty.
    if (stations.jobs(station) === 0) stations.real[r + BACKLOG] = 0;
  }
}
