// Watches a process that reads damaged Parquet files: no file may keep it busy, or make it take much memory.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** Longest silence, ms: a file takes a few milliseconds, the start some seconds on a busy machine. */
const LONGEST = 60_000;
/** Most memory, bytes: modules and good files take a quarter of it. */
const MOST_MEMORY = 1e9;

/** Reads so many damaged files; each must be refused in one line, or read. */
export async function expectSurvival(count: number, seed: number): Promise<void> {
  const boot = fileURLToPath(new URL("parquet-fuzz-boot.mjs", import.meta.url));
  const child = spawn(process.execPath, [boot, String(count), String(seed)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "nothing yet";
  let error = "";
  child.stderr.on("data", (data: Buffer) => (error += data.toString()));
  const kill = () => {
    child.kill("SIGKILL");
  };
  let watch = setTimeout(kill, LONGEST);
  let most = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(watch);
    watch = setTimeout(kill, LONGEST);
    said = line;
    const memory = Number(line.split(" ")[1]);
    if (!line.startsWith("end") && memory > most) most = memory;
    if (most > MOST_MEMORY) kill();
  }
  clearTimeout(watch);
  expect(said, `seed ${seed}; ${error}`).toMatch(/^end \d+$/);
  expect(most).toBeLessThan(MOST_MEMORY);
  const refused = Number(said.split(" ")[1]) / count;
  // Most damage matters, and some does not: otherwise the damage or the checks are not what they should be.
  expect(refused).toBeGreaterThan(0.3);
  expect(refused).toBeLessThan(0.99);
}
