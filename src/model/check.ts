// Checks data against a zod schema whose messages say what was expected, and reports the first fault as an InputError.
import { z } from "zod";
import { InputError } from "./input-error.ts";

/** Largest magnitude of any number in a file: products of a few of them stay finite. */
export const LARGEST = 1e18;
/** Smallest positive number in a file: quotients of a few of them stay finite. */
export const SMALLEST = 1e-12;

/** Makes a schema when it is first needed: all of them take far longer than a run of a known network. */
export function once<Schema>(make: () => Schema): () => Schema {
  let made: { readonly schema: Schema } | undefined;
  return () => {
    made ??= { schema: make() };
    return made.schema;
  };
}

/** What a schema gives that is made when first needed. */
export type Output<Schema extends () => z.ZodType> = z.output<ReturnType<Schema>>;

// Checks are given together: each call of a method on a schema makes a whole new schema, which adds up at every start.

/** A number within [1e-12, 1e18]. */
export const positive = (unit: string) => {
  const error = `a positive number (${unit}), between ${SMALLEST} and ${LARGEST}`;
  return z.number({ error }).check(z.gte(SMALLEST, { error }), z.lte(LARGEST, { error }));
};

/** 0, or a number within [1e-12, 1e18]: a denormal number is a slip, and its square is 0. */
export const nonNegative = (unit: string) => {
  const error = `0 or a number (${unit}) between ${SMALLEST} and ${LARGEST}`;
  return z.number({ error }).check(
    z.gte(0, { error }),
    z.lte(LARGEST, { error }),
    z.refine((value) => value === 0 || Number(value) >= SMALLEST, { error }),
  );
};

/** A whole number within [least, most]. */
export const whole = (what: string, least: number, most = 1_000_000_000) => {
  const error = `a whole number (${what}) from ${least} to ${most}`;
  return z.number({ error }).check(z.int({ error }), z.gte(least, { error }), z.lte(most, { error }));
};

/** A number within [least, most]. */
export const within = (what: string, least: number, most: number) => {
  const error = `a number (${what}) from ${least} to ${most}`;
  return z.number({ error }).check(z.gte(least, { error }), z.lte(most, { error }));
};

/** A name of anything in a network, of a job or class: printable, not empty, and not `local`. */
export const identifier = (what: string) => {
  const error = `an id of a ${what} (1 to 200 printable characters, not "local")`;
  return z
    .string({ error })
    .regex(/^[^\p{Cc}]{1,200}$/u, { error })
    .refine((id) => id !== "local", { error });
};

/** An object with exactly these fields; anything else in it is an error. */
export const fields = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `one of the fields ${Object.keys(shape).join(", ")}` : "an object",
  });

/** A list of at least `least` items. */
export const list = <Item extends z.ZodType>(item: Item, what: string, least = 0) => {
  const error = least > 0 ? `a list of at least ${least} ${what}` : `a list of ${what}`;
  return z.array(item, { error }).min(least, { error });
};

/** One of the given words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `one of ${words.map((word) => `"${word}"`).join(", ")}` });

/** Renders a path of keys as it would be written in code: `devices[0].jobs[3].sizeMB`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(String(key))) text += text === "" ? String(key) : `.${String(key)}`;
    else text += `[${JSON.stringify(String(key))}]`;
  }
  return text;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** How far into the data issues lead, those of a union as far as any member came. */
const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(
    0,
    ...issues.map(
      (one) => one.path.length + (one.code === "invalid_union" ? Math.max(0, ...one.errors.map(depth)) : 0),
    ),
  );

/** Turns the first fault that zod found into an InputError about `source`. */
function firstFault(error: z.ZodError, data: unknown, source: string): InputError {
  let issue = error.issues[0];
  let prefix: readonly PropertyKey[] = [];
  // A value that fits no member of a union: report the member that came furthest.
  while (issue.code === "invalid_union" && issue.errors.some((member) => member.length > 0)) {
    prefix = [...prefix, ...issue.path];
    const members = issue.errors.filter((member) => member.length > 0);
    const best = members.reduce((deepest, member) => (depth(member) > depth(deepest) ? member : deepest));
    if (depth(best) === 0 && issue.message !== "Invalid input") {
      issue = { ...issue, path: [], errors: [] };
      break;
    }
    issue = best[0];
  }
  const path = [...prefix, ...issue.path];
  const keys = issue.code === "unrecognized_keys" ? issue.keys : undefined;
  const full = keys === undefined ? path : [...path, keys[0]];
  const at = fieldPath(full);
  return new InputError(at === "" ? source : `${source}: ${at}`, issue.message, valueAt(data, full));
}

/**
 * Checks `data` (parsed JSON or YAML) and returns it typed, defaults filled in.
 * @param source the file's name, for the message
 * @throws InputError naming the first field at fault
 */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  source: string,
): z.output<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw firstFault(result.error, data, source);
}
