// What the tables of a folder mean, for people and programs: `columns.json` and a Frictionless `datapackage.json`.
import type { ColumnSpec, ColumnType } from "./column.ts";
import type { Json } from "./manifest.ts";
import type { TableSchema } from "./table.ts";

const FRICTIONLESS: Readonly<Record<ColumnType, string>> = {
  text: "string",
  boolean: "boolean",
  int32: "integer",
  int64: "integer",
  float64: "number",
};

/** Name, type, unit and meaning of every column of every table. */
export function dataDictionary(tables: readonly TableSchema[]): Json {
  const column = ({ name, type, unit, meaning, nullable = false }: ColumnSpec) => ({
    name,
    type,
    unit,
    meaning,
    nullable,
  });
  return Object.fromEntries(
    tables.map((table) => [table.name, { meaning: table.meaning, columns: table.columns.map(column) }]),
  );
}

/**
 * A Data Package (Frictionless, v1) over the CSV files of the tables.
 * @param name letters, digits, hyphens
 */
export function dataPackage(name: string, title: string, tables: readonly TableSchema[]): Json {
  return {
    profile: "tabular-data-package",
    name: name.toLowerCase(),
    title,
    resources: tables.map((table) => ({
      profile: "tabular-data-resource",
      name: table.name,
      description: table.meaning,
      path: `${table.name}.csv`,
      encoding: "utf-8",
      schema: {
        fields: table.columns.map(({ name, type, unit, meaning, nullable = false }) => ({
          name,
          type: FRICTIONLESS[type],
          description: unit === "" || unit === "1" ? meaning : `${meaning} Unit: ${unit}.`,
          ...(unit === "" ? {} : { unit }),
          ...(nullable ? {} : { constraints: { required: true } }),
        })),
        missingValues: [""],
      },
    })),
  };
}
