// Who coordinates studies now: each coordinator says every few seconds that it is at work, and with what code.
import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Code } from "../code.ts";
import { parsed } from "../parsed.ts";

/** Holds the code of every coordinator that is at work; each renews its field. */
export const COORDINATORS = "mec-offload:coordinators";
/** A coordinator that said nothing for so long is gone, s. */
const GONE = 30;
const HEARTBEAT = 5000;

const entrySchema = z.object({
  version: z.string().max(100),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.number(),
});

/** Redis' clock, s since 1970: those of two machines may differ. */
const redisTime = async (redis: Redis): Promise<number> => Number((await redis.time())[0]);

async function announce(redis: Redis, coordinator: string, code: Code): Promise<void> {
  const at = await redisTime(redis);
  await redis.hset(COORDINATORS, coordinator, JSON.stringify({ ...code, at }));
}

export interface Presence {
  /** Takes the entry away. */
  end(): Promise<void>;
}

/** Says at once and from then on that a coordinator of this code is at work. */
export async function bePresent(redis: Redis, code: Code): Promise<Presence> {
  const coordinator = randomUUID();
  const beat = () => announce(redis, coordinator, code).catch(() => {});
  await beat();
  const heart = setInterval(() => void beat(), HEARTBEAT);
  return {
    async end() {
      clearInterval(heart);
      await redis.hdel(COORDINATORS, coordinator).catch(() => {});
    },
  };
}

/**
 * The code of every coordinator at work. Entries of those that are gone, or are no entries, are removed; one from the
 * future is none, or it would count for ever.
 */
export async function coordinatorsAtWork(redis: Redis): Promise<Code[]> {
  const now = await redisTime(redis);
  const found: Code[] = [];
  for (const [name, text] of Object.entries(await redis.hgetall(COORDINATORS))) {
    const entry = entrySchema.safeParse(parsed(text));
    const age = entry.success ? now - entry.data.at : Number.POSITIVE_INFINITY;
    // The clock is read in whole seconds, so an entry of this instant may look a second old.
    if (entry.success && age > -1 && age <= GONE) found.push(entry.data);
    else await redis.hdel(COORDINATORS, name);
  }
  return found;
}
