// Where the queue is, and who we are there: the address from the command line, credentials from the environment.
import { isIP } from "node:net";
import { InputError } from "../../model/input-error.ts";

/** Names of the environment variables that hold credentials. */
export const USERNAME = "MEC_OFFLOAD_REDIS_USERNAME";
export const PASSWORD = "MEC_OFFLOAD_REDIS_PASSWORD";

/** How to connect. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly servername?: string };
  readonly maxRetriesPerRequest: null;
  /** How long to wait for the next attempt, ms; null: there is none. */
  readonly retryStrategy: (attempt: number) => number | null;
}

/** Stands for what was given: a slip may hold a password, which is never repeated. */
const ANOTHER = "an address of another form";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How to connect to `redis://host:port/database`, or `rediss://` over TLS (further authorities: NODE_EXTRA_CA_CERTS).
 * @throws InputError for another address, or one with a password in it, as others can read command lines
 */
export function queueAddress(
  text: string,
  environment: Environment = process.env,
  source = "--queue",
): QueueAddress {
  const expected = "redis://host:port or rediss://host:port";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InputError(source, expected, ANOTHER);
  }
  if (!["redis:", "rediss:"].includes(url.protocol) || url.hostname === "") {
    throw new InputError(source, expected, ANOTHER);
  }
  if (url.username !== "" || url.password !== "") {
    throw new InputError(
      source,
      `no credentials in the address; ${PASSWORD} and ${USERNAME} hold them`,
      "some",
    );
  }
  if (url.search !== "" || url.hash !== "") {
    throw new InputError(source, "an address without a query or fragment", "one with it");
  }
  const database = url.pathname.replace(/^\//, "");
  if (!/^\d{0,4}$/.test(database))
    throw new InputError(source, "a database number after the port", "something else");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const { [USERNAME]: username, [PASSWORD]: password } = environment;
  return {
    host,
    port: url.port === "" ? 6379 : Number(url.port),
    db: Number(database),
    ...(username !== undefined && username !== "" && { username }),
    ...(password !== undefined && password !== "" && { password }),
    // A name is what the server must prove to be; TLS names no addresses, these are looked for in its certificate.
    ...(url.protocol === "rediss:" && { tls: isIP(host) === 0 ? { servername: host } : {} }),
    maxRetriesPerRequest: null,
    retryStrategy: (attempt: number) => Math.min(100 * attempt, 2000),
  };
}
