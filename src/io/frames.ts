// Frames of fixed size over standard input and output, read and written at once: whoever asks waits for the answer.
import { readSync, writeSync } from "node:fs";
import { InputError } from "../model/input-error.ts";

/** A stream that does not block had nothing, or no room. */
function wait(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

/**
 * Fills the frame from a file.
 * @returns false where the file ends before the first byte
 * @throws InputError where it ends within the frame
 */
export function readFrame(file: number, frame: Uint8Array): boolean {
  let got = 0;
  while (got < frame.length) {
    let read = 0;
    try {
      read = readSync(file, frame, got, frame.length - got, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EOF") read = 0;
      else {
        wait(error);
        continue;
      }
    }
    if (read === 0) {
      if (got === 0) return false;
      throw new InputError("request", `a frame of ${frame.length} bytes`, `its first ${got}`);
    }
    got += read;
  }
  return true;
}

/** Writes all of it. */
export function writeFrame(file: number, frame: Uint8Array): void {
  let done = 0;
  while (done < frame.length) {
    try {
      done += writeSync(file, frame, done, frame.length - done);
    } catch (error) {
      wait(error);
    }
  }
}
