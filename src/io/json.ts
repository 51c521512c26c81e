// JSON that says what it means: a key given twice is an error, where JSON.parse silently takes the last.
import { InputError } from "../model/input-error.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const COLON = 58;
const COMMA = 44;

/** Where the string that starts at `start` (a quote) ends: the index of its closing quote. */
function closingQuote(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** The first key that some object of the (valid) JSON text holds twice, and where; undefined when there is none. */
function firstDoubledKey(text: string): { readonly key: string; readonly at: number } | undefined {
  // Keys of the objects that are open, innermost last; null stands for a list.
  const open: (string[] | Set<string> | null)[] = [];
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = closingQuote(text, at);
      if (isKey) {
        const raw = text.slice(at + 1, end);
        const key = raw.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw;
        let keys = open[open.length - 1]!;
        if (Array.isArray(keys)) {
          if (keys.includes(key)) return { key, at };
          keys.push(key);
          if (keys.length > 16) {
            keys = new Set(keys);
            open[open.length - 1] = keys;
          }
        } else {
          if (keys.has(key)) return { key, at };
          keys.add(key);
        }
        isKey = false;
      }
      at = end;
    } else if (code === OPEN_OBJECT) {
      open.push([]);
      isKey = true;
    } else if (code === OPEN_LIST) {
      open.push(null);
      isKey = false;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      open.pop();
      isKey = false;
    } else if (code === COMMA) isKey = open[open.length - 1] !== null;
    else if (code === COLON) isKey = false;
  }
  return undefined;
}

/**
 * Parses JSON text.
 * @param source the file's name, for the message
 * @throws InputError when it is no JSON, or an object gives a key twice
 */
export function parseJson(text: string, source: string): unknown {
  let data: unknown;
  try {
    data = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    throw new InputError(source, "JSON", (error as Error).message);
  }
  const doubled = firstDoubledKey(text);
  if (doubled !== undefined) {
    const line = text.slice(0, doubled.at).split("\n").length;
    throw new InputError(`${source}:${line}`, "each key once in an object", doubled.key);
  }
  return data;
}
