// Folders that tests write into, gone when they end; and the program as a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A new folder of the running test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "mec-offload-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The built program where it is newer than every source, as after `npm ci`; it starts in a third of the time. */
export function programFile(): string {
  const built = path("../../dist/cli/main.js");
  const sources = path("../../src");
  if (existsSync(built)) {
    const made = statSync(built).mtimeMs;
    const names = readdirSync(sources, { recursive: true, encoding: "utf8" });
    if (names.every((name) => statSync(join(sources, name)).mtimeMs < made)) return built;
  }
  return path("program-boot.mjs");
}

/** Starts the program; it is killed with the test at the latest. */
export function start(words: readonly string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [programFile(), ...words], {
    env: { ...process.env, ...environment, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (data: Buffer) => (out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  const ended = new Promise<Ended>((resolve) => child.on("close", (status) => resolve({ status, out, err })));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { process: child, ended };
}

/** Every file of a results folder but those that tell of the run, and the report, which shows figures: name and content. */
export function dataFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !["manifest.json", "report.html"].includes(entry.name))
    .map(({ name }) => name)
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name)).toString("base64")]));
}
