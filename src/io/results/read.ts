// Reading the files of a results folder.
import { readdirSync, readFileSync } from "node:fs";
import { InputError } from "../../model/input-error.ts";

const code = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message;

/** Names of the files in a folder, in order. @throws InputError when there is no such folder */
export function listFiles(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    throw new InputError(path, "a results folder", code(error));
  }
}

/** The bytes of a file of a results folder. @throws InputError when it cannot be read */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new InputError(path, "a file that can be read", code(error));
  }
}
