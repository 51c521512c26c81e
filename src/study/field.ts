// A field of a scenario by its path, as errors and factors write it: `devices[0].jobs.arrivals.poisson.ratePerS`.
import { fieldPath } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";

export type Key = string | number;

const STEP = /^(?:\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\.?([A-Za-z_$][\w$]*))/;

/**
 * The keys of a path.
 * @throws InputError when it is not written as one
 */
export function parseField(path: string, source: string): readonly Key[] {
  const keys: Key[] = [];
  let rest = path;
  while (rest !== "") {
    const step = STEP.exec(rest);
    if (step === null || (keys.length === 0 && rest.startsWith("."))) {
      throw new InputError(source, 'the path of a field, such as "devices[0].speedIps"', path);
    }
    const [text, index, quoted, name] = step;
    if (index !== undefined) keys.push(Number(index));
    else keys.push(quoted === undefined ? name : (JSON.parse(`"${quoted}"`) as string));
    rest = rest.slice(text.length);
  }
  if (keys.length === 0)
    throw new InputError(source, 'the path of a field, such as "devices[0].speedIps"', path);
  return keys;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A copy of `data` in which the field has the value; what lies beside the path is shared. Objects on the way are made
 * where they are missing, items of lists are not.
 * @throws InputError when the path leads through something that has no such field
 */
export function withField(
  data: unknown,
  path: readonly Key[],
  value: unknown,
  source: string,
  depth = 0,
): unknown {
  if (depth === path.length) return value;
  const key = path[depth];
  const here = () => fieldPath(path.slice(0, depth));
  if (typeof key === "number") {
    if (!Array.isArray(data)) throw new InputError(source, `a list at ${here()} of the scenario`, data);
    if (key >= data.length) {
      throw new InputError(source, `an item of ${here()} from 0 to ${data.length - 1}`, key);
    }
    return data.with(key, withField(data[key], path, value, source, depth + 1));
  }
  if (data !== undefined && !isObject(data)) {
    throw new InputError(source, `an object at ${here()} of the scenario`, data);
  }
  if (key === "__proto__") throw new InputError(source, "the path of a field", key);
  const inner = data === undefined || !Object.hasOwn(data, key) ? undefined : data[key];
  return { ...data, [key]: withField(inner, path, value, source, depth + 1) };
}

/** The value at a path; undefined where there is none. */
export function fieldAt(data: unknown, path: readonly Key[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<Key, unknown>)[key];
  }
  return value;
}
