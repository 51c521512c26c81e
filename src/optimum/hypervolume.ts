// Hypervolume: the area of time and energy that a front dominates, up to a reference point (Zitzler & Thiele 1998). Of
// found points it is a staircase; of lower bounds on weighted sums, a convex polygon that no front can exceed.

export interface PlanePoint {
  readonly CT: number;
  readonly CE: number;
}

/** Area dominated by non-dominated points, given by ascending CT. */
export function hypervolume(front: readonly PlanePoint[], reference: PlanePoint): number {
  let area = 0;
  for (let i = 0; i < front.length; i++) {
    const next = i + 1 < front.length ? Math.min(front[i + 1].CT, reference.CT) : reference.CT;
    area += Math.max(0, next - front[i].CT) * Math.max(0, reference.CE - front[i].CE);
  }
  return area;
}

/** Every allocation has perSecond x CT + perJoule x CE at least `bound`. */
export interface HalfPlane {
  readonly perSecond: number;
  readonly perJoule: number;
  readonly bound: number;
}

/** Cuts a convex polygon with a half-plane (Sutherland & Hodgman 1974). */
function clip(polygon: readonly PlanePoint[], half: HalfPlane): PlanePoint[] {
  const value = (point: PlanePoint) => half.perSecond * point.CT + half.perJoule * point.CE - half.bound;
  const cut: PlanePoint[] = [];
  for (let i = 0; i < polygon.length; i++) {
    const a = polygon[i];
    const b = polygon[(i + 1) % polygon.length];
    const [atA, atB] = [value(a), value(b)];
    if (atA >= 0) cut.push(a);
    if (atA >= 0 !== atB >= 0) {
      const share = atA / (atA - atB);
      cut.push({ CT: a.CT + share * (b.CT - a.CT), CE: a.CE + share * (b.CE - a.CE) });
    }
  }
  return cut;
}

/** Area below the reference point that all half-planes admit: no front dominates more. */
export function hypervolumeBound(halves: readonly HalfPlane[], reference: PlanePoint): number {
  let polygon: PlanePoint[] = [
    { CT: 0, CE: 0 },
    { CT: reference.CT, CE: 0 },
    reference,
    { CT: 0, CE: reference.CE },
  ];
  for (const half of halves) polygon = clip(polygon, half);
  let twice = 0;
  for (let i = 0; i < polygon.length; i++) {
    const a = polygon[i];
    const b = polygon[(i + 1) % polygon.length];
    twice += a.CT * b.CE - b.CT * a.CE;
  }
  return Math.abs(twice) / 2;
}
