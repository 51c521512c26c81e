// JSON that says what it means: a key given twice is an error, where JSON.parse silently takes the last. What would take
// minutes, or more depth than a stack has, is refused before it is parsed.
import { InputError } from "../model/input-error.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const COLON = 58;
const COMMA = 44;

/** Most lists and objects within each other. */
export const DEEPEST = 100;
/** Most keys of one object: an allocation has one for each job. */
const MOST_KEYS = 1_500_000;

/** Where the string that starts at `start` (a quote) ends: the index of its closing quote, or the end of the text. */
function closingQuote(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** What a text holds that it must not: what was expected, what was found, and where. */
interface Fault {
  readonly expected: string;
  readonly found: string;
  readonly at: number;
}

/** A key as it is meant; undefined where its escapes are none. */
function keyOf(raw: string): string | undefined {
  if (!raw.includes("\\")) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return undefined;
  }
}

/** The first object that holds a key twice or too many, or what lies too deep; the text need not be JSON. */
function firstFault(text: string): Fault | undefined {
  // Keys of the objects that are open, innermost last; null stands for a list.
  const open: (string[] | Set<string> | null)[] = [];
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = closingQuote(text, at);
      if (isKey) {
        const key = keyOf(text.slice(at + 1, end));
        let keys = open[open.length - 1];
        if (key === undefined || keys === undefined || keys === null) return undefined;
        const twice = { expected: "each key once in an object", found: key, at };
        if (Array.isArray(keys)) {
          if (keys.includes(key)) return twice;
          keys.push(key);
          if (keys.length > 16) {
            keys = new Set(keys);
            open[open.length - 1] = keys;
          }
        } else {
          if (keys.has(key)) return twice;
          if (keys.size === MOST_KEYS)
            return { expected: `at most ${MOST_KEYS} keys in an object`, found: "more", at };
          keys.add(key);
        }
        isKey = false;
      }
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (open.length === DEEPEST)
        return { expected: `lists and objects at most ${DEEPEST} deep`, found: "deeper ones", at };
      open.push(code === OPEN_OBJECT ? [] : null);
      isKey = code === OPEN_OBJECT;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      open.pop();
      isKey = false;
    } else if (code === COMMA) isKey = open[open.length - 1] !== null;
    else if (code === COLON) isKey = false;
  }
  return undefined;
}

/** What JSON.parse says, without the text that it cites. */
const withoutText = (message: string): string =>
  message.replace(/,? ?\.{0,3}".*" ?\.{0,3} is not valid JSON$/s, "");

/**
 * Parses JSON text.
 * @param source the file's name, for the message
 * @throws InputError when it is no JSON, an object gives a key twice, or it is too deep or has too many keys
 */
export function parseJson(text: string, source: string): unknown {
  const fault = firstFault(text);
  let data: unknown;
  try {
    // A text beyond the bounds is not parsed at all; one with a key twice must be JSON first.
    if (fault === undefined || fault.expected === "each key once in an object")
      data = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    throw new InputError(source, "JSON", withoutText((error as Error).message));
  }
  if (fault !== undefined) {
    const line = text.slice(0, fault.at).split("\n").length;
    throw new InputError(`${source}:${line}`, fault.expected, fault.found);
  }
  return data;
}
