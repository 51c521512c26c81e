// evaluate, solve, sample, simulate and schema as a user calls them.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Instance, readInstance } from "../../src/model/index.ts";
import { METHODS } from "../../src/policies/index.ts";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

/** Two jobs on one device; numbers by hand in the comments below. */
const HAND = {
  format: "mec-offload/instance@1",
  name: "hand",
  work: { instructionsPerBit: 125 },
  outputReduction: 0.5,
  devices: [
    {
      id: "a",
      speedIps: 1e9,
      powerW: { compute: 2, transmit: 1, idle: 0.1 },
      jobs: [
        { id: "a1", sizeMB: 3 },
        { id: "a2", sizeMB: 2 },
      ],
    },
  ],
  servers: [{ id: "m", speedIps: 1e10 }],
  linksMbps: [[8]],
};
const hand = folder.path("hand.json");
const places = folder.path("places.json");
const case2 = folder.path("case2.json");
const busy = folder.path("busy.yaml");

async function json(...words: readonly string[]): Promise<Record<string, number> & Record<string, never>> {
  const { status, out, err } = await command(...words, "--json");
  expect(err).toBe("");
  expect(status).toBe(0);
  return JSON.parse(out) as Record<string, number> & Record<string, never>;
}

beforeAll(async () => {
  writeFileSync(hand, JSON.stringify(HAND));
  writeFileSync(places, JSON.stringify({ a1: "local", a2: "m" }));
  writeFileSync(
    busy,
    `format: mec-offload/scenario@1
name: busy
work: { instructionsPerBit: 250 }
outputReduction: 0.2
devices:
  - count: 5
    speedIps: 3.6e9
    powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 }
    jobs: { sizeMB: { uniform: { min: 1, max: 3 } }, arrivals: { poisson: { ratePerS: 0.2 } } }
servers: [{ id: m1, speedIps: 1.4e11 }, { id: m2, speedIps: 3.68e10 }]
links: { rateMbps: { uniform: { min: 15, max: 28 } } }
horizonS: 200
`,
  );
  expect((await command("sample", "case2", "--seed", "7", "-o", case2)).status).toBe(0);
});

describe("evaluate", () => {
  // Local a1: 3 s, 6 J. a2: 2 s up, 1 s down, 3 J; 0.2 s on m, 0.02 J idle. Tmax 5 s;
  // Emax: all local 10 J, all offloaded 7.5 s x 1 W + 0.5 s x 0.1 W = 7.55 J.
  test("prints the closed form and its components under the documented names", async () => {
    expect(await json("evaluate", hand, places, "--score", "eq3")).toMatchObject({
      CT_s: expect.closeTo(6.2, 9),
      CE_J: expect.closeTo(9.02, 9),
      Tmax_s: expect.closeTo(5, 9),
      Emax_J: expect.closeTo(10, 9),
      eta: expect.closeTo(2, 9),
      score: expect.closeTo(0.5 * (6.2 / 5) + 0.5 * 0.902, 9),
      local_s: expect.closeTo(3, 9),
      server_s: expect.closeTo(0.2, 9),
      transfer_s: expect.closeTo(3, 9),
      idle_J: expect.closeTo(0.02, 9),
      transfer_J: expect.closeTo(3, 9),
      compute_J: expect.closeTo(6, 9),
    });
  });

  test("takes Eq. (4) and wt = 0.5 unless told otherwise", async () => {
    const { score } = await json("evaluate", hand, places);
    expect(score).toBeCloseTo((0.5 * 2 * 6.2) / 5 + (0.5 * 9.02) / (2 * 10), 9);
    const { score: energy } = await json("evaluate", hand, places, "--wt", "0");
    expect(energy).toBeCloseTo(9.02 / 20, 9);
  });

  test("prints a readable table without --json, free of colours where there is no terminal", async () => {
    const { out } = await command("evaluate", hand, places);
    expect(out).toMatch(/CT_s\s*│\s*6\.2 /);
    expect(out).not.toContain("\u001b[");
  });
});

describe("solve", () => {
  test.each(METHODS)(
    "%s prints score, bound and gap, and writes an allocation of that score",
    async (method) => {
      const file = folder.path(`${method}.json`);
      const solved = await json("solve", case2, "--method", method, "--iterations", "5", "-o", file);
      expect(solved.gap).toBeCloseTo(solved.score / solved.lowerBound - 1, 9);
      expect(solved.gap).toBeGreaterThanOrEqual(0);
      const evaluated = await json("evaluate", case2, file);
      expect(evaluated.score / solved.score).toBeCloseTo(1, 9);
    },
  );

  test("the optimum is the best of all, and proven", async () => {
    const best = await json("solve", case2, "--method", "optimum");
    expect(best.proven).toBe(true);
    expect(best.gap).toBeLessThanOrEqual(1e-6 * 1.01);
    const policy = await json("solve", case2, "--method", "ogs-mw");
    expect(policy.score).toBeGreaterThanOrEqual(best.score);
    expect(best.score).toBeGreaterThanOrEqual(policy.lowerBound * (1 - 1e-12));
  });

  test("gives the same answer to the same seed, and another to another", async () => {
    const solve = (seed: string) =>
      json("solve", case2, "--method", "random", "--seed", seed, "--iterations", "3");
    expect(await solve("1")).toEqual(await solve("1"));
    expect((await solve("2")).score).not.toBe((await solve("1")).score);
  });

  test("what the paper leaves open changes the policies that it concerns", async () => {
    const solve = (...words: string[]) => json("solve", case2, "--iterations", "2", ...words);
    const base = await solve("--method", "ogs-mt");
    for (const words of [
      ["--ogs-fix", "1"],
      ["--ogs-base", "odfp"],
      ["--mt", "with-job"],
      ["--ogs-weights", "bare"],
    ]) {
      expect((await solve("--method", "ogs-mt", ...words)).score, words.join(" ")).not.toBe(base.score);
    }
    expect(await solve("--method", "ogs-mt", "--mj", "offloaded")).toEqual(base);
  });
});

describe("sample", () => {
  test("draws an instance that is read back, the same for the same seed", async () => {
    const { out } = await command("sample", "case3", "--seed", "4");
    const instance: Instance = readInstance(JSON.parse(out), "case3");
    expect(instance.devices.flatMap(({ jobs }) => jobs).length).toBe(115);
    expect((await command("sample", "case3", "--seed", "4")).out).toBe(out);
    expect((await command("sample", "case3", "--seed", "5")).out).not.toBe(out);
    expect((await command("sample", "case3", "--seed", "4", "--replication", "1")).out).not.toBe(out);
  });

  test("takes presets and what Table II leaves open", async () => {
    const drawn = async (...words: string[]) =>
      JSON.parse((await command("sample", "case1", ...words)).out) as Instance;
    expect((await drawn("--preset", "kumar-lu-2010")).devices[0].powerW).toEqual({
      compute: 0.9,
      transmit: 1.3,
      idle: 0.3,
    });
    expect((await drawn("--case1-servers", "mec1-mec2")).servers.map(({ speedIps }) => speedIps)).toEqual([
      1.4e11, 1.4e11,
    ]);
    const sizes = (await drawn("--sizes", "continuous")).devices[0].jobs.map(({ sizeMB }) => sizeMB);
    expect(sizes.some((size) => !Number.isInteger(size))).toBe(true);
  });
});

describe("simulate", () => {
  const NAMES = [
    "makespan_s",
    "energy_J",
    "meanResponse_s",
    "completed",
    "redirected",
    "dropped",
    "abandoned",
    "missedDeadlines",
    "events",
  ];

  test("an allocation: a1 at home 0-3 s, a2 up 0-2, on m 2-2.2, down 2.2-3.2", async () => {
    const run = await json("simulate", hand, "--allocation", places);
    expect(Object.keys(run)).toEqual(expect.arrayContaining(NAMES));
    // Computing 3 s x 2 W, radio 3 s x 1 W; the device never waits idle, as it computes meanwhile.
    expect(run).toMatchObject({
      makespan_s: expect.closeTo(3.2, 9),
      energy_J: expect.closeTo(9, 9),
      meanResponse_s: expect.closeTo(3.1, 9),
      completed: 2,
      dropped: 0,
      closedForm: { CT_s: expect.closeTo(6.2, 9) },
      devices: [
        {
          id: "a",
          compute_J: expect.closeTo(6, 9),
          transmit_J: expect.closeTo(2, 9),
          receive_J: expect.closeTo(1, 9),
        },
      ],
      servers: [{ id: "m", busy_s: expect.closeTo(0.2, 9), utilisation: expect.closeTo(0.2 / 3.2, 9) }],
    });
  });

  test("a plan is solved first, then run: as solve and --allocation say", async () => {
    const file = folder.path("plan.json");
    const solved = await json("solve", case2, "--method", "odpd-mt", "--seed", "3", "-o", file);
    const planned = await json("simulate", case2, "--plan", "odpd-mt", "--seed", "3");
    const fixed = await json("simulate", case2, "--allocation", file, "--seed", "3");
    expect(planned.closedForm).toMatchObject({ score: solved.score });
    for (const name of NAMES) expect(planned[name]).toBe(fixed[name]);
  });

  test("a live policy on an instance, on a scenario, and a scenario under a plan", async () => {
    const live = await json("simulate", case2, "--policy", "join-shortest-queue");
    expect(live).toMatchObject({ completed: 72, offloadedShare: 1, closedForm: null });
    const run = await json("simulate", busy, "--policy", "least-score", "--wt", "1");
    expect(run.arrived).toBeGreaterThan(100);
    expect(run.completed + run.cut).toBe(run.arrived);
    expect(run.end_s).toBe(200);
    const planned = await json("simulate", busy, "--plan", "local");
    expect(planned.offloadedShare).toBe(0);
  });

  test("same seed, same run; another seed or replication, another", async () => {
    const run = (...words: string[]) => json("simulate", busy, "--policy", "odfp-mt", ...words);
    expect(await run()).toEqual(await run());
    expect((await run("--seed", "2")).energy_J).not.toBe((await run()).energy_J);
    expect((await run("--replication", "1")).energy_J).not.toBe((await run()).energy_J);
  });

  test("-o writes summary, tables and manifest, in place of an earlier run and of nothing else", async () => {
    const results = folder.path("run");
    for (const policy of ["local", "greedy"]) {
      expect((await command("simulate", case2, "--policy", policy, "-o", results)).status).toBe(0);
    }
    const files = ["devices", "jobs", "servers", "visits"].flatMap((name) => [
      `${name}.csv`,
      `${name}.parquet`,
    ]);
    expect(readdirSync(results).sort()).toEqual([...files, "manifest.json", "summary.json"].sort());
    const summary = JSON.parse(readFileSync(`${results}/summary.json`, "utf8")) as {
      by: string;
      completed: number;
    };
    expect(summary).toMatchObject({ by: "greedy", completed: 72 });
    expect(readFileSync(`${results}/jobs.csv`, "utf8").trimEnd().split("\n").length).toBe(73);

    const other = folder.path("documents");
    mkdirSync(other);
    writeFileSync(`${other}/letter.txt`, "dear");
    const refused = await command("simulate", case2, "--policy", "local", "-o", other);
    expect(refused.status).toBe(2);
    expect(readdirSync(other)).toEqual(["letter.txt"]);
  });

  test("a horizon ends what is measured; jobs are followed to their end, or with --cut left out, and all are accounted for", async () => {
    const whole = await json("simulate", case2, "--policy", "local");
    const followed = await json("simulate", case2, "--policy", "local", "--horizon", "5");
    expect(followed).toMatchObject({ completed: 72, cut: 0, end_s: 5 });
    for (const name of ["meanResponse_s", "makespan_s"]) expect(followed[name]).toBe(whole[name]);
    expect(followed.followedTo_s).toBe(whole.end_s);
    expect(followed.energy_J).toBeLessThan(whole.energy_J as number);
    const cut = await json("simulate", case2, "--policy", "local", "--horizon", "5", "--cut");
    expect(cut.completed + cut.cut).toBe(72);
    expect(cut.cut).toBeGreaterThan(0);
    expect(cut.inFlight).toBe(cut.cut);
    expect(cut).toMatchObject({ end_s: 5, followedTo_s: 5, energy_J: followed.energy_J });
  });
});

describe("schema", () => {
  test.each(["instance", "scenario", "allocation"])("prints JSON Schema of an %s", async (kind) => {
    const { status, out } = await command("schema", kind);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
    });
  });
});

test("help and version are no errors", async () => {
  expect((await command("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = await command("solve", "--help");
  expect(help.status).toBe(0);
  expect(help.out).toContain("--method");
});

test("nothing is written where a command fails", async () => {
  const file = folder.path("never.json");
  expect((await command("solve", case2, "--method", "ogs-mw", "--wt", "7", "-o", file)).status).toBe(2);
  expect((await command("solve", case2, "--method", "nonsense", "-o", file)).status).toBe(2);
  expect(existsSync(file)).toBe(false);
});
