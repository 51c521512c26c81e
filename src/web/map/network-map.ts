// A network as a map shows it: points, what joins them, and how busy both are over time. Plain data, whatever it came from.
import { type StepFunction, stepAt } from "../picture/step-function.ts";

export type PointKind = "device" | "accessPoint" | "switch" | "server";

/** Where a point is over time, m: straight from one corner to the next, still before the first and after the last. */
export interface Track {
  /** s, ascending; a single corner for a point that stays where it is. */
  readonly time: ArrayLike<number>;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface MapPoint {
  readonly id: string;
  readonly kind: PointKind;
  /** Name of the tier, shown with the point. */
  readonly tier: string | null;
  /** Null where the network says nothing of places: the map finds one. */
  readonly track: Track | null;
  /** Number of the device or server, for its colour; of a point that stands for several devices its first. */
  readonly number: number;
  /** How many the point stands for. */
  readonly count: number;
  /** Items in service over time; null where nothing is served. */
  readonly busy: StepFunction | null;
  /** Items that wait over time. */
  readonly waiting: StepFunction | null;
  /** Above 0 while it is out of order; null where it never is. */
  readonly down: StepFunction | null;
  /** Items that can be in service at once. */
  readonly cores: number;
}

/** What joins two points; `on` joins a server with the point at which it stands. */
export type EdgeKind = "radio" | "wire" | "on";

export interface MapEdge {
  readonly kind: EdgeKind;
  readonly name: string;
  /** Numbers of points. */
  readonly from: number;
  readonly to: number;
  /** Transfers under way over time, from `from` to `to` and back. */
  readonly out: StepFunction | null;
  readonly back: StepFunction | null;
  /** Above 0 while it is out of order; null where it never is. */
  readonly down: StepFunction | null;
}

export interface NetworkMap {
  readonly points: readonly MapPoint[];
  readonly edges: readonly MapEdge[];
  /** Where the run begins to be measured, and where it ends, s: means are taken in between. */
  readonly from: number;
  readonly end: number;
}

/** Position of a track at a time, m. */
export function positionAt({ time, x, y }: Track, at: number): readonly [number, number] {
  const step = stepAt(time, at);
  const before = Math.max(0, step);
  const after = Math.min(time.length - 1, step + 1);
  const span = time[after] - time[before];
  const share = span > 0 ? Math.min(1, Math.max(0, (at - time[before]) / span)) : 0;
  return [x[before] + share * (x[after] - x[before]), y[before] + share * (y[after] - y[before])];
}
