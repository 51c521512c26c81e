// What goes through the queue: units of a study to run, and what they gave. Both are checked like files.
import { z } from "zod";
import { check } from "../../model/check.ts";
import { InputError } from "../../model/input-error.ts";
import type { Measure } from "../../study/measures.ts";
import type { Code } from "../code.ts";
import { called, recordSchema, requirePlausible, unitSchema } from "../study/record.ts";
import type { UnitsDone } from "../study/task.ts";

/** Units that one job may hold. */
const MOST_UNITS = 1000;

const hex = (length: number) => {
  const error = `${length} hex digits`;
  return z.string({ error }).regex(new RegExp(`^[0-9a-f]{${length}}$`), { error });
};
export const jobSchema = z.strictObject(
  {
    /** Hash of the resolved study; workers fetch it by that. */
    study: hex(64),
    units: z.array(unitSchema, called("a list of units")).min(1).max(MOST_UNITS),
  },
  called("a job: a study and units"),
);
export type QueueJob = z.output<typeof jobSchema>;

const resultSchema = z.strictObject(
  {
    milliseconds: z.number(called("a time in ms")).min(0),
    records: z.array(recordSchema, called("a list of records")),
  },
  called("a result: records and their time"),
);

/** The queue of a code: workers and coordinators of other code have other queues. */
export const queueName = (code: Code): string => `mec-offload-${code.sha256.slice(0, 16)}`;
/** Checks the data of a job. @throws InputError */
export const readJob = (data: unknown): QueueJob => check(jobSchema, data, "queue: job");

/**
 * Checks what a worker gave back: a record for each unit that was asked for, and no other, with numbers that the
 * measures can have.
 * @throws InputError
 */
export function readResult(data: unknown, units: readonly number[], measures: readonly Measure[]): UnitsDone {
  const result = check(resultSchema, data, "queue: result");
  const asked = new Set(units);
  for (const record of result.records) {
    if (!asked.delete(record.unit))
      throw new InputError("queue: result", "a unit that was asked for", record.unit);
    requirePlausible(record, measures, "queue: result");
  }
  if (asked.size > 0) throw new InputError("queue: result", `a record of unit ${[...asked][0]}`, undefined);
  return result;
}
