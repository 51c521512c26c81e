// Scenarios with access points, wires and links of their own; and docs/tiers.md, whose snippets are run as they stand.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { readInstance } from "../../src/model/instance.ts";
import { toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { isReachable } from "../../src/model/ways.ts";
import { drawWorld, readScenario, sample } from "../../src/scenario/index.ts";
import { beyondInstance, liveTrial } from "../../src/trial/index.ts";
import type { Seconds } from "../../src/units.ts";
import { command, scratch } from "../cli/command.ts";

const folder = scratch();
afterAll(folder.remove);

const text = readFileSync(new URL("../../docs/tiers.md", import.meta.url), "utf8");
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(([, code]) => code);
const [tiers, own] = blocks("yaml");
const run = { seed: 3, replication: 1 };

test("the commands of the page run, with a bound and where the joules went", async () => {
  writeFileSync(folder.path("three-tiers.yaml"), tiers);
  const here = process.cwd();
  process.chdir(folder.path("."));
  try {
    const lines = blocks("sh")[0].trim().split("\n");
    const said: Record<string, number>[] = [];
    for (const line of lines) {
      const { status, err, out } = await command(
        ...line.split(" ").slice(1),
        ...(line.includes("sample") ? [] : ["--json"]),
      );
      expect(err).toBe("");
      expect(status).toBe(0);
      if (!line.includes("sample")) said.push(JSON.parse(out));
    }
    const [solved, evaluated, system] = said;
    expect(solved.gap).toBeLessThan(1e-5);
    expect(evaluated.score).toBeCloseTo(solved.score, 12);
    expect(evaluated.systemEnergy_J).toBeCloseTo(
      evaluated.CE_J + evaluated.networkEnergy_J + evaluated.serverEnergy_J,
      9,
    );
    expect(system.CE_J).toBe(system.systemEnergy_J);
    expect(system.gap).toBeLessThan(1e-5);
  } finally {
    process.chdir(here);
  }
});

test.each([
  ["tiers", tiers],
  ["links of their own", own],
])("%s: the world of a run has the network of the instance that is drawn", (_name, file) => {
  const scenario = readScenario(parse(file), "f");
  const { network } = drawWorld(scenario, run);
  const instance = sample(scenario, run);
  const drawn = toProblem(readInstance(JSON.parse(JSON.stringify(instance)), "sample")).network;
  expect(drawn).toEqual(network);
});

test("an entry of links holds for the pairs that it names, the first that fits; others have no link", () => {
  const { network } = drawWorld(readScenario(parse(own), "f"), run);
  const { up, latencies } = network.links;
  for (const phone of [0, 1, 2]) {
    expect([up.of(phone, 0), latencies.of(phone, 0)]).toEqual([28e6, 0.001]);
    expect(up.of(phone, 1)).toBeGreaterThanOrEqual(5e6);
    expect(up.of(phone, 1)).toBeLessThan(10e6);
    expect(latencies.of(phone, 1)).toBe(0.04);
  }
  expect(new Set([0, 1, 2].map((phone) => up.of(phone, 1))).size).toBe(3);
  expect([3, 4].map((meter) => [0, 1].map((c) => isReachable(network, meter, c)))).toEqual([
    [true, false],
    [true, false],
  ]);
});

test("a device added to a group, or another entry of links, disturbs no other draw", () => {
  const file = parse(own);
  const rates = (data: unknown) => {
    const { network } = drawWorld(readScenario(data, "f"), run);
    return [0, 1, 2].map((phone) => network.links.up.of(phone, 1));
  };
  const before = rates(file);
  const more = structuredClone(file);
  more.links.unshift({ from: "meter", to: "cloud", rateMbps: { uniform: { min: 1, max: 2 } } });
  more.devices[1].count = 9;
  expect(rates(more)).toEqual(before);
});

test("devices are dealt to access points in turn, or go to the one that their group names", () => {
  const file = parse(tiers);
  file.devices.push({ ...file.devices[0], id: "car", count: 2, accessPoint: "ap2" });
  const { network } = drawWorld(readScenario(file, "f"), run);
  expect([...network.backhaul!.attachment]).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 1, 1]);
  expect(network.serverTier).toEqual(["edge", "edge", "cloud"]);
  expect([...network.backhaul!.serverPoint]).toEqual([0, 1, 3]);
});

test("wires break by streams of their own; an instance has no faults", () => {
  const file = parse(tiers);
  file.wires[2].faults = { upS: { exponential: { mean: 100 } }, downS: 5 };
  const world = drawWorld(readScenario(file, "f"), run);
  expect(beyondInstance({ scenario: readScenario(file, "f") })).toBe("faults");
  expect(world.wireFault!(0)).toBeNull();
  expect(world.wireFault!(2)!.down()).toBe(5);
  expect(world.wireFault!(2)!.up()).toBe(drawWorld(readScenario(file, "f"), run).wireFault!(2)!.up());
  expect(sample(readScenario(file, "f"), run).wires![2]).not.toHaveProperty("faults");
});

test("what a second and a joule weigh where jobs arrive for ever", () => {
  const trial = liveTrial({ scenario: readScenario(parse(tiers), "f") }, { horizon: 1 as Seconds });
  const rates = trial.scorePerUnit({ weight: weights(0.5) });
  expect(rates.perSecond).toBeGreaterThan(0);
  expect(rates.perJoule).toBeGreaterThan(0);
});

test("bad input of a scenario is one line", () => {
  const said = (file: string, change: (data: ReturnType<typeof parse>) => void) => {
    const data = parse(file);
    change(data);
    try {
      readScenario(data, "f");
      return "nothing";
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(said(tiers, (f) => f.wires.pop())).toBe("nothing");
  expect(said(tiers, (f) => f.wires.shift())).toBe(
    'f: servers[0].on: expected a route from access point ap2 to server edge1, got "no wire at ap1"',
  );
  expect(said(tiers, (f) => (f.servers[2].count = 2))).toBe(
    'f: wires[2].ends[1]: expected the id of an access point, switch or server, got "cloud"',
  );
  expect(said(tiers, (f) => (f.servers[0] = { ...f.servers[0], count: 2, on: "x" }))).toBe(
    'f: servers[0].on: expected the id of an access point or switch, got "x"',
  );
  expect(said(tiers, (f) => (f.devices[0].accessPoint = "x"))).toBe(
    'f: devices[0].accessPoint: expected the id of an access point, got "x"',
  );
  expect(said(tiers, (f) => (f.links.accessPoints = [{ id: "q", capacityMbps: 3 }]))).toBe(
    'f: links.accessPoints: expected access points at one place, either here or in accessPoints, got "q"',
  );
  expect(said(own, (f) => (f.links[0].from = "x"))).toBe(
    'f: links[0].from: expected the id of a device or of a group of devices, got "x"',
  );
  expect(said(own, (f) => (f.links[0].to = "x"))).toBe(
    'f: links[0].to: expected the id of a server or a tier, got "x"',
  );
});
