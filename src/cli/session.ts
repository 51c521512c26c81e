// What a command of the program knows of its session: how it was called, remarks on the way, and being interrupted.
import { visible } from "./visible.ts";

/** The command line as it was typed, without the path of the program. */
export function commandLine(): string {
  const words = process.argv
    .slice(2)
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
  return ["mec-offload", ...words].join(" ");
}

/** A remark on standard error, one line. */
export function note(text: string): void {
  process.stderr.write(`${visible(text.trim().replace(/\s*[\r\n]+\s*/g, " "))}\n`);
}

/** The remark of a command that keeps what it has done. */
export const KEEPING = "ending: what runs is finished and kept; once more to end at once";

/**
 * Runs `work` with a signal that the first Ctrl-C or termination sets off; the second one ends the process at once. Once
 * the work is over, they end the process as they did before.
 * @param remark said at the first one
 */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  remark?: string,
): Promise<Result> {
  const controller = new AbortController();
  const stop = () => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    if (remark !== undefined) note(remark);
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
