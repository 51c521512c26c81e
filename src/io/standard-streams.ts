// `-` in place of a file's name: standard input and standard output.
import { readSync } from "node:fs";
import { InputError } from "../model/input-error.ts";

/** What stands for a stream where a file is asked for. */
export const STREAM = "-";

/** What messages call it. */
const INPUT = "standard input (-)";

let isTaken = false;

/** Reads a pipe or a device to its end. @throws InputError when it holds more than `largest` bytes */
export function readToEnd(file: number, name: string, largest: number): string {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(65_536);
    let read: number;
    try {
      read = readSync(file, part);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") break;
      if (code !== "EAGAIN") throw error;
      // A terminal that does not block: nothing was typed yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      continue;
    }
    if (read === 0) break;
    size += read;
    if (size > largest) throw new InputError(name, `at most ${largest} bytes`, "more");
    parts.push(part.subarray(0, read));
  }
  if (size === 0) throw new InputError(name, "some content", undefined);
  return Buffer.concat(parts).toString("utf8");
}

/** All of standard input, which can be read once. @throws InputError */
export function readInput(largest: number): string {
  if (isTaken) throw new InputError(INPUT, "to be named once: it is read already", "a second time");
  isTaken = true;
  return readToEnd(0, INPUT, largest);
}

/** Writes to standard output as it is. */
export const writeOutput = (content: string | Uint8Array): void => {
  process.stdout.write(content);
};
