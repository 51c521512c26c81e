// Files of graphs, ours and others', by what stands in them.
import { check } from "../../model/check.ts";
import { GRAPH_FORMAT, graphSchema } from "../../model/graph-file.ts";
import type { ShapeGraph } from "../../model/graph-shapes.ts";
import { InputError } from "../../model/input-error.ts";
import { type DotOptions, isDot, readDot } from "./dot.ts";
import { isLayerTable, type LayerOptions, readLayerTable } from "./layer-table.ts";
import { isWfFormat, readWfFormat, type WfFormatOptions } from "./wfformat.ts";

export type FormatOptions = WfFormatOptions & DotOptions & LayerOptions;

/** What an own file of a graph says beside tasks and data. */
function ownGraph(data: object, source: string): ShapeGraph {
  const { format, ...rest } = data as { format?: unknown };
  if (format !== undefined && format !== GRAPH_FORMAT)
    throw new InputError(`${source}: format`, `"${GRAPH_FORMAT}"`, format);
  return { graph: check(graphSchema(), rest, source) };
}

/**
 * Reads a graph: our JSON or YAML, WfFormat, DOT of `daggen`, or a table of layers.
 * @param parse turns text into data, JSON or YAML
 * @throws InputError naming what is wrong, and where
 */
export function readGraph(
  text: string,
  source: string,
  parse: (text: string) => unknown,
  options: FormatOptions = {},
): ShapeGraph {
  if (isDot(text)) return { graph: readDot(text, source, options) };
  if (isLayerTable(text)) return readLayerTable(text, source, options);
  const data = parse(text);
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new InputError(source, "a graph: our JSON, WfFormat, DOT of daggen or a table of layers", data);
  if (isWfFormat(data)) return { graph: readWfFormat(data, source, options) };
  return ownGraph(data, source);
}
