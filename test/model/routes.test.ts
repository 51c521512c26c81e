// Routes over wires, against all simple paths of small networks.
import { expect, test } from "vitest";
import type { Backhaul } from "../../src/model/backhaul.ts";
import { routesOf } from "../../src/model/routes.ts";
import { stream } from "../../src/random/stream.ts";

interface Wire {
  readonly ends: readonly [number, number];
  readonly latency: number;
}

function backhaul(accessPoints: number, switches: number, servers: number, wires: readonly Wire[]): Backhaul {
  const points = accessPoints + switches + servers;
  return {
    accessPoints,
    accessPointIds: [],
    accessPointShare: [],
    capacity: new Float64Array(accessPoints),
    accessPointJoulesPerBit: new Float64Array(accessPoints),
    attachment: new Int32Array(0),
    switches,
    points,
    pointIds: [],
    serverPoint: new Int32Array(0),
    wires: wires.length,
    wireIds: [],
    wireEnds: Int32Array.from(wires.flatMap(({ ends }) => ends)),
    wireRate: new Float64Array(wires.length).fill(1e9),
    wireLatency: Float64Array.from(wires, ({ latency }) => latency),
    wireShare: [],
    wireJoulesPerBit: new Float64Array(wires.length),
    wirePricePerBit: new Float64Array(wires.length),
  };
}

/** Every path without a point twice, by definition: the best of all. Latencies in whole milliseconds add up exactly. */
function best(
  from: number,
  to: number,
  transit: number,
  wires: readonly Wire[],
  isUp: (w: number) => boolean,
) {
  let found: { cost: number; path: number[] } | null = null;
  const better = (cost: number, path: number[]) => {
    if (found === null || cost !== found.cost) return found === null || cost < found.cost;
    if (path.length !== found.path.length) return path.length < found.path.length;
    const at = path.findIndex((link, k) => link >> 1 !== found!.path[k] >> 1);
    return at >= 0 && path[at] < found.path[at];
  };
  const walk = (point: number, seen: readonly number[], cost: number, path: number[]) => {
    if (point === to) {
      if (better(cost, path)) found = { cost, path };
      return;
    }
    if (point >= transit && point !== from) return;
    for (const [w, { ends, latency }] of wires.entries())
      for (const direction of [0, 1])
        if (ends[direction] === point && isUp(w) && !seen.includes(ends[1 - direction]))
          walk(ends[1 - direction], [...seen, ends[1 - direction]], cost + Math.round(latency * 1e3), [
            ...path,
            2 * w + direction,
          ]);
  };
  walk(from, [from], 0, []);
  return (found as { path: number[] } | null)?.path ?? null;
}

test("routes are the best of all simple paths: least latency, fewest links, first in the file", () => {
  let none = 0;
  for (let seed = 0; seed < 120; seed++) {
    const draw = stream({ seed, replication: 0, purpose: "routes" });
    const below = (n: number) => Math.floor(draw() * n);
    const [a, s, m] = [1 + below(3), below(3), 1 + below(3)];
    const points = a + s + m;
    const wires = Array.from({ length: 2 + below(9) }, (): Wire => {
      const one = below(points);
      return { ends: [one, (one + 1 + below(points - 1)) % points], latency: below(4) * 1e-3 };
    });
    const broken = below(wires.length);
    for (const isUp of [() => true, (w: number) => w !== broken]) {
      const route = routesOf(backhaul(a, s, m, wires), isUp);
      for (let from = 0; from < points; from++)
        for (let to = 0; to < points; to++) {
          const expected = best(from, to, a + s, wires, isUp);
          const found = route(from, to);
          if (expected === null) none++;
          expect(found === null ? null : [...found], `seed ${seed}, ${from} to ${to}`).toEqual(expected);
        }
    }
  }
  expect(none).toBeGreaterThan(100);
});

test("latencies that differ by rounding alone are the same", () => {
  const wires: Wire[] = [
    { ends: [0, 1], latency: 0.7 },
    { ends: [1, 2], latency: 0.1 },
    { ends: [0, 2], latency: 0.8 },
  ];
  expect(0.7 + 0.1).toBeLessThan(0.8);
  expect([...routesOf(backhaul(1, 1, 1, wires))(0, 2)!]).toEqual([4]);
});
