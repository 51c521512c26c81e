// A made-up topology of three towns in GraphML, as files of the Internet Topology Zoo are written, and devices for it.
const node = (id: number, [label, latitude, longitude]: readonly [string, number, number]) =>
  `<node id="${id}"><data key="l">${label}</data><data key="a">${latitude}</data><data key="o">${longitude}</data></node>`;

const KEYS = [
  ["l", "label", "string"],
  ["a", "Latitude", "double"],
  ["o", "Longitude", "double"],
].map(([id, name, type]) => `<key attr.name="${name}" attr.type="${type}" for="node" id="${id}"/>`);

/** A chain of towns, each with its place, joined in order. */
export const graphmlChain = (
  towns: readonly (readonly [string, number, number])[],
): string => `<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
${KEYS.join("\n")}
<graph edgedefault="undirected">
${towns.map((town, id) => node(id, town)).join("\n")}
${towns
  .slice(1)
  .map((_, id) => `<edge source="${id}" target="${id + 1}"/>`)
  .join("\n")}
</graph>
</graphml>
`;

/** Six phones with a job each; servers and links are to be replaced. */
export const PHONES = `format: mec-offload/scenario@1
work: { instructionsPerBit: 250 }
outputReduction: 0.2
devices:
  - id: phone
    count: 6
    speedIps: 3.6e9
    powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 }
    jobs: { sizeMB: 2, arrivals: { batch: { count: 1 } } }
servers: [{ id: m, speedIps: 1.0e9 }]
links: { rateMbps: 20 }
`;
