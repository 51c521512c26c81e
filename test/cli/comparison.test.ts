// `simulate` with several policies: the same replications for each, differences pair by pair.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { shownWidth } from "../../src/cli/text-table.ts";
import { meanInterval } from "../../src/stats/interval.ts";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

const CELL = {
  format: "mec-offload/scenario@1",
  name: "cell",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      count: 6,
      speedIps: 3.6e9,
      powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
      jobs: { sizeMB: { uniform: { min: 1, max: 7 } }, arrivals: { poisson: { ratePerS: 0.1 } } },
    },
  ],
  servers: [
    { id: "m1", speedIps: 1.4e10 },
    { id: "m2", speedIps: 0.7e10 },
  ],
  links: { rateMbps: { uniform: { min: 15, max: 28 } } },
  horizonS: 300,
  warmupS: 50,
};
const file = folder.path("cell.json");
beforeAll(() => writeFileSync(file, JSON.stringify(CELL)));

const POLICIES = ["local", "least-completion", "random"];
const REPLICATIONS = 4;

interface Told {
  readonly mean: number;
  readonly halfWidth: number | null;
  readonly low: number;
  readonly high: number;
}
interface Of extends Told {
  readonly policy: string;
  readonly rank: number;
  readonly values: number[];
  readonly difference: Told | null;
}

async function compared(policies: readonly string[], ...more: string[]): Promise<Of[][]> {
  const words = policies.flatMap((name) => ["--policy", name]);
  const { status, out, err } = await command("simulate", file, ...words, ...more, "--json");
  expect({ status, err }).toEqual({ status: 0, err: "" });
  return (JSON.parse(out) as { measures: { policies: Of[] }[] }).measures.map((one) => one.policies);
}

const repeated = ["--replications", String(REPLICATIONS)];

test("every value is that of the single run with the same replication", async () => {
  const [response, energy] = await compared(POLICIES, ...repeated);
  for (const [p, name] of POLICIES.entries()) {
    for (let replication = 0; replication < REPLICATIONS; replication++) {
      const { out } = await command(
        ...["simulate", file, "--policy", name, "--replication", String(replication), "--json"],
      );
      const { meanResponse_s, energyPerJob_J } = JSON.parse(out);
      expect(response[p].values[replication]).toBe(meanResponse_s);
      expect(energy[p].values[replication]).toBe(energyPerJob_J);
    }
  }
});

test("means, intervals, differences and ranks are those of a study with the same seed", async () => {
  const study = {
    format: "mec-offload/study@1",
    name: "compared",
    scenario: CELL,
    policies: POLICIES,
    replications: REPLICATIONS,
    measures: ["meanResponse_s", "energyPerJob_J"],
    seed: 1,
  };
  writeFileSync(folder.path("study.json"), JSON.stringify(study));
  const results = folder.path("results");
  const before = process.listenerCount("SIGINT");
  expect((await command("study", folder.path("study.json"), "-o", results, "--workers", "0")).status).toBe(0);
  expect(process.listenerCount("SIGINT")).toBe(before);
  const rows = (name: string) =>
    readFileSync(`${results}/${name}.jsonl`, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, number | string>);
  const ofMeasure = await compared(POLICIES, ...repeated);
  for (const [m, measure] of study.measures.entries()) {
    for (const one of ofMeasure[m]) {
      const row = rows("summary").find((of) => of.policy === one.policy && of.measure === measure)!;
      expect(one.mean).toBeCloseTo(row.mean as number, 12);
      expect(one.halfWidth).toBeCloseTo(row.half_width as number, 12);
      expect(one.rank).toBe(row.rank);
      if (one.difference === null) continue;
      const pair = rows("comparisons").find(
        (of) =>
          of.measure === measure &&
          [of.policy, of.other_policy].includes("local") &&
          [of.policy, of.other_policy].includes(one.policy),
      )!;
      const sign = pair.other_policy === "local" ? 1 : -1;
      expect(one.difference.mean).toBeCloseTo(sign * (pair.difference as number), 12);
      expect(one.difference.high - one.difference.low).toBeCloseTo(
        (pair.high as number) - (pair.low as number),
        12,
      );
    }
  }
});

test("a difference is that to the first policy, pair by pair, and the order of the others changes nothing", async () => {
  const [response] = await compared(POLICIES, ...repeated);
  const [first, second] = response;
  expect(first.difference).toBe(null);
  const pairs = second.values.map((value, r) => value - first.values[r]);
  expect(second.difference!.mean).toBeCloseTo(meanInterval(pairs).mean, 12);
  expect(second.difference!.low).toBeLessThan(second.difference!.mean);
  const [other] = await compared(["least-completion", "random", "local"], ...repeated);
  expect(other[2].difference!.mean).toBeCloseTo(-second.difference!.mean, 12);
  expect(other[0].values).toEqual(second.values);
});

test("one policy can be repeated, too; one replication has no interval", async () => {
  const [[one]] = await compared(["local"], ...repeated, "--measure", "p95Response_s");
  expect(one.values).toHaveLength(REPLICATIONS);
  const [[single]] = await compared(["local"], "--replications", "1");
  expect(single.halfWidth).toBe(null);
});

test("the tables fit 80 columns, and an instance is said to be one network", async () => {
  vi.stubEnv("COLUMNS", "80");
  try {
    const { out, err } = await command(
      ...["simulate", file, "--policy", "local", "--policy", "join-shortest-queue", "--replications", "2"],
    );
    const lines = out.split("\n").filter((line) => /^[│┌├└]/.test(line));
    expect(lines.length).toBe(2 * 6);
    for (const line of lines) expect(shownWidth(line)).toBeLessThanOrEqual(80);
    expect(err).toBe("");
    expect((await command("sample", file, "-o", folder.path("one.json"))).status).toBe(0);
    const { err: told } = await command(
      ...["simulate", folder.path("one.json"), "--policy", "random", "--replications", "2"],
    );
    expect(told).toContain("an instance is one network");
  } finally {
    vi.unstubAllEnvs();
  }
});

test.each([
  ["a policy twice", ["--policy", "local", "--policy", "local"], "expected each policy once"],
  ["a trace of several", ["--policy", "local", "--policy", "random", "--trace", "t.json"], "--trace"],
  ["replications of a plan", ["--plan", "greedy", "--replications", "3"], "--replications"],
  ["a measure that no run has", ["--policy", "local", "--measure", "happiness"], "expected a measure"],
  ["a policy that is none", ["--policy", "local", "--policy", "nobody"], "nobody"],
])("%s is refused in one line", async (_, words, message) => {
  const { status, out, err } = await command("simulate", file, ...words);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(err).toContain(message);
});
