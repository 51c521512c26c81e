// A device on its path: the piece it is on, and how far it has come, in steps over which shadowing stays the same.
import type { Seconds } from "../units.ts";
import type { Square } from "./crossing.ts";
import { emptyLeg, type NextLeg, xAt, yAt } from "./leg.ts";
import type { Sites } from "./sites.ts";

/** A piece that begins farther than this from the last one's end, m, is a jump. */
const JUMP = 1e-6;
/** After a jump nothing is left of what was drawn before. */
const STEPS_OF_A_JUMP = 1000;
/** Pieces without any duration after each other: a path that stands still in time. */
const MOST_EMPTY = 1000;

export class Walk {
  readonly leg = emptyLeg();
  /** Number of the step of the path. */
  step = 0;
  /** Does the piece at hand begin elsewhere than the last one ended? */
  jumped = true;
  /** When the step ends; Infinity: not on this piece. */
  stepUntil: Seconds = Number.POSITIVE_INFINITY;
  /** m left of the step when the piece began. */
  private left: number;

  /** @param length of a step, m; Infinity: there are none */
  constructor(
    private readonly next: NextLeg,
    private readonly length: number,
  ) {
    this.left = length;
  }

  /** Goes on to the next piece. */
  enterLeg(): void {
    const { leg } = this;
    const first = leg.until === 0;
    const [x, y] = [xAt(leg, leg.until), yAt(leg, leg.until)];
    if (!first) this.left -= this.speed * (leg.until - Math.max(leg.from, this.stepFrom));
    let empty = 0;
    do {
      this.next(leg);
      if (++empty > MOST_EMPTY) throw new Error(`a path that does not go on at ${leg.until} s`);
    } while (leg.until <= leg.from);
    this.jumped = first || Math.abs(leg.x - x) + Math.abs(leg.y - y) > JUMP;
    if (this.jumped) {
      this.step += first ? 0 : STEPS_OF_A_JUMP;
      this.left = this.length;
    }
    this.stepFrom = leg.from;
    this.awaitStep();
  }

  /** Goes on to the next step. */
  enterStep(): void {
    this.step++;
    this.left = this.length;
    this.stepFrom = this.stepUntil;
    this.awaitStep();
  }

  x(time: Seconds): number {
    return xAt(this.leg, time);
  }

  y(time: Seconds): number {
    return yAt(this.leg, time);
  }

  get speed(): number {
    return Math.hypot(this.leg.vx, this.leg.vy);
  }

  /** Squared distance to a site over the time since the piece began, written into `square`. */
  squareTo(sites: Sites, site: number, square: Square): void {
    const { x, y, vx, vy } = this.leg;
    const [dx, dy] = [x - sites.x[site], y - sites.y[site]];
    square.c0 = dx * dx + dy * dy;
    square.c1 = 2 * (dx * vx + dy * vy);
    square.c2 = vx * vx + vy * vy;
  }

  private stepFrom: Seconds = 0;

  private awaitStep(): void {
    const { speed } = this;
    const time = Math.max(0, this.left) / speed;
    const until = this.stepFrom + time;
    this.stepUntil =
      speed === 0 || this.length === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : until;
  }
}
