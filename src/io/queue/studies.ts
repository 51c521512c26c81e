// Studies on their way to workers: each stands in Redis under the hash of its text.
import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { InputError } from "../../model/input-error.ts";
import { type ResolvedStudy, readResolved } from "../../study/resolved.ts";
import { parsed } from "../parsed.ts";

/** A study is kept for so long after it was used last, s. */
const KEEP = 7 * 86_400;

const studyKey = (id: string): string => `mec-offload:study:${id}`;

export const studyText = (resolved: ResolvedStudy): string => JSON.stringify(resolved);
export const studyId = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Puts a study where workers find it. */
export async function offerStudy(redis: Redis, text: string): Promise<void> {
  await redis.set(studyKey(studyId(text)), text, "EX", KEEP);
}

/** What a worker says where a study is not in Redis. */
const ABSENT = "the study of the job";

/** Did a worker fail as Redis had lost the study? Its coordinator puts it there again. */
export const lacksStudy = (reason: string): boolean =>
  reason.startsWith("queue: study ") && reason.includes(`expected ${ABSENT}`);

/** Fetches a study by its hash. @throws InputError when it is not there or not what its hash says */
export async function fetchStudy(redis: Redis, id: string): Promise<ResolvedStudy> {
  const text = await redis.get(studyKey(id));
  const source = `queue: study ${id.slice(0, 12)}`;
  if (text === null) throw new InputError(source, ABSENT, undefined);
  if (studyId(text) !== id)
    throw new InputError(source, "a study with the hash that the job names", "another");
  return readResolved(parsed(text), source);
}
