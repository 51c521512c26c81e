// What a unit leaves: its measures, or its failure. Records from a file and from a queue pass the same check.
import { z } from "zod";
import { InputError } from "../../model/input-error.ts";
import type { Measure } from "../../study/measures.ts";
import { implausible } from "../../study/plausible.ts";

/** Says what should stand there where something else does; faults inside say it themselves. */
export const called = (what: string) => ({
  error: ({ code }: { code?: string }) => (code === "invalid_type" ? what : undefined),
});

/** Characters of a failure's message that are kept. */
export const LONGEST_MESSAGE = 10_000;

export const unitSchema = z
  .number({ error: "the number of a unit" })
  .int()
  .min(0)
  .max(2 ** 31);

export const recordSchema = z.union(
  [
    z.strictObject({
      unit: unitSchema,
      /** Measures in the order of the plan; null where a run has none. */
      values: z.array(z.number().nullable(), called("the values of the measures")).max(1000),
    }),
    z.strictObject({
      unit: unitSchema,
      failure: z.strictObject({ name: z.string().max(1000), message: z.string().max(LONGEST_MESSAGE) }),
    }),
  ],
  { error: "a unit with its values or its failure" },
);

export type UnitRecord = z.output<typeof recordSchema>;
export type UnitValues = Extract<UnitRecord, { values: unknown }>;
export type UnitFailure = Extract<UnitRecord, { failure: unknown }>;

/** @throws InputError when a record has other measures than the plan, or numbers that these cannot have */
export function requirePlausible(record: UnitRecord, measures: readonly Measure[], source: string): void {
  if ("failure" in record) return;
  if (record.values.length !== measures.length)
    throw new InputError(source, `${measures.length} measures`, record.values.length);
  for (const [k, value] of record.values.entries()) {
    const expected = implausible(measures[k], value);
    if (expected !== null) throw new InputError(`${source}: unit ${record.unit}`, expected, value);
  }
}

/** Can the record be one of the plan's? */
export function isPlausible(record: UnitRecord, measures: readonly Measure[]): boolean {
  if (!recordSchema.safeParse(record).success) return false;
  return (
    "failure" in record ||
    (record.values.length === measures.length &&
      record.values.every((value, k) => implausible(measures[k], value) === null))
  );
}
