// Places for a network that names none: a column for each number of links from the devices, so that tiers stand from left to
// right, and in each column the points in the order of their neighbours, which keeps lines from crossing (the barycentre
// method of Sugiyama, Tagawa and Toda 1981).
import type { MapEdge, MapPoint } from "./network-map.ts";

export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Sweeps over the columns, forth and back. */
const SWEEPS = 4;
/** Least distance of points in a column, px; more points make a column of several rows. */
const LEAST_DISTANCE = 13;

/** For each point the points that it is joined with. */
export function neighbours(points: number, edges: readonly Pick<MapEdge, "from" | "to">[]): number[][] {
  const of: number[][] = Array.from({ length: points }, () => []);
  for (const { from, to } of edges) {
    of[from].push(to);
    of[to].push(from);
  }
  return of;
}

/** Links from the nearest device; points that none reaches stand in the last column. */
export function columnsOf(points: readonly Pick<MapPoint, "kind">[], joined: readonly number[][]): number[] {
  const column: number[] = points.map(({ kind }) => (kind === "device" ? 0 : -1));
  let front = points.flatMap(({ kind }, p) => (kind === "device" ? [p] : []));
  if (front.length === 0 && points.length > 0) {
    column[0] = 0;
    front = [0];
  }
  for (let next = 1; front.length > 0; next++) {
    const reached: number[] = [];
    for (const p of front) {
      for (const q of joined[p]) {
        if (column[q] >= 0) continue;
        column[q] = next;
        reached.push(q);
      }
    }
    front = reached;
  }
  const last = Math.max(0, ...column);
  return column.map((c) => (c < 0 ? last : c));
}

/** The points of each column from above. */
function ordered(column: readonly number[], joined: readonly number[][]): number[][] {
  const columns: number[][] = Array.from({ length: Math.max(0, ...column) + 1 }, () => []);
  for (const [p, c] of column.entries()) columns[c].push(p);
  const place = new Float64Array(column.length);
  const settle = (members: readonly number[]) => {
    for (const [k, p] of members.entries()) place[p] = (k + 0.5) / members.length;
  };
  for (const members of columns) settle(members);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    const order = forth ? columns.keys() : [...columns.keys()].reverse();
    for (const c of order) {
      const centre = new Map(
        columns[c].map((p) => {
          const beside = joined[p].filter((q) => (forth ? column[q] < c : column[q] > c));
          const sum = beside.reduce((total, q) => total + place[q], 0);
          return [p, beside.length === 0 ? place[p] : sum / beside.length];
        }),
      );
      columns[c].sort((p, q) => centre.get(p)! - centre.get(q)! || p - q);
      settle(columns[c]);
    }
  }
  return columns;
}

/** Places in px, x and y of each point in turn. */
export function layered(
  points: readonly Pick<MapPoint, "kind">[],
  edges: readonly Pick<MapEdge, "from" | "to">[],
  area: Area,
): Float64Array {
  const joined = neighbours(points.length, edges);
  const columns = ordered(columnsOf(points, joined), joined);
  const found = new Float64Array(2 * points.length);
  const step = columns.length < 2 ? 0 : (area.right - area.left) / (columns.length - 1);
  const height = area.bottom - area.top;
  for (const [c, members] of columns.entries()) {
    const inOne = Math.max(1, Math.floor(height / LEAST_DISTANCE));
    const rows = Math.ceil(members.length / inOne);
    const most = Math.ceil(members.length / rows);
    const aside = rows === 1 ? 0 : Math.min(LEAST_DISTANCE + 1, (0.5 * step) / (rows - 1));
    // Rows of the outer columns lie within the area, those of the others on both sides.
    const first = c === 0 ? 0 : c === columns.length - 1 ? 1 - rows : (1 - rows) / 2;
    for (const [k, p] of members.entries()) {
      found[2 * p] = area.left + c * step + (first + (k % rows)) * aside;
      found[2 * p + 1] = area.top + ((Math.floor(k / rows) + 0.5) / most) * height;
    }
  }
  return found;
}
