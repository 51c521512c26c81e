// What code runs: one hash over the program's files, so that results of different code are never mixed.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { programVersion } from "./origin.ts";

export interface Code {
  readonly version: string;
  readonly sha256: string;
}

/** Folders that make no numbers. */
const ASIDE = new Set(["bench", "cli", "figures", "lab", "web", "node_modules"]);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ASIDE.has(entry.name) ? [] : filesBelow(path);
      return /\.(ts|js|mjs)$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : [];
    })
    .sort();
}

/** Folder of the sources, or of the build, that this file belongs to. */
function codeFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!/^(src|dist)$/.test(folder.slice(folder.lastIndexOf(sep) + 1))) {
    const above = dirname(folder);
    if (above === folder) return dirname(fileURLToPath(import.meta.url));
    folder = above;
  }
  return folder;
}

let known: Code | undefined;

/** Version and hash of the running code; sources and build count as different code. */
export function runningCode(): Code {
  if (known !== undefined) return known;
  const folder = codeFolder();
  const hash = createHash("sha256");
  for (const path of filesBelow(folder)) {
    hash.update(`${relative(folder, path).split(sep).join("/")}\n`);
    hash.update(readFileSync(path));
  }
  known = { version: programVersion(), sha256: hash.digest("hex") };
  return known;
}
