// How a scenario names the columns of a table: the column of each field, and of times their unit and what is 0.
import { z } from "zod";
import { fields, once, oneOf } from "../model/check.ts";
import { parseInstant } from "./instant.ts";

export const TIME_UNITS = ["s", "ms", "us", "ISO 8601"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

const detailed = once(() =>
  fields({
    column: z.string({ error: "the name of a column" }),
    /** Of times; `s` unless given. */
    unit: oneOf(TIME_UNITS).optional(),
    /** The time that counts as 0: that of the first row, a number in the unit, or ISO 8601. */
    origin: z
      .union([z.number(), z.string()], { error: '"first", a number in the unit, or an ISO 8601 time' })
      .optional(),
  }),
);

/** The name of a column, or the name with the unit and the origin of its times. */
export const columnSchema = once(() =>
  z.union([z.string(), detailed()], {
    error: "the name of a column, or { column, unit, origin }",
  }),
);
export type ColumnName = z.output<ReturnType<typeof columnSchema>>;

/** What a field's cells are: text as it stands, a number, a time of a clock, or a span of time. */
export type CellKind = "name" | "number" | "time" | "span";

/** A column as it is to be read. */
export interface ColumnRequest {
  readonly column: string;
  readonly kind: CellKind;
  /** May cells be empty, "not recorded"? */
  readonly gaps: boolean;
  readonly unit: TimeUnit;
  /** Microseconds since 1970 for ISO 8601, else in the unit. */
  readonly origin: "first" | number;
}

/** The fields of recorded jobs, of a recorded rate, of recorded positions, and of measured values. */
export const FIELDS: Readonly<Record<string, Pick<ColumnRequest, "kind" | "gaps">>> = {
  arrivalS: { kind: "time", gaps: false },
  sizeMB: { kind: "number", gaps: true },
  instructions: { kind: "number", gaps: true },
  outputMB: { kind: "number", gaps: true },
  deadlineS: { kind: "span", gaps: true },
  priority: { kind: "number", gaps: true },
  class: { kind: "name", gaps: true },
  device: { kind: "name", gaps: true },
  atS: { kind: "time", gaps: false },
  Mbps: { kind: "number", gaps: false },
  timeS: { kind: "time", gaps: false },
  x: { kind: "number", gaps: false },
  y: { kind: "number", gaps: false },
  longitude: { kind: "number", gaps: false },
  latitude: { kind: "number", gaps: false },
  values: { kind: "number", gaps: false },
};

/** Units of a number of microseconds. */
const MICROS_PER: Readonly<Record<TimeUnit, number>> = { s: 1e6, ms: 1e3, us: 1, "ISO 8601": 1 };

/** What is wrong with a column's unit or origin: the field and what belongs there; undefined where nothing is. */
export function columnFault(
  field: string,
  of: ColumnName,
): readonly [at: string, expected: string] | undefined {
  if (typeof of === "string") return undefined;
  const { kind } = FIELDS[field];
  const { unit, origin } = of;
  if (unit !== undefined && kind !== "time" && kind !== "span") return ["unit", "no unit, as it is no time"];
  if (unit === "ISO 8601" && kind === "span") return ["unit", '"s", "ms" or "us", as it is a span of time'];
  if (origin !== undefined && kind !== "time") return ["origin", "no origin, as it is no time of a clock"];
  if (unit === "ISO 8601" && (origin === undefined || typeof origin === "number"))
    return ["origin", 'the time that counts as 0: "first" (that of the first row), or an ISO 8601 time'];
  if (typeof origin === "string" && origin !== "first" && parseInstant(origin) === undefined)
    return ["origin", '"first", a number in the unit, or an ISO 8601 time'];
  return undefined;
}

/** A column without fault as it is to be read. */
export function columnRequest(field: string, of: ColumnName): ColumnRequest {
  const { column, unit = "s", origin = 0 } = typeof of === "string" ? { column: of } : of;
  return {
    column,
    ...FIELDS[field],
    unit,
    origin:
      typeof origin === "number" || origin === "first" ? origin : parseInstant(origin)! / MICROS_PER[unit],
  };
}
