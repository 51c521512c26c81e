// Recorded values that a scenario takes from tables beside it: replaced by the values before the scenario is checked.
import { fieldPath } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";

/** The columns of a table by name, read by whoever may touch files. */
export type ReadTable = (file: string) => Readonly<Record<string, readonly unknown[]>>;

/** Columns of names: a table may hold them as numbers. */
const NAMES: ReadonlySet<string> = new Set(["class", "device"]);

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A copy of the data in which `empirical: { file, column }` and `recorded: { file, columns }` hold their values.
 * Data that is not as it should be stays as it is: the check that follows says what is wrong with it.
 * @throws InputError when a table or a column is missing
 */
export function readRecorded(data: unknown, source: string, table: ReadTable | null): unknown {
  const column = (file: string, name: string, at: string): readonly unknown[] => {
    if (table === null)
      throw new InputError(`${source}: ${at}`, "values, as no files can be read here", file);
    const columns = table(file);
    if (!Object.hasOwn(columns, name)) {
      const names = Object.keys(columns).slice(0, 12).join(", ");
      throw new InputError(`${source}: ${at}`, `a column of ${file} (${names})`, name);
    }
    return columns[name];
  };
  const visit = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (Array.isArray(value)) return value.map((item, k) => visit(item, [...path, k]));
    if (!isNode(value)) return value;
    const copy: Node = {};
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, key];
      Object.defineProperty(copy, key, {
        value: visit(item, at),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      if (!isNode(item) || typeof item.file !== "string") continue;
      if (key === "empirical" && typeof item.column === "string" && item.values === undefined) {
        const { file, column: name, ...rest } = item;
        copy[key] = { ...rest, values: column(file as string, name as string, fieldPath([...at, "column"])) };
      }
      if (key === "recorded" && isNode(item.columns) && item.arrivalS === undefined) {
        const { file, columns, ...rest } = item;
        const values = Object.entries(columns as Node).map(([field, name]) => {
          const found = column(file as string, String(name), fieldPath([...at, "columns", field]));
          return [field, NAMES.has(field) ? found.map(String) : found];
        });
        copy[key] = { ...rest, ...Object.fromEntries(values) };
      }
    }
    return copy;
  };
  return visit(data, []);
}
