// Long runs: their progress, Ctrl-C, and policies that never answer.
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runWithProgress } from "../../src/cli/run-progress.ts";
import { livePolicy } from "../../src/policies/catalogue.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { liveTrial } from "../../src/trial/index.ts";
import { scratch, start } from "../io/scratch.ts";

const busy = (more: object = {}) => ({
  format: "mec-offload/scenario@1",
  name: "busy",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      count: 20,
      speedIps: 3.6e9,
      powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
      jobs: { sizeMB: { uniform: { min: 1, max: 7 } }, arrivals: { poisson: { ratePerS: 0.1 } } },
    },
  ],
  servers: [
    {
      id: "m1",
      speedIps: 1.4e11,
      faults: { upS: { exponential: { mean: 20 } }, downS: { exponential: { mean: 3 } }, work: "resume" },
    },
  ],
  links: { rateMbps: { uniform: { min: 15, max: 28 } } },
  ...more,
});

test.each([
  ["a horizon and a warm-up", busy({ horizonS: 300, warmupS: 50 })],
  [
    "processor sharing",
    busy({ horizonS: 300, servers: [{ id: "m1", speedIps: 2e10, discipline: "processor-sharing" }] }),
  ],
])("a run with %s gives the same numbers in stretches", (_, data) => {
  const scenario = readScenario(data, "busy.json");
  const run = () => {
    const trial = liveTrial({ scenario }, { seed: 5, horizon: 300 });
    const policy = { name: "least-completion", make: () => livePolicy("least-completion") };
    return trial.start(policy, { perSecond: 0, perJoule: 0, perMoney: 0 });
  };
  expect(runWithProgress(run(), "busy", { horizon: 300 }, true)).toEqual(run().result());
});

test("Ctrl-C ends a long run with one line, and nothing is written", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "long.json"), JSON.stringify(busy({ horizonS: 2e6 })));
  const output = join(folder, "out");
  const run = start(["simulate", join(folder, "long.json"), "--policy", "local", "--progress", "-o", output]);
  await once(run.process.stderr!, "data");
  run.process.kill("SIGINT");
  const { status, out, err } = await run.ended;
  expect(status).toBe(1);
  expect(out).toBe("");
  expect(err.trim().split("\n").at(-1)).toBe("error: interrupted: nothing was written");
  expect(err).toMatch(/\d% .*\| \S+ s, \d+ jobs/);
  expect(existsSync(output)).toBe(false);
  expect(readdirSync(folder)).toEqual(["long.json"]);
});

test.each([
  ["when it is asked", "export default () => { process.exit(0); };"],
  ["when it is loaded", "process.exit(0);"],
])("a policy that ends the program %s is an error, not a success", async (_, text) => {
  const folder = scratch();
  writeFileSync(join(folder, "s.json"), JSON.stringify(busy({ horizonS: 50 })));
  writeFileSync(join(folder, "exits.mjs"), text);
  const run = start(["simulate", join(folder, "s.json"), "--policy", join(folder, "exits.mjs")]);
  const { status, out, err } = await run.ended;
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(/process\.exit\(0\)/);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("a policy that never answers ends a run after a limit, with one line", async () => {
  const folder = scratch();
  const scenario = busy({ horizonS: 50 });
  writeFileSync(join(folder, "s.json"), JSON.stringify(scenario));
  writeFileSync(
    join(folder, "endless.mjs"),
    "let n = 0; export default () => { while (n > 3); n++; return 'local'; };",
  );
  const run = start(["simulate", join(folder, "s.json"), "--policy", join(folder, "endless.mjs")], {
    MEC_OFFLOAD_POLICY_LIMIT: "1",
  });
  const { status, err } = await run.ended;
  expect([status, err]).toEqual([
    2,
    'error: policy: expected a place within 1 s, got "none (an endless loop?)"\n',
  ]);
});
