// What of simjs 2.0.3 is used: its clock and loop, and (in tests and benchmarks, as the oracle) its queue and facilities.

/** What the loop needs of an event. */
export interface Deliverable {
  readonly deliverAt: number;
  readonly cancelled: boolean;
  deliver(): void;
}

/** What the loop needs of a queue. */
export interface Pending {
  /** The earliest event, no longer pending; null when there is none. */
  remove(): Deliverable | null;
}

export declare class Sim {
  simTime: number;
  queue: Pending;
  time(): number;
  /** Delivers events until none is left or the next lies past `endTime` (that one is lost with the stock queue). */
  simulate(endTime: number, maxEvents?: number): boolean;
  addEntity<E extends Entity, A extends unknown[]>(
    entity: new (sim: Sim, name?: string) => E & { start(...parameters: A): void },
    name?: string,
    ...parameters: A
  ): E;
}

export declare class PQueue implements Pending {
  insert(event: Deliverable): void;
  remove(): Deliverable | null;
  greater(a: Deliverable, b: Deliverable): boolean;
}

export declare class Request implements Deliverable {
  readonly deliverAt: number;
  readonly cancelled: boolean;
  done(callback: (...values: never[]) => void, context?: object, argument?: unknown): Request;
  cancel(): void;
  deliver(): void;
}

export declare class Facility {
  static readonly FCFS: number;
  static readonly LCFS: number;
  static readonly PS: number;
  constructor(name: string, discipline?: number, servers?: number, maxqlen?: number);
  usage(): number;
  systemStats(): Population;
  queueStats(): Population;
}

export declare class Population {
  readonly durationSeries: { average(): number; count(): number };
  readonly sizeSeries: { average(): number };
}

export declare class Entity {
  constructor(sim: Sim, name?: string);
  readonly sim: Sim;
  time(): number;
  setTimer(duration: number): Request;
  useFacility(facility: Facility, duration: number): Request;
}

declare const simjs: {
  readonly Sim: typeof Sim;
  readonly Entity: typeof Entity;
  readonly Facility: typeof Facility;
  readonly PQueue: typeof PQueue;
  readonly Request: typeof Request;
};
export default simjs;
