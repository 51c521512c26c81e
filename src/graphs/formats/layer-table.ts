// The layers of a network as a table: name, multiply-accumulates, bytes of its output; a row named `input` says what comes in.
import { layerGraph, type ShapeGraph } from "../../model/graph-shapes.ts";
import { InputError } from "../../model/input-error.ts";
import type { Layer } from "../../model/layers.ts";

const COLUMNS = ["name", "MACs", "outputBytes"] as const;

export interface LayerOptions {
  /** Instructions of a multiply-accumulate; 1 unless given. */
  readonly instructionsPerMac?: number;
}

/** Is this the head of such a table? */
export const isLayerTable = (text: string): boolean => /^\uFEFF?\s*name\s*[,;\t]\s*macs\s*[,;\t]/i.test(text);

/** @throws InputError naming the line */
export function readLayerTable(
  text: string,
  source: string,
  { instructionsPerMac = 1 }: LayerOptions = {},
): ShapeGraph {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const delimiter = /[,;\t]/.exec(lines[0])?.[0] ?? ",";
  const cells = (line: string) => line.split(delimiter).map((cell) => cell.trim());
  const head = cells(lines[0]).map((name) => name.toLowerCase().replaceAll("_", ""));
  const column = COLUMNS.map((name) => head.indexOf(name.toLowerCase()));
  for (const [k, at] of column.entries())
    if (at < 0) throw new InputError(`${source}:1`, `a column ${COLUMNS[k]}`, lines[0]);
  const layers: Layer[] = [];
  let sizeMB: number | undefined;
  for (const [k, line] of lines.entries()) {
    if (k === 0 || line.trim() === "") continue;
    const row = cells(line);
    if (row.length !== head.length)
      throw new InputError(`${source}:${k + 1}`, `${head.length} values`, row.length);
    const number = (which: number): number => {
      const cell = row[column[which]];
      const value = cell === "" ? Number.NaN : Number(cell);
      if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
        throw new InputError(`${source}:${k + 1}: ${COLUMNS[which]}`, "0 or a number", cell);
      return value;
    };
    const name = row[column[0]];
    if (name.toLowerCase() === "input") sizeMB = number(2) / 1e6;
    else layers.push({ name, macs: number(1), outputBytes: number(2) });
  }
  if (layers.length === 0) throw new InputError(source, "at least one layer", 0);
  const graph = layerGraph(layers, instructionsPerMac);
  return sizeMB === undefined ? { graph } : { graph, sizeMB };
}
