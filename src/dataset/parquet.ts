// Parquet: typed and Snappy-compressed; what the columns mean travels in the file's key-value metadata.
import { parquetReadObjects } from "hyparquet";
import { type BasicType, parquetWriteBuffer } from "hyparquet-writer";
import { z } from "zod";
import { check } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { COLUMN_TYPES, type ColumnSpec, type ColumnType } from "./column.ts";
import { checkColumns, readParquetMetadata } from "./parquet-check.ts";
import { type Table, type TableSchema, tableOfColumns } from "./table.ts";

const TYPES: Readonly<Record<ColumnType, BasicType>> = {
  text: "STRING",
  boolean: "BOOLEAN",
  int32: "INT32",
  int64: "INT64",
  float64: "DOUBLE",
};

/** Key of the metadata entry that holds the table's schema as JSON. */
const SCHEMA_KEY = "mec-offload.table";

function cells(column: ColumnSpec, table: Table): unknown[] | Float64Array | Int32Array {
  const values = [...(table.data.array(column.name) as Iterable<unknown>)];
  if (column.type === "int64")
    return values.map((value) => (value === null ? null : BigInt(value as number)));
  if (column.nullable === true || column.type === "text" || column.type === "boolean") return values;
  return column.type === "int32"
    ? Int32Array.from(values as number[])
    : Float64Array.from(values as number[]);
}

/** The bytes of a table as Parquet; the same table gives the same bytes. */
export function encodeParquet(table: Table): Uint8Array {
  const { name, meaning, columns } = table;
  const buffer = parquetWriteBuffer({
    columnData: columns.map((column) => ({
      name: column.name,
      type: TYPES[column.type],
      nullable: column.nullable === true,
      data: cells(column, table),
    })),
    kvMetadata: [{ key: SCHEMA_KEY, value: JSON.stringify({ name, meaning, columns }) }],
    createdBy: "mec-offload",
  });
  return new Uint8Array(buffer);
}

const schemaFile = z.object({
  name: z.string(),
  meaning: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.enum(COLUMN_TYPES),
      unit: z.string(),
      meaning: z.string(),
      nullable: z.boolean().exactOptional(),
    }),
  ),
});

function parseMetadata(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${source}: ${SCHEMA_KEY}`, "JSON in the file's metadata", "another text");
  }
}

/**
 * Reads back a table that `encodeParquet` made.
 * @throws InputError when the bytes are no Parquet, or hold no table of ours
 */
export async function decodeParquet(bytes: Uint8Array, source: string): Promise<Table> {
  const file = new Uint8Array(bytes).buffer;
  const metadata = await readParquetMetadata(file, source);
  const text = metadata.key_value_metadata?.find((entry) => entry.key === SCHEMA_KEY)?.value;
  if (text === undefined)
    throw new InputError(source, "a table written by mec-offload", "another Parquet file");
  const schema: TableSchema = check(schemaFile, parseMetadata(text, source), source);
  const names = schema.columns.map((column) => column.name);
  const stray = metadata.schema.slice(1).find((element) => !names.includes(element.name));
  if (stray !== undefined) throw new InputError(source, `columns ${names.join(", ")}`, stray.name);
  await checkColumns(file, metadata, names, source);
  const rows = await parquetReadObjects({ file, metadata }).catch((error: Error) => {
    throw new InputError(source, "a whole Parquet file", error.message);
  });
  const columns = schema.columns.map(({ name, type }) => [
    name,
    rows.map((row) => (type === "int64" && row[name] !== null ? Number(row[name]) : row[name])),
  ]);
  try {
    return tableOfColumns(schema, Object.fromEntries(columns));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${source}: ${error.where}`, error.expected, error.found);
  }
}
