// The one error for anything a user gave us: where it is, what was expected there, what was found.

/** Renders a value as it stood in the input, short enough for one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = String(value);
  }
  text = text.replace(/[\p{Cc}\u2028\u2029]/gu, " ");
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/**
 * A bad input; the command line prints its message as one line and exits with status 2.
 * @param where file and field, such as `tiny.json: servers[2].speedIps`
 * @param expected what belongs there, with its unit
 * @param found the value that stood there (`undefined` reads "nothing")
 */
export class InputError extends Error {
  readonly where: string;
  readonly expected: string;
  readonly found: unknown;

  constructor(where: string, expected: string, found: unknown) {
    super(`${where}: expected ${expected}, got ${shown(found)}`);
    this.name = "InputError";
    this.where = where;
    this.expected = expected;
    this.found = found;
  }
}
