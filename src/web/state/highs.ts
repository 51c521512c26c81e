// The HiGHS solver, 3.5 MB of WebAssembly: loaded when it is first needed, and given once to each worker.
import loadBytes from "highs/runtime?lazy-bytes";
import type { Line } from "../worker/line.ts";

let bytes: Promise<ArrayBuffer> | null = null;

/** A failure to load is not kept. */
function load(): Promise<ArrayBuffer> {
  bytes ??= loadBytes()
    .then((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer)
    .catch((error: unknown) => {
      bytes = null;
      throw error;
    });
  return bytes;
}

const given = new WeakMap<Line, number>();

/** Sends the solver to the line's worker, unless it has it already. */
export async function giveHighs(line: Line): Promise<void> {
  const loaded = await load();
  if (line.generation > 0 && given.get(line) === line.generation) return;
  const told = line.ask({ kind: "highs", bytes: loaded });
  given.set(line, line.generation);
  await told;
}
