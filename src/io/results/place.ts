// Where results may go: nothing of the user's is lost, and no results give way to those of another command unasked.
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../../model/input-error.ts";
import { type EarlierResults, earlierResults } from "./earlier.ts";

export interface Replacement {
  /** The command whose results go there. */
  readonly kind: string;
  /** Earlier results of another command, or changed ones, may go. */
  readonly replace?: boolean | undefined;
}

/** How it is allowed. */
const ALLOWS = "--replace";

const listed = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;

function requireReplaceable(path: string, earlier: EarlierResults, { kind, replace }: Replacement): void {
  if (replace === true) return;
  if (earlier.kind !== kind) {
    const journal = earlier.own.some((name) => /^journal(-\d+)?\//.test(name))
      ? ", its journal among them"
      : "";
    throw new InputError(
      path,
      `an absent or empty folder, or one with results of ${kind} (${ALLOWS} removes these: ${earlier.own.length} files${journal})`,
      `results of ${earlier.kind}`,
    );
  }
  if (earlier.changed.length > 0) {
    throw new InputError(
      path,
      `earlier results as their manifest has them (${ALLOWS} removes the changed files)`,
      `changed: ${listed(earlier.changed)}`,
    );
  }
}

/**
 * Checks that results may be put there, before the work begins.
 * @returns the results that they replace, null where there are none
 * @throws InputError when something else stands there
 */
export function requireResultsPlace(path: string, replacement: Replacement): EarlierResults | null {
  if (!existsSync(path)) {
    let above = dirname(resolve(path));
    while (!existsSync(above)) above = dirname(above);
    if (!statSync(above).isDirectory())
      throw new InputError(path, "a place within a folder", `${above}, a file`);
    return null;
  }
  const expected = "an absent or empty folder, or one with earlier results";
  if (!statSync(path).isDirectory()) throw new InputError(path, expected, "a file");
  if (readdirSync(path).length === 0) return null;
  const earlier = earlierResults(path);
  if (earlier === null) {
    const isStudy = existsSync(join(path, "study.json"));
    throw new InputError(
      path,
      expected,
      isStudy ? "a study that has not ended" : "a folder with other files",
    );
  }
  requireReplaceable(path, earlier, replacement);
  return earlier;
}

/** @throws InputError where a file of the user's has the name of a new one */
export function requireNoneHidden(
  path: string,
  files: Iterable<string>,
  earlier: EarlierResults,
  { replace }: Replacement,
): void {
  if (replace === true) return;
  const others = new Set(earlier.others);
  const taken = [...files].filter((name) => others.has(name));
  if (taken.length > 0) {
    throw new InputError(
      path,
      `no files of one's own under the names of results (${ALLOWS} removes them)`,
      listed(taken),
    );
  }
}
