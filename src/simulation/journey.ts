// The journey of a job: arrival, place, upload, wires, service, wires back, download, done; and what faults make of it.
import type { Engine } from "../engine/index.ts";
import type { LinkTable } from "../model/links.ts";
import { LOCAL } from "../model/problem.ts";
import { UNDECIDED } from "./decisions/decision.ts";
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
  IN_SERVICE,
  INTS,
  type JobTable,
  LATENCY_BACK,
  LATENCY_OUT,
  LEFT,
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
  SERVICE,
  SOURCE,
  STAGE,
  STATION,
  UPLOAD,
  WAITED,
  WIRE_BACK,
  WIRE_LATENCY_BACK,
  WIRE_LATENCY_OUT,
  WIRE_OUT,
  WORK,
} from "./state/job-table.ts";
import type { StationNumbers } from "./state/station-numbers.ts";
import type { Service } from "./stations/service.ts";
import type { Legs } from "./transfer/legs.ts";
import type { Transfers } from "./transfer/transfers.ts";
import type { Fault, JobDraft, World } from "./world.ts";

export interface JourneyParts {
  readonly engine: Engine;
  readonly world: World;
  readonly jobs: JobTable;
  readonly numbers: StationNumbers;
  readonly transfers: Transfers;
  readonly service: Service;
  /** Latency of the radio links, each way. */
  readonly latency: LinkTable;
  /** Ways over wires; null where links go straight to the servers. */
  readonly legs: Legs | null;
  readonly meter: PowerMeter;
  readonly measures: Measures;
  readonly commitments: Commitments;
  readonly place: Place;
  /** The fault of a broken server that sends jobs elsewhere; null when it takes them in. */
  readonly turnsAway: (server: number) => Fault | null;
  /** The same of a broken wire. */
  readonly wireTurnsAway: (wire: number) => Fault | null;
  /** A job has ended; `source` is where it came from. */
  readonly onEnd: (source: number) => void;
}

export class Journey {
  /** Jobs that found no waiting place, by server. */
  readonly refused: Int32Array;
  private arrivals = 0;

  private readonly engine: Engine;
  private readonly jobs: JobTable;
  private readonly numbers: StationNumbers;
  private readonly transfers: Transfers;
  private readonly service: Service;
  private readonly latency: LinkTable;
  private readonly legs: Legs | null;
  private readonly meter: PowerMeter;
  private readonly measures: Measures;
  private readonly commitments: Commitments;

  constructor(private readonly parts: JourneyParts) {
    this.engine = parts.engine;
    this.jobs = parts.jobs;
    this.numbers = parts.numbers;
    this.transfers = parts.transfers;
    this.service = parts.service;
    this.latency = parts.latency;
    this.legs = parts.legs;
    this.meter = parts.meter;
    this.measures = parts.measures;
    this.commitments = parts.commitments;
    this.refused = new Int32Array(parts.world.network.servers);
    parts.engine.reserve(parts.jobs.pastEvents);
  }

  /** A job arrives at its device; returns its slot, yet to be placed. */
  arrive(draft: JobDraft, source: number): number {
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
    return slot;
  }

  /** The job's event: its stage is over (or its link's rate changes). */
  advance(slot: number): void {
    const { jobs, service } = this;
    switch (jobs.int[slot * INTS + STAGE]) {
      case UPLOAD:
      case WIRE_OUT:
      case IN_SERVICE:
      case WIRE_BACK:
      case DOWNLOAD:
        if (service.fire(slot)) this.served(slot);
        return;
      case LATENCY_OUT:
        this.leaveRadio(slot);
        return;
      case WIRE_LATENCY_OUT:
        this.goOverWires(slot);
        return;
      case WIRE_LATENCY_BACK:
        this.comeBackOverWires(slot);
        return;
      case LATENCY_BACK:
        this.download(slot);
        return;
      case BACK_OFF:
        this.place(slot);
        return;
      case FALL_BACK:
        this.runLocally(slot);
        return;
    }
  }

  /** The next item leaves what is shared. */
  departure(sharing: { depart(): number }): void {
    this.served(this.service.departure(sharing));
  }

  /** The patience of a job that waits is over. */
  abandon(slot: number): void {
    this.service.renege(slot);
    this.withdraw(slot);
    this.end(slot, ABANDONED);
  }

  /** A fault has taken the job out of its station. */
  broken(slot: number, fault: Fault): void {
    const { engine, jobs } = this;
    const i = slot * INTS;
    this.withdraw(slot);
    const attempts = jobs.int[i + ATTEMPTS];
    if (fault.work === "local" && this.mayRun(slot, LOCAL)) {
      jobs.int[i + STAGE] = FALL_BACK;
      engine.schedule(jobs.event(slot), engine.now);
    } else if (fault.work === "retry" && attempts < fault.limit) {
      jobs.int[i + STAGE] = BACK_OFF;
      engine.schedule(jobs.event(slot), engine.now + fault.backOff * 2 ** (attempts - 1));
    } else this.end(slot, DROPPED);
  }

  /** Asks where the job goes, and sends it there. False: nobody has answered yet; `send` is to be called. */
  place(slot: number): boolean {
    const { jobs } = this;
    const i = slot * INTS;
    jobs.int[i + STAGE] = PLACING;
    jobs.int[i + ATTEMPTS]++;
    const place = this.parts.place(slot);
    if (place === UNDECIDED) return false;
    this.send(slot, place);
    return true;
  }

  /** Sends a job on its way to a place. */
  send(slot: number, place: number): void {
    const { jobs, transfers, commitments } = this;
    const i = slot * INTS;
    jobs.int[i + PLACE] = place;
    if (place === LOCAL) {
      this.serveLocally(slot);
      return;
    }
    commitments.place(place, jobs.real[slot * REALS + WORK]);
    if (jobs.real[slot * REALS + OUTPUT] > 0) transfers.expect(slot, DOWNLOAD, 1);
    if (jobs.real[slot * REALS + BITS] === 0 && transfers.hasLink(jobs.int[i + DEVICE])) {
      transfers.air?.land(slot);
      this.goOut(slot);
      return;
    }
    transfers.expect(slot, UPLOAD, 1);
    jobs.int[i + STAGE] = UPLOAD;
    this.service.enter(this.numbers.radio(jobs.int[i + DEVICE], place, UPLOAD), slot);
  }

  private serveLocally(slot: number): void {
    const { jobs, numbers, service } = this;
    jobs.int[slot * INTS + STAGE] = IN_SERVICE;
    service.enter(numbers.processor(jobs.int[slot * INTS + DEVICE]), slot);
  }

  /** The item has been served at its station and has left it. */
  private served(slot: number): void {
    switch (this.jobs.int[slot * INTS + STAGE]) {
      case UPLOAD:
        this.countRadio(slot, BITS);
        this.goOut(slot);
        return;
      case WIRE_OUT:
        this.leaveWire(slot, WIRE_LATENCY_OUT);
        return;
      case IN_SERVICE:
        this.computed(slot);
        return;
      case WIRE_BACK:
        this.leaveWire(slot, WIRE_LATENCY_BACK);
        return;
      default:
        this.countRadio(slot, OUTPUT);
        this.end(slot, COMPLETED);
    }
  }

  /** Bits went over the radio link of an access point. */
  private countRadio(slot: number, field: number): void {
    const { jobs, legs } = this;
    if (legs === null) return;
    legs.overRadio(jobs.int[slot * INTS + DEVICE], field === BITS ? 0 : 1, jobs.real[slot * REALS + field]);
  }

  private goOut(slot: number): void {
    const { engine, jobs } = this;
    const latency = this.latencyOf(slot);
    if (latency === 0) {
      this.leaveRadio(slot);
      return;
    }
    jobs.int[slot * INTS + STAGE] = LATENCY_OUT;
    engine.schedule(jobs.event(slot), engine.now + latency);
  }

  /** The data is at the other end of the radio link. */
  private leaveRadio(slot: number): void {
    const { jobs, legs } = this;
    if (legs === null) {
      this.reach(slot);
      return;
    }
    const { air } = this.transfers;
    const place = jobs.int[slot * INTS + PLACE];
    if (air === null) legs.beginOut(slot, jobs.int[slot * INTS + DEVICE], place);
    else legs.beginAt(slot, air.landed(slot), place);
    this.goOverWires(slot);
  }

  private goOverWires(slot: number): void {
    if (!this.enterWire(slot, WIRE_OUT, WIRE_LATENCY_OUT, BITS)) this.reach(slot);
  }

  private comeBackOverWires(slot: number): void {
    if (this.enterWire(slot, WIRE_BACK, WIRE_LATENCY_BACK, OUTPUT)) return;
    if (!this.follow(slot)) this.goBack(slot);
  }

  /** The device has gone to another access point: the result goes after it. False: it has not. */
  private follow(slot: number): boolean {
    const { jobs, legs } = this;
    if (this.transfers.air === null || legs === null) return false;
    const device = jobs.int[slot * INTS + DEVICE];
    if (!legs.isLeft(slot, device)) return false;
    legs.follow(slot, device, jobs.int[slot * INTS + PLACE]);
    this.comeBackOverWires(slot);
    return true;
  }

  /** What waits or runs at servers for a device goes on at the server nearest to its new access point. */
  moveService(device: number): number {
    const { jobs, legs } = this;
    const target = this.nearestServer(device);
    const going: number[] = [];
    jobs.each((slot) => {
      const i = slot * INTS;
      const { int } = jobs;
      if (int[i + DEVICE] !== device || int[i + STAGE] !== IN_SERVICE) return;
      if (int[i + PLACE] !== LOCAL && int[i + PLACE] !== target && this.mayRun(slot, target))
        going.push(slot);
    });
    let moved = 0;
    for (const slot of going)
      if (legs!.beginBetween(slot, jobs.int[slot * INTS + PLACE], target)) {
        this.migrate(slot, target);
        moved++;
      }
    return moved;
  }

  /** By latency, then wires, then order of the file. */
  private nearestServer(device: number): number {
    const legs = this.legs!;
    let nearest = 0;
    for (let c = 1; c < this.parts.world.network.servers; c++) {
      const [a, b] = [legs.out(device, c), legs.out(device, nearest)];
      if (a.latency < b.latency || (a.latency === b.latency && a.wires < b.wires)) nearest = c;
    }
    return nearest;
  }

  /** The work that is left moves with the state and the input that is left. */
  private migrate(slot: number, target: number): void {
    const { jobs, commitments, measures, service } = this;
    const { world } = this.parts;
    const { real, int } = jobs;
    const r = slot * REALS;
    const server = int[slot * INTS + PLACE];
    service.takeOut(slot);
    const [work, left] = [real[r + WORK], real[r + LEFT]];
    measures.chargePart(slot, world.network.serverPrice[server], work - left);
    commitments.end(server);
    commitments.place(target, left);
    real[r + BITS] = world.mobility!.state + (work === 0 ? 0 : real[r + BITS] * (left / work));
    real[r + WORK] = left;
    int[slot * INTS + PLACE] = target;
    this.goOverWires(slot);
  }

  /** Results that wait for the radio of a device at an access point that it has left. */
  followDevice(device: number): void {
    const { jobs, legs, numbers, service, transfers } = this;
    const isLeft = (slot: number) => jobs.int[slot * INTS + STAGE] === DOWNLOAD && legs!.isLeft(slot, device);
    for (let n = 0; n < numbers.radiosPerDevice; n++) {
      for (const slot of service.takeWaiting(numbers.radios(device) + n, isLeft)) {
        // Leaving the line took the transfer back that is still to come.
        transfers.expect(slot, DOWNLOAD, 1);
        this.follow(slot);
      }
    }
  }

  /** Enters the next wire of the item's way. False: there is none. */
  private enterWire(slot: number, stage: number, latencyStage: number, field: number): boolean {
    const { jobs, numbers, service } = this;
    const legs = this.legs!;
    const direction = legs.next(slot);
    if (direction === NONE) return false;
    if (jobs.real[slot * REALS + field] === 0 || legs.isLatencyOnly(direction)) {
      this.leaveWire(slot, latencyStage);
      return true;
    }
    jobs.int[slot * INTS + STAGE] = stage;
    const fault = this.parts.wireTurnsAway(direction >> 1);
    if (fault !== null) this.broken(slot, fault);
    else service.enter(numbers.wire(direction), slot);
    return true;
  }

  /** The item is at the far end of a wire once the wire's latency is over. */
  private leaveWire(slot: number, stage: number): void {
    const { engine, jobs, measures } = this;
    const legs = this.legs!;
    const bits = jobs.real[slot * REALS + (stage === WIRE_LATENCY_OUT ? BITS : OUTPUT)];
    measures.chargeTransfer(slot, legs.leave(slot, bits));
    const latency = legs.latency(slot);
    jobs.int[slot * INTS + STAGE] = stage;
    if (latency > 0) engine.schedule(jobs.event(slot), engine.now + latency);
    else if (stage === WIRE_LATENCY_OUT) this.goOverWires(slot);
    else this.comeBackOverWires(slot);
  }

  /** The job is at its server. */
  private reach(slot: number): void {
    const { jobs, numbers, service, commitments } = this;
    const server = jobs.int[slot * INTS + PLACE];
    commitments.reach(server, jobs.real[slot * REALS + WORK]);
    jobs.int[slot * INTS + STAGE] = IN_SERVICE;
    const fault = this.parts.turnsAway(server);
    if (fault !== null) {
      this.broken(slot, fault);
      return;
    }
    if (service.enter(numbers.server(server), slot)) return;
    this.refused[server]++;
    this.withdraw(slot);
    if (this.parts.world.overflow === "redirect" && this.mayRun(slot, LOCAL)) this.runLocally(slot);
    else this.end(slot, DROPPED);
  }

  /** The job's work is done. */
  private computed(slot: number): void {
    const { jobs, legs, commitments, measures } = this;
    const { world } = this.parts;
    const i = slot * INTS;
    const server = jobs.int[i + PLACE];
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
    if (legs === null) {
      this.goBack(slot);
      return;
    }
    legs.beginBack(slot, jobs.int[i + DEVICE], server);
    this.comeBackOverWires(slot);
  }

  /** The result goes over the radio link. */
  private goBack(slot: number): void {
    const { engine, jobs } = this;
    const latency = this.latencyOf(slot);
    if (latency === 0) {
      this.download(slot);
      return;
    }
    jobs.int[slot * INTS + STAGE] = LATENCY_BACK;
    engine.schedule(jobs.event(slot), engine.now + latency);
  }

  private download(slot: number): void {
    const { jobs, numbers, service } = this;
    const i = slot * INTS;
    if (this.follow(slot)) return;
    jobs.int[i + STAGE] = DOWNLOAD;
    service.enter(numbers.radio(jobs.int[i + DEVICE], jobs.int[i + PLACE], DOWNLOAD), slot);
  }

  private latencyOf(slot: number): number {
    const { int } = this.jobs;
    return this.latency.of(int[slot * INTS + DEVICE], int[slot * INTS + PLACE]);
  }

  /** Takes back what was promised to server and radio for the stages that will not come. */
  private withdraw(slot: number): void {
    const { jobs, transfers, commitments } = this;
    const server = jobs.int[slot * INTS + PLACE];
    const stage = jobs.int[slot * INTS + STAGE];
    if (server === LOCAL || stage === DOWNLOAD) return;
    if (stage < IN_SERVICE) commitments.reach(server, jobs.real[slot * REALS + WORK]);
    if (stage <= IN_SERVICE) commitments.end(server);
    if (jobs.real[slot * REALS + OUTPUT] > 0) transfers.expect(slot, DOWNLOAD, -1);
  }

  private mayRun(slot: number, place: number): boolean {
    const { allowed } = this.parts.world;
    const { real, int } = this.jobs;
    return (
      allowed === null ||
      allowed(Math.max(DRAWN, real[slot * REALS + NUMBER]), place, int[slot * INTS + CLASS])
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
