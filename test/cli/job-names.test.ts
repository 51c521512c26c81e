// Jobs are called in every file what the instance calls them.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { decodeParquet, rowsOf } from "../../src/dataset/index.ts";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

const IDS = ["__proto__", "constructor", "a,b", "007", "=1"];
const instance = {
  format: "mec-offload/instance@1",
  work: { instructionsPerBit: 1 },
  outputReduction: 1,
  devices: [
    {
      id: "d",
      speedIps: 1e6,
      powerW: { compute: 1, transmit: 1, idle: 0 },
      jobs: IDS.map((id, k) => ({ id, sizeMB: 1 + k })),
    },
  ],
  servers: [{ id: "m1", speedIps: 8e6 }],
  linksMbps: [[8]],
};

async function done(...words: string[]) {
  const { status, err } = await command(...words);
  expect(err).toBe("");
  expect(status).toBe(0);
}

test("an id such as __proto__ survives its own allocation file", async () => {
  writeFileSync(folder.path("i.json"), JSON.stringify(instance));
  await done("solve", folder.path("i.json"), "--method", "greedy", "-o", folder.path("a.json"));
  const written = readFileSync(folder.path("a.json"), "utf8");
  for (const id of IDS) expect(written).toContain(`${JSON.stringify(id)}:`);
  await done("evaluate", folder.path("i.json"), folder.path("a.json"));
  const other = written.replace('"__proto__"', '"__proto"');
  writeFileSync(folder.path("b.json"), other);
  const { status, err } = await command("evaluate", folder.path("i.json"), folder.path("b.json"));
  expect(status).toBe(2);
  expect(err).toContain('"__proto__": expected a place for this job, got nothing');
  writeFileSync(folder.path("c.json"), written.replace(/"__proto__": "\w+"/, '"__proto__": 3'));
  expect((await command("evaluate", folder.path("i.json"), folder.path("c.json"))).err).toContain(
    '"__proto__": expected "local" or the id of a server, got 3',
  );
});

test("the jobs of a run are named by the instance's ids, planned or placed as they arrive", async () => {
  const table = async (run: string) => {
    const rows = rowsOf(await decodeParquet(readFileSync(folder.path(`${run}/jobs.parquet`)), run));
    return rows as unknown as { job: number; id: string }[];
  };
  await done(
    "simulate",
    folder.path("i.json"),
    "--allocation",
    folder.path("a.json"),
    "-o",
    folder.path("plan"),
  );
  await done("simulate", folder.path("i.json"), "--policy", "local", "-o", folder.path("live"));
  for (const run of ["plan", "live"]) {
    const rows = await table(run);
    expect(rows).toHaveLength(IDS.length);
    for (const { job, id } of rows) expect(id).toBe(IDS[job]);
  }
  const { devices, format: _, linksMbps: __, ...rest } = instance;
  const group = {
    ...devices[0],
    jobs: { sizeMB: { exponential: { mean: 1 } }, arrivals: { poisson: { ratePerS: 1 } } },
  };
  const scenario = { ...rest, format: "mec-offload/scenario@1", devices: [group], links: { rateMbps: 8 } };
  writeFileSync(folder.path("s.json"), JSON.stringify(scenario));
  await done(
    "simulate",
    folder.path("s.json"),
    "--policy",
    "local",
    "--horizon",
    "9",
    "--records",
    "all",
    "-o",
    folder.path("drawn"),
  );
  for (const { job, id } of await table("drawn")) expect(id).toBe(String(job));
});
