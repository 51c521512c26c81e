// What differs between two versions of plain data, field by field, in words.
import { fieldPath } from "../model/check.ts";
import { shown } from "../model/input-error.ts";

const isNode = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** One line for each field that differs: `replications: 10, now 20`. */
export function changesBetween(
  before: unknown,
  now: unknown,
  path: readonly (string | number)[] = [],
): string[] {
  if (Object.is(before, now)) return [];
  if (isNode(before) && isNode(now) && Array.isArray(before) === Array.isArray(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return keys.flatMap((key) =>
      changesBetween(before[key], now[key], [...path, Array.isArray(before) ? Number(key) : key]),
    );
  }
  return [`${fieldPath(path)}: ${shown(before)}, now ${shown(now)}`];
}
