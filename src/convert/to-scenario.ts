// A topology and what it does not say as a scenario: which points are access points, where servers stand, how fast and far
// wires are; all else (devices, jobs, radio links, work) is that of another scenario.
import { InputError } from "../model/input-error.ts";
import { SCENARIO_FORMAT } from "../scenario/scenario.ts";
import { attach } from "./eua.ts";
import { distance, onPlane, type Place, type Topology } from "./topology.ts";

/** `all`, or ids of nodes. */
export type NodeChoice = "all" | readonly string[];

/** What a topology leaves open; undefined: not said. Messages call each by its option. */
export interface Supplement {
  /** The fields of a scenario that a topology does not have. */
  readonly base: Readonly<Record<string, unknown>> | undefined;
  readonly accessPoints: NodeChoice | undefined;
  readonly servers: NodeChoice | undefined;
  readonly serverSpeedIps: number | undefined;
  readonly serverCores: number | undefined;
  readonly tier: string | undefined;
  readonly wireRateMbps: number | undefined;
  /** s, or `distance`: that of light in fibre along the great circle. */
  readonly wireLatency: number | "distance" | undefined;
  readonly users: readonly Place[] | undefined;
  /** m, or `nearest`: however far. */
  readonly coverage: number | "nearest" | undefined;
}

export interface Conversion {
  /** A scenario as it may be written to a file; yet to be checked. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What was left out, in words. */
  readonly leftOut: readonly string[];
}

/** Light in fibre, m/s: two thirds of that in vacuum. */
const FIBRE = 2e8;

const WIRELESS = "does not say";

function required<Value>(value: Value | undefined, option: string, expected: string, source: string): Value {
  if (value === undefined)
    throw new InputError(option, `${expected}, which ${source} ${WIRELESS}`, undefined);
  return value;
}

/** Indices of the chosen nodes. @throws InputError for a name that none has */
function chosenNodes(chosen: NodeChoice, { nodes }: Topology, option: string): Set<number> {
  if (chosen === "all") return new Set(nodes.keys());
  const index = new Map(
    nodes.flatMap(({ id, alias }, n): [string, number][] => [
      [alias, n],
      [id, n],
    ]),
  );
  for (const [n, { id }] of nodes.entries()) index.set(id, n);
  return new Set(
    chosen.map((name) => {
      const node = index.get(name);
      if (node === undefined) {
        const some = nodes.slice(0, 5).map(({ id }) => id);
        throw new InputError(option, `all, or ids of nodes (${some.join(", ")}, ...)`, name);
      }
      return node;
    }),
  );
}

function wiresOf(topology: Topology, of: Supplement, source: string) {
  const { nodes, edges } = topology;
  const ids = new Map<string, number>();
  const latencyOf = (a: number, b: number): number => {
    const latency = required(
      of.wireLatency,
      "--wire-latency",
      "the latency of wires (s, or distance)",
      source,
    );
    if (latency !== "distance") return latency;
    const [from, to] = [nodes[a].place, nodes[b].place];
    if (from !== null && to !== null) return Number((distance(from, to) / FIBRE).toPrecision(6));
    const lost = from === null ? nodes[a].id : nodes[b].id;
    throw new InputError(
      "--wire-latency",
      `a latency (s), as ${source} gives no place of ${lost}`,
      "distance",
    );
  };
  return edges.map(({ ends: [a, b], rateMbps }) => {
    const plain = `${nodes[a].id} - ${nodes[b].id}`;
    const turn = (ids.get(plain) ?? 0) + 1;
    ids.set(plain, turn);
    const id = turn === 1 ? plain : `${plain} (${turn})`;
    const rate =
      rateMbps ?? required(of.wireRateMbps, "--wire-rate", `the rate of wire ${id} (Mbps)`, source);
    return { id, ends: [nodes[a].id, nodes[b].id], rateMbps: rate, latencyS: latencyOf(a, b) };
  });
}

/** The devices of the base, or its only group once for each node that users hang on. */
function devicesOf(
  base: Readonly<Record<string, unknown>>,
  topology: Topology,
  of: Supplement,
  leftOut: string[],
) {
  if (of.users === undefined) return base.devices;
  const coverage = required(
    of.coverage,
    "--coverage",
    "how far a site serves users (m, or nearest)",
    "the table of users",
  );
  const { users, uncovered } = attach(
    of.users,
    topology,
    coverage === "nearest" ? Number.POSITIVE_INFINITY : coverage,
  );
  if (uncovered > 0)
    leftOut.push(`${uncovered} of ${of.users.length} users, farther than ${coverage} m from every site`);
  const groups = Array.isArray(base.devices) ? (base.devices as Record<string, unknown>[]) : [];
  if (groups.length !== 1)
    throw new InputError(
      "--base",
      "one group of devices, whose members the users become",
      `${groups.length} groups`,
    );
  const [group] = groups;
  return topology.nodes.flatMap(({ id }, n) =>
    users[n] === 0
      ? []
      : [{ ...group, id: `${group.id ?? "user"}-${id}-`, count: users[n], accessPoint: id }],
  );
}

/**
 * @param source the topology's file, for messages
 * @throws InputError naming the option that says what is missing
 */
export function toScenario(topology: Topology, of: Supplement, source: string): Conversion {
  const base = required(of.base, "--base", "a scenario with devices, jobs, work and radio links", source);
  const points = chosenNodes(
    required(of.accessPoints, "--access-points", "which nodes are access points (all, or ids)", source),
    topology,
    "--access-points",
  );
  const stand = chosenNodes(
    required(of.servers, "--servers", "at which nodes servers stand (all, or ids)", source),
    topology,
    "--servers",
  );
  const speedIps = required(
    of.serverSpeedIps,
    "--server-speed",
    "the speed of a server (instructions/s)",
    source,
  );
  const { nodes, edges } = topology;
  const leftOut = [...topology.leftOut];
  const joined = new Set(edges.flatMap(({ ends }) => ends));
  const placed = nodes.flatMap(({ place }) => (place === null ? [] : [place]));
  const positionOf = onPlane(placed);
  const point = (n: number) => {
    const { id, place } = nodes[n];
    return { id, ...(place === null ? {} : { at: positionOf(place) }) };
  };
  // A node that nothing joins would be an error of the scenario; of a map it is none.
  const isKept = nodes.map((_, n) => joined.has(n) || (stand.has(n) && points.has(n)));
  const kept = [...nodes.keys()].filter((n) => isKept[n]);
  for (const [n, { id }] of nodes.entries()) if (!isKept[n]) leftOut.push(`${id}, which nothing joins`);
  const serving = nodes.map((node, n) => (points.has(n) && isKept[n] ? node : { ...node, place: null }));
  const wires = wiresOf(topology, of, source);
  const switches = kept.filter((n) => !points.has(n)).map(point);
  const { servers: _, accessPoints: __, switches: ___, wires: ____, links, ...rest } = base;
  const data = {
    ...rest,
    format: SCENARIO_FORMAT,
    name: topology.name ?? base.name ?? "topology",
    devices: devicesOf(base, { ...topology, nodes: serving }, of, leftOut),
    accessPoints: kept.filter((n) => points.has(n)).map(point),
    ...(switches.length === 0 ? {} : { switches }),
    ...(wires.length === 0 ? {} : { wires }),
    servers: kept
      .filter((n) => stand.has(n))
      .map((n) => ({
        id: `server-${nodes[n].id}`,
        on: nodes[n].id,
        ...(of.tier === undefined ? {} : { tier: of.tier }),
        speedIps,
        ...(of.serverCores === undefined ? {} : { cores: of.serverCores }),
      })),
    links,
  };
  return { data, leftOut };
}
