// Where the equations do not hold, a reason stands in the place of bound and gap beside a run.
import { writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

/** A network of a batch behind an access point, with this said of it. */
function scenarioFile(accessPoint: object): string {
  const path = folder.path("cells.json");
  const scenario = {
    format: "mec-offload/scenario@1",
    work: { instructionsPerBit: 250 },
    outputReduction: 0.2,
    devices: [
      {
        count: 4,
        speedIps: 3.6e9,
        powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
        jobs: { sizeMB: 2, arrivals: { batch: { count: 3 } } },
      },
    ],
    servers: [{ id: "m1", speedIps: 1.4e11 }],
    accessPoints: [{ id: "ap", ...accessPoint }],
    wires: [{ id: "w", ends: ["ap", "m1"], rateMbps: 100 }],
    links: { rateMbps: 20 },
  };
  writeFileSync(path, JSON.stringify(scenario));
  return path;
}

const planOf = async (path: string) => {
  const { status, out } = await command("simulate", path, "--plan", "greedy", "--json");
  expect(status).toBe(0);
  return JSON.parse(out).plan;
};

test("no bound stands beside a run with cells; wires leave it where it is", async () => {
  const plain = await planOf(scenarioFile({}));
  expect(plain.lowerBound).toBeGreaterThan(0);
  expect(plain.gap).toBeGreaterThanOrEqual(0);
  expect(plain).not.toHaveProperty("noBound");
  for (const [cell, reason] of [
    [{ capacityMbps: 10 }, "cells by capacity"],
    [{ share: "airtime" }, "cells by air time"],
  ] as const) {
    const path = scenarioFile(cell);
    const plan = await planOf(path);
    expect(plan.noBound).toBe(reason);
    expect(plan).not.toHaveProperty("lowerBound");
    expect(plan).not.toHaveProperty("gap");
    const table = await command("simulate", path, "--plan", "greedy");
    expect(table.out).toContain(`none: the equations do not know of ${reason}`);
    const study = folder.path("study.yaml");
    writeFileSync(
      study,
      "format: mec-offload/study@1\nname: s\nscenario: cells.json\nrun: plan\npolicies: [greedy]\nreplications: 1\nmeasures: [makespan_s, gap]\nseed: 1\n",
    );
    const refused = await command("study", study, "-o", folder.path("out"));
    expect(refused.status).toBe(2);
    expect(refused.err).toContain(`no bound beside simulations, as the equations do not know of ${reason}`);
  }
});
