// The studies' table: how the pool scales, what a unit costs beside its own work, what a queue adds, and the memory of a
// million units. Each study is run by the program as it ships (`npm run build` first), timed by its manifest.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "./solvers.ts";

const PROGRAM = "dist/cli/main.js";
const PORT = 17_379;
/** Two workers beside one, the queue beside the pool, ms of a unit's overhead, bytes of a million units. */
const TARGETS = { scaling: 1.85, queue: 0.9, overheadMs: 1, units: 1_000_000, bytes: 1e9 };
const ROUNDS = 2;

const device = {
  count: 50,
  speedIps: 3.6e9,
  powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
};
const world = {
  format: "mec-offload/scenario@1",
  name: "cell",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  servers: [
    { id: "m1", speedIps: 1.4e11 },
    { id: "m2", speedIps: 3.68e10 },
  ],
  links: { rateMbps: 100 },
};
const study = (changes: object) => ({
  format: "mec-offload/study@1",
  name: "bench",
  policies: ["local"],
  weights: [0.5],
  seed: 1,
  ...changes,
});
/** Units of some 50 ms: fifty-five thousand jobs each. */
const simulated = (replications: number) =>
  study({
    scenario: {
      ...world,
      devices: [{ ...device, jobs: { sizeMB: 0.5, arrivals: { poisson: { ratePerS: 0.5 } } } }],
      horizonS: 2200,
    },
    policies: ["join-shortest-queue"],
    replications,
    measures: ["meanResponse_s"],
  });
/** Rates are of the units by which the larger study is larger: start, tables and figures are in both. */
const UNITS = { few: 20, many: 420 };
/** Units of tens of microseconds: two jobs, by closed form. */
const tiny = (replications: number) =>
  study({
    scenario: {
      ...world,
      devices: [{ ...device, count: 1, jobs: { sizeMB: 1, arrivals: { batch: { count: 2 } } } }],
    },
    run: "solve",
    replications,
    measures: ["score"],
  });

/** Prints the largest memory of the process, kB, when it ends; worker threads have none of their own. */
const TELL_MEMORY = `data:text/javascript,import{isMainThread}from"node:worker_threads";if(isMainThread)process.on("exit",()=>process.stderr.write("maxRSS "+process.resourceUsage().maxRSS+"\\n"))`;

interface Ran {
  readonly seconds: number;
  readonly bytes: number;
}

/** A folder with studies, and the program that runs them there. */
function bench(folder: string) {
  let runs = 0;
  return {
    save(name: string, content: object): string {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(content));
      return path;
    },
    run(path: string, output: string | null, ...options: readonly string[]): Ran {
      const to = output ?? join(folder, `r${runs++}`);
      const words = ["--import", TELL_MEMORY, PROGRAM, "study", path, "-o", to, "--json", ...options];
      const { status, stderr } = spawnSync(process.execPath, words, { maxBuffer: 1e9, encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
      const { time } = JSON.parse(readFileSync(join(to, "manifest.json"), "utf8"));
      const [, kilobytes] = /maxRSS (\d+)/.exec(stderr) ?? [];
      return { seconds: time.seconds, bytes: Number(kilobytes) * 1024 };
    },
  };
}
type Bench = ReturnType<typeof bench>;

const least = (values: readonly number[]) => Math.min(...values);

/** Seconds that a unit takes off the clock, the least of the rounds of each size. */
function secondsPerUnit({ save, run }: Bench, ...options: readonly string[]): number {
  const [few, many] = [UNITS.few, UNITS.many].map((units) => {
    const path = save(`simulated-${units}.json`, simulated(units));
    return least(Array.from({ length: ROUNDS }, () => run(path, null, ...options).seconds));
  });
  return (many - few) / (UNITS.many - UNITS.few);
}

/** Returns the seconds of a unit in a pool of two. */
function scaling(at: Bench, report: Report): number {
  const one = secondsPerUnit(at, "--workers", "1");
  const two = secondsPerUnit(at, "--workers", "2");
  report(
    `study, 2 workers beside 1, units of ${(1000 * one).toFixed(0)} ms`,
    `${(one / two).toFixed(2)} times the rate`,
    `at least ${TARGETS.scaling}`,
    one / two >= TARGETS.scaling,
  );
  return two;
}

function overhead({ save, run }: Bench, report: Report): void {
  const units = 20_000;
  const path = save("tiny.json", tiny(units));
  const here: number[] = [];
  const there: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    here.push(run(path, null, "--workers", "0").seconds);
    there.push(run(path, null, "--workers", "1").seconds);
  }
  const ms = (1000 * Math.max(0, least(there) - least(here))) / units;
  const all = (1000 * least(there)) / units;
  report(
    "study, overhead of a unit in the pool",
    `${ms.toFixed(3)} ms more than in one thread, ${all.toFixed(3)} ms with all of its work`,
    `below ${TARGETS.overheadMs} ms`,
    all < TARGETS.overheadMs,
  );
}

async function queue(pool: number, at: Bench, report: Report): Promise<void> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) {
    report("study over a queue", "skipped: apt-get install redis-server", null, true);
    return;
  }
  const address = `redis://127.0.0.1:${PORT}`;
  const started: ChildProcess[] = [];
  const start = (command: string, ...words: readonly string[]) =>
    started.push(spawn(command, words, { stdio: "ignore" }));
  try {
    start("redis-server", "--port", String(PORT), "--bind", "127.0.0.1", "--save", "");
    await new Promise((wait) => setTimeout(wait, 1000));
    for (let k = 0; k < 2; k++)
      start(process.execPath, PROGRAM, "worker", "--queue", address, "--workers", "1");
    await new Promise((wait) => setTimeout(wait, 3000));
    const ratio = pool / secondsPerUnit(at, "--queue", address);
    report(
      "study over a queue, two workers of one thread",
      `${(100 * ratio).toFixed(0)} % of the pool's rate`,
      `at least ${100 * TARGETS.queue} %`,
      ratio >= TARGETS.queue,
    );
  } finally {
    for (const child of started.reverse()) child.kill("SIGTERM");
  }
}

function million({ save, run }: Bench, folder: string, report: Report): void {
  const path = save("million.json", tiny(TARGETS.units));
  const to = join(folder, "million");
  const fresh = run(path, to);
  const again = run(path, to, "--resume");
  const bytes = Math.max(fresh.bytes, again.bytes);
  report(
    `study of ${TARGETS.units / 1e6} million units`,
    `${(bytes / 1e6).toFixed(0)} MB; run in ${fresh.seconds.toFixed(0)} s, resumed in ${again.seconds.toFixed(0)} s`,
    `below ${TARGETS.bytes / 1e6} MB`,
    bytes < TARGETS.bytes,
  );
}

/** @throws Error when a study fails */
export async function studies(report: Report): Promise<void> {
  execFileSync(process.execPath, [PROGRAM, "--version"]);
  const folder = mkdtempSync(join(tmpdir(), "mec-offload-bench-"));
  const at = bench(folder);
  try {
    overhead(at, report);
    await queue(scaling(at, report), at, report);
    million(at, folder, report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
