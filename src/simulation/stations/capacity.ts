// Capacity over time: servers that break and are repaired, levels of speed and power (DVFS) of servers and devices.
import type { Engine } from "../../engine/index.ts";
import { routesOf } from "../../model/routes.ts";
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import type { CapacityRecorder } from "../record/capacity-changes.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import type { Legs } from "../transfer/legs.ts";
import type { Fault, Level, Levels, World } from "../world.ts";
import type { Service } from "./service.ts";

/** Breaks and changes of level come after completions and repairs, before arrivals. */
const CHANGE_PRIORITY = 1;

export interface CapacityParts {
  readonly engine: Engine;
  readonly world: World;
  readonly service: Service;
  readonly numbers: StationNumbers;
  readonly meter: PowerMeter;
  /** Ways over wires; null where there are none. */
  readonly legs: Legs | null;
  /** Where changes are written down; null: nowhere. */
  readonly changes: CapacityRecorder | null;
  /** The engine's first event for changes of capacity. */
  readonly firstEvent: number;
  /** A fault has taken this job out of its server. */
  readonly onBroken: (slot: number, fault: Fault) => void;
}

/** What may break: servers, then wires. */
const breakables = ({ network, wireFault }: World): number =>
  network.servers + (wireFault === null ? 0 : (network.backhaul?.wires ?? 0));

/** Events: of faults of servers and wires, m of servers' levels, k of devices' levels. */
export const capacityEvents = (world: World): number =>
  breakables(world) + world.network.servers + (world.deviceLevels === null ? 0 : world.network.devices);

export class Capacity {
  private readonly faults: (Fault | null)[];
  private readonly isUp: Uint8Array;
  private readonly speed: Float64Array;
  private readonly brokeAt: Float64Array;
  private readonly down: Float64Array;
  private readonly levels: (Levels | null)[];
  private readonly coming: (Level | null)[];

  constructor(private readonly parts: CapacityParts) {
    const { world } = parts;
    const { servers, devices, serverSpeed } = world.network;
    const all = Array.from({ length: servers }, (_, c) => c);
    const count = breakables(world);
    const wires = Array.from({ length: count - servers }, (_, w) => w);
    this.faults = [
      ...all.map((c) => world.serverFault?.(c) ?? null),
      ...wires.map((w) => world.wireFault?.(w) ?? null),
    ];
    this.isUp = new Uint8Array(count).fill(1);
    this.speed = Float64Array.from(serverSpeed);
    this.brokeAt = new Float64Array(count);
    this.down = new Float64Array(count);
    const ofServers = all.map((c) => world.serverLevels?.(c) ?? null);
    const ofDevices =
      world.deviceLevels === null
        ? []
        : Array.from({ length: devices }, (_, i) => world.deviceLevels?.(i) ?? null);
    this.levels = [...ofServers, ...ofDevices];
    this.coming = this.levels.map(() => null);
  }

  start(): void {
    const { engine, firstEvent } = this.parts;
    for (const [c, fault] of this.faults.entries()) {
      if (fault !== null) scheduleUnlessNever(engine, firstEvent + c, fault.up(), CHANGE_PRIORITY);
    }
    for (let which = 0; which < this.levels.length; which++) this.awaitLevel(which);
  }

  /** An event of capacity, numbered from 0. */
  fire(number: number): void {
    const count = this.faults.length;
    if (number >= count) this.changeLevel(number - count);
    else if (this.isUp[number] === 1) this.break(number);
    else this.repair(number);
  }

  /** The fault of a broken wire whose rule sends jobs elsewhere; null when it takes data in, or lets it wait. */
  wireTurnsAway(wire: number): Fault | null {
    return this.parts.world.wireFault === null
      ? null
      : this.turnsAway(this.parts.world.network.servers + wire);
  }

  /** The fault of a broken server whose rule sends jobs elsewhere; null when the server takes jobs in. */
  turnsAway(server: number): Fault | null {
    if (this.isUp[server] === 1) return null;
    const fault = this.faults[server]!;
    return fault.work === "retry" || fault.work === "local" ? fault : null;
  }

  /** Time out of order since measuring began. */
  downTime(server: number): Seconds {
    return this.down[server] + (this.isUp[server] === 1 ? 0 : this.parts.engine.now - this.brokeAt[server]);
  }

  /** The same of a wire. */
  wireDownTime(wire: number): Seconds {
    const { wireFault, network } = this.parts.world;
    return wireFault === null ? 0 : this.downTime(network.servers + wire);
  }

  /** Measuring begins now. */
  restart(): void {
    this.down.fill(0);
    this.brokeAt.fill(this.parts.engine.now);
  }

  private break(number: number): void {
    const { engine, service, firstEvent, onBroken } = this.parts;
    const fault = this.faults[number]!;
    this.isUp[number] = 0;
    this.brokeAt[number] = engine.now;
    this.note(number, 0);
    this.reroute(number);
    for (const station of this.stationsOf(number)) {
      service.setSpeed(station, 0);
      if (fault.work === "restart") service.forget(station);
      else if (fault.work !== "resume") for (const slot of service.evict(station)) onBroken(slot, fault);
    }
    scheduleUnlessNever(engine, firstEvent + number, fault.down(), 0);
  }

  private repair(number: number): void {
    const { engine, service, firstEvent } = this.parts;
    this.isUp[number] = 1;
    this.down[number] += engine.now - this.brokeAt[number];
    this.note(number, this.fullSpeed(number));
    this.reroute(number);
    for (const station of this.stationsOf(number)) service.setSpeed(station, this.fullSpeed(number));
    scheduleUnlessNever(engine, firstEvent + number, this.faults[number]!.up(), CHANGE_PRIORITY);
  }

  /** The stations of what may break: a server's, or both directions of a wire. */
  private stationsOf(number: number): readonly number[] {
    const { numbers, world } = this.parts;
    const wire = number - world.network.servers;
    return wire < 0 ? [numbers.server(number)] : [numbers.wire(2 * wire), numbers.wire(2 * wire + 1)];
  }

  private fullSpeed(number: number): number {
    const { network } = this.parts.world;
    const wire = number - network.servers;
    return wire < 0 ? this.speed[number] : network.backhaul!.wireRate[wire];
  }

  /** Writes down the speed of a server or wire from now on. */
  private note(number: number, speed: number): void {
    const { changes, engine, world } = this.parts;
    const { servers, serverSpeed } = world.network;
    if (number < servers) changes?.add(engine.now, "server", number, speed / serverSpeed[number]);
    else changes?.add(engine.now, "wire", number - servers, speed === 0 ? 0 : 1);
  }

  /** A wire broke or was repaired: the legs that begin from now on take other ways. */
  private reroute(number: number): void {
    const { legs, world } = this.parts;
    const { servers, backhaul } = world.network;
    if (number < servers) return;
    const isUp = Array.from({ length: backhaul!.wires }, (_, w) => this.isUp[servers + w] === 1);
    legs!.reroute(routesOf(backhaul!, (wire) => isUp[wire]));
  }

  private awaitLevel(which: number): void {
    const { engine, firstEvent } = this.parts;
    const next = this.levels[which]?.next(engine.now);
    if (next === undefined || next.at === Number.POSITIVE_INFINITY) return;
    this.coming[which] = next.level;
    engine.schedule(firstEvent + this.faults.length + which, Math.max(next.at, engine.now), CHANGE_PRIORITY);
  }

  private changeLevel(which: number): void {
    const { engine, service, meter, numbers } = this.parts;
    const level = this.coming[which]!;
    const { servers } = this.parts.world.network;
    if (which < servers) {
      this.speed[which] = level.speed;
      if (this.isUp[which] === 1) {
        this.note(which, level.speed);
        service.setSpeed(numbers.server(which), level.speed);
      }
    } else {
      const device = which - servers;
      const share = level.speed / this.parts.world.network.deviceSpeed[device];
      this.parts.changes?.add(engine.now, "processor", device, share, level.power);
      service.setSpeed(numbers.processor(which - servers), level.speed);
      meter.setComputePower(which - servers, level.power, engine.now);
    }
    this.awaitLevel(which);
  }
}

function scheduleUnlessNever(engine: Engine, event: number, after: Seconds, priority: number): void {
  if (after !== Number.POSITIVE_INFINITY) engine.schedule(event, engine.now + after, priority);
}
