// The notices of other people's code that a bundle carries along: name, version, licence and its text.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Carried {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** The folder of the package that a bundled file belongs to, or null for our own. */
function packageOf(file: string): string | null {
  const path = file.replace(/^\0+/, "").replace(/[?#].*$/, "");
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return found === null || !existsSync(join(found[1], "package.json")) ? null : found[1];
}

function notice(folder: string): string {
  const {
    name,
    version,
    license = "see below",
  } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Carried;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice|ofl)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return [`${name} ${version} (${license})`, ...texts].join("\n\n");
}

/** Gathers what bundles carry, and writes it as one text. */
export function thirdParty() {
  const folders = new Set<string>();
  return {
    /** Adds the packages of these files. */
    add(files: Iterable<string>): void {
      for (const file of files) {
        const folder = packageOf(file);
        if (folder !== null) folders.add(folder);
      }
    },
    text(): string {
      const notices = [...new Set([...folders].map(notice))].sort();
      const rule = "-".repeat(80);
      return [`This program carries the work of others, under these licences.`, ...notices]
        .join(`\n\n${rule}\n\n`)
        .concat("\n");
    },
  };
}

type Chunks = Readonly<Record<string, { readonly type: string; readonly moduleIds?: readonly string[] }>>;

const filesOf = (bundle: Chunks): string[] =>
  Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" ? [...(chunk.moduleIds ?? [])] : []));

/** A plugin that gathers the packages of a bundle. */
export const gathering = (into: ReturnType<typeof thirdParty>) => ({
  name: "third-party",
  generateBundle(_options: unknown, bundle: Chunks): void {
    into.add(filesOf(bundle));
  },
});

/** The same, and writes the text beside the bundle; `files` are carried without being bundled. */
export const withNotices = (into: ReturnType<typeof thirdParty>, files: readonly string[] = []) => ({
  name: "third-party-notices",
  generateBundle(
    this: { emitFile(file: { type: "asset"; fileName: string; source: string }): unknown },
    _options: unknown,
    bundle: Chunks,
  ): void {
    into.add([...filesOf(bundle), ...files]);
    this.emitFile({ type: "asset", fileName: "third-party-notices.txt", source: into.text() });
  },
});
