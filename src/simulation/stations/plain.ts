// FIFO on one core, radio or wire of constant speed: the common case, and the path that almost every event of a run takes.
// What breaks, changes its rate, preempts or shares is in `Service`.
import type { Engine } from "../../engine/index.ts";
import type { LinkTable } from "../../model/links.ts";
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import type { VisitRecorder } from "../record/visit-recorder.ts";
import {
  AMOUNT,
  DEVICE,
  DOWNLOAD,
  ENTERED,
  INTS,
  type JobTable,
  LEFT,
  MOVED,
  NEXT,
  NONE,
  PLACE,
  PREVIOUS,
  RATE,
  REALS,
  SERVICE,
  SINCE,
  STAGE,
  STATION,
  WAITED,
} from "../state/job-table.ts";
import {
  BACKLOG,
  BUSY,
  BUSY_AREA,
  DONE,
  HEAD,
  LIMIT,
  PROCESSOR,
  RADIO,
  SERVER,
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
import type { UsedRates } from "../transfer/used-links.ts";

export interface PlainParts {
  readonly engine: Engine;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly meter: PowerMeter;
  readonly rates: UsedRates;
  readonly visits: VisitRecorder | null;
}

export class PlainService {
  private readonly engine: Engine;
  private readonly jobs: JobTable;
  private readonly stations: StationTable;
  private readonly meter: PowerMeter;
  private readonly up: LinkTable;
  private readonly down: LinkTable;
  private readonly visits: VisitRecorder | null;

  constructor(parts: PlainParts) {
    this.engine = parts.engine;
    this.jobs = parts.jobs;
    this.stations = parts.stations;
    this.meter = parts.meter;
    this.up = parts.rates.up;
    this.down = parts.rates.down;
    this.visits = parts.visits;
  }

  /** Lets an item in, to service or to wait. False: it found no waiting place. */
  enter(station: number, slot: number): boolean {
    const { engine, jobs, stations } = this;
    const { now } = engine;
    const s = station * STATION_INTS;
    const { int } = stations;
    const isFree = int[s + BUSY] === 0;
    if (!isFree && int[s + LIMIT] !== NONE && int[s + WAITING] >= int[s + LIMIT]) return false;
    stations.settle(station, now);
    const { real } = jobs;
    const r = slot * REALS;
    const i = slot * INTS;
    real[r + ENTERED] = now;
    jobs.int[i + STATION] = station;
    if (this.visits !== null) this.visits.enter(slot, station, jobs.int[i + STAGE], now);
    const amount = real[r + AMOUNT[jobs.int[i + STAGE]]];
    real[r + LEFT] = amount;
    // What a radio will carry was counted when the job was placed.
    if ((stations.kind[station] & RADIO) === 0) stations.real[station * STATION_REALS + BACKLOG] += amount;
    if (isFree) {
      this.start(station, slot, now);
      return true;
    }
    real[r + SINCE] = now;
    const links = jobs.int;
    const last = int[s + TAIL];
    links[i + NEXT] = NONE;
    links[i + PREVIOUS] = last;
    if (last === NONE) int[s + HEAD] = slot;
    else links[last * INTS + NEXT] = slot;
    int[s + TAIL] = slot;
    int[s + WAITING]++;
    return true;
  }

  /** The event of an item in service: it leaves, and whoever is next starts. */
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
    if (this.visits !== null) this.visits.finish(slot, now);
    const kind = stations.kind[station];
    if ((kind & RADIO) !== 0) this.transferred(slot, t, took, rounding, now);
    else {
      stations.real[t + BACKLOG] = int[s + WAITING] === 0 ? 0 : stations.real[t + BACKLOG] - real[r + LEFT];
      if ((kind & PROCESSOR) !== 0) this.meter.correctComputing(station, rounding);
      if ((kind & (PROCESSOR | SERVER)) !== 0) real[r + SERVICE] += took;
      else real[r + MOVED] += took;
    }
    const next = int[s + HEAD];
    if (next === NONE) {
      int[s + BUSY] = 0;
      int[s + SERVING] = NONE;
      if ((kind & PROCESSOR) !== 0) this.meter.computing(station, 0, now);
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
    stations.int[s + BUSY] = 1;
    stations.int[s + SERVING] = slot;
    real[r + SINCE] = now;
    if (this.visits !== null) this.visits.start(slot, now);
    const kind = stations.kind[station];
    let rate: number;
    if ((kind & RADIO) === 0) {
      rate = stations.real[station * STATION_REALS + SPEED];
      if ((kind & PROCESSOR) !== 0) this.meter.computing(station, 1, now);
    } else {
      const i = slot * INTS;
      const device = jobs.int[i + DEVICE];
      const place = jobs.int[i + PLACE];
      if (jobs.int[i + STAGE] === DOWNLOAD) {
        rate = this.down.of(device, place);
        this.meter.receiving(device, 1, now);
      } else {
        rate = this.up.of(device, place);
        this.meter.transmitting(device, 1, now);
      }
    }
    real[r + RATE] = rate;
    this.engine.schedule(jobs.event(slot), now + real[r + LEFT] / rate);
  }

  /** A transfer leaves its radio. */
  private transferred(slot: number, t: number, took: Seconds, rounding: Seconds, now: Seconds): void {
    const { jobs, stations, meter } = this;
    jobs.real[slot * REALS + MOVED] += took;
    stations.real[t + BACKLOG] -= took;
    const device = jobs.int[slot * INTS + DEVICE];
    const upload = jobs.int[slot * INTS + STAGE] !== DOWNLOAD;
    if (upload) meter.transmitting(device, -1, now);
    else meter.receiving(device, -1, now);
    meter.correctTransfer(device, upload, rounding);
  }
}
