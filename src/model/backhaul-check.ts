// What access points, switches, wires and servers must mean together: every id is one thing, every wire joins two of them,
// every server is reached from somewhere, and every access point leads to some server.
import { type BackhaulFile, switchId } from "./backhaul-file.ts";

/** Says what is wrong where; `at` is a field of the file. */
export type BackhaulFault = (at: string, expected: string, found: unknown) => never;

/** Ids of all points; servers count although one that stands on another point has none of its own. */
function checkPoints(
  file: BackhaulFile,
  fault: BackhaulFault,
): Map<string, "access point" | "switch" | "server"> {
  const points = new Map<string, "access point" | "switch" | "server">();
  const claim = (id: string, kind: "access point" | "switch" | "server", at: string) => {
    const other = points.get(id);
    if (other !== undefined)
      fault(at, `an id not used already (by ${other === "access point" ? "an" : "a"} ${other})`, id);
    points.set(id, kind);
  };
  for (const [p, { id }] of (file.accessPoints ?? []).entries())
    claim(id, "access point", `accessPoints[${p}].id`);
  for (const [s, one] of (file.switches ?? []).entries()) claim(switchId(one), "switch", `switches[${s}]`);
  for (const [c, { id }] of file.servers.entries()) claim(id, "server", `servers[${c}].id`);
  return points;
}

function checkWires(
  file: BackhaulFile,
  points: ReadonlyMap<string, string>,
  fault: BackhaulFault,
): Set<string> {
  const joined = new Set<string>();
  const ids = new Set<string>();
  const on = new Map(file.servers.map((server) => [server.id, server.on]));
  for (const [w, wire] of (file.wires ?? []).entries()) {
    const at = `wires[${w}]`;
    if (ids.has(wire.id)) fault(`${at}.id`, "an id that no other wire has", wire.id);
    ids.add(wire.id);
    for (const [e, end] of wire.ends.entries()) {
      if (!points.has(end)) fault(`${at}.ends[${e}]`, "the id of an access point, switch or server", end);
      const stands = on.get(end);
      if (stands !== undefined)
        fault(`${at}.ends[${e}]`, `a point of its own: ${end} stands on ${stands}, without a wire`, end);
      joined.add(end);
    }
    if (wire.ends[0] === wire.ends[1]) fault(`${at}.ends`, "two different points, not a loop", wire.ends[0]);
    if (wire.rateMbps === undefined && wire.latencyS === undefined)
      fault(at, "a rateMbps, a latencyS or both", wire.id);
  }
  return joined;
}

/** The connected parts of access points and switches; routes do not pass through servers. */
function partsOf(file: BackhaulFile, points: ReadonlyMap<string, string>): (id: string) => string {
  const parent = new Map<string, string>();
  const root = (id: string): string => {
    let top = id;
    for (let next = parent.get(top); next !== undefined; next = parent.get(top)) top = next;
    for (let at = id; at !== top; ) {
      const next = parent.get(at)!;
      parent.set(at, top);
      at = next;
    }
    return top;
  };
  for (const { ends } of file.wires ?? []) {
    if (ends.some((end) => points.get(end) === "server")) continue;
    const [a, b] = ends.map(root);
    if (a !== b) parent.set(a, b);
  }
  return root;
}

/** Every server needs a route from some access point, and every access point one to some server. */
function checkRoutes(
  file: BackhaulFile,
  points: ReadonlyMap<string, string>,
  joined: ReadonlySet<string>,
  fault: BackhaulFault,
): void {
  const part = partsOf(file, points);
  const reached = new Map<string, Set<string>>();
  for (const { ends } of file.wires ?? [])
    for (const [e, end] of ends.entries())
      if (points.get(end) === "server" && points.get(ends[1 - e]) !== "server")
        reached.set(end, (reached.get(end) ?? new Set()).add(part(ends[1 - e])));
  const accessPoints = file.accessPoints!.map(({ id }) => id);
  const parts = new Set(accessPoints.map(part));
  const lead = new Set<string>();
  let everywhere = false;
  for (const [c, { id, on }] of file.servers.entries()) {
    if (on === undefined && !joined.has(id)) {
      everywhere = true;
      continue;
    }
    const from = on === undefined ? (reached.get(id) ?? new Set<string>()) : new Set([part(on)]);
    for (const one of from) lead.add(one);
    if ([...from].some((one) => parts.has(one))) continue;
    const field = on === undefined ? "wires" : `servers[${c}].on`;
    fault(field, `a route from an access point to server ${id}`, missing([on ?? id], joined, accessPoints));
  }
  if (everywhere) return;
  const [cut, p] = accessPoints.map((id, at) => [id, at] as const).find(([id]) => !lead.has(part(id))) ?? [];
  if (cut === undefined) return;
  const servers = file.servers.map(({ id, on }) => on ?? id);
  fault(
    `accessPoints[${p}]`,
    `a route from access point ${cut} to a server`,
    missing([cut], joined, servers),
  );
}

/** What is missing between points and those that they should be joined to. */
function missing(ends: readonly string[], joined: ReadonlySet<string>, others: readonly string[]): string {
  const [lonely] = ends.filter((end) => !joined.has(end));
  const named =
    others.length === 1
      ? others[0]
      : `one of ${others.slice(0, 3).join(", ")}${others.length > 3 ? ", ..." : ""}`;
  return lonely === undefined
    ? `no wire between the part of the network with ${ends[0]} and that with ${named}`
    : `no wire at ${lonely}`;
}

/** @throws what `fault` throws, at the first thing that is wrong */
export function checkBackhaul(file: BackhaulFile, fault: BackhaulFault): void {
  const beside = (at: string, found: unknown) => fault(at, "accessPoints beside it", found);
  if (file.accessPoints === undefined) {
    if (file.switches !== undefined) beside("switches", file.switches);
    if (file.wires !== undefined) beside("wires", file.wires);
    for (const [c, { on }] of file.servers.entries()) if (on !== undefined) beside(`servers[${c}].on`, on);
    return;
  }
  const points = checkPoints(file, fault);
  for (const [c, { on }] of file.servers.entries())
    if (on !== undefined && points.get(on) !== "access point" && points.get(on) !== "switch")
      fault(`servers[${c}].on`, "the id of an access point or switch", on);
  const joined = checkWires(file, points, fault);
  const stoodOn = new Set(file.servers.map(({ on }) => on));
  for (const [p, { id }] of file.accessPoints.entries())
    if (joined.size > 0 && !joined.has(id) && !stoodOn.has(id))
      fault(`accessPoints[${p}]`, "a wire that joins this point, or a server on it", id);
  for (const [s, one] of (file.switches ?? []).entries())
    if (!joined.has(switchId(one))) fault(`switches[${s}]`, "a wire that joins this point", switchId(one));
  checkRoutes(file, points, joined, fault);
}

/** In an instance or a scenario each device, or group of devices, may name its access point. */
export function checkAttachments(file: BackhaulFile, fault: BackhaulFault): void {
  for (const [i, { accessPoint }] of file.devices.entries()) {
    if (accessPoint === undefined) continue;
    if (file.accessPoints === undefined)
      fault(`devices[${i}].accessPoint`, "accessPoints beside it", accessPoint);
    if (!file.accessPoints.some(({ id }) => id === accessPoint))
      fault(`devices[${i}].accessPoint`, "the id of an access point", accessPoint);
  }
}
