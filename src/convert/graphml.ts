// GraphML (graphml.graphdrawing.org), as the Internet Topology Zoo writes it: nodes with labels, latitude and longitude; edges
// with a link speed. A directed edge is taken for a link that leads both ways, as the Zoo means it; two opposite ones are one.
import { InputError } from "../model/input-error.ts";
import { named, type Place, type Topology, type TopologyEdge } from "./topology.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Values of its data, by the name of their key in lower case. */
  readonly data: Map<string, string>;
  /** What yEd shows at a node. */
  shown: string | null;
  text: string;
  readonly line: number;
}

/** bit/s of a unit of `LinkSpeedUnits`. */
const UNITS: Readonly<Record<string, number>> = { "": 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** Rate of an edge, Mbps; null where the file does not say. */
function rateOf({ data }: Element, fault: Fault): number | null {
  const raw = data.get("linkspeedraw");
  const speed = data.get("linkspeed");
  if (raw !== undefined && raw !== "") return number(raw, "LinkSpeedRaw", fault) / 1e6;
  const units = data.get("linkspeedunits");
  if (speed === undefined || speed === "" || units === undefined) return null;
  const unit = UNITS[units.toUpperCase()];
  if (unit === undefined) fault("LinkSpeedUnits", "K, M, G or T", units);
  return (number(speed, "LinkSpeed", fault) * unit) / 1e6;
}

type Fault = (what: string, expected: string, found: unknown) => never;

function number(text: string, what: string, fault: Fault): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : fault(what, "a number", text);
}

function placeOf({ data }: Element, fault: Fault): Place | null {
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => data.get(name));
  if (latitude === undefined || longitude === undefined || latitude === "" || longitude === "") return null;
  return {
    latitude: number(latitude, "Latitude", fault),
    longitude: number(longitude, "Longitude", fault),
  };
}

/**
 * Reads GraphML.
 * @param source the file's name, for messages
 * @throws InputError with the line
 */
export async function readGraphml(text: string, source: string): Promise<Topology> {
  const { SaxesParser } = await import("saxes");
  const parser = new SaxesParser();
  const stack: Element[] = [];
  const keys = new Map<string, string>();
  const nodes: Element[] = [];
  const edges: Element[] = [];
  let graph: Element | null = null;
  const at = (line: number): Fault => {
    return (what, expected, found) => {
      throw new InputError(`${source}:${line}: ${what}`, expected, found);
    };
  };
  parser.on("error", (error) => {
    throw new InputError(`${source}:${parser.line}`, "XML", error.message.replace(/^[\d:]*\s*/, ""));
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes, data: new Map(), shown: null, text: "", line: parser.line };
    const fault = at(parser.line);
    if (stack.length === 0 && name !== "graphml") fault(name, "graphml", name);
    if (name === "graph") {
      if (graph !== null) fault("graph", "one graph, none within another", attributes.id);
      graph = element;
    }
    if (name === "hyperedge") fault("hyperedge", "edges that join two nodes", attributes.id);
    stack.push(element);
  });
  const addText = (part: string) => {
    const top = stack.at(-1);
    if (top !== undefined) top.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = stack.pop()!;
    const { name, attributes } = element;
    const owner = stack.findLast((one) => one.name === "node" || one.name === "edge" || one.name === "graph");
    if (name === "key" && attributes.id !== undefined)
      keys.set(attributes.id, (attributes["attr.name"] ?? "").toLowerCase());
    else if (name === "data" && owner !== undefined) {
      const key = keys.get(attributes.key ?? "") ?? "";
      if (key !== "") owner.data.set(key, element.text.trim());
    } else if (name.endsWith(":NodeLabel") && owner?.name === "node") owner.shown ??= element.text.trim();
    else if (name === "node") nodes.push(element);
    else if (name === "edge") edges.push(element);
  });
  parser.write(text).close();
  if (graph === null) throw new InputError(source, "a graph", "none");
  return topologyOf(graph, nodes, edges, at);
}

function topologyOf(
  graph: Element,
  nodes: readonly Element[],
  edges: readonly Element[],
  at: (line: number) => Fault,
): Topology {
  const index = new Map<string, number>();
  const listed = nodes.map((node, n) => {
    const fault = at(node.line);
    const { id } = node.attributes;
    if (id === undefined) fault("node", "an id", undefined);
    if (index.has(id)) fault("node", "an id that no other node has", id);
    index.set(id, n);
    const label = node.data.get("label") ?? node.shown;
    return { id, label: label === "" ? null : label, place: placeOf(node, fault) };
  });
  const directed = graph.attributes.edgedefault === "directed";
  const seen = new Set<string>();
  const leftOut: string[] = [];
  const joined: TopologyEdge[] = [];
  for (const edge of edges) {
    const fault = at(edge.line);
    const [from, to] = (["source", "target"] as const).map((end) => {
      const node = index.get(edge.attributes[end] ?? "");
      return node ?? fault(`edge ${end}`, "the id of a node", edge.attributes[end]);
    });
    if (from === to) {
      leftOut.push(`a loop at ${listed[from].label ?? listed[from].id}`);
      continue;
    }
    if (directed && seen.has(`${to} ${from}`)) continue;
    seen.add(`${from} ${to}`);
    joined.push({ ends: [from, to], rateMbps: rateOf(edge, fault) });
  }
  const name = graph.data.get("network") ?? graph.attributes.id ?? null;
  return { name, nodes: named(listed), edges: joined, leftOut };
}
