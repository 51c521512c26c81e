// The text of a dropped file as data.
import { parse } from "yaml";
import { InputError } from "../../model/input-error.ts";
import { formatOf } from "./file-format.ts";

/** Text of an instance or scenario file as data; JSON where it looks like JSON, which is faster. */
export function parseFile(name: string, text: string): unknown {
  let data: unknown;
  try {
    data = /^\s*\{/.test(text) ? parseJson(text) : parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new InputError(
      name,
      `JSON or YAML (${(error as Error).message.split("\n")[0]})`,
      text.slice(0, 40),
    );
  }
  formatOf(data, name);
  return data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Flow mappings of YAML begin like JSON.
    try {
      return parse(text, { maxAliasCount: 100 });
    } catch {
      throw error;
    }
  }
}
