// Which servers lie behind which access points: wires join access points and switches to parts, and a server is reached from
// every part that a wire leads to it from. Known without finding any route.
import type { Backhaul } from "./backhaul.ts";

export class Reach {
  /** The part of each access point and switch. */
  readonly #part: Int32Array;
  /** The parts that reach each server; null: all do. */
  readonly #reachedFrom: readonly (ReadonlySet<number> | null)[];
  /** Does every access point reach every server? */
  readonly isWhole: boolean;

  constructor({ accessPoints, switches, wires, wireEnds, serverPoint }: Backhaul) {
    const inner = accessPoints + switches;
    const part = Int32Array.from({ length: inner }, (_, point) => point);
    const rootOf = (point: number): number => {
      let root = point;
      while (part[root] !== root) root = part[root];
      for (let at = point; part[at] !== root; ) [at, part[at]] = [part[at], root];
      return root;
    };
    const outside = new Map<number, Set<number>>();
    for (let w = 0; w < wires; w++) {
      const [a, b] = [wireEnds[2 * w], wireEnds[2 * w + 1]];
      if (a < inner && b < inner) part[rootOf(a)] = rootOf(b);
    }
    this.#part = part.map((_, point) => rootOf(point));
    for (let w = 0; w < 2 * wires; w++) {
      const [server, from] = [wireEnds[w], wireEnds[w ^ 1]];
      if (server < inner || from >= inner) continue;
      const parts = outside.get(server) ?? new Set();
      outside.set(server, parts.add(this.#part[from]));
    }
    this.#reachedFrom = Array.from(serverPoint, (point) =>
      point < 0 ? null : point < inner ? new Set([this.#part[point]]) : (outside.get(point) ?? new Set()),
    );
    const parts = [...new Set(this.#part.subarray(0, accessPoints))];
    this.isWhole = this.#reachedFrom.every((from) => from === null || parts.every((one) => from.has(one)));
  }

  /** Is there a route from the access point to the server? */
  has(accessPoint: number, server: number): boolean {
    const from = this.#reachedFrom[server];
    return from === null || from.has(this.#part[accessPoint]);
  }
}
