// Where access points stand, and which of them are near: found by a tree, so thousands cost no more than ten.
import Flatbush from "flatbush";

export class Sites {
  /** m. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  private readonly tree: Flatbush;

  /** @param positions at least one */
  constructor(positions: readonly (readonly [number, number])[]) {
    this.x = Float64Array.from(positions, ([x]) => x);
    this.y = Float64Array.from(positions, ([, y]) => y);
    this.tree = new Flatbush(this.count, 16, Float64Array);
    for (const [x, y] of positions) this.tree.add(x, y, x, y);
    this.tree.finish();
  }

  get count(): number {
    return this.x.length;
  }

  /** Squared distance in the plane, m^2. */
  square(site: number, x: number, y: number): number {
    const [dx, dy] = [x - this.x[site], y - this.y[site]];
    return dx * dx + dy * dy;
  }

  /** The nearest of those that may be used, up to `most`, the nearest first; of two as near the earlier. */
  near(x: number, y: number, most: number, may: (site: number) => boolean): number[] {
    const found = this.tree.neighbors(x, y, most, Number.POSITIVE_INFINITY, may);
    if (found.length === most) {
      // Others may be as near as the last.
      const limit = Math.sqrt(this.square(found[most - 1], x, y));
      const all = this.within(x, y, limit * (1 + 1e-12)).filter(may);
      if (all.length > most) return this.inOrder(all, x, y).slice(0, most);
    }
    return this.inOrder(found, x, y);
  }

  /** All within a distance (m), in no order. */
  within(x: number, y: number, metres: number): number[] {
    const limit = metres * metres;
    return this.tree
      .search(x - metres, y - metres, x + metres, y + metres)
      .filter((site) => this.square(site, x, y) <= limit);
  }

  private inOrder(sites: number[], x: number, y: number): number[] {
    return sites.sort((a, b) => this.square(a, x, y) - this.square(b, x, y) || a - b);
  }
}
