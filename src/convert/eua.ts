// The EUA data set: sites of base stations and users by latitude and longitude. A site is an access point; a user hangs on the
// nearest one.
import { distance, type Place, type Topology } from "./topology.ts";

/** A row of such a table. */
export interface PlacedRow {
  /** `SITE_ID`; null where the table has none. */
  readonly id: string | null;
  readonly place: Place;
}

/** Sites without wires between them. */
export const sitesAsTopology = (rows: readonly PlacedRow[]): Topology => ({
  name: null,
  nodes: rows.map(({ id, place }, n) => ({ id: id ?? `site${n + 1}`, alias: `site${n + 1}`, place })),
  edges: [],
  leftOut: [],
});

export interface Attachment {
  /** How many users hang on each node. */
  readonly users: Int32Array;
  /** Users farther from every node than the coverage reaches. */
  readonly uncovered: number;
}

/** @param coverage radius within which a user is served, m; Infinity: any */
export function attach(users: readonly Place[], { nodes }: Topology, coverage: number): Attachment {
  const counts = new Int32Array(nodes.length);
  let uncovered = 0;
  for (const user of users) {
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [n, { place }] of nodes.entries()) {
      const metres = place === null ? Number.POSITIVE_INFINITY : distance(user, place);
      if (metres < least) [nearest, least] = [n, metres];
    }
    if (nearest < 0 || least > coverage) uncovered++;
    else counts[nearest]++;
  }
  return { users: counts, uncovered };
}
