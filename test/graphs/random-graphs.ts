// Random instances of one device with one graph, for tests.
import { type RandomGraphOptions, randomGraph } from "../../src/graphs/random-graph.ts";
import { stream } from "../../src/random/stream.ts";

export interface Shape extends Partial<RandomGraphOptions> {
  readonly tasks: number;
  readonly servers: number;
  /** Mean transfer over mean work at a server; 0.1 unless given. */
  readonly ratio?: number;
  readonly latencyS?: number;
  /** Whole numbers with zeros among them, so that ties are frequent. */
  readonly coarse?: boolean;
}

export function randomFile(seed: number, shape: Shape) {
  const draw = stream({ seed, replication: 0, purpose: "graph" });
  const { ratio = 0.1, coarse = false } = shape;
  const between = (low: number, high: number) =>
    coarse ? Math.floor(low + draw() * (high - low + 1)) : low + draw() * (high - low);
  const graph = randomGraph(
    {
      fat: 0.3 + 0.5 * draw(),
      density: draw(),
      jump: 2,
      instructions: () => (coarse ? between(0, 3) : between(0.5, 5)) * 1e9,
      MB: () => (coarse ? between(0, 2) : between(0, 2) * ratio * 2.75),
      ...shape,
    },
    draw,
  );
  const speed = () => (coarse ? 1 + Math.floor(draw() * 2) : 1 + 3 * draw()) * 1e9;
  return {
    format: "mec-offload/instance@1",
    name: `random-${seed}`,
    work: { instructionsPerBit: 250 },
    outputReduction: 0,
    devices: [
      {
        id: "d1",
        speedIps: speed(),
        powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
        jobs: [{ id: "j1", sizeMB: ratio, outputMB: ratio / 2, graph }],
      },
    ],
    servers: Array.from({ length: shape.servers }, (_, c) => ({ id: `m${c + 1}`, speedIps: speed() })),
    linksMbps: [Array.from({ length: shape.servers }, () => (coarse ? 8 : 6 + 8 * draw()))],
    latencyS: shape.latencyS ?? 0,
  };
}
