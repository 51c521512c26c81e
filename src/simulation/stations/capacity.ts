// Capacity over time: servers that break and are repaired, levels of speed and power (DVFS) of servers and devices.
import type { Engine } from "../../engine/index.ts";
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import type { Fault, Level, Levels, World } from "../world.ts";
import type { Service } from "./service.ts";

/** Breaks and changes of level come after completions and repairs, before arrivals. */
const CHANGE_PRIORITY = 1;

export interface CapacityParts {
  readonly engine: Engine;
  readonly world: World;
  readonly service: Service;
  readonly meter: PowerMeter;
  /** The engine's first event for changes of capacity. */
  readonly firstEvent: number;
  /** A fault has taken this job out of its server. */
  readonly onBroken: (slot: number, fault: Fault) => void;
}

/** Events: m of faults, m of servers' levels, k of devices' levels. */
export const capacityEvents = (world: World): number =>
  2 * world.network.servers + (world.deviceLevels === null ? 0 : world.network.devices);

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
    this.faults = all.map((c) => world.serverFault?.(c) ?? null);
    this.isUp = new Uint8Array(servers).fill(1);
    this.speed = Float64Array.from(serverSpeed);
    this.brokeAt = new Float64Array(servers);
    this.down = new Float64Array(servers);
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
    const servers = this.faults.length;
    if (number >= servers) this.changeLevel(number - servers);
    else if (this.isUp[number] === 1) this.break(number);
    else this.repair(number);
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

  /** Measuring begins now. */
  restart(): void {
    this.down.fill(0);
    this.brokeAt.fill(this.parts.engine.now);
  }

  private break(server: number): void {
    const { engine, service, world, firstEvent, onBroken } = this.parts;
    const fault = this.faults[server]!;
    const station = world.network.devices + server;
    this.isUp[server] = 0;
    this.brokeAt[server] = engine.now;
    service.setSpeed(station, 0);
    if (fault.work === "restart") service.forget(station);
    else if (fault.work !== "resume") for (const slot of service.evict(station)) onBroken(slot, fault);
    scheduleUnlessNever(engine, firstEvent + server, fault.down(), 0);
  }

  private repair(server: number): void {
    const { engine, service, world, firstEvent } = this.parts;
    this.isUp[server] = 1;
    this.down[server] += engine.now - this.brokeAt[server];
    service.setSpeed(world.network.devices + server, this.speed[server]);
    scheduleUnlessNever(engine, firstEvent + server, this.faults[server]!.up(), CHANGE_PRIORITY);
  }

  private awaitLevel(which: number): void {
    const { engine, firstEvent } = this.parts;
    const next = this.levels[which]?.next(engine.now);
    if (next === undefined || next.at === Number.POSITIVE_INFINITY) return;
    this.coming[which] = next.level;
    engine.schedule(firstEvent + this.faults.length + which, Math.max(next.at, engine.now), CHANGE_PRIORITY);
  }

  private changeLevel(which: number): void {
    const { engine, service, meter, world } = this.parts;
    const level = this.coming[which]!;
    const servers = this.faults.length;
    if (which < servers) {
      this.speed[which] = level.speed;
      if (this.isUp[which] === 1) service.setSpeed(world.network.devices + which, level.speed);
    } else {
      service.setSpeed(which - servers, level.speed);
      meter.setComputePower(which - servers, level.power, engine.now);
    }
    this.awaitLevel(which);
  }
}

function scheduleUnlessNever(engine: Engine, event: number, after: Seconds, priority: number): void {
  if (after !== Number.POSITIVE_INFINITY) engine.schedule(event, engine.now + after, priority);
}
