// Unfinished jobs in flat typed arrays: a slot each, used again when the job has ended.
import { rows } from "./rows.ts";

// One row of 176 bytes a slot, which `real` sees as doubles and `int` as whole numbers, those that change the most together.

/** Fields of `real`, one row of REALS for each slot; 7 to 12 are those of `int`. */
export const REALS = 22;
/** What is left of the stage at hand: instructions or bits, as of SINCE. */
export const LEFT = 0;
/** bit/s of the transfer at hand, as of SINCE. */
export const RATE = 1;
/** When LEFT was brought up to date (running), or when waiting began. */
export const SINCE = 2;
/** When it entered the station it is in, or measuring began if that was later. */
export const ENTERED = 3;
/** Time in transfer so far. */
export const MOVED = 4;
/** Time in lines so far. */
export const WAITED = 5;
export const WORK = 6;
export const OUTPUT = 13;
export const BITS = 14;
export const ARRIVAL = 15;
/** Absolute; Infinity: none. */
export const DEADLINE = 16;
/** Time in service so far. */
export const SERVICE = 17;
/** When its present service or transfer started. */
export const STARTED = 18;
export const PRIORITY = 19;
/** Number in the order of entering stations. */
export const ORDER = 20;
/** Number in the instance; of a drawn job DRAWN minus its number of arrival. */
export const NUMBER = 21;
export const DRAWN = -1;

/** Fields of `int`, one row of INTS for each slot; those before DEVICE and from 26 on are fields of `real`. */
export const INTS = 2 * REALS;
export const DEVICE = 14;
export const PLACE = 15;
export const STAGE = 16;
export const STATION = 17;
export const NEXT = 18;
export const PREVIOUS = 19;
export const SOURCE = 20;
export const CLASS = 21;
export const ATTEMPTS = 22;
export const REDIRECTED = 23;
/** 1 in service or transfer, 0 waiting or in no station. */
export const RUNNING = 24;
/** 1: its event is a change of the link's rate, not the end of the transfer. */
export const CHANGES = 25;

/** Values of STAGE. */
export const FREE = 0;
export const UPLOAD = 1;
/** In the radio link's latency, on the way to the server. */
export const LATENCY_OUT = 2;
/** At a wire, or in the latency after it, on the way to the server. */
export const WIRE_OUT = 3;
export const WIRE_LATENCY_OUT = 4;
export const IN_SERVICE = 5;
export const WIRE_BACK = 6;
export const WIRE_LATENCY_BACK = 7;
export const LATENCY_BACK = 8;
export const DOWNLOAD = 9;
export const BACK_OFF = 10;
export const FALL_BACK = 11;
export const PLACING = 12;
export const STAGE_NAMES = [
  "free",
  "upload",
  "on the way to the server",
  "on a wire to the server",
  "on the way to the server",
  "service",
  "on a wire on the way back",
  "on the way back",
  "on the way back",
  "download",
  "back-off after a fault",
  "falling back to the device",
  "being placed",
] as const;

/** The field of `real` that says how much is to be served or moved, for each stage that is spent at a station. */
export const AMOUNT = Uint8Array.from(STAGE_NAMES, (_, stage) =>
  stage === IN_SERVICE ? WORK : stage === UPLOAD || stage === WIRE_OUT ? BITS : OUTPUT,
);

export const NONE = -1;

export class JobTable {
  real: Float64Array;
  int: Int32Array;
  /** Jobs in the table. */
  size = 0;
  /** Most jobs so far. */
  peak = 0;
  capacity: number;
  private free = 0;
  private readonly firstEvent: number;
  private readonly eventsPerSlot: number;

  /**
   * @param firstEvent the engine's event of slot 0
   * @param patience does each slot have a second event, for the end of its patience?
   */
  constructor(capacity: number, firstEvent: number, patience: boolean) {
    this.capacity = capacity;
    this.firstEvent = firstEvent;
    this.eventsPerSlot = patience ? 2 : 1;
    const { real, int } = rows(capacity, REALS);
    this.real = real;
    this.int = int;
    this.chain(0);
  }

  /** The engine's event for the stage at hand; the one after it, if there is patience, for its end. */
  event(slot: number): number {
    return this.firstEvent + slot * this.eventsPerSlot;
  }

  /** The slot of an event. */
  slotOf(event: number): number {
    return this.eventsPerSlot === 1 ? event - this.firstEvent : (event - this.firstEvent) >> 1;
  }

  endsPatience(event: number): boolean {
    return this.eventsPerSlot === 2 && ((event - this.firstEvent) & 1) === 1;
  }

  get hasPatience(): boolean {
    return this.eventsPerSlot === 2;
  }

  /** One past the largest event number. */
  get pastEvents(): number {
    return this.event(this.capacity);
  }

  /** Number of the job: in the instance, or of arrival where jobs are drawn. */
  number(slot: number): number {
    const number = this.real[slot * REALS + NUMBER];
    return number < 0 ? DRAWN - number : number;
  }

  /** A free slot; may replace the arrays by larger ones. */
  take(): number {
    if (this.free === this.capacity) this.grow();
    const slot = this.free;
    this.free = this.int[slot * INTS + NEXT];
    if (++this.size > this.peak) this.peak = this.size;
    return slot;
  }

  release(slot: number): void {
    this.int[slot * INTS + STAGE] = FREE;
    this.int[slot * INTS + NEXT] = this.free;
    this.free = slot;
    this.size--;
  }

  /** Calls `visit` with the slot of every unfinished job. */
  each(visit: (slot: number) => void): void {
    for (let slot = 0; slot < this.capacity; slot++) if (this.int[slot * INTS + STAGE] !== FREE) visit(slot);
  }

  private chain(from: number): void {
    for (let slot = from; slot < this.capacity; slot++) this.int[slot * INTS + NEXT] = slot + 1;
  }

  private grow(): void {
    const before = this.capacity;
    this.capacity = 2 * before;
    const { real, int } = rows(this.capacity, REALS);
    real.set(this.real);
    this.real = real;
    this.int = int;
    this.chain(before);
  }
}
