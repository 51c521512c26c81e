// The journey of a job: arrival, place, upload, latency, service, latency, download, done; and what faults make of it.
import type { Engine } from "../engine/index.ts";
import { LOCAL } from "../model/problem.ts";
import type { Commitments } from "./decisions/live-view.ts";
import type { Place } from "./decisions/placing.ts";
import type { PowerMeter } from "./energy/power-meter.ts";
import { ABANDONED, COMPLETED, DROPPED, type Ending, type Measures } from "./record/measures.ts";
import {
  ARRIVAL,
  ATTEMPTS,
  BACK_OFF,
  BITS,
  CLASS,
  DEADLINE,
  DEVICE,
  DOWNLOAD,
  DRAWN,
  FALL_BACK,
  INTS,
  type JobTable,
  MOVED,
  NONE,
  NUMBER,
  OUTPUT,
  PLACE,
  PLACING,
  PRIORITY,
  REALS,
  REDIRECTED,
  RUNNING,
  SERVED,
  SERVICE,
  SOURCE,
  STAGE,
  STATION,
  UPLOAD,
  WAITED,
  WAY_BACK,
  WAY_OUT,
  WORK,
} from "./state/job-table.ts";
import type { Service } from "./stations/service.ts";
import type { Radio } from "./transfer/radio.ts";
import type { Fault, JobDraft, World } from "./world.ts";

export interface JourneyParts {
  readonly engine: Engine;
  readonly world: World;
  readonly jobs: JobTable;
  readonly radio: Radio;
  readonly service: Service;
  readonly meter: PowerMeter;
  readonly measures: Measures;
  readonly commitments: Commitments;
  readonly place: Place;
  /** The fault of a broken server that sends jobs elsewhere; null when it takes them in. */
  readonly turnsAway: (server: number) => Fault | null;
  /** A job has ended; `source` is where it came from. */
  readonly onEnd: (source: number) => void;
}

export class Journey {
  /** Jobs that found no waiting place, by server. */
  readonly refused: Int32Array;
  private arrivals = 0;
  private readonly latency: number;
  private readonly devices: number;

  private readonly engine: Engine;
  private readonly jobs: JobTable;
  private readonly radio: Radio;
  private readonly service: Service;
  private readonly meter: PowerMeter;
  private readonly measures: Measures;
  private readonly commitments: Commitments;

  constructor(private readonly parts: JourneyParts) {
    this.engine = parts.engine;
    this.jobs = parts.jobs;
    this.radio = parts.radio;
    this.service = parts.service;
    this.meter = parts.meter;
    this.measures = parts.measures;
    this.commitments = parts.commitments;
    const { network } = parts.world;
    this.latency = network.links.latencies.of(0, 0);
    this.devices = network.devices;
    this.refused = new Int32Array(network.servers);
    parts.engine.reserve(parts.jobs.pastEvents);
  }

  /** A job arrives at its device. */
  arrive(draft: JobDraft, source: number): void {
    const { engine, jobs, measures, meter } = this;
    const { now } = engine;
    const { capacity } = jobs;
    const slot = jobs.take();
    if (jobs.capacity !== capacity) engine.reserve(jobs.pastEvents);
    const { real, int } = jobs;
    const r = slot * REALS;
    real[r + ARRIVAL] = now;
    real[r + BITS] = draft.bits;
    real[r + WORK] = draft.instructions;
    real[r + OUTPUT] = draft.outputBits;
    real[r + DEADLINE] = now + draft.deadline;
    real[r + PRIORITY] = draft.priority;
    real[r + WAITED] = 0;
    real[r + SERVICE] = 0;
    real[r + MOVED] = 0;
    real[r + NUMBER] = draft.number < 0 ? DRAWN - this.arrivals : draft.number;
    this.arrivals++;
    const i = slot * INTS;
    int[i + DEVICE] = draft.device;
    int[i + SOURCE] = source;
    int[i + CLASS] = draft.jobClass;
    int[i + ATTEMPTS] = 0;
    int[i + REDIRECTED] = 0;
    int[i + RUNNING] = 0;
    int[i + STATION] = NONE;
    measures.arrive(now);
    meter.unfinished(draft.device, 1, now);
    this.place(slot);
  }

  /** The job's event: its stage is over (or its link's rate changes). */
  advance(slot: number): void {
    const { jobs, radio, service } = this;
    switch (jobs.int[slot * INTS + STAGE]) {
      case UPLOAD:
        if (radio.fire(slot)) this.goOut(slot);
        return;
      case WAY_OUT:
        this.reach(slot);
        return;
      case SERVED:
        service.finish(slot);
        this.served(slot);
        return;
      case WAY_BACK:
        this.download(slot);
        return;
      case DOWNLOAD:
        if (radio.fire(slot)) this.end(slot, COMPLETED);
        return;
      case BACK_OFF:
        this.place(slot);
        return;
      case FALL_BACK:
        this.runLocally(slot);
        return;
    }
  }

  /** A transfer through an access point has got all its bits. */
  transferred(slot: number): void {
    this.radio.finish(slot);
    if (this.jobs.int[slot * INTS + STAGE] === UPLOAD) this.goOut(slot);
    else this.end(slot, COMPLETED);
  }

  /** The next job of a processor-sharing server is served. */
  departure(station: number): void {
    const slot = this.service.departure(station);
    this.service.finish(slot);
    this.served(slot);
  }

  /** The patience of a job that waits is over. */
  abandon(slot: number): void {
    const { jobs, radio, service } = this;
    if (jobs.int[slot * INTS + STAGE] === UPLOAD) radio.renege(slot);
    else service.renege(slot);
    this.withdraw(slot);
    this.end(slot, ABANDONED);
  }

  /** A fault has taken the job out of its station. */
  broken(slot: number, fault: Fault): void {
    const { engine, jobs } = this;
    const i = slot * INTS;
    this.withdraw(slot);
    const attempts = jobs.int[i + ATTEMPTS];
    if (fault.work === "local" && this.mayRunLocally(slot)) {
      jobs.int[i + STAGE] = FALL_BACK;
      engine.schedule(jobs.event(slot), engine.now);
    } else if (fault.work === "retry" && attempts < fault.limit) {
      jobs.int[i + STAGE] = BACK_OFF;
      engine.schedule(jobs.event(slot), engine.now + fault.backOff * 2 ** (attempts - 1));
    } else this.end(slot, DROPPED);
  }

  private place(slot: number): void {
    const { jobs, radio, commitments } = this;
    const i = slot * INTS;
    jobs.int[i + STAGE] = PLACING;
    jobs.int[i + ATTEMPTS]++;
    const place = this.parts.place(slot);
    jobs.int[i + PLACE] = place;
    if (place === LOCAL) {
      this.serveLocally(slot);
      return;
    }
    commitments.place(place, jobs.real[slot * REALS + WORK]);
    if (jobs.real[slot * REALS + OUTPUT] > 0) radio.expect(slot, DOWNLOAD, 1);
    if (jobs.real[slot * REALS + BITS] === 0) {
      this.goOut(slot);
      return;
    }
    radio.expect(slot, UPLOAD, 1);
    jobs.int[i + STAGE] = UPLOAD;
    radio.request(slot);
  }

  private serveLocally(slot: number): void {
    const { jobs, service } = this;
    jobs.int[slot * INTS + STAGE] = SERVED;
    service.enter(jobs.int[slot * INTS + DEVICE], slot);
  }

  private goOut(slot: number): void {
    const { engine, jobs } = this;
    if (this.latency === 0) {
      this.reach(slot);
      return;
    }
    jobs.int[slot * INTS + STAGE] = WAY_OUT;
    engine.schedule(jobs.event(slot), engine.now + this.latency);
  }

  private reach(slot: number): void {
    const { jobs, service, commitments } = this;
    const server = jobs.int[slot * INTS + PLACE];
    commitments.reach(server, jobs.real[slot * REALS + WORK]);
    jobs.int[slot * INTS + STAGE] = SERVED;
    const fault = this.parts.turnsAway(server);
    if (fault !== null) {
      this.broken(slot, fault);
      return;
    }
    if (service.enter(this.devices + server, slot)) return;
    this.refused[server]++;
    this.withdraw(slot);
    if (this.parts.world.overflow === "redirect" && this.mayRunLocally(slot)) this.runLocally(slot);
    else this.end(slot, DROPPED);
  }

  private served(slot: number): void {
    const { engine, jobs, commitments, measures } = this;
    const { world } = this.parts;
    const server = jobs.int[slot * INTS + PLACE];
    if (server === LOCAL) {
      this.end(slot, COMPLETED);
      return;
    }
    commitments.end(server);
    measures.charge(slot, world.network.serverPrice[server]);
    if (jobs.real[slot * REALS + OUTPUT] === 0) {
      this.end(slot, COMPLETED);
      return;
    }
    if (this.latency === 0) {
      this.download(slot);
      return;
    }
    jobs.int[slot * INTS + STAGE] = WAY_BACK;
    engine.schedule(jobs.event(slot), engine.now + this.latency);
  }

  private download(slot: number): void {
    this.jobs.int[slot * INTS + STAGE] = DOWNLOAD;
    this.radio.request(slot);
  }

  /** Takes back what was promised to server and radio for the stages that will not come. */
  private withdraw(slot: number): void {
    const { jobs, radio, commitments } = this;
    const server = jobs.int[slot * INTS + PLACE];
    const stage = jobs.int[slot * INTS + STAGE];
    if (server === LOCAL || stage === DOWNLOAD) return;
    if (stage === UPLOAD) commitments.reach(server, jobs.real[slot * REALS + WORK]);
    commitments.end(server);
    if (jobs.real[slot * REALS + OUTPUT] > 0) radio.expect(slot, DOWNLOAD, -1);
  }

  private mayRunLocally(slot: number): boolean {
    const { allowed } = this.parts.world;
    const { real, int } = this.jobs;
    return (
      allowed === null ||
      allowed(Math.max(DRAWN, real[slot * REALS + NUMBER]), LOCAL, int[slot * INTS + CLASS])
    );
  }

  /** Back to its device, where it starts from the beginning. */
  private runLocally(slot: number): void {
    const { jobs } = this;
    jobs.int[slot * INTS + REDIRECTED] = 1;
    jobs.int[slot * INTS + PLACE] = LOCAL;
    this.serveLocally(slot);
  }

  private end(slot: number, outcome: Ending): void {
    const { engine, jobs, measures, meter } = this;
    const { now } = engine;
    measures.end(slot, outcome, now);
    meter.unfinished(jobs.int[slot * INTS + DEVICE], -1, now);
    const source = jobs.int[slot * INTS + SOURCE];
    jobs.release(slot);
    this.parts.onEnd(source);
  }
}
