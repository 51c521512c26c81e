// What a command of the program knows of its session: how it was called, remarks on the way, and being interrupted.

/** The command line as it was typed, without the path of the program. */
export function commandLine(): string {
  const words = process.argv
    .slice(2)
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
  return ["mec-offload", ...words].join(" ");
}

/** A remark on standard error, one line. */
export function note(text: string): void {
  process.stderr.write(`${text.replace(/\s*[\r\n]+\s*/g, " ")}\n`);
}

/** A signal that the first Ctrl-C or termination sets off; the second one ends the process at once. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    note("ending: what runs is finished and kept; once more to end at once");
    controller.abort();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return controller.signal;
}
