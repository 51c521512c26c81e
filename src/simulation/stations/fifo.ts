// FIFO at a station with one core (or radio) of constant speed: the common case of processors, servers and radios alike,
// and the path that almost every event of a run takes. What breaks, changes its rate, preempts or shares is elsewhere.
import type { Engine } from "../../engine/index.ts";
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import {
  BITS,
  DEVICE,
  DOWNLOAD,
  DOWNLOAD_END,
  DOWNLOAD_START,
  ENTERED,
  INTS,
  type JobTable,
  LEFT,
  MOVED,
  NEXT,
  NONE,
  OUTPUT,
  PLACE,
  PREVIOUS,
  RATE,
  REALS,
  SERVICE,
  SERVICE_END,
  SERVICE_START,
  SINCE,
  STAGE,
  STATION,
  TIMES,
  UPLOAD,
  UPLOAD_END,
  UPLOAD_START,
  WAITED,
  WORK,
} from "../state/job-table.ts";
import {
  BACKLOG,
  BUSY,
  BUSY_AREA,
  DONE,
  HEAD,
  LIMIT,
  SERVING,
  SOJOURN,
  SPEED,
  STATION_INTS,
  STATION_REALS,
  type StationTable,
  TAIL,
  WAIT_SUM,
  WAITING,
} from "../state/station-table.ts";
import type { LinkRates } from "../transfer/link-rates.ts";

export interface FifoParts {
  readonly engine: Engine;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly meter: PowerMeter;
  readonly devices: number;
  readonly servers: number;
  readonly rates: LinkRates;
}

export class Fifo {
  private readonly engine: Engine;
  private readonly jobs: JobTable;
  private readonly stations: StationTable;
  private readonly meter: PowerMeter;
  private readonly devices: number;
  private readonly firstRadio: number;
  private readonly rates: LinkRates;

  constructor(parts: FifoParts) {
    this.engine = parts.engine;
    this.jobs = parts.jobs;
    this.stations = parts.stations;
    this.meter = parts.meter;
    this.devices = parts.devices;
    this.firstRadio = parts.devices + parts.servers;
    this.rates = parts.rates;
  }

  /** Lets a job in, to service or to wait. False: it found no waiting place. */
  enter(station: number, slot: number): boolean {
    const { engine, jobs, stations } = this;
    const { now } = engine;
    const s = station * STATION_INTS;
    const t = station * STATION_REALS;
    const { int } = stations;
    const isFree = int[s + BUSY] === 0;
    if (!isFree && int[s + LIMIT] !== NONE && int[s + WAITING] >= int[s + LIMIT]) return false;
    stations.settle(station, now);
    const { real } = jobs;
    const r = slot * REALS;
    real[r + ENTERED] = now;
    jobs.int[slot * INTS + STATION] = station;
    // What a radio will carry was counted when the job was placed.
    if (station < this.firstRadio) stations.real[t + BACKLOG] += real[r + WORK];
    if (isFree) {
      this.start(station, slot, now);
      return true;
    }
    real[r + SINCE] = now;
    const links = jobs.int;
    const last = int[s + TAIL];
    links[slot * INTS + NEXT] = NONE;
    links[slot * INTS + PREVIOUS] = last;
    if (last === NONE) int[s + HEAD] = slot;
    else links[last * INTS + NEXT] = slot;
    int[s + TAIL] = slot;
    int[s + WAITING]++;
    return true;
  }

  /** The event of a job: it leaves, and whoever is next starts. */
  finish(slot: number): void {
    const { engine, jobs, stations } = this;
    const { now } = engine;
    const { real } = jobs;
    const r = slot * REALS;
    const station = jobs.int[slot * INTS + STATION];
    stations.settle(station, now);
    const s = station * STATION_INTS;
    const t = station * STATION_REALS;
    const { int } = stations;
    int[s + DONE]++;
    // By the work, not by the clock, whose digits are few when it is late.
    const took = real[r + LEFT] / real[r + RATE];
    const rounding = took - (now - real[r + SINCE]);
    stations.real[t + BUSY_AREA] += rounding;
    stations.real[t + SOJOURN] += now - real[r + ENTERED];
    jobs.int[slot * INTS + STATION] = NONE;
    if (station < this.firstRadio) {
      stations.real[t + BACKLOG] = int[s + WAITING] === 0 ? 0 : stations.real[t + BACKLOG] - real[r + LEFT];
      real[r + SERVICE] = took;
      if (jobs.stages !== null) jobs.stages[slot * TIMES + SERVICE_END] = now;
      if (station < this.devices) this.meter.correctComputing(station, rounding);
    } else this.transferred(slot, station, took, rounding, now);
    const next = int[s + HEAD];
    if (next === NONE) {
      int[s + BUSY] = 0;
      int[s + SERVING] = NONE;
      if (station < this.devices) this.meter.computing(station, 0, now);
      return;
    }
    const after = jobs.int[next * INTS + NEXT];
    int[s + HEAD] = after;
    if (after === NONE) int[s + TAIL] = NONE;
    else jobs.int[after * INTS + PREVIOUS] = NONE;
    int[s + WAITING]--;
    const waited = now - real[next * REALS + SINCE];
    real[next * REALS + WAITED] += waited;
    stations.real[t + WAIT_SUM] += waited;
    this.start(station, next, now);
  }

  private start(station: number, slot: number, now: Seconds): void {
    const { jobs, stations } = this;
    const { real } = jobs;
    const r = slot * REALS;
    const s = station * STATION_INTS;
    const t = station * STATION_REALS;
    stations.int[s + BUSY] = 1;
    stations.int[s + SERVING] = slot;
    real[r + SINCE] = now;
    let work: number;
    let rate: number;
    if (station < this.firstRadio) {
      work = real[r + WORK];
      rate = stations.real[t + SPEED];
      if (jobs.stages !== null) jobs.stages[slot * TIMES + SERVICE_START] = now;
      if (station < this.devices) this.meter.computing(station, 1, now);
    } else {
      const i = slot * INTS;
      const device = jobs.int[i + DEVICE];
      rate = this.rates.of(device, jobs.int[i + PLACE]);
      if (jobs.int[i + STAGE] === UPLOAD) {
        work = real[r + BITS];
        this.meter.transmitting(device, 1, now);
        if (jobs.stages !== null) jobs.stages[slot * TIMES + UPLOAD_START] = now;
      } else {
        work = real[r + OUTPUT];
        this.meter.receiving(device, 1, now);
        if (jobs.stages !== null) jobs.stages[slot * TIMES + DOWNLOAD_START] = now;
      }
    }
    real[r + LEFT] = work;
    real[r + RATE] = rate;
    this.engine.schedule(jobs.event(slot), now + work / rate);
  }

  /** A transfer leaves its radio. */
  private transferred(slot: number, station: number, took: Seconds, rounding: Seconds, now: Seconds): void {
    const { jobs, stations, meter } = this;
    jobs.real[slot * REALS + MOVED] += took;
    stations.real[station * STATION_REALS + BACKLOG] -= took;
    const device = jobs.int[slot * INTS + DEVICE];
    const upload = jobs.int[slot * INTS + STAGE] !== DOWNLOAD;
    if (upload) meter.transmitting(device, -1, now);
    else meter.receiving(device, -1, now);
    meter.correctTransfer(device, upload, rounding);
    if (jobs.stages !== null) jobs.stages[slot * TIMES + (upload ? UPLOAD_END : DOWNLOAD_END)] = now;
  }
}
