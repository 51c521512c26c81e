// Graphs that ship with the program: patterns by size, and the layers of two networks as arithmetic.
import type { DataFile, GraphFile, TaskFile } from "./graph-file.ts";
import { InputError } from "./input-error.ts";
import { ALEXNET, type Layer, type LayerTable, VGG16 } from "./layers.ts";

export interface ShapeFile {
  readonly shape: string;
  readonly size?: number | undefined;
  readonly instructions?: number | undefined;
  readonly MB?: number | undefined;
}

/** A graph, and the input that its device has; undefined: the job's own. */
export interface ShapeGraph {
  readonly graph: GraphFile;
  readonly sizeMB?: number;
}

/** Bytes of a number of a layer's output. */
const FLOAT = 4;

/** A chain of the layers; each hands its output on. @param perMac instructions of a multiply-accumulate */
export function layerGraph(layers: readonly Layer[], perMac: number): GraphFile {
  return {
    tasks: layers.map(({ name, macs }) => ({ id: name, instructions: macs * perMac })),
    data: layers
      .slice(1)
      .map(({ name }, k) => ({ from: layers[k].name, to: name, MB: layers[k].outputBytes / 1e6 })),
  };
}

const network =
  ({ layers, inputBytes }: LayerTable) =>
  ({ instructions = 1 }: ShapeFile): ShapeGraph => ({
    graph: layerGraph(layers(FLOAT), instructions),
    sizeMB: inputBytes(FLOAT) / 1e6,
  });

/** Tasks by id and edges between them, all alike. */
function alike(
  ids: readonly string[],
  edges: readonly (readonly [string, string])[],
  of: ShapeFile,
): ShapeGraph {
  const tasks: TaskFile[] = ids.map((id) => ({ id, instructions: of.instructions ?? 1e9 }));
  const data: DataFile[] = edges.map(([from, to]) => ({ from, to, MB: of.MB ?? 1 }));
  return { graph: { tasks, data } };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, k) => from + k);

const pairs = (of: readonly string[]): [string, string][] => of.slice(1).map((id, k) => [of[k], id]);

function diamond(of: ShapeFile, size: number): ShapeGraph {
  const id = (i: number, j: number) => `t${i}-${j}`;
  const all = range(1, size).flatMap((i) => range(1, size).map((j) => [i, j] as const));
  return alike(
    all.map(([i, j]) => id(i, j)),
    all.flatMap(([i, j]): [string, string][] => [
      ...(i < size ? [[id(i, j), id(i + 1, j)] as [string, string]] : []),
      ...(j < size ? [[id(i, j), id(i, j + 1)] as [string, string]] : []),
    ]),
    of,
  );
}

function forkJoin(of: ShapeFile, size: number): ShapeGraph {
  const middle = range(1, size).map((k) => `t${k}`);
  return alike(
    ["fork", ...middle, "join"],
    middle.flatMap((id): [string, string][] => [
      ["fork", id],
      [id, "join"],
    ]),
    of,
  );
}

/** (n^2 + n - 2) / 2 tasks (Topcuoglu et al. 2002, Fig. 11): a pivot of each column, and the columns that it updates. */
function gaussianElimination(of: ShapeFile, size: number): ShapeGraph {
  const id = (k: number, j: number) => `t${k}-${j}`;
  const ids: string[] = [];
  const edges: [string, string][] = [];
  for (const k of range(1, size - 1)) {
    ids.push(id(k, k));
    for (const j of range(k + 1, size)) {
      ids.push(id(k, j));
      edges.push([id(k, k), id(k, j)]);
      if (k > 1) edges.push([id(k - 1, j), id(k, j)]);
    }
    if (k > 1) edges.push([id(k - 1, k), id(k, k)]);
  }
  return alike(ids, edges, of);
}

/** 2n - 1 recursive calls and n log2 n butterflies (the same, Fig. 13). */
function fft(of: ShapeFile, size: number): ShapeGraph {
  const levels = Math.log2(size);
  const call = (level: number, k: number) => `call${level}-${k}`;
  const at = (level: number, k: number) => (level === 0 ? call(levels, k) : `fly${level}-${k}`);
  const ids = range(0, levels).flatMap((level) => range(0, 2 ** level - 1).map((k) => call(level, k)));
  const edges: [string, string][] = [];
  for (const level of range(0, levels - 1))
    for (const k of range(0, 2 ** level - 1))
      edges.push([call(level, k), call(level + 1, 2 * k)], [call(level, k), call(level + 1, 2 * k + 1)]);
  for (const level of range(1, levels))
    for (const k of range(0, size - 1)) {
      ids.push(at(level, k));
      edges.push([at(level - 1, k), at(level, k)], [at(level - 1, k ^ (2 ** (level - 1))), at(level, k)]);
    }
  return alike(ids, edges, of);
}

/** What `size` counts, the least and the usual of it, and the graph. */
const PATTERNS: Readonly<
  Record<
    string,
    {
      readonly counts: string;
      readonly least: number;
      readonly usual: number;
      readonly make: (of: ShapeFile, size: number) => ShapeGraph;
    }
  >
> = {
  chain: {
    counts: "tasks",
    least: 1,
    usual: 5,
    make: (of, size) => {
      const ids = range(1, size).map((k) => `t${k}`);
      return alike(ids, pairs(ids), of);
    },
  },
  diamond: { counts: "tasks of a side", least: 1, usual: 3, make: diamond },
  "fork-join": { counts: "tasks between fork and join", least: 1, usual: 4, make: forkJoin },
  "gaussian-elimination": { counts: "rows of the matrix", least: 2, usual: 5, make: gaussianElimination },
  fft: { counts: "points, a power of 2", least: 2, usual: 4, make: fft },
};

const NETWORKS: Readonly<Record<string, (of: ShapeFile) => ShapeGraph>> = {
  alexnet: network(ALEXNET),
  vgg16: network(VGG16),
};

/**
 * The graph of a shape.
 * @param at file and field, for messages
 * @throws InputError for a size that the shape has not
 */
export function shapeGraph(of: ShapeFile, at: string): ShapeGraph {
  const layered = NETWORKS[of.shape];
  if (layered !== undefined) {
    for (const field of ["size", "MB"] as const)
      if (of[field] !== undefined)
        throw new InputError(`${at}.${field}`, `no ${field} of a network of layers`, of[field]);
    return layered(of);
  }
  const { counts, least, usual, make } = PATTERNS[of.shape];
  const size = of.size ?? usual;
  if (!Number.isInteger(size) || size < least || (of.shape === "fft" && !Number.isInteger(Math.log2(size))))
    throw new InputError(`${at}.size`, `a whole number (${counts}) from ${least}`, size);
  return make(of, size);
}
