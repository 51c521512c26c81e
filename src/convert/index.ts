export { type Attachment, attach, type PlacedRow, sitesAsTopology } from "./eua.ts";
export { readGraphml } from "./graphml.ts";
export { type Conversion, type NodeChoice, type Supplement, toScenario } from "./to-scenario.ts";
export { readTopo4mec } from "./topo4mec.ts";
export * from "./topology.ts";
