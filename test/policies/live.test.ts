// Live policies on a view whose every number is set by hand.
import { describe, expect, test } from "vitest";
import {
  expectedEnergy,
  expectedResponse,
  InputError,
  type Job,
  LOCAL,
  objective,
  type PlaceJob,
  type Stream,
  type View,
  weights,
} from "../../src/model/index.ts";
import {
  LIVE_POLICIES,
  type LivePolicy,
  livePolicy,
  livePolicyNamed,
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
  readonly receivePower?: number;
  readonly tier?: readonly number[];
  readonly latency?: readonly number[];
  readonly hops?: readonly number[];
}

function view(scene: Scene = {}): View {
  const one = [1, 1, 1];
  const at =
    (servers: readonly number[], home: number) =>
    (place: number): number =>
      place === LOCAL ? home : servers[place];
  const facts = {
    now: scene.now ?? 0,
    places: [0, 1, 2, LOCAL],
    home: LOCAL,
    servers: 3,
    id: (place: number) => (place === LOCAL ? "local" : `m${place}`),
    speed: at(scene.speed ?? one, 1),
    cores: () => 1,
    tier: at(scene.tier ?? one, 0),
    latency: at(scene.latency ?? [0, 0, 0], 0),
    hops: at(scene.hops ?? one, 0),
    backlog: at(scene.backlog ?? [0, 0, 0], scene.localBacklog ?? 0),
    jobs: at(scene.jobs ?? [0, 0, 0], 0),
    isUp: (place: number) => place === LOCAL || (scene.up ?? [true, true, true])[place],
    linkRate: at(scene.rate ?? one, Number.POSITIVE_INFINITY),
    meanLinkRate: at(scene.rate ?? one, Number.POSITIVE_INFINITY),
    transferBacklog: (place: number) => (place === LOCAL ? 0 : (scene.radio ?? 0)),
    sendTime: at(scene.upload ?? one, 0),
    serviceTime: at(scene.service ?? one, scene.local ?? 10),
    returnTime: at(scene.download ?? [0, 0, 0], 0),
    price: at(scene.price ?? [0, 0, 0], 0),
    computePower: scene.computePower ?? 1,
    transmitPower: 2,
    receivePower: scene.receivePower ?? 2,
    idlePower: 0.5,
    score: {
      perSecond: scene.perSecond ?? 1,
      perJoule: scene.perJoule ?? 0,
      perMoney: scene.perMoney ?? 0,
    },
    canUse: (place: number) => (scene.allowed ?? [-1, 0, 1, 2]).includes(place),
  };
  const radio = {
    ...facts,
    transferEnergy: (place: number) =>
      facts.sendTime(place) * facts.transmitPower + facts.returnTime(place) * facts.receivePower,
  };
  return {
    ...radio,
    expectedResponse: (place) => expectedResponse(radio, place),
    expectedEnergy: (place) => expectedEnergy(radio, place),
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

test("local keeps a job at home though everything speaks for a server, unless it may not stay", () => {
  expect(ask("local", { local: 1e6 })).toBe(LOCAL);
  expect(ask("local", { allowed: [1, 2] })).toBe(1);
});

test("threshold offloads while the shortest backlog is within the job's own time at home", () => {
  expect(ask("threshold", { backlog: [11, 10, 12], local: 10 })).toBe(1);
  expect(ask("threshold", { backlog: [11, 10.1, 12], local: 10 })).toBe(LOCAL);
  expect(livePolicy("threshold", { threshold: 2 })(job(0), view({ backlog: [19, 21, 30] }), dice(1))).toBe(0);
});

test("nearest goes by latency, then links on the way, then the rate of the link, then the file", () => {
  const far = { latency: [0.02, 0.01, 0.01], hops: [1, 3, 2], rate: [9, 9, 1] };
  expect(ask("nearest", { ...far, backlog: [0, 0, 99] })).toBe(2);
  expect(ask("nearest", { ...far, up: [true, true, false] })).toBe(1);
  expect(ask("nearest", { latency: [0.01, 0.01, 0.01], rate: [1, 5, 5] })).toBe(1);
  expect(ask("nearest", {})).toBe(0);
  expect(ask("nearest", { allowed: [LOCAL] })).toBe(LOCAL);
});

describe("edge-first", () => {
  // Responses: edges 1 + backlog + 1, cloud 3 + 1.
  const scene = { tier: [2, 1, 1], upload: [3, 1, 1] };
  test("stays at the edge while that is within the job's time at home, or the limit", () => {
    expect(ask("edge-first", { ...scene, backlog: [0, 9, 8], local: 10 })).toBe(2);
    expect(ask("edge-first", { ...scene, backlog: [0, 9.5, 9.5], local: 10 })).toBe(0);
    const limited = livePolicy("edge-first", { limit: 5 });
    expect(limited(job(0), view({ ...scene, backlog: [0, 4, 3.9] }), dice(1))).toBe(2);
    expect(limited(job(0), view({ ...scene, backlog: [0, 4.1, 4.2] }), dice(1))).toBe(0);
  });
  test("takes what is least where no tier is within the limit, and passes over a tier that is down", () => {
    const limited = livePolicy("edge-first", { limit: 0.5 });
    expect(limited(job(0), view({ ...scene, backlog: [8, 2, 3] }), dice(1))).toBe(1);
    expect(ask("edge-first", { ...scene, up: [true, false, false] })).toBe(0);
    expect(ask("edge-first", { ...scene, up: [false, false, false] })).toBe(LOCAL);
  });
});

test("cloud takes the server of the top tier that is done first; home where that tier is down", () => {
  const scene = { tier: [1, 2, 2], backlog: [0, 5, 9], upload: [0.1, 4, 4] };
  expect(ask("cloud", scene)).toBe(1);
  expect(ask("cloud", { ...scene, up: [true, false, true] })).toBe(2);
  expect(ask("cloud", { ...scene, up: [true, false, false] })).toBe(LOCAL);
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
  const share = (policy: PlaceJob, draw: Stream): number => {
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
  const shares = Array.from({ length: 40 }, (_, seed) => share(livePolicy("odpd-mt"), dice(seed)));
  // Uniform(0, 1): mean 1/2, standard deviation 0.289; a coin of 1/2 for each job would spread by 0.008.
  const mean = shares.reduce((sum, one) => sum + one, 0) / 40;
  const spread = Math.sqrt(shares.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 39);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.2);
  expect(spread).toBeGreaterThan(0.2);
});

test("odfp offloads what is drawn below the probability, odpd by size what is below its share of the largest", () => {
  const place = (name: LivePolicy, options: object, u: number, ...sizes: number[]) => {
    const policy = livePolicy(name, options);
    let last: unknown;
    for (const [k, bits] of sizes.entries()) last = policy(job(k, bits), view(), () => u);
    return last;
  };
  const odfp = { odfpProbability: 0.3 };
  expect([0, 0.29, 0.3, 0.9].map((u) => place("odfp-mt", odfp, u, 1))).toEqual([0, 0, LOCAL, LOCAL]);
  const bySize = { odpd: "by-size" };
  // 2 of the largest so far, 8.
  const shares = [0, 0.24, 0.25, 0.9].map((u) => place("odpd-mt", bySize, u, 4, 8, 2));
  expect(shares).toEqual([0, 0, LOCAL, LOCAL]);
  expect(place("odpd-mt", bySize, 0.99, 4, 8)).toBe(0);
});

test("what a policy remembers is its own run's, and stays when the first job is placed again", () => {
  const half = () => 0.5;
  const run = () => {
    const bySize = livePolicy("odpd-mt", { odpd: "by-size" });
    return (index: number, bits: number, now: number) => bySize(job(index, bits), view({ now }), half);
  };
  const first = run();
  const other = run();
  expect(first(0, 8, 0)).toBe(0);
  expect(other(0, 3, 0)).toBe(0);
  expect(first(1, 3, 1)).toBe(LOCAL);
  expect(other(1, 2, 1)).toBe(0);
  // The first job again, at a later time of the same run.
  expect(first(0, 3, 5)).toBe(LOCAL);
  const numbers = [0.7, 0.6, 0.75, 0.2, 0.1, 0.3];
  let drawn = 0;
  const draw = () => numbers[drawn++];
  const seen = [livePolicy("odpd-mt"), livePolicy("odpd-mt")].map((perRun) =>
    [0, 1].map((index) => perRun(job(index), view(), draw)),
  );
  // 0.7 for the run: 0.6 goes, 0.75 stays; then 0.2: 0.1 goes, 0.3 stays.
  expect(seen).toEqual([
    [0, LOCAL],
    [0, LOCAL],
  ]);
});

test("odfp-mt counts the job's own service where asked to; odfp-mw goes by the score where asked to", () => {
  const always = { odfpProbability: 1 };
  const scene = view({ backlog: [2, 3, 4], service: [5, 3, 3], rate: [9, 1, 2], price: [0, 0, 0] });
  expect(livePolicy("odfp-mt", always)(job(0), scene, dice(1))).toBe(0);
  expect(livePolicy("odfp-mt", { ...always, mt: "with-job" })(job(0), scene, dice(1))).toBe(1);
  expect(livePolicy("odfp-mw", always)(job(0), scene, dice(1))).toBe(0);
  expect(livePolicy("odfp-mw", { ...always, mw: "smallest-score" })(job(0), scene, dice(1))).toBe(1);
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

test("odfp-mj is the share of the speeds at a job's rank among the last 256 sizes, over the usable servers", () => {
  const policy = livePolicy("odfp-mj", { odfpProbability: 1 });
  const draw = dice(4);
  const sizes: number[] = [];
  const speed = [3, 1, 1];
  const seen = new Set<number>();
  for (let k = 0; k < 700; k++) {
    // Small at first, larger later: what is forgotten matters.
    const bits = Math.floor(draw() * 20) + Math.floor(k / 50);
    sizes.push(bits);
    const last = sizes.slice(-256);
    const below = last.filter((one) => one < bits).length + last.filter((one) => one === bits).length / 2;
    const up = [draw() < 0.8, draw() < 0.8, draw() < 0.8];
    const order = [1, 2, 0].filter((c) => up[c]);
    const total = order.reduce((sum, c) => sum + speed[c], 0);
    let share = 0;
    const found = order.find((c) => {
      share += speed[c];
      return share > (below / last.length) * total;
    });
    const expected = found ?? order.at(-1) ?? LOCAL;
    expect(policy(job(k, bits), view({ speed, up }), draw)).toBe(expected);
    seen.add(expected);
  }
  expect(seen.size).toBe(4);
  // A new run has seen nothing: its first job lies in the middle of the speeds.
  expect(livePolicy("odfp-mj", { odfpProbability: 1 })(job(0, 0), view({ speed }), draw)).toBe(0);
});

describe("ogs at arrival", () => {
  /** Where a job goes and how many numbers are drawn for it. */
  function round(
    scene: Scene,
    u: (n: number) => number,
    options: object = {},
  ): [place: unknown, draws: number] {
    const policy = livePolicy("ogs-mt", { ogsBase: "odfp", odfpProbability: 0.5, ...options });
    let n = 0;
    return [policy(job(0), view(scene), () => u(n++)), n];
  }
  const never = () => 0.9;
  const always = () => 0.1;
  // Away: 1 x (0.5 + 0.25 x 2) + 2 x (0.5 + 0.25 x 3) + (4 + 3) x (0.5 + 0.25 x 0.5) + 2 x 0.5 = 8.875.
  const costs = {
    perSecond: 0.5,
    perJoule: 0.25,
    perMoney: 2,
    upload: [1, 1, 1],
    download: [2, 2, 2],
    receivePower: 3,
    backlog: [4, 9, 9],
    service: [3, 3, 3],
    price: [0.5, 0.5, 0.5],
    computePower: 2,
  };
  // At home a second costs 0.5 + 0.25 x 2 = 1.

  test("the draw that agrees with the smaller score is taken at once", () => {
    expect(round({ ...costs, local: 8.876 }, always)).toEqual([0, 1]);
    expect(round({ ...costs, local: 8.874 }, never)).toEqual([LOCAL, 1]);
    // A tie is no gain.
    expect(round({ ...costs, local: 8.875 }, never)).toEqual([LOCAL, 1]);
  });

  test("after ten draws that do not agree, what was drawn counts", () => {
    expect(round({ ...costs, local: 8.876 }, never)).toEqual([LOCAL, 10]);
    expect(round({ ...costs, local: 8.874 }, always)).toEqual([0, 10]);
    expect(round({ ...costs, local: 8.876 }, (n) => (n === 9 ? 0.1 : 0.9))).toEqual([0, 10]);
  });

  test("nothing is drawn where there is no choice", () => {
    expect(round({ ...costs, local: 1, allowed: [0, 1] }, always)).toEqual([0, 0]);
    expect(round({ ...costs, local: 99, up: [false, false, false] }, always)).toEqual([LOCAL, 0]);
  });

  test("on odpd each draw has a probability of its own, or that of the job's size", () => {
    // Pairs of a probability and a coin: 0.2 and 0.3 stay, 0.8 and 0.3 goes.
    const numbers = [0.2, 0.3, 0.8, 0.3];
    expect(round({ ...costs, local: 99 }, (n) => numbers[n], { ogsBase: "odpd" })).toEqual([0, 4]);
    expect(round({ ...costs, local: 99 }, never, { ogsBase: "odpd", odpd: "by-size" })).toEqual([0, 1]);
  });
});

test("expected times to the end of a job, by place", () => {
  const scene = view({
    radio: 2,
    upload: [1, 4, 1],
    backlog: [5, 6, 0],
    download: [0, 0, 3],
    local: 6.5,
    localBacklog: 1,
  });
  expect([LOCAL, 0, 1, 2].map((place) => scene.expectedResponse(place))).toEqual([7.5, 6, 7, 7]);
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

describe("periodic-prices over time", () => {
  // Equal servers; to m0 a job is a little nearer than to m1, and home and m2 are far.
  const scene = { upload: [1, 1.1, 30], service: [2, 2, 2], local: 20 };
  const place = (policy: PlaceJob, index: number, of: Scene) =>
    policy(job(index), view({ ...scene, ...of }), dice(1));

  test("goes by least-score until a period has passed, then by price", () => {
    const policy = livePolicy("periodic-prices", { period: 10 });
    // By least-score a backlog decides; by price what each server's backlog was when prices were found.
    const busy = { backlog: [5, 0, 0] };
    for (let k = 0; k < 40; k++) expect(place(policy, k, { ...busy, now: k / 4 })).toBe(1);
    // From 10 s on: with idle servers m0 and m1 share the load, m0 a little dearer; m2 is too far to matter.
    const places = Array.from({ length: 40 }, (_, k) => place(policy, 40 + k, { now: 10 + k / 5, ...busy }));
    expect(new Set(places).size).toBe(1);
    expect([0, 1]).toContain(places[0]);
    // The same job with a far shorter way to the other goes there whatever the backlogs are.
    const other = places[0] === 0 ? { upload: [30, 0.1, 30] } : { upload: [0.1, 30, 30] };
    expect(place(policy, 80, { now: 18.5, ...other, backlog: [99, 99, 0] })).toBe(1 - (places[0] as number));
  });

  test("goes home, or to wait for a repair, where no server is up", () => {
    const policy = livePolicy("periodic-prices", { period: 10 });
    const down = { up: [false, false, false] };
    for (let k = 0; k < 20; k++)
      place(policy, k, { now: k / 2, ...(k % 2 === 0 ? { ...down, allowed: [1] } : {}) });
    expect(place(policy, 20, { now: 10, ...down })).toBe(LOCAL);
    expect(place(policy, 21, { now: 11, ...down, allowed: [1, 2] })).toBe(1);
  });
});

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
    const result = await solve({ name, make: () => livePolicy(name, { period: 0.5 }) }, of, {
      iterations: 5,
    });
    expect(result.score).toBeGreaterThanOrEqual(result.lowerBound * (1 - 1e-12));
  });

  test("makes the same choices again in a second run", () => {
    const make = () => livePolicy(name);
    const of = objective(randomProblem("twice", { devices: 3, servers: 3, jobs: 30 }), weights(0.5));
    const first = solveHeuristic({ name, make }, of, { iterations: 2 });
    const second = solveHeuristic({ name, make }, of, { iterations: 2 });
    expect(second.iterations.score).toEqual(first.iterations.score);
  });
});

test.each([
  ["power-of-d", { d: 0 }, "d: expected a whole number of servers, at least 1, got 0"],
  ["power-of-d", { d: 1.5 }, "d: expected a whole number of servers, at least 1, got 1.5"],
  ["threshold", { threshold: -1 }, "threshold: expected a number of at least 0, got -1"],
  ["threshold", { threshold: Number.NaN }, "threshold: expected a number of at least 0, got NaN"],
  ["periodic-prices", { period: 0 }, "period: expected a positive number (s), got 0"],
  ["odfp-mj", { odfpProbability: 2 }, "odfpProbability: expected a probability from 0 to 1, got 2"],
] as const)("%s refuses the option %o", (name, options, line) => {
  expect(() => livePolicy(name, options)).toThrow(InputError);
  expect(() => livePolicy(name, options)).toThrow(line);
});

test("options at the ends of their ranges", () => {
  // One server drawn at random; only an idle server within no time at home.
  const draw = dice(8);
  const one = livePolicy("power-of-d", { d: 1 });
  const seen = Array.from({ length: 60 }, (_, k) => one(job(k), view({ jobs: [9, 0, 0] }), draw));
  expect(new Set(seen)).toEqual(new Set([0, 1, 2]));
  const idle = livePolicy("threshold", { threshold: 0 });
  expect(idle(job(0), view({ backlog: [1, 0, 1] }), draw)).toBe(1);
  expect(idle(job(0), view({ backlog: [1, 1e-9, 1] }), draw)).toBe(LOCAL);
});

test("live policies are told by name, and all are listed where there is none of it", () => {
  for (const name of LIVE_POLICIES) expect(livePolicyNamed(name)).toBe(name);
  expect(() => livePolicyNamed("prices")).toThrow(InputError);
  expect(() => livePolicyNamed("prices")).toThrow(
    `--policy: expected one of ${LIVE_POLICIES.join(", ")}, or a policy file (./my-policy.ts), got "prices"`,
  );
  expect(() => livePolicyNamed("x", "study.yaml: policies[0]")).toThrow(
    /^study\.yaml: policies\[0\]: expected one of/,
  );
});
