// YAML that says what it means: a key given twice is an error with its place. Its parser needs some 25 microseconds for each part
// and a stack as deep as the text, so both are bounded before and while it reads.
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { InputError } from "../model/input-error.ts";
import { DEEPEST } from "./json.ts";

/** Largest YAML file, in bytes: its parser keeps every token. */
export const LARGEST_YAML = 16 * 1024 * 1024;
/** Most lines, and items in brackets: some seconds. */
const MOST_PARTS = 250_000;

const NEWLINE = 10;
const COMMA = 44;

/** Lines, and commas at most of which divide items. */
function partsOf(text: string): number {
  let parts = 1;
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    if (code === NEWLINE || code === COMMA) parts++;
  }
  return parts;
}

/** Beyond so many open brackets, or such an indent, the parser would take gigabytes to say that it is too deep. */
const DEEPEST_GUESS = 1000;
const LONG_INDENT = new RegExp(`^[ \\t?-]{${DEEPEST_GUESS}}`, "m");

/** Is the text surely too deep to be parsed? Brackets in quotes count as well. */
function isHopeless(text: string): boolean {
  let open = 0;
  for (let k = 0; k < text.length; k++) {
    const character = text[k];
    if (character === "[" || character === "{") open++;
    else if ((character === "]" || character === "}") && open > 0) open--;
    if (open > DEEPEST_GUESS) return true;
  }
  return LONG_INDENT.test(text);
}

interface Fault {
  readonly expected: string;
  readonly found: string;
  readonly at: number;
}

/** The first map that holds a key twice, or what lies too deep. */
function firstFault(root: Node | null): Fault | undefined {
  const open: { readonly node: unknown; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (!isMap(node) && !isSeq(node)) continue;
    const at = node.range?.[0] ?? 0;
    if (depth === DEEPEST)
      return { expected: `lists and maps at most ${DEEPEST} deep`, found: "deeper ones", at };
    const keys = new Set<string>();
    for (const item of node.items) {
      const value = isPair(item) ? item.value : item;
      open.push({ node: value, depth: depth + 1 });
      if (!isPair(item) || !isScalar(item.key)) continue;
      const key = String(item.key.value);
      if (keys.has(key))
        return { expected: "each key once in a map", found: key, at: item.key.range?.[0] ?? at };
      keys.add(key);
    }
  }
  return undefined;
}

/**
 * Parses YAML text.
 * @param source the file's name, for the message
 * @throws InputError with line and column
 */
export function parseYaml(text: string, source: string): unknown {
  const parts = partsOf(text);
  if (parts > MOST_PARTS) {
    const expected = `at most ${MOST_PARTS} lines and items of YAML (JSON may have more, and tables beside it)`;
    throw new InputError(source, expected, parts);
  }
  const tooDeep = () => new InputError(source, `lists and maps at most ${DEEPEST} deep`, "deeper ones");
  if (isHopeless(text)) throw tooDeep();
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    const place = (at: number) => {
      const { line, col } = lines.linePos(at);
      return `${source}:${line}:${col}`;
    };
    const fault = document.errors[0];
    if (fault?.message.includes("call stack") === true) throw new RangeError(fault.message);
    if (fault !== undefined)
      throw new InputError(place(fault.pos[0]), "YAML", fault.message.replace(/: ".*$/s, ""));
    const wrong = firstFault(document.contents);
    if (wrong !== undefined) throw new InputError(place(wrong.at), wrong.expected, wrong.found);
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    // An alias within its own anchor makes data that holds itself: this throws.
    JSON.stringify(data);
    return data;
  } catch (error) {
    if (error instanceof InputError) throw error;
    // A stack that ran out is the text's depth, too.
    if (error instanceof RangeError) throw tooDeep();
    throw new InputError(source, "YAML", (error as Error).message.split("\n", 1)[0]);
  }
}
