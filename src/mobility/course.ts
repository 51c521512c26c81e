// What a device sees of the radio network as it moves: its access point and the rates of its link, from one change to the next.
// Each change is a root that is solved; nothing is looked at in steps of time.
import type { Channel } from "../radio/channel.ts";
import type { RateReading } from "../radio/link-rate.ts";
import type { BitsPerSecond, Seconds } from "../units.ts";
import { falls, rises, type Square, squareAt } from "./crossing.ts";
import type { Fading } from "./fading.ts";
import type { PairState, Pairs } from "./pairs.ts";
import type { Sites } from "./sites.ts";
import type { Walk } from "./walk.ts";

export const NO_ACCESS_POINT = -1;
const NEVER = Number.POSITIVE_INFINITY;

/** A border of this time before a piece begins is met as it begins: clocks round. */
export const ROUNDING: Seconds = 1e-9;

/** What all devices share: where access points stand, and which of them work. */
export interface Coverage {
  readonly sites: Sites;
  /** Of each access point; null: rates do not follow the distance. */
  readonly channels: readonly Channel[] | null;
  readonly isUp: Uint8Array;
}

/** Who decides about the access point, from one of its own changes to the next. */
export interface Attaching {
  /** The access point; NO_ACCESS_POINT where there is none. */
  readonly accessPoint: number;
  /** When it has to look again. */
  readonly until: Seconds;
  /** Looks again at `now`. @param afresh on another piece or step of the path, or access points broke or were repaired */
  look(now: Seconds, afresh: boolean): void;
}

/** The rates of a link that does not depend on the distance. */
export type ConstantRates = (accessPoint: number) => {
  readonly up: BitsPerSecond;
  readonly down: BitsPerSecond;
};

export interface CourseParts {
  readonly walk: Walk;
  readonly coverage: Coverage;
  readonly attaching: Attaching;
  readonly pairs: Pairs | null;
  readonly fading: Fading | null;
  readonly constant: ConstantRates | null;
}

export class Course {
  /** The access point; NO_ACCESS_POINT without coverage. */
  accessPoint = NO_ACCESS_POINT;
  up: BitsPerSecond = 0;
  down: BitsPerSecond = 0;
  /** Does its link give a rate both ways, fading apart? */
  isCovered = false;
  /** When something may change next. */
  until: Seconds = 0;
  private readonly square: Square = { c0: 0.5, c1: 0.5, c2: 0.5 };
  private readonly readings: readonly [RateReading, RateReading] = [
    { rate: 0.5, low: 0.5, high: 0.5 },
    { rate: 0.5, low: 0.5, high: 0.5 },
  ];
  /** The ring that is met next: of which reading, and outwards? */
  private ringUntil: Seconds = NEVER;
  private ringOf = 0;
  private outwards = false;

  constructor(private readonly parts: CourseParts) {}

  /** Goes on to `until`; afterwards the state is that from then on. Called once at 0 to begin. */
  advance(): void {
    const { walk, attaching, fading } = this.parts;
    const now = this.until;
    let afresh = false;
    if (now >= walk.leg.until) {
      walk.enterLeg();
      afresh = true;
    } else if (now >= walk.stepUntil) {
      walk.enterStep();
      afresh = true;
    }
    if (afresh || now >= attaching.until) attaching.look(now, afresh);
    const fades = fading !== null && now >= fading.until;
    if (fades) fading.enterBlock();
    if (afresh || fades || attaching.accessPoint !== this.accessPoint) this.readLink(now);
    else if (now >= this.ringUntil) this.crossRing();
    this.schedule(now);
  }

  /** Access points broke or were repaired at `now`. */
  refresh(now: Seconds): void {
    this.parts.attaching.look(now, true);
    this.readLink(now);
    this.schedule(now);
  }

  x(time: Seconds): number {
    return this.parts.walk.x(time);
  }

  y(time: Seconds): number {
    return this.parts.walk.y(time);
  }

  private schedule(now: Seconds): void {
    const { walk, attaching, fading } = this.parts;
    this.awaitRing(now);
    this.until = Math.max(
      now,
      Math.min(walk.leg.until, walk.stepUntil, attaching.until, this.ringUntil, fading?.until ?? NEVER),
    );
  }

  private get state(): PairState {
    const { walk, pairs } = this.parts;
    return pairs!.at(this.accessPoint, walk.step, this.square.c0);
  }

  /** Reads the rates of the link as it is now. */
  private readLink(now: Seconds): void {
    const { walk, coverage, attaching, pairs, constant } = this.parts;
    this.accessPoint = attaching.accessPoint;
    if (this.accessPoint === NO_ACCESS_POINT) {
      this.up = 0;
      this.down = 0;
      this.isCovered = false;
      return;
    }
    this.isCovered = true;
    if (pairs === null) {
      const { up, down } = constant!(this.accessPoint);
      this.up = up;
      this.down = down;
      return;
    }
    walk.squareTo(coverage.sites, this.accessPoint, this.square);
    const square = squareAt(this.square, now - walk.leg.from);
    const { channel, law, shadow } = pairs.at(this.accessPoint, walk.step, square);
    const gain = this.gain + shadow - law.loss(square);
    channel.rate.read(channel.upBudget + gain, this.readings[0]);
    channel.rate.read(channel.downBudget + gain, this.readings[1]);
    this.take();
    const budget = Math.min(channel.upBudget, channel.downBudget) + shadow;
    this.isCovered = budget - law.loss(square) >= channel.rate.least;
  }

  /** dB that fading adds at the moment. */
  private get gain(): number {
    return this.parts.fading?.gain ?? 0;
  }

  /** The next ring at which a rate is read anew. */
  private awaitRing(now: Seconds): void {
    this.ringUntil = NEVER;
    const { walk, pairs } = this.parts;
    if (pairs === null || this.accessPoint === NO_ACCESS_POINT || this.square.c2 === 0) return;
    const { channel, law, shadow } = this.state;
    const { from } = walk.leg;
    const after = now > from ? now - from : -ROUNDING;
    const gain = this.gain + shadow;
    for (let way = 0; way < 2; way++) {
      const { low, high } = this.readings[way];
      const budget = (way === 0 ? channel.upBudget : channel.downBudget) + gain;
      const out =
        low === Number.NEGATIVE_INFINITY ? NEVER : rises(this.square, law.reach(budget - low), after);
      const inward = high === NEVER ? NEVER : falls(this.square, law.reach(budget - high), after);
      if (Math.min(out, inward) + from >= this.ringUntil) continue;
      this.ringUntil = Math.min(out, inward) + from;
      this.ringOf = way;
      this.outwards = out < inward;
    }
  }

  /** The device crosses the ring: the rate is that on its other side, whatever the distance rounds to. */
  private crossRing(): void {
    const reading = this.readings[this.ringOf];
    const { channel } = this.state;
    channel.rate.read(this.outwards ? reading.low - ROUNDING : reading.high + ROUNDING, reading);
    this.take();
    if (this.parts.fading === null) this.isCovered = this.up > 0 && this.down > 0;
  }

  private take(): void {
    this.up = this.readings[0].rate;
    this.down = this.readings[1].rate;
  }
}
