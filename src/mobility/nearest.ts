// Attachment to the nearest access point: borders are the lines half way between two, and are crossed where the other comes to be
// nearer. On a border itself, and of two at one place, a device stays where it is; it starts at the first in order.
import type { Seconds } from "../units.ts";
import { type Attaching, type Coverage, NO_ACCESS_POINT, ROUNDING } from "./course.ts";
import type { Walk } from "./walk.ts";

const NEVER = Number.POSITIVE_INFINITY;
/** A window is at least so long, m, so that one who starts on an access point gets anywhere. */
const LEAST_WINDOW = 1;

export class NearestAttaching implements Attaching {
  accessPoint = NO_ACCESS_POINT;
  until: Seconds = 0;
  /** Access points that may be the nearest before the window ends. */
  private candidates: readonly number[] = [];
  private windowUntil: Seconds = 0;
  private coming = NO_ACCESS_POINT;

  constructor(
    private readonly walk: Walk,
    private readonly coverage: Coverage,
  ) {}

  look(now: Seconds, afresh: boolean): void {
    const { walk, coverage } = this;
    const lost = this.accessPoint === NO_ACCESS_POINT || coverage.isUp[this.accessPoint] === 0;
    if (afresh && (lost || (walk.jumped && now === walk.leg.from))) this.begin(now);
    if (this.accessPoint === NO_ACCESS_POINT) {
      this.until = NEVER;
      return;
    }
    if (!afresh && now < this.windowUntil) this.accessPoint = this.coming;
    else this.openWindow(now);
    this.schedule(now);
  }

  private begin(now: Seconds): void {
    const { walk, coverage } = this;
    const isUp = (site: number) => coverage.isUp[site] === 1;
    this.accessPoint = coverage.sites.near(walk.x(now), walk.y(now), 1, isUp)[0] ?? NO_ACCESS_POINT;
  }

  /** While the device goes d, only those within its distance plus 2 d can come to be nearer. */
  private openWindow(now: Seconds): void {
    const { walk, coverage } = this;
    const { speed } = walk;
    if (speed === 0) {
      this.candidates = [];
      this.windowUntil = NEVER;
      return;
    }
    const { sites, isUp } = coverage;
    const [x, y] = [walk.x(now), walk.y(now)];
    const distance = Math.sqrt(sites.square(this.accessPoint, x, y));
    const ahead = Math.max(distance, LEAST_WINDOW);
    this.windowUntil = now + ahead / speed;
    this.candidates = sites.within(x, y, distance + 2 * ahead + LEAST_WINDOW).filter((s) => isUp[s] === 1);
  }

  /** The next border; at a corner, where others are met at the same moment, the last of them counts. */
  private schedule(now: Seconds): void {
    const { from } = this.walk.leg;
    const after = now - ROUNDING - from;
    this.until = this.windowUntil;
    this.coming = this.accessPoint;
    for (let hops = 0; hops < this.candidates.length; hops++) {
      const border = this.border(this.coming, after);
      if (border.at + from >= this.windowUntil) return;
      // A corner: the next border is the same point, up to rounding.
      if (this.coming !== this.accessPoint && border.at + from > this.until + ROUNDING) return;
      if (this.coming === this.accessPoint) this.until = Math.max(now, border.at + from);
      this.coming = border.site;
    }
  }

  /** The first time after `after` at which another comes to be nearer than a site. */
  private border(site: number, after: Seconds): { site: number; at: Seconds } {
    const { leg } = this.walk;
    const { x, y } = this.coverage.sites;
    const first = { site, at: NEVER };
    for (const other of this.candidates) {
      // Squared distance to the site minus that to the other: linear in time.
      const [dx, dy] = [x[other] - x[site], y[other] - y[site]];
      const growth = 2 * (dx * leg.vx + dy * leg.vy);
      if (!(growth > 0)) continue;
      const middle = dx * (leg.x - (x[other] + x[site]) / 2) + dy * (leg.y - (y[other] + y[site]) / 2);
      const at = (-2 * middle) / growth;
      if (at > after && at < first.at) {
        first.at = at;
        first.site = other;
      }
    }
    return first;
  }
}
