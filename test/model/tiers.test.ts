// Networks with access points and wires: the closed form by the letter of its definition, the optimum, and bad input.
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/model/evaluate.ts";
import { type Instance, readInstance } from "../../src/model/instance.ts";
import { objective, scoreOf } from "../../src/model/objective.ts";
import { isAllowed, LOCAL, type Problem, toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { worstCase } from "../../src/model/worst-case.ts";
import { optimum } from "../../src/optimum/optimum.ts";
import { prices } from "../../src/optimum/prices.ts";
import { stream } from "../../src/random/stream.ts";
import { gapsProblem, star, tiered } from "./tiered.ts";

type Wire = NonNullable<Instance["wires"]>[number];

const attached = ["ap1", "ap2", "ap2"];
/** The wires from an access point to where a server stands, read off the tree. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  "ap1 edge": [],
  "ap2 edge": ["b", "a"],
  "ap1 cloud": ["a", "w"],
  "ap2 cloud": ["b", "w"],
  "ap1 here": [],
  "ap2 here": [],
};

/** CT, energies and price by the letter of the definition, from the file itself. */
function literal(file: Instance, places: Readonly<Record<string, string>>) {
  const wire = new Map(file.wires!.map((one): [string, Wire] => [one.id, one]));
  const sum = { local: 0, transfer: 0, compute: 0, radio: 0, network: 0, server: 0, price: 0 };
  const loads = new Map<string, number>();
  for (const [i, device] of file.devices.entries()) {
    const ap = file.accessPoints!.find(({ id }) => id === attached[i])!;
    const row = file.linksMbps[i];
    const rate = Array.isArray(row) ? row[1]! : row[ap.id];
    const [up, down] = typeof rate === "number" ? [rate, rate] : [rate.up, rate.down];
    const latencies = (file.latencyS as (number[] | Record<string, number>)[])[i];
    const radioLatency = Array.isArray(latencies) ? latencies[1]! : latencies[ap.id];
    for (const job of device.jobs) {
      const bits = job.sizeMB * 8e6;
      const back = bits * (1 - file.outputReduction);
      const work = bits * 250;
      if (places[job.id] === "local") {
        sum.local += work / device.speedIps;
        sum.compute += (work / device.speedIps) * device.powerW.compute;
        continue;
      }
      const server = file.servers.find(({ id }) => id === places[job.id])!;
      const time = work / (server.speedIps * (server.cores ?? 1));
      loads.set(server.id, (loads.get(server.id) ?? 0) + time);
      sum.server += time * ((server.powerW?.busy ?? 0) - (server.powerW?.idle ?? 0));
      sum.price += (work / 1e9) * (server.pricePerGinstr ?? 0);
      sum.radio += (bits / up / 1e6) * device.powerW.transmit + (back / down / 1e6) * device.powerW.receive!;
      sum.transfer += (bits / up + back / down) / 1e6;
      for (const data of back > 0 ? [bits, back] : [bits]) {
        sum.transfer += radioLatency;
        sum.network += (data / 1e9) * (ap.joulesPerGbit ?? 0);
        for (const id of WAYS[`${ap.id} ${server.id}`]) {
          const { rateMbps, latencyS = 0, joulesPerGbit = 0, pricePerGB = 0 } = wire.get(id)!;
          sum.transfer += (rateMbps === undefined ? 0 : data / (rateMbps * 1e6)) + latencyS;
          sum.network += (data / 1e9) * joulesPerGbit;
          sum.price += (data / 8 / 1e9) * pricePerGB;
        }
      }
    }
  }
  const longest = Math.max(0, ...loads.values());
  const idle = longest * file.devices.reduce((watts, { powerW }) => watts + powerW.idle, 0);
  const CE = idle + sum.radio + sum.compute;
  return { CT: sum.local + longest + sum.transfer, CE, system: CE + sum.network + sum.server, ...sum };
}

const named = (problem: Problem, places: Int32Array) =>
  Object.fromEntries(
    Array.from(places, (c, j) => [problem.jobs.id(j), c === LOCAL ? "local" : problem.network.serverIds[c]]),
  );

function* allPlaces(problem: Problem): Generator<Int32Array> {
  const m = problem.network.servers;
  for (let code = 0; code < (m + 1) ** problem.jobs.count; code++)
    yield Int32Array.from(
      { length: problem.jobs.count },
      (_, j) => (Math.floor(code / (m + 1) ** j) % (m + 1)) - 1,
    );
}

test("times, energies and prices of an allocation are those of the definition", () => {
  for (let seed = 0; seed < 60; seed++) {
    const file = tiered(seed, 7);
    const problem = toProblem(file);
    const draw = stream({ seed, replication: 0, purpose: "places" });
    const places = Int32Array.from({ length: problem.jobs.count }, () => Math.floor(draw() * 4) - 1);
    const expected = literal(file, named(problem, places));
    for (const scope of ["devices", "system"] as const) {
      const worst = worstCase(problem, "larger", scope);
      const found = evaluate(problem, places, weights(0.4, 0.2), "eq4", worst);
      expect(found.CT / expected.CT).toBeCloseTo(1, 12);
      expect(found.CE / (scope === "devices" ? expected.CE : expected.system)).toBeCloseTo(1, 12);
      expect(found.systemEnergy! / expected.system).toBeCloseTo(1, 12);
      expect(found.CP).toBeCloseTo(expected.price, 10);
      expect(found.components.networkEnergy).toBeCloseTo(expected.network, 10);
      expect(scoreOf(objective(problem, weights(0.4, 0.2), "eq4", worst), places)).toBeCloseTo(
        found.score,
        10,
      );
    }
  }
});

test("worst cases are those of the schedules that they describe", () => {
  for (let seed = 0; seed < 30; seed++) {
    const file = tiered(seed, 6);
    const problem = toProblem(file);
    const all = (place: number) =>
      literal(file, named(problem, new Int32Array(problem.jobs.count).fill(place)));
    // The server that stands everywhere is the slowest; a radio hop is the same whatever server lies behind it.
    const worst = worstCase(problem);
    expect(worst.Tmax).toBeCloseTo(all(LOCAL).CT, 9);
    expect(worst.Emax).toBeCloseTo(Math.max(all(LOCAL).CE, all(2).CE), 9);
    expect(worst.CPmax).toBeCloseTo(Math.max(all(0).price, all(1).price, all(2).price), 9);
    // With all of the system each job takes the way that draws most, here always the longest one.
    const system = worstCase(problem, "slowest-offload", "system");
    const network = file.devices.reduce((sum, device, i) => {
      const alone = {
        ...file,
        devices: file.devices.map((one, k) => (k === i ? one : { ...one, jobs: [] })),
      };
      const draws = [0, 1, 2].map(
        (place) =>
          literal(alone, Object.fromEntries(device.jobs.map((job) => [job.id, file.servers[place].id])))
            .network,
      );
      return sum + Math.max(...draws);
    }, 0);
    expect(system.Emax).toBeCloseTo(all(2).CE + network + all(2).server, 9);
  }
});

test.each(["devices", "system"] as const)(
  "the optimum is the best of all allocations, energy of the %s",
  async (scope) => {
    for (let seed = 0; seed < 8; seed++) {
      const problem = toProblem(tiered(seed, 5));
      const of = objective(
        problem,
        weights(0.3 + 0.05 * seed, 0.1),
        "eq4",
        worstCase(problem, "larger", scope),
      );
      let least = Number.POSITIVE_INFINITY;
      for (const places of allPlaces(problem))
        least = Math.min(least, evaluate(problem, places, of.weight, of.score, of.worst).score);
      const found = await optimum(of);
      expect(found.score / least).toBeCloseTo(1, 9);
      expect(prices(of).lowerBound).toBeLessThanOrEqual(least * (1 + 1e-12));
    }
  },
);

test("an access point without wires is the star whose links are alike, and latencies count", () => {
  const plain = star();
  plain.linksMbps = [
    [20, 20],
    [28, 28],
  ];
  const point = { ...star(), accessPoints: [{ id: "ap" }], linksMbps: [[20], [28]] };
  const [a, b] = [toProblem(readInstance(plain, "plain")), toProblem(readInstance(point, "point"))];
  const places = Int32Array.of(0, 1);
  expect(evaluate(b, places, weights(0.5))).toEqual(evaluate(a, places, weights(0.5)));
  const late = toProblem(readInstance({ ...point, latencyS: 0.25 }, "late"));
  expect(evaluate(late, places, weights(0.5)).CT).toBeCloseTo(evaluate(a, places, weights(0.5)).CT + 1, 12);
  const still = toProblem(readInstance({ ...plain, latencyS: 0.25 }, "still"));
  expect(evaluate(still, places, weights(0.5)).CT).toBe(evaluate(a, places, weights(0.5)).CT);
});

test("a pair without a link is no place for a job, and the worst cases leave it out", () => {
  const problem = gapsProblem();
  const whole = toProblem(
    readInstance(
      {
        ...star(),
        linksMbps: [
          [20, 20],
          [16, 16],
        ],
      },
      "whole",
    ),
  );
  expect([0, 1].map((j) => [LOCAL, 0, 1].map((place) => isAllowed(problem, j, place)))).toEqual([
    [true, true, false],
    [true, false, true],
  ]);
  // Each device over its one link, to the one server that it reaches.
  const transfer = 1.8 * ((24e6 / 20e6) * 0.35 + (32e6 / 16e6) * 0.35);
  const load = (24e6 * 250) / 1.4e11 + (32e6 * 250) / 3.68e10;
  expect(worstCase(problem, "slowest-offload").Emax).toBeCloseTo(transfer + 0.07 * load, 12);
  expect(worstCase(problem).Tmax).toBe(worstCase(whole).Tmax);
});

describe("bad input is one line", () => {
  const tier = () => tiered(1, 4);
  const said = (change: (file: ReturnType<typeof tier>) => void) => {
    const file = structuredClone(tier());
    change(file);
    try {
      readInstance(file, "f");
      return "nothing";
    } catch (error) {
      return (error as Error).message;
    }
  };
  test.each<[string, (file: ReturnType<typeof tier>) => void, string]>([
    [
      "a switch that no wire joins",
      (f) => f.switches!.push("lone"),
      'f: switches[1]: expected a wire that joins this point, got "lone"',
    ],
    [
      "two wires of one id",
      (f) => (f.wires![1].id = "a"),
      'f: wires[1].id: expected an id that no other wire has, got "a"',
    ],
    [
      "a point that no wire joins",
      (f) => f.wires!.splice(1, 1),
      'f: accessPoints[1]: expected a wire that joins this point, or a server on it, got "ap2"',
    ],
    [
      "a server that no access point reaches",
      (f) => {
        f.switches!.push("far", "farther");
        f.wires!.push({ id: "x", ends: ["far", "farther"], latencyS: 1 });
        f.servers.push({ id: "island", on: "far", speedIps: 1e9 });
      },
      'f: servers[3].on: expected a route from an access point to server island, got "no wire between the part of the network with far and that with one of ap1, ap2"',
    ],
    [
      "a server behind a server",
      (f) => {
        f.servers.push({ id: "behind", speedIps: 1e9 });
        f.wires!.push({ id: "x", ends: ["cloud", "behind"], latencyS: 1 });
      },
      'f: wires: expected a route from an access point to server behind, got "no wire between the part of the network with behind and that with one of ap1, ap2"',
    ],
    [
      "an access point that leads to no server",
      (f) => {
        f.servers.pop();
        f.accessPoints!.push({ id: "ap3" });
        f.switches!.push("far");
        f.wires!.push({ id: "x", ends: ["ap3", "far"], latencyS: 1 });
        f.linksMbps[1] = { ap2: 20 };
        f.latencyS = 0;
      },
      'f: accessPoints[2]: expected a route from access point ap3 to a server, got "no wire between the part of the network with ap3 and that with one of ap1, cloud"',
    ],
    [
      "a server on nothing",
      (f) => (f.servers[0].on = "nowhere"),
      'f: servers[0].on: expected the id of an access point or switch, got "nowhere"',
    ],
    [
      "a server on a server",
      (f) => (f.servers[0].on = "cloud"),
      'f: servers[0].on: expected the id of an access point or switch, got "cloud"',
    ],
    [
      "a server on a point and at a wire",
      (f) => (f.servers[1].on = "hub"),
      'f: wires[2].ends[0]: expected a point of its own: cloud stands on hub, without a wire, got "cloud"',
    ],
    [
      "a loop",
      (f) => (f.wires![0].ends = ["hub", "hub"]),
      'f: wires[0].ends: expected two different points, not a loop, got "hub"',
    ],
    [
      "an end that is not there",
      (f) => (f.wires![0].ends = ["ap1", "x"]),
      'f: wires[0].ends[1]: expected the id of an access point, switch or server, got "x"',
    ],
    [
      "zero rate",
      (f) => (f.wires![0].rateMbps = 0),
      "f: wires[0].rateMbps: expected a positive number (Mbps, each way), between 1e-12 and 1000000000000000000, got 0",
    ],
    [
      "a WAN without latency and rate",
      (f) => (f.wires![2] = { id: "w", ends: ["hub", "cloud"] }),
      'f: wires[2]: expected a rateMbps, a latencyS or both, got "w"',
    ],
    [
      "the old shape of linksMbps",
      (f) => (f.linksMbps[1] = [1, 2, 3]),
      "f: linksMbps[1]: expected 2 rates, one for each access point, got 3",
    ],
    [
      "a link to a stranger",
      (f) => (f.linksMbps[0] = { edge: 3 }),
      'f: linksMbps[0]: expected ids of access points only, got "edge"',
    ],
    [
      "a link without latency",
      (f) => {
        (f.latencyS as object[])[0] = {};
      },
      "f: latencyS[0]: expected a latency (s) of the link to ap1, which has a rate, got nothing",
    ],
    [
      "an id used twice",
      (f) => (f.switches![0] = "ap1"),
      'f: switches[0]: expected an id not used already (by an access point), got "ap1"',
    ],
    [
      "a capacity and airtime",
      (f) => (f.accessPoints![1].capacityMbps = 3),
      'f: accessPoints[1].share: expected either a capacity or a share by airtime, got "airtime"',
    ],
    [
      "a stranger as access point",
      (f) => (f.devices[2].accessPoint = "ap9"),
      'f: devices[2].accessPoint: expected the id of an access point, got "ap9"',
    ],
    [
      "more idle than busy",
      (f) => (f.servers[0].powerW = { busy: 1, idle: 2 }),
      "f: servers[0].powerW.busy: expected at least the idle power (W), got 1",
    ],
  ])("%s", (_what, change, line) => expect(said(change)).toBe(line));

  test("wires, switches and `on` need access points", () => {
    const without = (more: object) => () => readInstance({ ...star(), ...more }, "f");
    expect(without({ switches: ["hub"] })).toThrow(
      'f: switches: expected accessPoints beside it, got ["hub"]',
    );
    expect(without({ wires: [{ id: "w", ends: ["m1", "m2"], latencyS: 1 }] })).toThrow(
      /^f: wires: expected accessPoints/,
    );
    const on = star().servers.map((server) => ({ ...server, on: "hub" }));
    expect(without({ servers: on })).toThrow('f: servers[0].on: expected accessPoints beside it, got "hub"');
  });

  test("a job that may run nowhere that its device reaches", () => {
    const file = star();
    file.linksMbps = [
      [null, 25],
      [28, 16],
    ];
    file.devices[0].jobs[0].allowed = ["m1"];
    expect(() => toProblem(readInstance(file, "f"))).toThrow(
      /j1: allowed: expected a place that d1 can reach/,
    );
  });
});
