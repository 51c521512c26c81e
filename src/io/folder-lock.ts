// One process at a time in a results folder; the lock of a process that is gone counts for nothing.
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { InputError } from "../model/input-error.ts";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Is the holder gone? A process of another machine cannot be asked. */
function isStale(text: string): boolean {
  const [host, pid] = text.trim().split(" ");
  // After a restart in a container the number may be our own again.
  return host === hostname() && (Number(pid) === process.pid || !isAlive(Number(pid)));
}

/**
 * Takes the lock of a folder.
 * @returns what gives it back
 * @throws InputError when another process holds it
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, ".lock");
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, "wx");
      try {
        writeSync(file, `${hostname()} ${process.pid}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw new InputError(folder, "a folder that can be written", (error as NodeJS.ErrnoException).code);
      }
      const holder = readFileSync(path, "utf8");
      if (!isStale(holder)) {
        throw new InputError(
          folder,
          "a folder that no other process works in (remove .lock if that one is gone)",
          holder.trim(),
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new InputError(folder, "a folder that no other process works in", "one that takes the lock again");
}
