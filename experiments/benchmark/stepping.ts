// Decisions taken from outside: how many a second, beside the same policy as a function, and through Python where that is.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VectorOffloadEnv } from "../../src/env/index.ts";
import { placeJobOf } from "../../src/model/index.ts";
import { readScenario } from "../../src/scenario/index.ts";
import { Run, simulate, type World } from "../../src/simulation/index.ts";
import { perCpuSecond } from "./cpu.ts";
import { offloading, shorterOfTwo } from "./worlds.ts";

type Report = (what: string, value: string, target: string | null, met: boolean) => void;

const TARGETS = { ratio: 0.8, one: 30e3, many: 400e3 };
const thousands = (rate: number) => `${(rate / 1e3).toFixed(0)} k`;

/** Case 3 under Poisson load: 32 columns. */
const CASE3 = {
  format: "mec-offload/scenario@1",
  name: "case 3 under load",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      count: 13,
      speedIps: 3.6e9,
      powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
      jobs: { sizeMB: { uniform: { min: 1, max: 6 } }, arrivals: { poisson: { ratePerS: 0.2 } } },
    },
  ],
  servers: [
    { id: "m1", speedIps: 1.4e11 },
    { id: "m2", speedIps: 3.68e10 },
    { id: "m3", speedIps: 3.68e10 },
  ],
  links: { rateMbps: { uniform: { min: 15, max: 28 } } },
  horizonS: 3600,
};

function stepped(world: World): number {
  const place = placeJobOf(shorterOfTwo);
  const run = new Run(world, null, { records: "none" });
  for (let decision = run.next(); decision !== null; decision = run.next()) {
    const { job, view, stream } = decision;
    run.answer(place(job, view, stream));
  }
  return run.result().completed;
}

/** Steps of a vector, each environment to the places in turn. */
function steps(envs: VectorOffloadEnv, calls: number): number {
  const actions = new Int32Array(envs.envs.length);
  for (let call = 0; call < calls; call++) {
    actions.fill(call % 4);
    envs.step(actions);
  }
  return calls * actions.length;
}

/** Steps a second by the clock through Python, one environment and 64 in two processes; null where there is none. */
function throughPython(): readonly [number, number] | null {
  const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  for (const python of [path("node_modules/.cache/python-learners/bin/python"), "python3"]) {
    if (python.includes("/") && !existsSync(python)) continue;
    const run = spawnSync(
      python,
      [path("experiments/benchmark/stepping.py"), path("python"), JSON.stringify(CASE3)],
      {
        encoding: "utf8",
        env: { ...process.env, MEC_OFFLOAD: `${process.execPath} ${path("dist/cli/main.js")}` },
      },
    );
    if (run.status === 0) return JSON.parse(run.stdout) as [number, number];
  }
  return null;
}

export function stepping(report: Report): void {
  const [devices, servers, jobs, rounds] = [1000, 50, 150_000, 8];
  const inline = perCpuSecond(
    () => offloading(devices, servers, jobs),
    (world) => simulate(world, shorterOfTwo, { records: "none" }).completed,
    rounds,
  );
  const outside = perCpuSecond(() => offloading(devices, servers, jobs), stepped, rounds);
  const ratio = outside / inline;
  report(
    "decisions from outside, 1000 devices",
    `${thousands(outside)}/CPU-s, ${ratio.toFixed(2)} of a policy's`,
    `at least ${TARGETS.ratio}`,
    ratio >= TARGETS.ratio,
  );
  const scenario = readScenario(CASE3, "case 3");
  for (const count of [1, 64]) {
    const envs = new VectorOffloadEnv({ scenario }, count);
    envs.reset();
    const rate = perCpuSecond(
      () => envs,
      (vector) => steps(vector, 400_000 / count),
      4,
    );
    report(`steps of ${count} environments, 32 columns`, `${thousands(rate)}/CPU-s`, null, true);
  }
  const python = throughPython();
  if (python === null) {
    report("steps through Python", "skipped: no Python with gymnasium", null, true);
    return;
  }
  const [one, many] = python;
  report(
    "steps through Python, one environment",
    `${thousands(one)}/s`,
    `at least ${thousands(TARGETS.one)}`,
    one >= TARGETS.one,
  );
  report(
    "steps through Python, 64 environments in 2 processes",
    `${thousands(many)}/s`,
    `at least ${thousands(TARGETS.many)}`,
    many >= TARGETS.many,
  );
}
