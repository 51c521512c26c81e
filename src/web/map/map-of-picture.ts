// The map of the network that a run was made on: the paper's star, in which radios reach every server, or access points,
// switches and wires between devices and servers.
import { processorRow, serverRow, wireRow } from "../picture/activities.ts";
import { countSteps } from "../picture/count-steps.ts";
import type { Picture } from "../worker/protocol.ts";
import type { MapEdge, MapPoint, NetworkMap, Track } from "./network-map.ts";
import { addRadio, Flow, Intervals, serversOf } from "./transfers.ts";

/** More devices stand for each other: no map holds them. */
const MOST_DEVICES = 60;

/** Means leave the warm-up out. */
const measuredFrom = ({ warmup, end }: Picture) => Math.min(warmup, end);

/** When a server or wire is out of order. */
function downOf({ outages, end }: Picture, kind: "server" | "wire", owner: number) {
  const own = outages.filter((outage) => outage.kind === kind && outage.owner === owner);
  if (own.length === 0) return null;
  return countSteps(
    own.map(({ from }) => from),
    own.map(({ to }) => to),
    end,
  );
}

/** Devices that a point stands for: neighbours in the file, at one access point. */
function groupsOf({ deviceIds, backhaul }: Picture): number[][] {
  const byPlace = new Map<number, number[]>();
  for (let i = 0; i < deviceIds.length; i++) {
    const place = backhaul?.attachment[i] ?? 0;
    const own = byPlace.get(place);
    if (own === undefined) byPlace.set(place, [i]);
    else own.push(i);
  }
  const each = Math.max(1, Math.ceil(deviceIds.length / MOST_DEVICES));
  return [...byPlace.values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / each) }, (_, g) => own.slice(g * each, (g + 1) * each)),
  );
}

function devicePoint({ activities: of, deviceIds, end }: Picture, group: readonly number[]): MapPoint {
  const busy = new Intervals();
  for (const i of group) busy.addRow(of, processorRow(of, i));
  const [first, last] = [group[0], group[group.length - 1]];
  return {
    id: first === last ? deviceIds[first] : `${deviceIds[first]} to ${deviceIds[last]}`,
    kind: "device",
    tier: null,
    track: null,
    number: first,
    count: group.length,
    busy: busy.steps(end),
    waiting: null,
    down: null,
    cores: group.length,
  };
}

function serverPoint(picture: Picture, server: number, track: Track | null): MapPoint {
  const { activities: of, serverIds, serverTiers, serverCores, queues, end } = picture;
  const busy = new Intervals();
  busy.addRow(of, serverRow(server));
  return {
    id: serverIds[server],
    kind: "server",
    tier: serverTiers[server] === "" ? null : serverTiers[server],
    track,
    number: server,
    count: 1,
    busy: busy.steps(end),
    waiting: queues[server],
    down: downOf(picture, "server", server),
    cores: serverCores[server],
  };
}

const edgeOf = (kind: MapEdge["kind"], name: string, from: number, to: number, flow: Flow, end: number) => ({
  ...{ kind, name, from, to },
  out: flow.out.steps(end),
  back: flow.back.steps(end),
  down: null,
});

function starMap(picture: Picture, groups: readonly number[][]): NetworkMap {
  const { serverIds, end } = picture;
  const serverAt = serversOf(picture);
  const devices = groups.map((group) => devicePoint(picture, group));
  const edges = groups.flatMap((group, g) => {
    const flows = serverIds.map(() => new Flow());
    for (const i of group) addRadio(picture, i, (job, start) => flows[serverAt(job, start)] ?? null);
    return flows.map((flow, c) =>
      edgeOf("radio", `${devices[g].id} to ${serverIds[c]}`, g, groups.length + c, flow, end),
    );
  });
  const points = [...devices, ...serverIds.map((_, c) => serverPoint(picture, c, null))];
  return { points, edges, from: measuredFrom(picture), end };
}

const still = (at: readonly [number, number] | null): Track | null =>
  at === null ? null : { time: [0], x: [at[0]], y: [at[1]] };

/** Points in the order devices, access points and switches, servers. */
function tieredMap(
  picture: Picture,
  groups: readonly number[][],
  backhaul: NonNullable<Picture["backhaul"]>,
): NetworkMap {
  const { activities: of, serverIds, wireIds, end } = picture;
  const { accessPoints, pointIds, positions, attachment, wireEnds } = backhaul;
  const inner = accessPoints + backhaul.switches;
  const serverAt = groups.length + inner;
  /** Servers with a point of their own, by that point. */
  const standing = new Map<number, number>();
  for (const [c, at] of backhaul.serverPoint.entries()) if (at >= inner) standing.set(at, c);
  const pointOf = (p: number) => (p < inner ? groups.length + p : serverAt + standing.get(p)!);
  const edges: MapEdge[] = [];
  for (const [g, group] of groups.entries()) {
    const flow = new Flow();
    for (const i of group) addRadio(picture, i, () => flow);
    const place = attachment[group[0]];
    edges.push(edgeOf("radio", `radio of ${picture.deviceIds[group[0]]}`, g, pointOf(place), flow, end));
  }
  for (const [w, id] of wireIds.entries()) {
    const flow = new Flow();
    flow.out.addRow(of, wireRow(of, 2 * w));
    flow.back.addRow(of, wireRow(of, 2 * w + 1));
    const ends = [pointOf(wireEnds[2 * w]), pointOf(wireEnds[2 * w + 1])] as const;
    edges.push({ ...edgeOf("wire", id, ...ends, flow, end), down: downOf(picture, "wire", w) });
  }
  for (const [c, at] of backhaul.serverPoint.entries()) {
    if (at >= inner) continue;
    const hosts = at >= 0 ? [at] : Array.from({ length: accessPoints }, (_, p) => p);
    for (const host of hosts) {
      edges.push({
        ...{
          kind: "on",
          name: serverIds[c],
          from: pointOf(host),
          to: serverAt + c,
          out: null,
          back: null,
          down: null,
        },
      });
    }
  }
  const points = [
    ...groups.map((group) => devicePoint(picture, group)),
    ...pointIds.slice(0, inner).map(
      (id, p): MapPoint => ({
        ...{ id, tier: null, number: p, count: 1, busy: null, waiting: null, down: null, cores: 1 },
        kind: p < accessPoints ? "accessPoint" : "switch",
        track: still(positions[p] ?? null),
      }),
    ),
    ...serverIds.map((_, c) => serverPoint(picture, c, still(positions[backhaul.serverPoint[c]] ?? null))),
  ];
  return { points, edges, from: measuredFrom(picture), end };
}

/** Devices beyond a number are shown in groups of neighbours. */
export function networkMapOf(picture: Picture): NetworkMap {
  const groups = groupsOf(picture);
  return picture.backhaul === null ? starMap(picture, groups) : tieredMap(picture, groups, picture.backhaul);
}
