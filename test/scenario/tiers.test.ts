// Scenarios with access points, wires and links of their own; and docs/tiers.md, whose snippets are run as they stand.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { evaluate } from "../../src/model/evaluate.ts";
import { readInstance } from "../../src/model/instance.ts";
import { objective } from "../../src/model/objective.ts";
import { LOCAL, toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { isReachable } from "../../src/model/ways.ts";
import { optimum } from "../../src/optimum/optimum.ts";
import { livePolicy } from "../../src/policies/index.ts";
import { drawWorld, readScenario, sample } from "../../src/scenario/index.ts";
import { simulate, simulatePlan } from "../../src/simulation/index.ts";
import { beyondInstance, liveTrial } from "../../src/trial/index.ts";
import type { Seconds } from "../../src/units.ts";
import { command, scratch } from "../cli/command.ts";
import { sized } from "../sized.ts";

const folder = scratch();
afterAll(folder.remove);

const text = readFileSync(new URL("../../docs/tiers.md", import.meta.url), "utf8");
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(([, code]) => code);
const [tiers, cells, own] = blocks("yaml");
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

test("the runs of the page tell where jobs and joules went", async () => {
  writeFileSync(folder.path("three-tiers.yaml"), tiers);
  const here = process.cwd();
  process.chdir(folder.path("."));
  try {
    const said: Record<string, never>[] = [];
    for (const line of blocks("sh")[1].trim().split("\n")) {
      const { status, out } = await command(...line.split(" ").slice(1), "--json");
      expect(status).toBe(0);
      said.push(JSON.parse(out));
    }
    for (const run of said as unknown as {
      tiers: { name: string; share: number; energy_J: number }[];
      wires: { energy_J: number }[];
      accessPoints: { energy_J: number }[];
      energy_J: number;
      serverEnergy_J: number;
      networkEnergy_J: number;
      systemEnergy_J: number;
    }[]) {
      const sum = (of: readonly { energy_J: number }[]) => of.reduce((all, one) => all + one.energy_J, 0);
      expect(run.tiers.map(({ name }) => name)).toEqual(["local", "edge", "cloud"]);
      expect(run.tiers.reduce((all, { share }) => all + share, 0)).toBeCloseTo(1, 12);
      expect(run.tiers[0].energy_J).toBeCloseTo(run.energy_J, 9);
      expect(sum(run.tiers.slice(1))).toBeCloseTo(run.serverEnergy_J, 9);
      expect(sum(run.wires) + sum(run.accessPoints)).toBeCloseTo(run.networkEnergy_J, 9);
      expect(sum(run.tiers) + run.networkEnergy_J).toBeCloseTo(run.systemEnergy_J, 9);
    }
    expect((said[2] as unknown as { tiers: { share: number }[] }).tiers[2].share).toBe(1);
    const wires = readFileSync(folder.path("run/wires.csv"), "utf8").trim().split("\n");
    expect(wires).toHaveLength(7);
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
  // The first access point keeps its own server; from there no other is reached.
  expect(said(tiers, (f) => f.wires.shift())).toBe("nothing");
  expect(said(tiers, (f) => f.wires.shift() && f.servers.shift())).toBe(
    'f: accessPoints[0]: expected a wire that joins this point, or a server on it, got "ap1"',
  );
  expect(said(tiers, (f) => (f.servers[2].count = 2))).toBe(
    "f: wires[2].count: expected 2, one for each of the group cloud, got nothing",
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

const groups = {
  format: "mec-offload/scenario@1",
  name: "groups",
  work: { instructionsPerBit: 100 },
  outputReduction: 0.5,
  accessPoints: [{ id: "ap", count: 3, joulesPerGbit: 4 }, { id: "roof" }],
  switches: [{ id: "s", count: 3 }, "hub"],
  wires: [
    { id: "up", count: 3, ends: ["ap", "s"], latencyS: 0.001 },
    {
      id: "on",
      count: 3,
      ends: ["s", "hub"],
      rateMbps: 1000,
      faults: { upS: { exponential: { mean: 9 } }, downS: 1 },
    },
    { id: "mast", ends: ["roof", "hub"], latencyS: 0.01 },
    { id: "rack", count: 2, ends: ["hub", "cloud"], latencyS: 0.04 },
  ],
  devices: [
    {
      id: "car",
      count: 5,
      accessPoint: "ap",
      speedIps: 1e9,
      powerW: { compute: 1, transmit: 1, idle: 0 },
      jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
    },
    {
      id: "phone",
      count: 4,
      speedIps: 1e9,
      powerW: { compute: 1, transmit: 1, idle: 0 },
      jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
    },
  ],
  servers: [
    { id: "edge", count: 3, on: "ap", tier: "edge", speedIps: 1e10 },
    { id: "cloud", count: 2, tier: "cloud", speedIps: 1e12 },
  ],
  links: [
    { from: "car", to: "ap", rateMbps: { up: 10, down: { uniform: { min: 40, max: 60 } } }, latencyS: 0.001 },
    { rateMbps: 20, latencyS: 0.002 },
  ],
};

test("a group of access points, switches or wires is its members, the n-th joined to the n-th", () => {
  const scenario = readScenario(groups, "f");
  const { network } = drawWorld(scenario, run);
  const { accessPointIds, pointIds, wireIds, wireEnds, attachment, serverPoint } = network.backhaul!;
  expect(accessPointIds).toEqual(["ap1", "ap2", "ap3", "roof"]);
  expect(pointIds.slice(4)).toEqual(["s1", "s2", "s3", "hub", "cloud1", "cloud2"]);
  const ends = (w: number) => [pointIds[wireEnds[2 * w]], pointIds[wireEnds[2 * w + 1]]];
  expect(wireIds.map((id, w) => [id, ...ends(w)].join(" "))).toEqual([
    "up1 ap1 s1",
    "up2 ap2 s2",
    "up3 ap3 s3",
    "on1 s1 hub",
    "on2 s2 hub",
    "on3 s3 hub",
    "mast roof hub",
    "rack1 hub cloud1",
    "rack2 hub cloud2",
  ]);
  // Cars are dealt to their group in turn, phones to all access points.
  expect([...attachment]).toEqual([0, 1, 2, 0, 1, 0, 1, 2, 3]);
  expect([...serverPoint]).toEqual([0, 1, 2, 8, 9]);
  const { wireFault } = drawWorld(scenario, run);
  expect([0, 3, 4, 6].map((w) => wireFault!(w) === null)).toEqual([true, false, false, true]);
  expect(wireFault!(3)!.up()).not.toBe(wireFault!(4)!.up());
  const instance = sample({ ...scenario, wires: scenario.wires!.map(({ faults: _, ...wire }) => wire) }, run);
  expect(toProblem(readInstance(JSON.parse(JSON.stringify(instance)), "sample")).network).toEqual(network);
});

test("rates up and down are drawn apart, and a job goes up at the one and comes back at the other", () => {
  const scenario = readScenario(groups, "f");
  const { network } = drawWorld(scenario, run);
  const { up, down } = network.links;
  for (const [car, ap] of [0, 1, 2, 0, 1].entries()) {
    expect(up.of(car, ap)).toBe(10e6);
    expect(down.of(car, ap)).toBeGreaterThan(40e6);
  }
  expect(new Set([0, 1, 2, 3, 4].map((car) => down.of(car, [0, 1, 2, 0, 1][car]))).size).toBe(5);
  expect(down.of(5, 0)).toBe(20e6);
  const { response, devices } = simulate(drawWorld(scenario, run), (job) => (job.device === 0 ? 0 : LOCAL), {
    records: "all",
  });
  const back = 4e6 / down.of(0, 0);
  expect(devices[0].transmitTime).toBeCloseTo(0.8, 12);
  expect(devices[0].receiveTime).toBeCloseTo(back, 12);
  expect(response.max).toBeCloseTo(0.8 + 0.08 + back + 0.002, 12);
});

test.each(["half-duplex", "full-duplex", "per-link"])(
  "%s: the closed form of rates apart is the ledger",
  (radio) => {
    const scenario = readScenario(
      { ...groups, radio, wires: groups.wires.map(({ faults: _, ...w }) => w) },
      "f",
    );
    const problem = toProblem(sample(scenario, run));
    const places = Int32Array.from({ length: problem.jobs.count }, (_, j) => (j % 2 === 0 ? 3 : LOCAL));
    const ran = simulatePlan(problem, places);
    const { components } = evaluate(problem, places, weights(0.5));
    expect(ran.transmitEnergy + ran.receiveEnergy).toBeCloseTo(components.transferEnergy, 12);
  },
);

test("a link that breaks has a rate for either way, and so has what a policy expects", () => {
  const file = structuredClone(groups) as ReturnType<typeof parse>;
  file.links[0].faults = {
    recorded: [
      { fromS: 0.4, toS: 1 },
      { fromS: 1.51, toS: 2.51 },
    ],
  };
  file.links[0].rateMbps.down = 40;
  let seen: number[] = [];
  const { devices, response } = simulate(drawWorld(readScenario(file, "f"), run), (job, view) => {
    if (job.device !== 0) return LOCAL;
    seen = [view.sendTime(0), view.returnTime(0), view.linkRate(0)];
    return 0;
  });
  expect(seen).toEqual([expect.closeTo(0.801, 12), expect.closeTo(0.101, 12), 10e6]);
  // Broken for 0.6 s of the upload, which ends at 1.4 s; served at 1.481 s, the download from 1.482 s waits from 1.51 to 2.51 s.
  expect(devices[0].receiveTime).toBeCloseTo(0.1, 12);
  expect(response.max).toBeCloseTo(2.582, 12);
});

test("what is wrong with a group is one line", () => {
  const said = (change: (data: ReturnType<typeof parse>) => void) => {
    const data = structuredClone(groups);
    change(data);
    try {
      readScenario(data, "f");
      return "nothing";
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(said((f) => delete f.wires[0].count)).toBe(
    "f: wires[0].count: expected 3, one for each of the group ap, got nothing",
  );
  expect(said((f) => (f.wires[3].count = 3))).toBe(
    "f: wires[3].count: expected 2, one for each of the group cloud, got 3",
  );
  expect(said((f) => (f.servers[0].count = 4))).toBe(
    "f: servers[0].count: expected 3, one for each of the group ap, got 4",
  );
  expect(said((f) => (f.accessPoints[0].at = [1, 2]))).toBe(
    "f: accessPoints[0].at: expected no position, as there are several, got [1,2]",
  );
  expect(said((f) => (f.accessPoints[1].id = "ap2"))).toBe(
    'f: accessPoints[1].id: expected an id not used already (by an access point), got "ap2"',
  );
  expect(said((f) => (f.wires[2].ends[0] = "ap9"))).toBe(
    'f: wires[2].ends[0]: expected the id of an access point, switch or server, got "ap9"',
  );
  expect(said((f) => (f.devices[0].accessPoint = "app"))).toBe(
    'f: devices[0].accessPoint: expected the id of an access point, got "app"',
  );
  expect(said((f) => (f.links[0].rateMbps = { up: 3 }))).toContain("f: links[0].rateMbps.down: expected");
  expect(said((f) => (f.links[0].rateMbps = { up: 3, down: 0 }))).toContain(
    "f: links[0].rateMbps.down: expected",
  );
});

/** Two access points, each with its own edge server and no wire between; the cloud lies behind the first. */
const island = {
  ...groups,
  accessPoints: [{ id: "a" }, { id: "b" }],
  switches: undefined,
  wires: [{ id: "w", ends: ["a", "cloud"], latencyS: 0.01 }],
  servers: [
    { id: "ea", on: "a", tier: "edge", speedIps: 1e10 },
    { id: "eb", on: "b", tier: "edge", speedIps: 1e10 },
    { id: "cloud", tier: "cloud", speedIps: 1e12 },
  ],
  devices: [{ ...groups.devices[1], id: "d", count: 2 }],
  links: { rateMbps: 20 },
};

test("a pair without a route is left out: of places, of worst cases, of the optimum", async () => {
  const scenario = readScenario(island, "f");
  const problem = toProblem(sample(scenario, run));
  expect([0, 1].map((d) => [0, 1, 2].map((c) => isReachable(problem.network, d, c)))).toEqual([
    [true, false, true],
    [false, true, false],
  ]);
  const of = objective(problem, weights(1, 0));
  expect([...of.offloadCost].map((cost) => cost < Number.POSITIVE_INFINITY)).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
  ]);
  const found = await optimum(of);
  let least = Number.POSITIVE_INFINITY;
  for (const first of [LOCAL, 0, 2])
    for (const second of [LOCAL, 1])
      least = Math.min(least, evaluate(problem, Int32Array.of(first, second), weights(1, 0)).score);
  expect(found.score).toBeCloseTo(least, 12);
  // Live, a policy that looks everywhere finds what is reached.
  const seen: unknown[] = [];
  const live = (name: "cloud" | "nearest" | "edge-first" | "random") => {
    const { jobs } = simulate(
      drawWorld(scenario, run),
      (job, view, draw) => {
        seen.push(
          [0, 1, 2].map((c) => [view.canUse(c), view.latency(c), view.hops(c), view.expectedResponse(c)]),
        );
        return livePolicy(name)(job, view, draw);
      },
      { records: "all" },
    );
    return [0, 1].map((device) => jobs!.place[jobs!.device.indexOf(device)]);
  };
  expect(live("cloud")).toEqual([2, LOCAL]);
  expect(live("nearest")).toEqual([0, 1]);
  expect(live("edge-first")).toEqual([0, 1]);
  for (let k = 0; k < 5; k++) expect([1, LOCAL]).toContain(live("random")[1]);
  expect(seen[1]).toEqual([
    [false, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [true, 0, 1, expect.closeTo(0.4 + 0.08 + 0.2, 12)],
    [false, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ]);
  const wrong = () => simulate(drawWorld(scenario, run), () => 0);
  expect(wrong).toThrow("d2");
});

// Its policy looks at every cell for every job.
test("the thousand cells of the page run", () => {
  const n = sized(150, 1000);
  const asMany = cells.replaceAll("count: 1000", `count: ${n}`).replace("count: 5000", `count: ${5 * n}`);
  const trial = liveTrial({ scenario: readScenario(parse(asMany), "f") });
  const policy = { name: "edge-first", make: () => livePolicy("edge-first") };
  const {
    tiers: served,
    accessPoints,
    wires,
  } = trial.run(policy, { perSecond: 0, perJoule: 0, perMoney: 0 });
  expect(served.map(({ name, nodes }) => [name, nodes])).toEqual([
    ["local", 5 * n],
    ["edge", n],
    ["cloud", 1],
  ]);
  expect(served[1].share).toBe(1);
  expect([accessPoints.length, wires.length]).toEqual([n, 2 * (n + 1)]);
  expect(accessPoints.every(({ devices }) => devices === 5)).toBe(true);
});
