export { type Attachment, attach, type PlacedRow, sitesAsTopology } from "./eua.ts";
export { readGraphml } from "./graphml.ts";
export { type Chosen, type Conversion, type Missing, toScenario } from "./to-scenario.ts";
export { readTopo4mec } from "./topo4mec.ts";
export * from "./topology.ts";
