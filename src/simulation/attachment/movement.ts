// Devices that move, in a run: each change of what they see of the radio network is an event. Handovers interrupt transfers and
// send waiting results after the device.
import type { Engine } from "../../engine/index.ts";
import { type Course, NO_ACCESS_POINT } from "../../mobility/course.ts";
import type { Seconds } from "../../units.ts";
import type { Mobility } from "../world.ts";
import type { Air } from "./air.ts";
import { Attachments, type MobilityResult } from "./attachments.ts";

/** Changes come after completions and repairs, before arrivals. */
const CHANGE_PRIORITY = 1;

/** Two for each device: its next change, and the end of an interruption; then one for each access point that may break. */
export const movementEvents = (mobility: Mobility | null, devices: number): number =>
  mobility === null ? 0 : 2 * devices + (mobility.accessPointFault === null ? 0 : mobility.isUp.length);

export interface MovementParts {
  readonly engine: Engine;
  readonly mobility: Mobility;
  readonly devices: number;
  readonly air: Air;
  readonly firstEvent: number;
  /** Transfers under way of a device start over. */
  readonly startOver: (device: number) => void;
  /** A device hangs on another access point from now on: what waits for it elsewhere is to follow. */
  readonly onMoved: (device: number) => void;
  /** Its work at servers goes to the one nearest now; returns how many jobs do. */
  readonly moveService: (device: number) => number;
}

export class Movement {
  private readonly courses: readonly Course[];
  private readonly log: Attachments;
  /** Until when the link of each device is down. */
  private readonly downUntil: Float64Array;
  /** 1: its handover waits for the transfers under way (`forward`). */
  private readonly waits: Uint8Array;
  private readonly faults: readonly ReturnType<NonNullable<Mobility["accessPointFault"]>>[];

  constructor(private readonly parts: MovementParts) {
    const { mobility, devices } = parts;
    this.courses = Array.from({ length: devices }, (_, i) => mobility.course(i));
    this.log = new Attachments(devices, mobility.pingPong);
    this.downUntil = new Float64Array(devices);
    this.waits = new Uint8Array(devices);
    const { accessPointFault, isUp } = mobility;
    this.faults = accessPointFault === null ? [] : Array.from(isUp, (_, p) => accessPointFault(p));
  }

  start(): void {
    const { devices } = this.parts;
    for (let device = 0; device < devices; device++) this.go(device);
    for (const [p, fault] of this.faults.entries())
      if (fault !== null) this.await(2 * devices + p, fault.up());
  }

  /** An event of movement, numbered from 0. */
  fire(number: number): void {
    const { devices } = this.parts;
    if (number < devices) this.go(number);
    else if (number < 2 * devices) this.reconnect(number - devices);
    else this.turn(number - 2 * devices);
  }

  /** A transfer of a device has ended: a handover that waited for it takes place. */
  transferEnded(device: number): void {
    if (this.waits[device] === 0 || this.parts.air.underWay(device).length > 0) return;
    this.waits[device] = 0;
    this.apply(device);
  }

  /** Measuring begins. */
  restart(now: Seconds): void {
    this.log.restart(now);
  }

  result(): MobilityResult {
    return this.log.result(this.parts.engine.now);
  }

  /** Where a device is now. */
  position(device: number): readonly [number, number] {
    const { now } = this.parts.engine;
    return [this.courses[device].x(now), this.courses[device].y(now)];
  }

  /** The next change of what the device sees. */
  private go(device: number): void {
    const course = this.courses[device];
    course.advance();
    this.apply(device);
    this.awaitChange(device);
  }

  private awaitChange(device: number): void {
    const { engine, firstEvent } = this.parts;
    const { until } = this.courses[device];
    engine.cancel(firstEvent + device);
    if (until !== Number.POSITIVE_INFINITY)
      engine.schedule(firstEvent + device, Math.max(engine.now, until), CHANGE_PRIORITY);
  }

  /** Brings the link up to what the device sees now. */
  private apply(device: number): void {
    const { engine, mobility, air, startOver, onMoved } = this.parts;
    const { now } = engine;
    const course = this.courses[device];
    const seen = course.isCovered ? course.accessPoint : NO_ACCESS_POINT;
    const last = air.attachment[device];
    const next = seen === NO_ACCESS_POINT ? last : seen;
    const moves = next !== last;
    if (moves && mobility.transfers === "forward" && this.mayFinish(device)) {
      this.waits[device] = 1;
      return;
    }
    this.waits[device] = 0;
    const isHandover = this.log.change(device, seen, now);
    if (isHandover) {
      if (mobility.transfers === "restart") startOver(device);
      this.interrupt(device);
    }
    const isDown = seen === NO_ACCESS_POINT || now < this.downUntil[device];
    air.change(device, next, isDown ? 0 : course.up, isDown ? 0 : course.down);
    if (!moves) return;
    onMoved(device);
    if (mobility.follows && isHandover) this.log.migrate(this.parts.moveService(device));
  }

  /** Has the device transfers that its old link still carries? */
  private mayFinish(device: number): boolean {
    const { air } = this.parts;
    const hasLink = air.linkRate(device, 0) > 0 || air.linkRate(device, 1) > 0;
    return hasLink && air.underWay(device).length > 0;
  }

  private interrupt(device: number): void {
    const { engine, mobility, devices, firstEvent } = this.parts;
    const { interruption } = mobility;
    if (interruption === 0) return;
    const { now } = engine;
    const until = now + interruption;
    this.log.interrupt(device, until - Math.max(now, this.downUntil[device]));
    this.downUntil[device] = until;
    engine.cancel(firstEvent + devices + device);
    engine.schedule(firstEvent + devices + device, until, CHANGE_PRIORITY);
  }

  private reconnect(device: number): void {
    this.apply(device);
  }

  /** An access point breaks or is repaired: devices look for another. */
  private turn(point: number): void {
    const { engine, mobility, devices } = this.parts;
    const fault = this.faults[point]!;
    const isUp = mobility.isUp[point] === 0;
    mobility.isUp[point] = isUp ? 1 : 0;
    for (let device = 0; device < devices; device++) {
      this.courses[device].refresh(engine.now);
      this.apply(device);
      this.awaitChange(device);
    }
    this.await(2 * devices + point, isUp ? fault.up() : fault.down());
  }

  private await(number: number, after: Seconds): void {
    const { engine, firstEvent } = this.parts;
    if (after !== Number.POSITIVE_INFINITY)
      engine.schedule(firstEvent + number, engine.now + after, CHANGE_PRIORITY);
  }
}
