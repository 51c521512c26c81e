// What goes through the queue: units of a study to run, and what they gave. Both are checked like files.
import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { check } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { type ResolvedStudy, readResolved } from "../study/resolved.ts";
import type { Code } from "./code.ts";
import type { UnitsDone } from "./study-task.ts";

/** Units that one job may hold. */
const MOST_UNITS = 1000;

const hex = (length: number) => {
  const error = `${length} hex digits`;
  return z.string({ error }).regex(new RegExp(`^[0-9a-f]{${length}}$`), { error });
};
const unit = z
  .number({ error: "the number of a unit" })
  .int()
  .min(0)
  .max(2 ** 31);

/** Says what should stand there where something else does; faults inside say it themselves. */
const called = (what: string) => ({
  error: ({ code }: { code?: string }) => (code === "invalid_type" ? what : undefined),
});

export const jobSchema = z.strictObject(
  {
    /** Hash of the resolved study; workers fetch it by that. */
    study: hex(64),
    units: z.array(unit, called("a list of units")).min(1).max(MOST_UNITS),
  },
  called("a job: a study and units"),
);
export type QueueJob = z.output<typeof jobSchema>;

const resultSchema = z.strictObject(
  {
    milliseconds: z.number(called("a time in ms")).min(0),
    records: z.array(
      z.union(
        [
          z.strictObject({
            unit,
            values: z.array(z.number().nullable(), called("the values of the measures")).max(1000),
          }),
          z.strictObject({
            unit,
            failure: z.strictObject({ name: z.string(), message: z.string().max(10_000) }),
          }),
        ],
        { error: "a unit with its values or its failure" },
      ),
      called("a list of records"),
    ),
  },
  called("a result: records and their time"),
);

/** JSON, or undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keys in Redis; workers and coordinators of other code have other queues. */
export const queueName = (code: Code): string => `mec-offload-${code.sha256.slice(0, 16)}`;
const studyKey = (id: string): string => `mec-offload:study:${id}`;
/** Holds the code of every coordinator that is at work; each renews its field. */
export const COORDINATORS = "mec-offload:coordinators";
/** A coordinator that said nothing for so long is gone, s. */
const GONE = 30;

/** A study is kept for so long after it was used last, s. */
const KEEP = 7 * 86_400;

const coordinatorSchema = z.object({ version: z.string(), sha256: z.string(), at: z.number() });

/** Redis' clock, s since 1970: those of two machines may differ. */
const redisTime = async (redis: Redis): Promise<number> => Number((await redis.time())[0]);

/** Says that a coordinator of this code is at work. */
export async function announce(redis: Redis, coordinator: string, code: Code): Promise<void> {
  const at = await redisTime(redis);
  await redis.hset(COORDINATORS, coordinator, JSON.stringify({ ...code, at }));
}

export async function withdraw(redis: Redis, coordinator: string): Promise<void> {
  await redis.hdel(COORDINATORS, coordinator);
}

/** The code of every coordinator at work; entries of those that are gone, or are no entries, are removed. */
export async function coordinatorsAtWork(redis: Redis): Promise<Code[]> {
  const now = await redisTime(redis);
  const found: Code[] = [];
  for (const [name, text] of Object.entries(await redis.hgetall(COORDINATORS))) {
    const entry = coordinatorSchema.safeParse(parsed(text));
    if (entry.success && now - entry.data.at <= GONE) found.push(entry.data);
    else await withdraw(redis, name);
  }
  return found;
}

export const studyText = (resolved: ResolvedStudy): string => JSON.stringify(resolved);
export const studyId = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Puts a study where workers find it. */
export async function offerStudy(redis: Redis, text: string): Promise<void> {
  await redis.set(studyKey(studyId(text)), text, "EX", KEEP);
}

/** Fetches a study by its hash. @throws InputError when it is not there or not what its hash says */
export async function fetchStudy(redis: Redis, id: string): Promise<ResolvedStudy> {
  const text = await redis.get(studyKey(id));
  const source = `queue: study ${id.slice(0, 12)}`;
  if (text === null) throw new InputError(source, "the study of the job", undefined);
  if (studyId(text) !== id)
    throw new InputError(source, "a study with the hash that the job names", "another");
  return readResolved(JSON.parse(text), source);
}

/** Checks the data of a job. @throws InputError */
export const readJob = (data: unknown): QueueJob => check(jobSchema, data, "queue: job");

/**
 * Checks what a worker gave back: a record for each unit that was asked for, and no other.
 * @throws InputError
 */
export function readResult(data: unknown, units: readonly number[], measures: number): UnitsDone {
  const result = check(resultSchema, data, "queue: result");
  const asked = new Set(units);
  for (const record of result.records) {
    if (!asked.delete(record.unit))
      throw new InputError("queue: result", "a unit that was asked for", record.unit);
    if ("values" in record && record.values.length !== measures) {
      throw new InputError("queue: result", `${measures} measures`, record.values.length);
    }
  }
  if (asked.size > 0) throw new InputError("queue: result", `a record of unit ${[...asked][0]}`, undefined);
  return result;
}
