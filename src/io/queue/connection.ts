// A connection to Redis that outlives its absences: it says once that Redis is away, and once that it is back.
import { Redis } from "ioredis";
import { InputError } from "../../model/input-error.ts";
import { PASSWORD, type QueueAddress, USERNAME } from "./address.ts";

/** Redis answers, but takes nothing now: its memory or disk is full, it loads its data, or another one leads. */
const PASSING = /\b(OOM|MISCONF|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|BUSY)\b/;

/** Is it a fault that goes by? It counts as away: who meets it waits. */
export const isPassing = (message: string): boolean => PASSING.test(message);

/** What went wrong at Redis, in words that say what to do. */
function connectionFault(error: unknown, source: string): InputError {
  const { code, message: text = String(error) } = error as NodeJS.ErrnoException;
  const message = typeof code === "string" && code !== "" ? code : text;
  if (/NOAUTH|WRONGPASS|NOPERM|invalid password/i.test(`${message} ${text}`)) {
    return new InputError(
      source,
      `a Redis that takes the credentials of ${PASSWORD} (and ${USERNAME})`,
      message,
    );
  }
  if (/CERT|SELF_SIGNED|ALTNAME|ISSUER/.test(message)) {
    return new InputError(
      source,
      "a Redis whose certificate is trusted (NODE_EXTRA_CA_CERTS adds an authority)",
      message,
    );
  }
  if (isPassing(text)) return new InputError(source, "a Redis server that has room and may be written", text);
  return new InputError(source, "a Redis server that answers", message);
}

/**
 * Connects, and makes sure that Redis answers us.
 * @throws InputError when it does not within five seconds, or refuses us
 */
export async function connectQueue(address: QueueAddress, source = "--queue"): Promise<Redis> {
  const redis = new Redis({ ...address, lazyConnect: true, connectTimeout: 5000, retryStrategy: () => null });
  // The error is that of the attempt below.
  let fault: unknown = null;
  redis.on("error", (error) => (fault ??= error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw connectionFault(fault ?? error, source);
  }
  redis.disconnect();
  const lasting = new Redis(address);
  lasting.on("error", () => {});
  return lasting;
}

/** How to connect until the signal; after it a connection that is lost stays so, and what waits for it fails. */
const until = (address: QueueAddress, signal: AbortSignal | undefined): QueueAddress => ({
  ...address,
  retryStrategy: (attempt: number) => (signal?.aborted === true ? null : address.retryStrategy(attempt)),
});

/** Resolves when something has held for a while, ms. */
async function settledWhile(holds: () => boolean, milliseconds = 2000): Promise<void> {
  for (let since = performance.now(); performance.now() - since < milliseconds; ) {
    await new Promise((resolve) => setTimeout(resolve, 100).unref());
    if (!holds()) since = performance.now();
  }
}

/** A Redis that takes nothing is asked again after so long, ms. */
const PAUSE = 1000;

export interface LastingOptions {
  /** Told about lost connections. */
  readonly onNote?: (text: string) => void;
  /** After it a Redis that is away is not waited for. */
  readonly signal?: AbortSignal | undefined;
  /** What is said of the time until Redis is back. */
  readonly meanwhile: string;
}

/** A connection that is made again whenever it is lost. */
export interface LastingConnection {
  readonly redis: Redis;
  /** For clients that make connections of their own. */
  readonly address: QueueAddress;
  /** Says that Redis is away, the first time since it answered. */
  lost(error: Error): void;
  isAway(): boolean;
  /**
   * Does something at Redis, and does it again until Redis takes it.
   * @throws what is no fault of Redis, or any fault once the signal was given
   */
  persist<Result>(action: () => Promise<Result>): Promise<Result>;
  /** Resolves when Redis has been out of reach for a while. */
  unreachable(): Promise<void>;
  /** Resolves when the signal was given and Redis has been out of reach for a while since. */
  readonly abandoned: Promise<void>;
  close(): void;
}

/** Opens a connection that outlives absences. @throws InputError when Redis does not answer now, or refuses us */
export async function lastingConnection(
  address: QueueAddress,
  { onNote = () => {}, signal, meanwhile }: LastingOptions,
): Promise<LastingConnection> {
  const lasting = until(address, signal);
  const redis = await connectQueue(lasting);
  let away = false;
  let closed = false;
  const lost = (error: Error) => {
    if (!away)
      onNote(`queue: ${connectionFault(error, "--queue").message}; waiting for it to come back${meanwhile}`);
    away = true;
  };
  const back = () => {
    if (away) onNote("queue: Redis is back");
    away = false;
  };
  async function persist<Result>(action: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        const result = await action();
        back();
        return result;
      } catch (error) {
        if (signal?.aborted === true || !isPassing((error as Error).message)) throw error;
        lost(error as Error);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    }
  }
  redis.on("error", lost);
  redis.on("ready", back);
  const unreachable = () => settledWhile(() => closed || away || redis.status !== "ready");
  const abandoned = new Promise<void>((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  }).then(unreachable);
  return {
    redis,
    address: lasting,
    lost,
    isAway: () => away,
    persist,
    unreachable,
    abandoned,
    close() {
      closed = true;
      redis.disconnect();
    },
  };
}
