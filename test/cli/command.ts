// Runs a command line in this process and keeps what it wrote.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { run } from "../../src/cli/program.ts";

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** `mec-offload …words`, as a user would type it. */
export async function command(...words: readonly string[]): Promise<Outcome> {
  let out = "";
  let err = "";
  const keep = (add: (text: string) => void) => (text: string | Uint8Array) => {
    add(String(text));
    return true;
  };
  const spies = [
    vi
      .spyOn(process.stdout, "write")
      .mockImplementation(keep((text) => (out += text)) as typeof process.stdout.write),
    vi
      .spyOn(process.stderr, "write")
      .mockImplementation(keep((text) => (err += text)) as typeof process.stderr.write),
  ];
  try {
    return { status: await run(words), out, err };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A folder of its own for a test file; call `remove` when done. */
export function scratch(): { readonly path: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "mec-offload-"));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
