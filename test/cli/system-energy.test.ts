// `--energy system` in simulate, study and pareto: the joules of servers and network count in scores.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { weights } from "../../src/model/index.ts";
import { readScenario } from "../../src/scenario/index.ts";
import { liveTrial } from "../../src/trial/index.ts";
import type { Seconds } from "../../src/units.ts";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

/** Devices with one access point; a server that draws 100 W at work, behind a wire that draws 50 J for each 1e9 bit. */
const scenarioWith = (arrivals: object, more: object = {}) => ({
  format: "mec-offload/scenario@1",
  name: "dear",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      count: 3,
      speedIps: 3.6e9,
      powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
      jobs: { sizeMB: { uniform: { min: 1, max: 5 } }, arrivals },
    },
  ],
  accessPoints: [{ id: "ap" }],
  wires: [{ id: "w", ends: ["ap", "m1"], rateMbps: 200, joulesPerGbit: 50 }],
  servers: [{ id: "m1", speedIps: 1.4e11, powerW: { busy: 100, idle: 0 } }],
  links: { rateMbps: 20 },
  ...more,
});
const batch = scenarioWith({ batch: { count: 4 } });
const steady = scenarioWith({ poisson: { ratePerS: 0.1 } }, { horizonS: 300 });

function file(name: string, data: object): string {
  writeFileSync(folder.path(name), JSON.stringify(data));
  return folder.path(name);
}

async function json(...words: string[]) {
  const { status, out, err } = await command(...words, "--json");
  expect(err).toBe("");
  expect(status).toBe(0);
  return JSON.parse(out);
}

test("a plan is made and scored with the energy asked for, as by solve", async () => {
  const path = file("batch.json", batch);
  await command("sample", path, "--seed", "1", "-o", folder.path("instance.json"));
  for (const energy of ["devices", "system"]) {
    const run = await json("simulate", path, "--plan", "prices", "--wt", "0.2", "--energy", energy);
    const solved = await json(
      ...["solve", folder.path("instance.json"), "--method", "prices", "--wt", "0.2", "--energy", energy],
    );
    expect(run.energyScope).toBe(energy);
    expect(run.plan.score).toBeCloseTo(solved.score, 12);
    expect(run.plan.lowerBound).toBeCloseTo(solved.lowerBound, 12);
    expect(run.closedForm.CE_J).toBeCloseTo(solved.CE_J, 9);
  }
});

test("a policy that goes by the score sees a joule of the whole system", async () => {
  const scenario = readScenario(steady, "steady");
  const trial = liveTrial({ scenario }, { seed: 1, horizon: 300 as Seconds });
  const devices = trial.scorePerUnit({ weight: weights(0.2) });
  const system = trial.scorePerUnit({ weight: weights(0.2), energy: "system" });
  // Emax is larger, so that a joule weighs less.
  expect(system.perJoule).toBeLessThan(0.9 * devices.perJoule);
  const path = file("steady.json", steady);
  const own = folder.path("own.mjs");
  writeFileSync(
    own,
    `export default (job, view) => (view.score.perJoule < ${(devices.perJoule + system.perJoule) / 2} ? "local" : 0);`,
  );
  const share = async (energy: string) =>
    (await json("simulate", path, "--policy", own, "--wt", "0.2", "--energy", energy)).offloadedShare;
  expect(await share("devices")).toBe(1);
  expect(await share("system")).toBe(0);
});

test("the front counts the energy asked for", async () => {
  const path = file("batch.json", batch);
  await command("sample", path, "--seed", "1", "-o", folder.path("front.json"));
  const devices = await json("pareto", folder.path("front.json"));
  const system = await json("pareto", folder.path("front.json"), "--energy", "system");
  expect(system.energy).toBe("system");
  // The devices save joules by sending work away and lose time; the joules of wire and server make that a loss of both.
  expect(devices.front.length).toBeGreaterThan(100);
  expect(system.front.map((point: { offloaded: number }) => point.offloaded)).toEqual([0]);
  expect(system.reference_J).toBeGreaterThan(devices.reference_J);
});

test("a study measures the joules of servers, network and system, and scores by them", async () => {
  file("batch.json", batch);
  const study = (energy: string) =>
    file(`${energy}.json`, {
      format: "mec-offload/study@1",
      name: energy,
      scenario: "batch.json",
      run: "plan",
      policies: ["offload-all"],
      weights: [0],
      replications: 2,
      measures: ["energy_J", "serverEnergy_J", "networkEnergy_J", "systemEnergy_J", "CE_J"],
      seed: 1,
      options: { energy },
    });
  const rows = async (energy: string) => {
    const out = folder.path(`out-${energy}`);
    const { status } = await command("study", study(energy), "-o", out, "--workers", "0");
    expect(status).toBe(0);
    const [head, ...lines] = readFileSync(`${out}/units.csv`, "utf8").trim().split("\n");
    const columns = head.split(",");
    return lines.map((line) =>
      Object.fromEntries(line.split(",").map((cell, k) => [columns[k], Number(cell)])),
    );
  };
  const [[devices], [system]] = [await rows("devices"), await rows("system")];
  for (const row of [devices, system])
    expect(row.systemEnergy_J).toBeCloseTo(row.energy_J + row.serverEnergy_J + row.networkEnergy_J, 9);
  // At weight 0 energy alone counts: `offload-all` offloads whatever it costs, and CE has the rest of the joules.
  expect(devices.networkEnergy_J).toBeGreaterThan(0);
  expect(system.CE_J - devices.CE_J).toBeCloseTo(system.networkEnergy_J + system.serverEnergy_J, 6);
});
