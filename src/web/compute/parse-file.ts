// The text of a dropped file as data, read as the command line reads it.
import { parseJson } from "../../io/json.ts";
import { parseYaml } from "../../io/yaml.ts";
import { formatOf } from "./file-format.ts";

/** Text of an instance or scenario file as data; JSON where it looks like JSON, which is faster. */
export function parseFile(name: string, text: string): unknown {
  const data = /^\s*\{/.test(text) ? jsonOrYaml(name, text) : parseYaml(text, name);
  formatOf(data, name);
  return data;
}

/** Flow mappings of YAML begin like JSON: what is neither is an error of JSON. */
function jsonOrYaml(name: string, text: string): unknown {
  try {
    return parseJson(text, name);
  } catch (error) {
    if (name.endsWith(".json")) throw error;
    try {
      return parseYaml(text, name);
    } catch {
      throw error;
    }
  }
}
