// Writes results into a folder that stays, such as that of a study, whose journal lies there.
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../dataset/manifest.ts";
import { writeJson, writeWhole } from "../files.ts";
import { earlierResults, MANIFEST } from "./earlier.ts";

/** A free name for a file that was changed by hand. */
function asideOf(path: string): string {
  for (let number = 1; ; number++) if (!existsSync(`${path}.${number}`)) return `${path}.${number}`;
}

/**
 * Writes files and their manifest. The same bytes keep the manifest of the run that made them first; earlier files that
 * are not made any more go; what was changed by hand is put aside under another name.
 */
export function replaceFiles(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  record: Manifest,
  onNote: (text: string) => void = () => {},
): void {
  const before = earlierResults(folder);
  const complete = [...files.keys()].every((name) => before?.own.includes(name));
  if (before !== null && before.content === record.content && before.changed.length === 0 && complete) return;
  for (const name of before?.changed ?? []) {
    const aside = asideOf(join(folder, name));
    renameSync(join(folder, name), aside);
    onNote(`${join(folder, name)} had been changed: it is now ${aside}`);
  }
  // Without its manifest the folder is one whose results are on their way.
  rmSync(join(folder, MANIFEST), { force: true });
  for (const name of before?.listed ?? []) {
    if (!files.has(name)) rmSync(join(folder, name), { force: true });
  }
  for (const [name, bytes] of files) writeWhole(join(folder, name), bytes);
  writeJson(join(folder, MANIFEST), record);
}
