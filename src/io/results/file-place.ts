// Where a single file may go: never onto what the command reads, and onto something of another kind only when asked to.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { InputError } from "../../model/input-error.ts";
import { parsed } from "../parsed.ts";

/** Kinds of files that commands write, and how each is known. */
const KINDS = {
  "a scenario": (path: string) => /\bformat\b.{1,8}mec-offload\/scenario@/.test(headOf(path)),
  "an instance": (path: string) => /"format"\s*:\s*"mec-offload\/instance@/.test(headOf(path)),
  "an allocation": isAllocation,
  "a trace": (path: string) => headOf(path).startsWith('{"displayTimeUnit"'),
} satisfies Record<string, (path: string) => boolean>;

export type FileKind = keyof typeof KINDS;

/** The beginning of a file. */
function headOf(path: string, bytes = 4096): string {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(bytes);
    return buffer.toString("utf8", 0, readSync(file, buffer, 0, bytes, 0));
  } finally {
    closeSync(file);
  }
}

/** Allocations carry no mark: each job's id and its place, and nothing else. */
function isAllocation(path: string): boolean {
  if (!headOf(path, 64).trimStart().startsWith("{")) return false;
  const data = parsed(readFileSync(path, "utf8"));
  if (typeof data !== "object" || data === null || Array.isArray(data) || "format" in data) return false;
  return Object.values(data).every((place) => typeof place === "string");
}

const isSameFile = (a: string, b: string): boolean => {
  const [one, other] = [statSync(a), statSync(b, { throwIfNoEntry: false })];
  return other !== undefined && one.dev === other.dev && one.ino === other.ino;
};

export interface FilePlace {
  readonly kind: FileKind;
  /** Files that the command reads. */
  readonly inputs: readonly string[];
  /** A file of another kind may go. */
  readonly replace?: boolean | undefined;
}

/**
 * Checks that a file may be written there, before the work begins.
 * @throws InputError when that would destroy an input of the command, or a file of another kind
 */
export function requireFilePlace(path: string, { kind, inputs, replace }: FilePlace): void {
  if (!existsSync(path) || !statSync(path).isFile() || statSync(path).size === 0) return;
  const input = inputs.find((one) => isSameFile(path, one));
  if (input !== undefined) {
    throw new InputError(path, "a file that the command does not read", `its input ${input}`);
  }
  if (replace === true || KINDS[kind](path)) return;
  throw new InputError(path, `no file there, or ${kind} (--replace lets it go)`, "a file of another kind");
}

/** Is the drawing ours? Each has its specification beside it. */
function isOwnDrawing(folder: string, file: string): boolean {
  const specification = join(folder, `${basename(file).replace(/\.(svg|png|vl\.json)$/, "")}.vl.json`);
  return existsSync(specification) && headOf(specification).includes("vega.github.io/schema/");
}

/**
 * Checks that figures may be written into a folder: of files under their names only earlier figures go.
 * @throws InputError naming one that is none
 */
export function requireFigurePlace(folder: string, files: Iterable<string>, replace?: boolean): void {
  if (replace === true) return;
  for (const file of files) {
    if (!existsSync(join(folder, file)) || isOwnDrawing(folder, file)) continue;
    throw new InputError(
      join(folder, file),
      "no file there, or an earlier figure (--replace lets it go)",
      "a file of another kind",
    );
  }
}
