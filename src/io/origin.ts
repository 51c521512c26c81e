// Where results come from: version and commit of the program, the machine, the clock.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Machine, Origin, RunTime } from "../dataset/manifest.ts";

/** The folder of the package, from its sources and from its build alike. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

function git(folder: string, ...parameters: string[]): string | null {
  try {
    return execFileSync("git", ["-C", folder, ...parameters], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

function versionIn(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}

/** Version of the running program. */
export const programVersion = (): string => versionIn(packageFolder());

/** Version and, in a checkout, commit of the running program; results do not count as a change. */
export function origin(): Origin {
  const folder = packageFolder();
  const version = versionIn(folder);
  const commit = existsSync(join(folder, ".git")) ? git(folder, "rev-parse", "HEAD") : null;
  const changes = commit === null ? null : git(folder, "status", "--porcelain", "--", ":!results");
  return { version, commit, modified: changes !== null && changes !== "" };
}

export function machine(): Machine {
  const processors = cpus();
  return {
    platform: platform(),
    architecture: arch(),
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    runtime: `Node.js ${process.versions.node}`,
  };
}

/** Starts a stopwatch; calling what it returns gives the run time so far. */
export function stopwatch(): () => RunTime {
  const started = new Date();
  return () => {
    const finished = new Date();
    return {
      started: started.toISOString(),
      finished: finished.toISOString(),
      seconds: (finished.getTime() - started.getTime()) / 1000,
    };
  };
}
