// One process at a time in a results folder; the lock of a process that is gone counts for nothing.
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { InputError } from "../model/input-error.ts";
import { writeWhole } from "./files.ts";

const NAME = ".lock";
const HOLDER = "holder";

/** Is it the lock, or one that was being taken or given back when a process was killed? */
export const isLock = (name: string): boolean => name === NAME || name.startsWith(`${NAME}.`);

/** Folders that this process holds: its number alone does not tell its own locks from those of a dead namesake. */
const held = new Set<string>();

/** Names the running system until it is started again; process numbers mean nothing beyond. */
function systemStart(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "-";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Is the holder gone? A process of another machine cannot be asked. */
function isStale(text: string, folder: string): boolean {
  const [host, pid, start] = text.trim().split(" ");
  if (host !== hostname()) return false;
  // After a restart in a container the number may be our own again.
  if (Number(pid) === process.pid) return !held.has(folder);
  return start !== systemStart() || !isAlive(Number(pid));
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Who holds a lock; null when nobody does any more. */
function holderOf(lock: string): string | null {
  try {
    return readFileSync(join(lock, HOLDER), "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** Takes a lock away whole, so that nobody ever sees half of it. */
function putAway(lock: string): string | null {
  const away = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, away);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
  return away;
}

/** Removes a lock whose holder is gone, unless somebody else did and holds it now. */
function breakLock(lock: string, holder: string): void {
  const away = putAway(lock);
  if (away === null) return;
  if (holderOf(away) === holder) rmSync(away, { recursive: true, force: true });
  else renameSync(away, lock);
}

/** Puts our lock there, with who we are in it; false when there is one. */
function placeLock(lock: string): boolean {
  const ours = `${lock}.${randomUUID()}`;
  try {
    mkdirSync(ours);
    writeWhole(join(ours, HOLDER), `${hostname()} ${process.pid} ${systemStart()}\n`);
    // A folder replaces no folder that holds something: of several processes one succeeds.
    renameSync(ours, lock);
    return true;
  } catch (error) {
    rmSync(ours, { recursive: true, force: true });
    if (["ENOTEMPTY", "EEXIST", "EPERM", "ENOTDIR"].includes(codeOf(error) ?? "")) return false;
    throw error;
  }
}

/**
 * Takes the lock of a folder.
 * @returns what gives it back
 * @throws InputError when another process holds it
 */
export function lockFolder(folder: string): () => void {
  const key = resolve(folder);
  const lock = join(key, NAME);
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (placeLock(lock)) {
        held.add(key);
        return () => {
          held.delete(key);
          const away = putAway(lock);
          if (away !== null) rmSync(away, { recursive: true, force: true });
        };
      }
      const holder = holderOf(lock);
      if (holder === null) continue;
      if (!isStale(holder, key)) {
        throw new InputError(
          folder,
          "a folder that no other process works in (remove .lock in it if that one is gone)",
          holder.trim(),
        );
      }
      breakLock(lock, holder);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(folder, "a folder that can be written", codeOf(error));
  }
  throw new InputError(folder, "a folder that can be locked", "one whose lock comes and goes");
}
