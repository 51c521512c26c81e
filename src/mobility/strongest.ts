// Attachment to the access point that is received best: another one takes over once it has been better by the hysteresis for the
// time to trigger (3GPP event A3). One whose link gives no rate any more is left at once for the best that gives one.
import type { Seconds } from "../units.ts";
import { type Attaching, type Coverage, NO_ACCESS_POINT, ROUNDING } from "./course.ts";
import { falls, leastReceived, mostReceived, overtakes, received, rises, type Signal } from "./crossing.ts";
import type { Pairs } from "./pairs.ts";
import type { Walk } from "./walk.ts";

const NEVER = Number.POSITIVE_INFINITY;
/** Where shadowing or sight is drawn, a device measures so many access points of each channel, the nearest (3GPP maxReportCells). */
const MEASURED = 8;
/** A window is at least so long, m. */
const LEAST_WINDOW = 1;

export interface StrongestRule {
  readonly hysteresisDb: number;
  readonly timeToTriggerS: Seconds;
}

/** A lead of less, dB, is none yet: logarithms round. */
const ROUNDING_DB = 1e-9;

interface Candidate extends Signal {
  readonly site: number;
  /** Squared distance at which its link comes to an end. */
  readonly reach: number;
  /** Since when it has been better by the hysteresis; Infinity: it is not. */
  since: Seconds;
}

export class StrongestAttaching implements Attaching {
  accessPoint = NO_ACCESS_POINT;
  until: Seconds = 0;
  private candidates: Candidate[] = [];
  private serving: Candidate | null = null;
  private windowUntil: Seconds = 0;
  /** Whose condition changes at `until`; null: that of none, or coverage. */
  private turning: Candidate | null = null;
  private coverageTurns = false;
  /** Are signals drawn along the path, and the nearest measured? Else all that can matter are. */
  private readonly drawn: boolean;

  constructor(
    private readonly walk: Walk,
    private readonly coverage: Coverage,
    private readonly pairs: Pairs,
    private readonly rule: StrongestRule,
  ) {
    this.drawn = coverage.channels!.some(({ step }) => step !== NEVER);
  }

  look(now: Seconds, afresh: boolean): void {
    const { coverage, walk } = this;
    const opens = afresh || now >= this.windowUntil;
    if (this.accessPoint !== NO_ACCESS_POINT && coverage.isUp[this.accessPoint] === 0) this.leave();
    if (afresh && walk.jumped && now === walk.leg.from) this.leave();
    if (opens) this.openWindow(now);
    const t = now - walk.leg.from;
    let left: Candidate | null = null;
    if (this.serving !== null && (opens ? this.isOutOfReach(t) : this.coverageTurns)) {
      left = this.serving;
      this.leave();
    }
    if (this.serving === null) this.attach(t, opens ? null : this.turning, left);
    else if (!opens && this.turning !== null) this.turn(this.turning, now);
    if (this.serving !== null) this.handOver(now);
    this.schedule(now, opens);
  }

  private leave(): void {
    this.accessPoint = NO_ACCESS_POINT;
    this.serving = null;
    for (const candidate of this.candidates) candidate.since = NEVER;
  }

  /** Takes the best of those in reach. @param entering one that comes into reach right now @param left one that leaves it */
  private attach(t: Seconds, entering: Candidate | null, left: Candidate | null): void {
    let best: Candidate | null = null;
    for (const one of this.candidates) {
      if (one === left || (one !== entering && !(this.squareAt(one, t) <= one.reach))) continue;
      if (best === null || received(one, t) > received(best, t)) best = one;
    }
    if (best !== null) this.serve(best);
  }

  private serve(candidate: Candidate): void {
    this.serving = candidate;
    this.accessPoint = candidate.site;
    for (const one of this.candidates) one.since = NEVER;
  }

  private squareAt({ square: { c0, c1, c2 } }: Candidate, t: Seconds): number {
    return c0 + t * (c1 + t * c2);
  }

  private isOutOfReach(t: Seconds): boolean {
    return this.squareAt(this.serving!, t) > this.serving!.reach * (1 + 1e-12);
  }

  /** The condition of a candidate begins or ends at this moment. */
  private turn(candidate: Candidate, now: Seconds): void {
    candidate.since = candidate.since === NEVER ? now : NEVER;
  }

  /** Goes to the best of those whose time to trigger is over, as often as there is one. */
  private handOver(now: Seconds): void {
    const t = now - this.walk.leg.from;
    for (let hops = 0; hops <= this.candidates.length; hops++) {
      let best: Candidate | null = null;
      for (const one of this.candidates) {
        if (one === this.serving || one.since + this.rule.timeToTriggerS > now) continue;
        if (best === null || received(one, t) > received(best, t)) best = one;
      }
      if (best === null) return;
      this.serve(best);
      this.findBetter(now);
    }
  }

  /** Starts the time to trigger of those that are better already. */
  private findBetter(now: Seconds): void {
    const t = now - this.walk.leg.from;
    const limit = received(this.serving!, t) + this.rule.hysteresisDb + ROUNDING_DB;
    for (const one of this.candidates) {
      if (one === this.serving) continue;
      const isBetter = received(one, t) > limit;
      if (!isBetter) one.since = NEVER;
      else if (one.since === NEVER) one.since = now;
    }
  }

  /** Draws the signals of those that may matter until the window ends; times to trigger that run go on. */
  private openWindow(now: Seconds): void {
    const { walk } = this;
    const since = new Map<number, Seconds>();
    for (const one of this.candidates) if (one.since !== NEVER) since.set(one.site, one.since);
    const sites = this.drawn ? this.measured(now) : this.thatMatter(now);
    if (this.accessPoint !== NO_ACCESS_POINT && !sites.includes(this.accessPoint))
      sites.push(this.accessPoint);
    const t = now - walk.leg.from;
    this.candidates = sites.map((site) => this.candidate(site, t, since.get(site) ?? NEVER));
    this.serving = this.candidates.find(({ site }) => site === this.accessPoint) ?? null;
    if (this.serving !== null) this.findBetter(now);
  }

  private candidate(site: number, t: Seconds, since: Seconds): Candidate {
    const { walk, coverage, pairs } = this;
    const square = { c0: 0.5, c1: 0.5, c2: 0.5 };
    walk.squareTo(coverage.sites, site, square);
    const { channel, law, shadow } = pairs.at(site, walk.step, square.c0 + t * (square.c1 + t * square.c2));
    const budget = Math.min(channel.upBudget, channel.downBudget) + shadow - channel.rate.least;
    return { site, law, power: channel.downPower + shadow, square, reach: law.reach(budget), since };
  }

  private measured(now: Seconds): number[] {
    const { walk, coverage } = this;
    const [x, y] = [walk.x(now), walk.y(now)];
    const { channels, isUp, sites } = coverage;
    const kinds = new Set(channels!);
    this.windowUntil = NEVER;
    return [...kinds].flatMap((kind) =>
      sites.near(x, y, MEASURED, (site) => isUp[site] === 1 && channels![site] === kind),
    );
  }

  /** Without draws along the path: all that can come to be better, or into reach, while the device goes on. */
  private thatMatter(now: Seconds): number[] {
    const { walk, coverage, rule } = this;
    const { sites, isUp } = coverage;
    const channels = coverage.channels!;
    const [x, y] = [walk.x(now), walk.y(now)];
    const kinds = [...new Set(channels)];
    let ahead = 100;
    let least = Number.NEGATIVE_INFINITY;
    if (this.accessPoint !== NO_ACCESS_POINT) {
      const distance = Math.sqrt(sites.square(this.accessPoint, x, y));
      ahead = Math.max(distance, LEAST_WINDOW);
      const { clear, downPower } = channels[this.accessPoint];
      least = downPower - clear.loss((distance + ahead) ** 2) + rule.hysteresisDb;
    }
    if (walk.speed === 0) ahead = 0;
    this.windowUntil = walk.speed === 0 ? NEVER : now + ahead / walk.speed;
    const found = new Set<number>();
    for (const { clear, downPower, upBudget, downBudget, rate } of kinds) {
      const inReach = clear.reach(Math.min(upBudget, downBudget) - rate.least);
      const better = least === Number.NEGATIVE_INFINITY ? inReach : clear.reach(downPower - least);
      const metres = Math.sqrt(Math.max(0, better)) * (1 + 1e-9) + ahead;
      for (const site of sites.within(x, y, metres)) if (isUp[site] === 1) found.add(site);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** The next time at which a condition begins or ends, a time to trigger is over, or coverage comes or goes. */
  private schedule(now: Seconds, opens: boolean): void {
    const { from, until: end } = this.walk.leg;
    const last = Math.min(end, this.windowUntil, this.walk.stepUntil);
    this.until = this.windowUntil;
    this.turning = null;
    this.coverageTurns = false;
    const t = now - from;
    const after = opens ? t - ROUNDING : t;
    if (this.serving === null) {
      for (const one of this.candidates)
        this.consider(falls(one.square, one.reach, after) + from, one, false);
      return;
    }
    this.consider(rises(this.serving.square, this.serving.reach, after) + from, null, true);
    if (last === NEVER || this.serving.square.c2 === 0) {
      for (const one of this.candidates) this.consider(one.since + this.rule.timeToTriggerS, null, false);
      return;
    }
    const least = leastReceived(this.serving, t, last - from) + this.rule.hysteresisDb;
    for (const one of this.candidates) {
      if (one === this.serving) continue;
      if (one.since !== NEVER) {
        this.consider(one.since + this.rule.timeToTriggerS, null, false);
        this.consider(this.crossing(one, t, last - from, true) + from, one, false);
      } else if (mostReceived(one, t, last - from) > least)
        this.consider(this.crossing(one, t, last - from, false) + from, one, false);
    }
  }

  private crossing(one: Candidate, from: Seconds, to: Seconds, leaves: boolean): Seconds {
    return overtakes(one, this.serving!, this.rule.hysteresisDb, from, to, leaves);
  }

  private consider(at: Seconds, turning: Candidate | null, coverageTurns: boolean): void {
    if (at >= this.until) return;
    this.until = at;
    this.turning = turning;
    this.coverageTurns = coverageTurns;
  }
}
