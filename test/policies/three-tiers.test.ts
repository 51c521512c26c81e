// Policies that go by tiers and distance, on a device, an edge, a fog and a cloud: planned, live and after a wire broke.
import { expect, test } from "vitest";
import { LOCAL, objective, toProblem, type View, weights } from "../../src/model/index.ts";
import { describe, type LivePolicy, livePolicy, oneByOne, policySettings } from "../../src/policies/index.ts";
import { drawWorld, readScenario, sample } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";

/** A job of 8 Mbit and 0.8 Ginstr: 0.8 s at home, 0.08 s at the edge, 0.008 s in the fog, 0.0008 s in the cloud. */
const tiers = (change: object = {}) =>
  readScenario(
    {
      format: "mec-offload/scenario@1",
      name: "three tiers",
      work: { instructionsPerBit: 100 },
      outputReduction: 1,
      accessPoints: [{ id: "ap1" }],
      switches: ["hub"],
      wires: [
        { id: "metro", ends: ["ap1", "hub"], rateMbps: 1000, latencyS: 0.002 },
        { id: "wan", ends: ["hub", "cloud"], rateMbps: 200, latencyS: 0.04, pricePerGB: 0.05 },
      ],
      devices: [
        {
          count: 20,
          speedIps: 1e9,
          powerW: { compute: 1, transmit: 0.5, idle: 0.1 },
          jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } },
        },
      ],
      servers: [
        { id: "edge", on: "ap1", tier: "edge", speedIps: 1e10 },
        { id: "fog", on: "hub", tier: "fog", speedIps: 1e11 },
        { id: "cloud", tier: "cloud", speedIps: 1e12, pricePerGinstr: 2 },
      ],
      links: { rateMbps: 20, latencyS: 0.001 },
      ...change,
    },
    "three tiers",
  );

const run = { seed: 1, replication: 0 };

/** Where the jobs go, in order of arrival. */
function live(name: LivePolicy, scenario = tiers(), options = {}): number[] {
  const { jobs } = simulate(drawWorld(scenario, run), livePolicy(name, options), { records: "all" });
  return Array.from(jobs!.job.keys())
    .sort((a, b) => jobs!.job[a] - jobs!.job[b])
    .map((row) => jobs!.place[row]);
}

function planned(name: LivePolicy, scenario = tiers(), options = {}): number[] {
  const problem = toProblem(sample(scenario, run));
  const places = new Int32Array(problem.jobs.count);
  oneByOne(name, () => livePolicy(name, options))(objective(problem, weights(0.5)))(places, () => 0.5);
  return [...places];
}

/** What the view says of a place before the first job is placed. */
const FACTS = {
  tier: [1, 2, 3, 0],
  hops: [1, 2, 3, 0],
  latency: [0.001, 0.003, 0.043, 0],
  // 0.4 s over the radio, 0.008 s over the metro, 0.04 s over the WAN, and the latencies.
  sendTime: [0.401, 0.411, 0.491, 0],
  expectedResponse: [0.481, 0.419, 0.4918, 0.8],
  // Sending draws 0.5 W for 0.4 s, all the rest away from home 0.1 W.
  expectedEnergy: [0.2 + 0.0081, 0.2 + 0.0019, 0.2 + 0.00918, 0.8],
  price: [0, 0, 1.6 + 0.00005, 0],
} as const;

function facts(view: View): Record<string, number[]> {
  const names = Object.keys(FACTS) as (keyof typeof FACTS)[];
  return Object.fromEntries(names.map((name) => [name, view.places.map((place) => view[name](place))]));
}

function expectFacts(seen: Record<string, number[]> | undefined): void {
  for (const [name, values] of Object.entries(FACTS))
    for (const [k, value] of values.entries()) expect(seen![name][k], `${name} ${k}`).toBeCloseTo(value, 12);
}

test("tiers, links, latencies, times, joules and prices by hand: live", () => {
  let seen: Record<string, number[]> | undefined;
  simulate(drawWorld(tiers(), run), (_job, view) => {
    seen ??= facts(view);
    return LOCAL;
  });
  expectFacts(seen);
});

test("the same where jobs are placed one by one beforehand", () => {
  let seen: Record<string, number[]> | undefined;
  const problem = toProblem(sample(tiers(), run));
  oneByOne("facts", () => (_job, view) => {
    seen ??= facts(view);
    return LOCAL;
  })(objective(problem, weights(0.5)))(new Int32Array(20), () => 0.5);
  expectFacts(seen);
});

test.each([
  ["live", live],
  ["planned", planned],
] as const)("%s: nearest stays at the edge, cloud goes to the top", (_, places) => {
  expect(new Set(places("nearest"))).toEqual(new Set([0]));
  expect(new Set(places("cloud"))).toEqual(new Set([2]));
});

test.each([
  ["live", live],
  ["planned", planned],
] as const)("%s: edge-first goes a tier up when the edge takes longer than the device", (_, places) => {
  // The k-th at the edge is done after max(0.401, 0.08 k) + 0.08 s: within 0.8 s up to k = 9.
  const edge = new Array(10).fill(0);
  expect(places("edge-first")).toEqual([...edge, ...new Array(10).fill(1)]);
  // Alone, the edge takes 0.481 s and the fog 0.419 s.
  const alone = tiers({
    devices: [{ ...tiers().devices[0], count: 1 }],
  });
  expect(places("edge-first", alone, { limit: 0.48 })).toEqual([1]);
  expect(places("edge-first", alone, { limit: 0.482 })).toEqual([0]);
  // Within 0.4 s none is done: the fog is done first.
  expect(places("edge-first", alone, { limit: 0.4 })).toEqual([1]);
});

test("the order of the file says which tier is the lowest", () => {
  const [edge, fog, cloud] = tiers().servers;
  expect(new Set(live("cloud", tiers({ servers: [cloud, fog, edge] })))).toEqual(new Set([2]));
});

test.each([
  ["nearest", 0, "edge", "Nearest takes the server that is least far from the device: edge."],
  [
    "edge-first",
    1,
    "fog",
    "Edge first goes up to the first tier that answers within the limit and, where none does, to the server that answers first: fog.",
  ],
  [
    "cloud",
    2,
    "cloud",
    "Cloud sends every job to the top tier; cloud is the server of it that is done first.",
  ],
  ["cloud", LOCAL, "local", "No server that the job may use is in order, so it stays on its device."],
  ["nearest", LOCAL, "local", "No server that the job may use is in order, so it stays on its device."],
  ["edge-first", LOCAL, "local", "No server that the job may use is in order, so it stays on its device."],
] as const)("why %s placed a job at %d", (name, place, id, sentence) => {
  expect(describe(name)!.reason({ place, id, planned: null }, policySettings())).toBe(sentence);
});

test("a wire that breaks: what lies behind it is farther away, or out of reach", () => {
  const broken = (id: string, ends: string[], latencyS: number) => ({
    id,
    ends,
    latencyS,
    faults: { recorded: [{ fromS: 1, toS: 3 }] },
  });
  const scenario = tiers({
    switches: ["hub"],
    wires: [
      broken("short", ["ap1", "cloud"], 0.01),
      { id: "there", ends: ["ap1", "hub"], latencyS: 0.1, rateMbps: 100 },
      { id: "on", ends: ["hub", "cloud"], latencyS: 0.2 },
      broken("only", ["ap1", "fog"], 0.005),
    ],
    servers: [
      { id: "fog", tier: "fog", speedIps: 1e11 },
      { id: "cloud", tier: "cloud", speedIps: 1e12 },
    ],
    devices: [
      {
        ...tiers().devices[0],
        count: 1,
        jobs: { sizeMB: 1, arrivals: { recorded: { arrivalS: [0, 2, 4] } } },
      },
    ],
  });
  const seen: unknown[] = [];
  const places: number[] = [];
  simulate(drawWorld(scenario, run), (job, view, stream) => {
    const round = (value: number) => Math.round(value * 1e9) / 1e9;
    seen.push([round(view.latency(1)), view.hops(1), round(view.sendTime(1)), view.isUp(0), view.isUp(1)]);
    const place = livePolicy("nearest")(job, view, stream) as number;
    places.push(place);
    return place;
  });
  const atRest = [0.011, 2, 0.411, true, true];
  const detour = [0.301, 3, 0.781, false, true];
  expect(seen).toEqual([atRest, detour, atRest]);
  // The fog is out of reach while its only wire is broken.
  expect(places).toEqual([0, 1, 0]);
});
