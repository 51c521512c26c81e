// Reading and writing one field of a file's data by its path, such as `devices[0].powerW.idle`.

export type Path = readonly (string | number)[];

/** The path as the library's messages write it. */
export function pathText(path: Path): string {
  let text = "";
  for (const key of path) text += typeof key === "number" ? `[${key}]` : text === "" ? key : `.${key}`;
  return text;
}

export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** A copy of the data with one field changed; undefined removes it. */
export function withValue(data: unknown, path: Path, value: unknown): unknown {
  if (path.length === 0) return value;
  const [key, ...rest] = path;
  if (Array.isArray(data)) {
    const copy = [...data];
    if (value === undefined && rest.length === 0) copy.splice(key as number, 1);
    else copy[key as number] = withValue(copy[key as number], rest, value);
    return copy;
  }
  const copy = { ...((data ?? {}) as Record<string, unknown>) };
  const changed = withValue(copy[key], rest, value);
  if (changed === undefined) delete copy[key];
  else copy[key] = changed;
  return copy;
}

/** Does a message about the field `where` belong to the field (or group of fields) at `path`? */
export function concerns(where: string | null, path: Path): boolean {
  if (where === null) return false;
  const at = where.slice(where.lastIndexOf(": ") + (where.includes(": ") ? 2 : 0));
  const field = pathText(path);
  return at === field || at.startsWith(`${field}.`) || at.startsWith(`${field}[`);
}
