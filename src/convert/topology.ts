// A topology as files of others give it: points, some with a place on the map, and what joins them.

export interface TopologyNode {
  /** Unique within the topology; a readable name where the file gives each node one. */
  readonly id: string;
  /** What else the file calls it. */
  readonly alias: string;
  readonly place: Place | null;
}

/** Degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export interface TopologyEdge {
  /** Indices of two nodes. */
  readonly ends: readonly [number, number];
  /** Null where the file does not say. */
  readonly rateMbps: number | null;
}

export interface Topology {
  readonly name: string | null;
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
  /** What the file has and a scenario has not, in words. */
  readonly leftOut: readonly string[];
}

/** Mean radius of the earth, m (IUGG). */
const EARTH = 6_371_008.8;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance, m (haversine: exact on the sphere, also for near points). */
export function distance(a: Place, b: Place): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Positions on a plane, m: east and north of the middle of all places (equirectangular, true along its parallel). */
export function onPlane(places: readonly Place[]): (place: Place) => [number, number] {
  const middle = (of: (place: Place) => number) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const place of places) [low, high] = [Math.min(low, of(place)), Math.max(high, of(place))];
    return (low + high) / 2;
  };
  const [latitude, longitude] = [middle((of) => of.latitude), middle((of) => of.longitude)];
  const round = (metres: number) => Math.round(metres * 10) / 10;
  return (of) => [
    round(EARTH * radians(of.longitude - longitude) * Math.cos(radians(latitude))),
    round(EARTH * radians(of.latitude - latitude)),
  ];
}

/** Gives nodes their readable names where those tell all of them apart, else the file's own ids. */
export function named(
  nodes: readonly { readonly id: string; readonly label: string | null; readonly place: Place | null }[],
): TopologyNode[] {
  const labels = new Set(nodes.map(({ label }) => label));
  const clear = labels.size === nodes.length && !labels.has(null) && !labels.has("local");
  return nodes.map(({ id, label, place }) =>
    clear ? { id: label!, alias: id, place } : { id, alias: label ?? id, place },
  );
}
