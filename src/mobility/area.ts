// Where devices move: a rectangle from (0, 0) to (width, height), m, and what happens at its border.
import type { Seconds } from "../units.ts";

export interface Area {
  readonly width: number;
  readonly height: number;
}

export const BORDERS = ["reflect", "wrap"] as const;
export type Border = (typeof BORDERS)[number];

/** Time until a coordinate that goes at v reaches 0 or `size`; Infinity at rest. */
const untilBorder = (at: number, v: number, size: number): Seconds =>
  v > 0 ? (size - at) / v : v < 0 ? at / -v : Number.POSITIVE_INFINITY;

/** A device that goes straight and meets the border. */
export class BorderWalk {
  vx = 0.5;
  vy = 0.5;

  constructor(
    readonly area: Area,
    readonly border: Border,
    public x: number,
    public y: number,
  ) {}

  /** How long it can go straight before it meets the border. */
  get room(): Seconds {
    const { area } = this;
    return Math.min(untilBorder(this.x, this.vx, area.width), untilBorder(this.y, this.vy, area.height));
  }

  /** Goes on for a time that is at most its room; at the border it turns, or comes in at the other side. */
  move(time: Seconds): void {
    const { area } = this;
    const meetsX = untilBorder(this.x, this.vx, area.width) <= time;
    const meetsY = untilBorder(this.y, this.vy, area.height) <= time;
    const side = (v: number, size: number) => (v > 0 ? size : 0);
    this.x = meetsX ? side(this.vx, area.width) : this.x + this.vx * time;
    this.y = meetsY ? side(this.vy, area.height) : this.y + this.vy * time;
    if (meetsX) this.meetX();
    if (meetsY) this.meetY();
  }

  private meetX(): void {
    if (this.border === "reflect") this.vx = -this.vx;
    else this.x = this.area.width - this.x;
  }

  private meetY(): void {
    if (this.border === "reflect") this.vy = -this.vy;
    else this.y = this.area.height - this.y;
  }
}
