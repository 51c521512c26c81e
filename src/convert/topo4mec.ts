// The text format of Topo4MEC: a line `i j Mbps` for each link between nodes i and j. Blank lines and lines that begin with #
// say nothing.
import { InputError } from "../model/input-error.ts";
import type { Topology, TopologyEdge, TopologyNode } from "./topology.ts";

/** @throws InputError with the line */
export function readTopo4mec(text: string, source: string): Topology {
  const index = new Map<string, number>();
  const nodes: TopologyNode[] = [];
  const edges: TopologyEdge[] = [];
  const nodeOf = (id: string): number => {
    const known = index.get(id);
    if (known !== undefined) return known;
    index.set(id, nodes.length);
    nodes.push({ id, alias: id, place: null });
    return nodes.length - 1;
  };
  for (const [k, line] of text.split(/\r?\n/).entries()) {
    const bare = line.trim();
    if (bare === "" || bare.startsWith("#")) continue;
    const parts = bare.split(/[\s,;]+/);
    const rateMbps = Number(parts[2]);
    if (parts.length !== 3 || !(rateMbps > 0 && rateMbps < Number.POSITIVE_INFINITY))
      throw new InputError(
        `${source}:${k + 1}`,
        "two nodes and a rate above 0 (i j Mbps)",
        bare.slice(0, 200),
      );
    if (parts[0] === parts[1])
      throw new InputError(`${source}:${k + 1}`, "two different nodes, not a loop", bare.slice(0, 200));
    edges.push({ ends: [nodeOf(parts[0]), nodeOf(parts[1])], rateMbps });
  }
  if (edges.length === 0) throw new InputError(source, "lines of two nodes and a rate (i j Mbps)", "none");
  return { name: null, nodes, edges, leftOut: [] };
}
