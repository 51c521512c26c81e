// Graphs as the `daggen` generator writes them, in DOT: `1 [size="…", alpha="…"]` is a task with `size` as its work, and
// `1 -> 2 [size="…"]` an edge that carries so many bytes.
import type { DataFile, GraphFile, TaskFile } from "../../model/graph-file.ts";
import { InputError } from "../../model/input-error.ts";

const NODE = /^\s*"?([^"\s[\]>-][^"\s[\]>]*)"?\s*\[([^\]]*)\]\s*;?\s*$/;
const EDGE = /^\s*"?([^"\s[\]>]+?)"?\s*->\s*"?([^"\s[\]>]+?)"?\s*(?:\[([^\]]*)\])?\s*;?\s*$/;
const FRAME =
  /^\s*(?:strict\s+)?digraph\b[^{]*\{\s*$|^\s*\}\s*$|^\s*(?:\/\/.*|#.*)?$|^\s*(?:graph|node|edge)\s*\[[^\]]*\]\s*;?\s*$/;

function numberOf(attributes: string | undefined, name: string): number | undefined {
  const found = new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*"?([^",\\s\\]]+)"?`).exec(attributes ?? "");
  return found === null ? undefined : Number(found[1]);
}

export const isDot = (text: string): boolean => /^\s*(?:\/\/[^\n]*\n\s*)*(?:strict\s+)?digraph\b/.test(text);

export interface DotOptions {
  /** Instructions of a unit of a task's `size`; 1 unless given. */
  readonly instructionsPerUnit?: number;
}

/** @throws InputError naming the line */
export function readDot(
  text: string,
  source: string,
  { instructionsPerUnit = 1 }: DotOptions = {},
): GraphFile {
  const tasks: TaskFile[] = [];
  const data: DataFile[] = [];
  const sized = (value: number | undefined, at: string, what: string): number => {
    if (value === undefined || !(value >= 0)) throw new InputError(at, what, value);
    return value;
  };
  for (const [k, line] of text.split(/\r?\n/).entries()) {
    const at = `${source}:${k + 1}`;
    if (FRAME.test(line)) continue;
    const edge = EDGE.exec(line);
    if (edge !== null) {
      const bytes = numberOf(edge[3], "size") ?? 0;
      data.push({ from: edge[1], to: edge[2], MB: sized(bytes, at, "a size (byte) of the edge") / 1e6 });
      continue;
    }
    const node = NODE.exec(line);
    if (node === null)
      throw new InputError(at, 'a task such as 1 [size="1e9"], or an edge such as 1 -> 2 [size="1e6"]', line);
    const size = sized(numberOf(node[2], "size"), at, `a size (work) of task ${node[1]}`);
    tasks.push({ id: node[1], instructions: size * instructionsPerUnit });
  }
  return { tasks, data };
}
