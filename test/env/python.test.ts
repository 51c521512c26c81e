// The module for Python on the real gymnasium 1.x and PettingZoo, in a virtual environment of the tests' own.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { OffloadEnv, readEnv } from "../../src/env/index.ts";
import { programVersion } from "../../src/io/origin.ts";
import { readScenario } from "../../src/scenario/index.ts";
import { command, scratch } from "../cli/command.ts";
import { programFile } from "../io/scratch.ts";
import { describeUnless } from "../unless.ts";
import { lackOf, python } from "./learners.ts";

const root = resolve(import.meta.dirname, "../..");
const PACKAGES = ["gymnasium>=1.1,<2", "pettingzoo>=1.24", "numpy>=1.24"];

const device = { speedIps: 3.6e9, powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 } };
const scenario = {
  format: "mec-offload/scenario@1",
  name: "short",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      ...device,
      count: 3,
      arrivals: { poisson: { ratePerS: 0.4 } },
      jobs: [
        { class: "plain", weight: 3, sizeMB: { uniform: { min: 1, max: 5 } } },
        { class: "private", weight: 1, sizeMB: 0.5, allowed: ["local", "m2"] },
      ],
    },
  ],
  servers: [
    { id: "m1", speedIps: 1.4e11 },
    { id: "m2", speedIps: 3.68e10 },
  ],
  links: { rateMbps: { uniform: { min: 15, max: 28 } } },
  horizonS: 20,
};
/** The same with all places open to every job: environments are checked by actions drawn at random. */
const open = {
  ...scenario,
  devices: [
    {
      ...device,
      count: 3,
      jobs: { sizeMB: { uniform: { min: 1, max: 5 } }, arrivals: { poisson: { ratePerS: 0.4 } } },
    },
  ],
};

test("the module is written with the command of the program, and over nothing else", async () => {
  const folder = scratch();
  try {
    const written = await command("env", "--python", folder.path("py"));
    expect(written.status).toBe(0);
    expect(written.out.trim().split("\n")).toEqual([
      folder.path("py/mec_offload.py"),
      folder.path("py/pyproject.toml"),
    ]);
    const text = readFileSync(folder.path("py/mec_offload.py"), "utf8");
    expect(text).toContain(
      `_PROGRAM: list[str] | None = ["${process.execPath}","${join(root, "dist/cli/main.js")}"]`,
    );
    expect(text).toContain(`__version__ = "${programVersion()}"`);
    expect(readFileSync(folder.path("py/pyproject.toml"), "utf8")).toContain(
      `version = "${programVersion()}"`,
    );
    expect((await command("env", "--python", folder.path("py"))).status).toBe(0);
    writeFileSync(folder.path("py/mec_offload.py"), "mine = 1\n");
    const refused = await command("env", "--python", folder.path("py"));
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("expected no file there, or the module for Python");
    expect(readFileSync(folder.path("py/mec_offload.py"), "utf8")).toBe("mine = 1\n");
    expect((await command("env", "--python", folder.path("py"), "--replace")).status).toBe(0);
  } finally {
    folder.remove();
  }
});

test("env without a world or with a bad one is one line", async () => {
  const none = await command("env");
  expect([none.status, none.out]).toEqual([2, ""]);
  expect(none.err).toContain("env: expected a scenario or an instance, or --python <folder>");
  const folder = scratch();
  writeFileSync(folder.path("config.yaml"), "format: mec-offload/env@1\nobservation: [speed]\n");
  const bad = await command("env", "case2", "--config", folder.path("config.yaml"));
  folder.remove();
  expect([bad.status, bad.out]).toEqual([2, ""]);
  expect(bad.err).toContain("observation[0]: expected the name of a feature");
});

const lack = lackOf(["gymnasium", "pettingzoo", "numpy"], PACKAGES);

describeUnless(lack, "the module for Python", () => {
  const folder = scratch();
  const module = folder.path("py");
  const [masked, all] = [folder.path("scenario.json"), folder.path("open.json")];

  beforeAll(async () => {
    writeFileSync(masked, JSON.stringify(scenario));
    writeFileSync(all, JSON.stringify(open));
    await command("env", "--python", module);
  });
  afterAll(folder.remove);

  const run = (check: string, file: string) =>
    execFileSync(python, [join(root, "test/env/python/laws.py"), module, file, check], {
      encoding: "utf8",
      env: { ...process.env, MEC_OFFLOAD: `${process.execPath} ${programFile()}` },
      cwd: root,
    });

  test("passes gymnasium's check without a warning", () => void run("check_env", all));
  test("gives the same episode for the same seed, and the next replication without one", () =>
    void run("seeds", masked));
  test("autoresets with the next step, each environment as it would be alone", () =>
    void run("next_step", masked));
  test("autoresets in the same step, and keeps the last observation", () => void run("same_step", masked));
  test("resets those of a mask where nothing resets by itself", () => void run("disabled", masked));
  test("is the same in two processes as in one", () => void run("processes", masked));
  test("passes PettingZoo's test, every device an agent with the reward of the run", () =>
    void run("aec", masked));
  test("says what is wrong in one line and leaves nothing running", () => void run("faults", masked));
  test("leaves no simulator behind when the learner is killed", () => void run("orphans", masked));

  test("learns as docs/learning.md shows, and what it writes is a policy", async () => {
    const page = readFileSync(join(root, "docs/learning.md"), "utf8");
    const block = (language: string, start: string) =>
      page
        .split(`\`\`\`${language}\n`)
        .find((part) => part.startsWith(start))!
        .split("```")[0];
    const cell = block("yaml", "format: mec-offload/scenario@1").replace("horizonS: 600", "horizonS: 30");
    writeFileSync(folder.path("cell.yaml"), cell);
    writeFileSync(folder.path("train.py"), block("python", "# train.py"));
    const said = execFileSync(python, ["train.py", "8"], {
      encoding: "utf8",
      cwd: folder.path("."),
      env: {
        ...process.env,
        PYTHONPATH: module,
        MEC_OFFLOAD: `${process.execPath} ${programFile()}`,
      },
    });
    const scores = said.split("\n").map((line) => Number(line.split(" ").at(-1)));
    // Trained, it scores less than what it started from: the fewest jobs.
    expect(scores[0]).toBeLessThan(scores[2]);
    const words = [folder.path("cell.yaml"), "--policy", folder.path("learned.mjs"), "--json"];
    const { status, out } = await command("simulate", ...words);
    expect(status).toBe(0);
    expect((JSON.parse(out) as { completed: number }).completed).toBeGreaterThan(20);
  });

  test("the configuration of docs/learning.md is read", async () => {
    const page = readFileSync(join(root, "docs/learning.md"), "utf8");
    const config = page.split("```yaml\n").find((part) => part.startsWith("format: mec-offload/env@1"))!;
    const settings = readEnv(parseYaml(config.split("```")[0]), "env.yaml");
    expect([settings.scale, settings.features.length]).toEqual(["none", 6]);
  });

  test("returns what the environment in TypeScript returns", () => {
    const env = new OffloadEnv({ scenario: readScenario(structuredClone(open), "open") }, { seed: 5 });
    env.reset();
    let total = 0;
    while (!env.done) {
      env.step(env.actions.length - 1);
      total += env.reward;
    }
    expect(Number(run("returned", all))).toBe(total);
  });
});
