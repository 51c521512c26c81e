// Recorded values that a scenario takes from tables beside it: replaced by the values before the scenario is checked.
import { fieldPath } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { type ColumnRequest, columnFault, columnRequest, columnSchema, FIELDS } from "./recorded-column.ts";

/** The columns of one table that a place of the scenario names, by field. */
export interface TableRequest {
  readonly file: string;
  /** Where the scenario names the file, for messages. */
  readonly at: string;
  readonly columns: Readonly<Record<string, ColumnRequest>>;
}

/** What was asked for, read. */
export interface RecordedTable {
  /** By field, all of one length. */
  readonly values: Readonly<Record<string, readonly (number | string | null)[]>>;
  /** Where a row stands, for messages: `trace.csv:3`; the whole table where no row is named. */
  where(row?: number): string;
}

/** Gives the table of a request. Files are read beforehand, by whoever may touch them. */
export type ReadTable = (request: TableRequest) => RecordedTable;

type Node = Record<string, unknown>;
type Path = readonly (string | number)[];

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** May a table be named inside it? Long lists of numbers are passed over at once. */
const isInside = (value: unknown): boolean => typeof value === "object" && value !== null;

/** The columns that a node names, by field; undefined where it names none, or not as it should. */
function namedColumns(key: string, node: Node): Readonly<Record<string, unknown>> | undefined {
  if (key === "empirical" && node.values === undefined && typeof node.column === "string")
    return { values: node.column };
  const isRead = node.arrivalS !== undefined || node.atS !== undefined || node.timeS !== undefined;
  return key === "recorded" && !isRead && isNode(node.columns) ? node.columns : undefined;
}

/** What a node asks of a table; undefined where it asks nothing, or not as it should: then the check says why. */
function requestOf(key: string, node: Node, path: Path, source: string): TableRequest | undefined {
  if (typeof node.file !== "string") return undefined;
  const named = namedColumns(key, node);
  if (named === undefined) return undefined;
  const columns: Record<string, ColumnRequest> = {};
  for (const [field, of] of Object.entries(named)) {
    const parsed = columnSchema().safeParse(of);
    if (!Object.hasOwn(FIELDS, field) || !parsed.success) return undefined;
    const fault = columnFault(field, parsed.data);
    if (fault !== undefined) {
      const [at, expected] = fault;
      const found = (of as Node)[at];
      throw new InputError(`${source}: ${fieldPath([...path, "columns", field, at])}`, expected, found);
    }
    columns[field] = columnRequest(field, parsed.data);
  }
  if (
    key === "recorded" &&
    !Object.hasOwn(columns, "arrivalS") &&
    !(Object.hasOwn(columns, "atS") && Object.hasOwn(columns, "Mbps")) &&
    !(Object.hasOwn(columns, "timeS") && Object.hasOwn(columns, "device"))
  )
    return undefined;
  return { file: node.file, at: `${source}: ${fieldPath([...path, "file"])}`, columns };
}

/** All tables that the data names. @throws InputError for a unit or an origin that makes no sense */
export function tableRequests(data: unknown, source: string): readonly TableRequest[] {
  const found: TableRequest[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) {
      if (value.some(isInside)) for (const [k, item] of value.entries()) visit(item, [...path, k]);
    } else if (isNode(value)) {
      for (const [key, item] of Object.entries(value)) {
        const at = [...path, key];
        const request = isNode(item) ? requestOf(key, item, at, source) : undefined;
        if (request === undefined) visit(item, at);
        else found.push(request);
      }
    }
  };
  visit(data, []);
  return found;
}

/** Data with its tables read in, and where each value came from. */
export interface RecordedData {
  readonly data: unknown;
  /** The same fault, told of the table's row and column where its value stands in one. */
  told(fault: InputError): InputError;
}

/**
 * A copy of the data in which `empirical: { file, column }` and `recorded: { file, columns }` hold their values.
 * Data that is not as it should be stays as it is: the check that follows says what is wrong with it.
 * @throws InputError when no files can be read
 */
export function readRecorded(data: unknown, source: string, table: ReadTable | null): RecordedData {
  const origins = new Map<string, { readonly read: RecordedTable; readonly request: TableRequest }>();
  const visit = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value))
      return value.some(isInside) ? value.map((item, k) => visit(item, [...path, k])) : value;
    if (!isNode(value)) return value;
    const copy: Node = {};
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, key];
      const request = isNode(item) ? requestOf(key, item, at, source) : undefined;
      const put = (held: unknown) =>
        Object.defineProperty(copy, key, {
          value: held,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      if (request === undefined) {
        put(visit(item, at));
        continue;
      }
      if (table === null)
        throw new InputError(request.at, "values, as no files can be read here", request.file);
      const read = table(request);
      const { file, column, columns, ...rest } = item as Node;
      put({ ...rest, ...read.values });
      origins.set(`${source}: ${fieldPath(at)}`, { read, request });
    }
    return copy;
  };
  return {
    data: visit(data, []),
    told: (fault) => {
      const parts = /^(.*)\.(\w+)(?:\[(\d+)\])?$/s.exec(fault.where);
      const origin = parts === null ? undefined : origins.get(parts[1]);
      if (origin === undefined) return fault;
      const [, , field, row] = parts!;
      const column = origin.request.columns[field]?.column ?? field;
      const where = origin.read.where(row === undefined ? undefined : Number(row));
      return new InputError(`${where}: ${column}`, fault.expected, fault.found);
    },
  };
}
