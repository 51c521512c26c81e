// What stands in a results folder already: which command made it, and which of its files are its own.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { MANIFEST_FORMAT } from "../../dataset/manifest.ts";
import { isLock } from "../folder-lock.ts";
import { parsed } from "../parsed.ts";

export const MANIFEST = "manifest.json";

const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  kind: z.string().optional(),
  command: z.string(),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
  content: z.string(),
});

export interface EarlierResults {
  /** What made them: a command of the program such as `simulate`, or `npm run experiment calibration`. */
  readonly kind: string;
  /** Files that the command made and that are there, as paths with /. */
  readonly own: readonly string[];
  /** Those of them that the manifest lists. */
  readonly listed: readonly string[];
  /** Those of them that are not as the manifest has them. */
  readonly changed: readonly string[];
  /** All else that is in the folder. */
  readonly others: readonly string[];
  /** Hash over the files of the manifest. */
  readonly content: string;
}

/** What results are of: as their manifest says, or the command line of an older one; its options do not matter. */
export function kindOf({ kind, command }: { readonly kind?: string | undefined; readonly command: string }) {
  if (kind !== undefined) return kind;
  const words = command.split(" ");
  if (words[0] === "mec-offload") return words[1] ?? "";
  const option = words.findIndex((word) => word.startsWith("-"));
  return (option < 0 ? words : words.slice(0, option)).join(" ");
}

/** Every file below a folder, as paths with /; links are not followed. */
export function filesBelow(folder: string, within = ""): string[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = within === "" ? entry.name : `${within}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

/** Files that a study keeps beside those of its manifest: its header, its journal, its lock. */
const isOfStore = (path: string): boolean =>
  path === "study.json" || /^journal(-\d+)?\/\d{6}\.jsonl$/.test(path) || isLock(path.split("/")[0]);

function isChanged(path: string, entry: { readonly bytes: number; readonly sha256: string }): boolean {
  if (statSync(path).size !== entry.bytes) return true;
  return createHash("sha256").update(readFileSync(path)).digest("hex") !== entry.sha256;
}

/** The results in a folder; null where there is no manifest of ours. */
export function earlierResults(folder: string): EarlierResults | null {
  const path = join(folder, MANIFEST);
  if (!existsSync(path) || !statSync(path).isFile()) return null;
  const found = manifestSchema.safeParse(parsed(readFileSync(path, "utf8")));
  if (!found.success) return null;
  const { files, content } = found.data;
  const isStudy = existsSync(join(folder, "study.json"));
  const there = filesBelow(folder);
  const isOwn = (name: string) =>
    name === MANIFEST || Object.hasOwn(files, name) || (isStudy && isOfStore(name));
  const own = there.filter(isOwn);
  const listed = own.filter((name) => Object.hasOwn(files, name));
  return {
    kind: kindOf(found.data),
    own,
    listed,
    changed: listed.filter(
      (name) => !(isStudy && isOfStore(name)) && isChanged(join(folder, name), files[name]),
    ),
    others: there.filter((name) => !isOwn(name)),
    content,
  };
}
