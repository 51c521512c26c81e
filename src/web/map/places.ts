// Where the points of a network stand on its map: by their positions where the network has some, else in columns.
import { type Area, layered, neighbours } from "./layers.ts";
import { type NetworkMap, positionAt } from "./network-map.ts";

/** Points without a position stand around their neighbour on rings, px: devices near, what is larger further out. */
const RING = { points: 12, devices: 26, others: 62 };

/** Gives the places of all points at a time: px, x and y in turn. */
export type Places = (time: number) => Float64Array;

/** The smallest and largest coordinates of all tracks, m. */
function extent(map: NetworkMap): { x: [number, number]; y: [number, number] } {
  const x: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const y: [number, number] = [...x];
  for (const { track } of map.points) {
    if (track === null) continue;
    for (const [range, values] of [
      [x, track.x],
      [y, track.y],
    ] as const) {
      for (let k = 0; k < values.length; k++) {
        range[0] = Math.min(range[0], values[k]);
        range[1] = Math.max(range[1], values[k]);
      }
    }
  }
  return { x, y };
}

/** @param whole px; metres have the same length in both directions */
export function placesOf(map: NetworkMap, whole: Area): Places {
  const { points, edges } = map;
  const moving = points.some(({ track }) => track !== null && track.time.length > 1);
  if (points.every(({ track }) => track === null)) {
    const found = layered(points, edges, whole);
    return () => found;
  }
  const area = points.some(({ track }) => track === null) ? inset(whole, RING.others) : whole;
  const joined = neighbours(points.length, edges);
  const { x, y } = extent(map);
  const [width, height] = [Math.max(x[1] - x[0], 1e-9), Math.max(y[1] - y[0], 1e-9)];
  const scale = Math.min((area.right - area.left) / width, (area.bottom - area.top) / height);
  const left = (area.left + area.right - width * scale) / 2;
  const top = (area.top + area.bottom - height * scale) / 2;
  const at = (time: number) => {
    const found = new Float64Array(2 * points.length);
    for (const [p, { track }] of points.entries()) {
      if (track === null) continue;
      const [east, north] = positionAt(track, time);
      found[2 * p] = left + (east - x[0]) * scale;
      found[2 * p + 1] = top + (y[1] - north) * scale;
    }
    aroundNeighbours(map, joined, found, whole);
    return found;
  };
  if (moving) return at;
  const still = at(0);
  return () => still;
}

/** Room for the rings, as far as the area has it. */
function inset({ left, right, top, bottom }: Area, room: number): Area {
  const [across, down] = [Math.min(room, (right - left) / 4), Math.min(room, (bottom - top) / 4)];
  return { left: left + across, right: right - across, top: top + down, bottom: bottom - down };
}

/** Places the points without a position in rings around a neighbour that has one, or in the middle. */
function aroundNeighbours(
  { points }: NetworkMap,
  joined: readonly number[][],
  found: Float64Array,
  area: Area,
): void {
  const around = new Map<string, number>();
  const isPlaced = points.map(({ track }) => track !== null);
  // A neighbour may itself stand around another one: a server on a switch without a position.
  for (let before = -1, placed = 0; placed !== before; ) {
    before = placed;
    for (const [p] of points.entries()) {
      if (isPlaced[p]) continue;
      const centre = joined[p].find((q) => isPlaced[q]);
      if (centre === undefined) continue;
      const isDevice = points[p].kind === "device";
      const key = `${centre} ${isDevice}`;
      const k = around.get(key) ?? 0;
      around.set(key, k + 1);
      const ring = Math.floor(k / RING.points);
      const angle = 2 * Math.PI * ((k % RING.points) / RING.points + ring / (2 * RING.points)) - Math.PI / 2;
      const radius = isDevice ? RING.devices * (1 + 0.5 * ring) : RING.others;
      found[2 * p] = found[2 * centre] + radius * Math.cos(angle);
      found[2 * p + 1] = found[2 * centre + 1] + radius * Math.sin(angle);
      isPlaced[p] = true;
      placed++;
    }
  }
  for (const [p] of points.entries()) {
    if (!isPlaced[p]) {
      found[2 * p] = (area.left + area.right) / 2;
      found[2 * p + 1] = (area.top + area.bottom) / 2;
    }
    found[2 * p] = Math.min(area.right, Math.max(area.left, found[2 * p]));
    found[2 * p + 1] = Math.min(area.bottom, Math.max(area.top, found[2 * p + 1]));
  }
}
