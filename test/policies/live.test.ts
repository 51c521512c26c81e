// Live policies on a view whose every number is set by hand.
import { describe, expect, test } from "vitest";
import {
  type Job,
  LOCAL,
  objective,
  type Policy,
  type Stream,
  type View,
  weights,
} from "../../src/model/index.ts";
import {
  LIVE_POLICIES,
  type LivePolicy,
  livePolicy,
  solve,
  solveHeuristic,
} from "../../src/policies/index.ts";
import { stream } from "../../src/random/index.ts";
import { randomProblem } from "../model/networks.ts";

/** Three servers; unless said otherwise idle, equally fast, one second away, one second of service. */
interface Scene {
  readonly backlog?: readonly number[];
  readonly jobs?: readonly number[];
  readonly speed?: readonly number[];
  readonly rate?: readonly number[];
  readonly up?: readonly boolean[];
  readonly allowed?: readonly number[];
  readonly upload?: readonly number[];
  readonly download?: readonly number[];
  readonly service?: readonly number[];
  readonly radio?: number;
  readonly local?: number;
  readonly localBacklog?: number;
  readonly perSecond?: number;
  readonly perJoule?: number;
  readonly perMoney?: number;
  readonly price?: readonly number[];
  readonly now?: number;
  readonly computePower?: number;
}

function view(scene: Scene = {}): View {
  const one = [1, 1, 1];
  return {
    now: scene.now ?? 0,
    servers: 3,
    serverId: (c) => `m${c}`,
    serverSpeed: (c) => (scene.speed ?? one)[c],
    serverBacklog: (c) => (scene.backlog ?? [0, 0, 0])[c],
    serverJobs: (c) => (scene.jobs ?? [0, 0, 0])[c],
    isUp: (c) => (scene.up ?? [true, true, true])[c],
    linkRate: (c) => (scene.rate ?? one)[c],
    localBacklog: () => scene.localBacklog ?? 0,
    radioBacklog: () => scene.radio ?? 0,
    localTime: () => scene.local ?? 10,
    uploadTime: (c) => (scene.upload ?? one)[c],
    serviceTime: (c) => (scene.service ?? one)[c],
    downloadTime: (c) => (scene.download ?? [0, 0, 0])[c],
    price: (c) => (scene.price ?? [0, 0, 0])[c],
    computePower: scene.computePower ?? 1,
    transmitPower: 2,
    receivePower: 2,
    idlePower: 0.5,
    rates: {
      perSecond: scene.perSecond ?? 1,
      perJoule: scene.perJoule ?? 0,
      perMoney: scene.perMoney ?? 0,
    },
    canUse: (place) => (scene.allowed ?? [-1, 0, 1, 2]).includes(place),
  };
}

const job = (index: number, bits = 8e6): Job => ({
  index,
  device: 0,
  bits,
  instructions: 1e9,
  outputBits: 0,
  arrival: 0,
  deadline: Number.POSITIVE_INFINITY,
  priority: 0,
  class: "",
});

const dice = (seed: number): Stream => stream({ seed, replication: 0, purpose: "test" });
const ask = (name: LivePolicy, scene: Scene = {}, index = 1): unknown =>
  livePolicy(name)(job(index), view(scene), dice(1));

describe("join-shortest-queue", () => {
  test("goes to the fewest jobs, whatever their work", () => {
    expect(ask("join-shortest-queue", { jobs: [3, 1, 2], backlog: [0, 99, 0] })).toBe(1);
  });
  test("breaks ties by speed, then by order", () => {
    expect(ask("join-shortest-queue", { jobs: [1, 1, 1], speed: [1, 3, 3] })).toBe(1);
  });
  test("passes over what is broken or not allowed, and goes home when nothing is left", () => {
    expect(ask("join-shortest-queue", { jobs: [0, 1, 2], up: [false, true, true] })).toBe(1);
    expect(ask("join-shortest-queue", { jobs: [0, 1, 2], allowed: [2] })).toBe(2);
    expect(ask("join-shortest-queue", { up: [false, false, false] })).toBe(LOCAL);
    expect(ask("join-shortest-queue", { up: [false, false, false], allowed: [1, 2] })).toBe(1);
  });
});

test("round-robin takes the servers in turn by number of arrival", () => {
  const places = [0, 1, 2, 3, 4].map((index) => ask("round-robin", { up: [true, false, true] }, index));
  expect(places).toEqual([0, 2, 2, 0, 2]);
});

test("power-of-d takes the shorter of two random queues: the longest of three never, the others 1 : 2", () => {
  const policy = livePolicy("power-of-d");
  const draw = dice(5);
  const counts = [0, 0, 0];
  for (let k = 0; k < 9_000; k++) counts[policy(job(k), view({ jobs: [5, 0, 2] }), draw) as number]++;
  expect(counts[0]).toBe(0);
  // The shortest wins in 2 of the 3 pairs; 5 sigma of a binomial of 9,000.
  expect(Math.abs(counts[1] - 6_000)).toBeLessThan(5 * Math.sqrt(9_000 * (2 / 9)));
});

test("power-of-d with d = 3 of three servers is join-shortest-queue", () => {
  expect(livePolicy("power-of-d", { d: 3 })(job(0), view({ jobs: [2, 1, 0] }), dice(2))).toBe(2);
});

test("least-completion counts radio, upload, what is left of the queue on arrival, service and download", () => {
  // m0: 2 + 1 + (5 - 3) + 1 = 6; m1: 2 + 4 + 0 + 1 = 7; m2: 2 + 1 + 0 + 1 + 3 = 7; home: 0 + 6.5.
  const scene = { radio: 2, upload: [1, 4, 1], backlog: [5, 6, 0], download: [0, 0, 3], local: 6.5 };
  expect(ask("least-completion", scene)).toBe(0);
  expect(ask("least-completion", { ...scene, local: 6 })).toBe(LOCAL);
  expect(ask("least-completion", { ...scene, local: 6, localBacklog: 1 })).toBe(0);
});

test("least-score weighs energy: upload at 2 W, idle at 0.5 W, home at 1 W", () => {
  // Energy: server 1 x 2 + 1 x 0.5 = 2.5 J, home `local` x 1 W.
  expect(ask("least-score", { perSecond: 0, perJoule: 1, local: 2 })).toBe(LOCAL);
  expect(ask("least-score", { perSecond: 0, perJoule: 1, local: 3 })).toBe(0);
  expect(ask("least-score", { perSecond: 0, perJoule: 1, local: 3, backlog: [9, 0, 9] })).toBe(1);
  expect(ask("least-score", { perMoney: 1, price: [9, 9, 0.5] })).toBe(2);
  expect(ask("offload-all", { perSecond: 0, perJoule: 1, local: 0 })).toBe(0);
  // Home at 4 W: 0.6 s are 2.4 J, 0.65 s are 2.6 J.
  expect(ask("least-score", { perSecond: 0, perJoule: 1, local: 0.6, computePower: 4 })).toBe(LOCAL);
  expect(ask("least-score", { perSecond: 0, perJoule: 1, local: 0.65, computePower: 4 })).toBe(0);
});

test("threshold offloads while the shortest backlog is within the job's own time at home", () => {
  expect(ask("threshold", { backlog: [11, 10, 12], local: 10 })).toBe(1);
  expect(ask("threshold", { backlog: [11, 10.1, 12], local: 10 })).toBe(LOCAL);
  expect(livePolicy("threshold", { threshold: 2 })(job(0), view({ backlog: [19, 21, 30] }), dice(1))).toBe(0);
});

test("random takes home and each usable server alike", () => {
  const policy = livePolicy("random");
  const draw = dice(9);
  const counts = new Map<number, number>();
  for (let k = 0; k < 9_000; k++) {
    const place = policy(job(k), view({ up: [true, false, true] }), draw) as number;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([LOCAL, 0, 2]);
  for (const count of counts.values()) expect(Math.abs(count - 3_000)).toBeLessThan(5 * 45);
});

test("odfp-mt offloads half of the jobs, to the least backlog; odpd keeps one probability for a run", () => {
  const share = (policy: Policy, draw: Stream): number => {
    let out = 0;
    let elsewhere = 0;
    for (let k = 0; k < 1000; k++) {
      const place = policy(job(k), view({ backlog: [2, 1, 3] }), draw);
      if (place !== LOCAL) out++;
      if (place !== LOCAL && place !== 1) elsewhere++;
    }
    expect(elsewhere).toBe(0);
    return out / 1000;
  };
  expect(Math.abs(share(livePolicy("odfp-mt"), dice(1)) - 0.5)).toBeLessThan(0.08);
  const odpd = livePolicy("odpd-mt");
  const shares = Array.from({ length: 40 }, (_, seed) => share(odpd, dice(seed)));
  // Uniform(0, 1): mean 1/2, standard deviation 0.289; a coin of 1/2 for each job would spread by 0.008.
  const mean = shares.reduce((sum, one) => sum + one, 0) / 40;
  const spread = Math.sqrt(shares.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 39);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.2);
  expect(spread).toBeGreaterThan(0.2);
});

test("odfp-mw follows the fastest link of the moment", () => {
  const policy = livePolicy("odfp-mw", { odfpProbability: 1 });
  expect(policy(job(0), view({ rate: [5, 9, 7] }), dice(1))).toBe(1);
  expect(policy(job(1), view({ rate: [5, 9, 7], up: [true, false, true] }), dice(1))).toBe(2);
});

test("odfp-mj sends the largest of the jobs it has seen to the fastest server, the smallest to the slowest", () => {
  const policy = livePolicy("odfp-mj", { odfpProbability: 1 });
  const scene = view({ speed: [3, 1, 2] });
  for (let k = 0; k < 100; k++) policy(job(k, (k % 10) * 8e6), scene, dice(1));
  expect(policy(job(100, 9 * 8e6), scene, dice(1))).toBe(0);
  expect(policy(job(101, 0), scene, dice(1))).toBe(1);
  expect(policy(job(102, 3 * 8e6), scene, dice(1))).toBe(2);
});

test("ogs-mt offloads what scores below 1 and keeps the rest, but for one draw in a thousand", () => {
  const policy = livePolicy("ogs-mt");
  const draw = dice(3);
  let near = 0;
  let far = 0;
  for (let k = 0; k < 2_000; k++) {
    // t = 1 + backlog + 1 against 10 s at home.
    if (policy(job(k), view({ backlog: [7, 7, 7] }), draw) !== LOCAL) near++;
    if (policy(job(k), view({ backlog: [9, 9, 9] }), draw) !== LOCAL) far++;
  }
  expect(near).toBeGreaterThan(1980);
  expect(far).toBeLessThan(20);
});

test("periodic-prices raises the price of a server that everyone wants", () => {
  const policy = livePolicy("periodic-prices", { period: 10 });
  // One server is much better connected; all jobs of the first period would like it.
  const scene = { upload: [0.1, 0.2, 0.3], service: [1, 1, 1], local: 50 };
  for (let k = 0; k < 60; k++) policy(job(k), view({ ...scene, now: k / 10 }), dice(1));
  const places = Array.from({ length: 30 }, (_, k) =>
    policy(job(60 + k), view({ ...scene, now: 11 + k / 10, backlog: [60, 0, 0] }), dice(1)),
  );
  // At a uniform price all would go to m0; its backlog of 60 s makes it the dearest.
  expect(places).not.toContain(0);
  expect(places).not.toContain(LOCAL);
});

test.each([1, 2, 3, 4, 5, 6])(
  "periodic-prices: the prices are those of the best bound, found by trying a thousand (window %i)",
  (seed) => {
    const draw = dice(seed);
    const [perSecond, perJoule, perMoney] = [0.7, 0.4, 0.2];
    const computePower = 3;
    // The third server is down; some jobs may not stay at home, some not go to m1, and a few have no place at all.
    const scenes = Array.from(
      { length: 60 },
      (_, k): Scene => ({
        upload: [1 + draw(), 1 + draw(), 1.5 + draw()],
        download: [draw(), draw(), draw()],
        service: [1 + 2 * draw(), 1 + 2 * draw(), 1 + 2 * draw()],
        price: [draw(), draw(), draw()],
        local: 3 * draw(),
        up: [true, true, false],
        allowed: k % 11 === 3 ? [2] : k % 7 === 0 ? [0, 1] : k % 5 === 0 ? [LOCAL, 0] : [LOCAL, 0, 1, 2],
        ...{ perSecond, perJoule, perMoney, computePower },
      }),
    );
    const window = scenes.slice(0, 30);
    const backlog = [4 * draw(), 4 * draw(), 0];
    const cost = (of: Scene, c: number, price: number) =>
      of.allowed!.includes(c)
        ? (of.upload![c] + of.download![c]) * (perSecond + 2 * perJoule) +
          perMoney * of.price![c] +
          price * of.service![c]
        : Number.POSITIVE_INFINITY;
    const home = (of: Scene) =>
      of.allowed!.includes(LOCAL)
        ? of.local! * (perSecond + perJoule * computePower)
        : Number.POSITIVE_INFINITY;
    // One device of 0.5 W idle: a second of makespan costs perSecond + 0.5 perJoule, which the prices add up to.
    const all = perSecond + 0.5 * perJoule;
    const bound = (first: number) =>
      window
        .filter((of) => !of.allowed!.includes(2) || of.allowed!.length > 1)
        .reduce(
          (sum, of) => sum + Math.min(home(of), cost(of, 0, first), cost(of, 1, all - first)),
          first * backlog[0] + (all - first) * backlog[1],
        );
    const tried = Array.from({ length: 1001 }, (_, k) => (k / 1000) * all);
    const first = tried.reduce((best, price) => (bound(price) > bound(best) ? price : best));

    const policy = livePolicy("periodic-prices", { period: 10 });
    for (const [k, scene] of window.entries()) policy(job(k), view({ ...scene, now: k / 10 }), dice(1));
    let clear = 0;
    for (const [k, scene] of scenes.slice(30).entries()) {
      const place = policy(job(30 + k), view({ ...scene, now: 11 + k / 100, backlog }), dice(1));
      const costs = [home(scene), cost(scene, 0, first), cost(scene, 1, all - first)];
      const [least, second] = [...costs].sort((a, b) => a - b);
      if (!(second - least >= 0.01)) continue;
      clear++;
      expect(place).toBe(costs.indexOf(least) - 1);
    }
    expect(clear).toBeGreaterThan(20);
  },
);

describe.each(LIVE_POLICIES)("%s", (name) => {
  test("answers a place that the job may use, whatever is broken or forbidden", () => {
    const policy = livePolicy(name);
    const draw = dice(11);
    for (let k = 0; k < 300; k++) {
      const bits = Array.from({ length: 7 }, () => draw() < 0.5);
      const allowed = [-1, 0, 1, 2].filter((_, at) => bits[at]);
      if (allowed.length === 0) continue;
      const scene = { allowed, up: bits.slice(4), now: k * 2, backlog: [draw() * 9, draw() * 9, draw() * 9] };
      const place = policy(job(k), view(scene), draw);
      expect(allowed).toContain(place);
      const usable = allowed.filter((c) => c === LOCAL || scene.up[c]);
      if (usable.length > 0) expect(usable).toContain(place);
    }
  });

  test("places an instance beforehand as well, never below the lower bound", async () => {
    const problem = randomProblem("live", { devices: 4, servers: 3, jobs: 40, restricted: 0.2, rich: true });
    const of = objective(problem, weights(0.5));
    const result = await solve({ name, policy: livePolicy(name, { period: 0.5 }) }, of, { iterations: 5 });
    expect(result.score).toBeGreaterThanOrEqual(result.lowerBound * (1 - 1e-12));
  });

  test("makes the same choices again in a second run", () => {
    const policy = livePolicy(name);
    const of = objective(randomProblem("twice", { devices: 3, servers: 3, jobs: 30 }), weights(0.5));
    const first = solveHeuristic({ name, policy }, of, { iterations: 2 });
    const second = solveHeuristic({ name, policy }, of, { iterations: 2 });
    expect(second.iterations.score).toEqual(first.iterations.score);
  });
});

test.each([
  ["power-of-d", { d: 0 }],
  ["threshold", { threshold: -1 }],
  ["periodic-prices", { period: 0 }],
] as const)("%s refuses the option %o", (name, options) => {
  expect(() => livePolicy(name, options)).toThrow(Object.keys(options)[0]);
});
