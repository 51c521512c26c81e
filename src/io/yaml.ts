// YAML that says what it means: a key given twice is an error. The parser's own check for that compares every pair of keys,
// which takes minutes where a mapping has a hundred thousand of them; this one takes one look at each.
import { type Document, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { InputError } from "../model/input-error.ts";

/** The first key that some mapping of the document holds twice; undefined when there is none. */
function firstDoubledKey(document: Document): { readonly key: string; readonly at: number } | undefined {
  let found: { readonly key: string; readonly at: number } | undefined;
  visit(document, {
    Map(_, map) {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) {
          found = { key: String(key.value), at: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        keys.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

/** @param path named in errors @throws InputError with line and column */
export function parseYaml(text: string, path: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const placed = (at: number) => {
    const { line, col } = lines.linePos(at);
    return `${path}:${line}:${col}`;
  };
  const fault = document.errors[0];
  if (fault !== undefined) throw new InputError(placed(fault.pos[0]), "YAML", fault.message);
  const doubled = firstDoubledKey(document);
  if (doubled !== undefined) {
    throw new InputError(placed(doubled.at), "each key once", `${doubled.key} twice`);
  }
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    // An alias within its own anchor makes data that holds itself: this throws.
    JSON.stringify(data);
    return data;
  } catch (error) {
    throw new InputError(path, "YAML", (error as Error).message.split("\n", 1)[0]);
  }
}
