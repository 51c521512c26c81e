// A policy (job, view, stream) -> place as a method: what it sees, and what becomes of its answers.
import { expect, test } from "vitest";
import {
  components,
  evaluate,
  InputError,
  LOCAL,
  objective,
  type Policy,
  readInstance,
  toProblem,
  weights,
} from "../../src/model/index.ts";
import { solve, solveHeuristic } from "../../src/policies/index.ts";
import { randomProblem } from "../model/networks.ts";

const problem = randomProblem("own", { devices: 3, servers: 3, jobs: 24, rich: true });
const of = objective(problem, weights(0.5));

test("the backlogs that it sees are the loads of Eq. (1) and (2) for the jobs placed before", () => {
  let asked = 0;
  const places = new Int32Array(problem.jobs.count).fill(LOCAL);
  const spread: Policy = (job, view) => {
    // Jobs before this one at their places, none of the others: an instance cut short.
    const so_far = components(
      { ...problem, jobs: { ...problem.jobs, count: job.index } },
      places.slice(0, job.index),
      loads.fill(0),
    );
    for (let c = 0; c < view.servers; c++) {
      expect(view.backlog(c)).toBeCloseTo(loads[c], 9);
      expect(view.jobs(c)).toBe(places.slice(0, job.index).filter((place) => place === c).length);
    }
    let local = 0;
    for (let j = problem.jobs.firstOfDevice[job.device]; j < job.index; j++) {
      if (places[j] === LOCAL)
        local +=
          problem.jobs.instructions[j] /
          (problem.network.deviceSpeed[job.device] * problem.network.deviceCores[job.device]);
    }
    expect(view.backlog(-1)).toBeCloseTo(local, 9);
    expect(so_far.server).toBeCloseTo(Math.max(...loads), 9);
    asked++;
    places[job.index] = (job.index % (view.servers + 1)) - 1;
    return places[job.index];
  };
  const loads = new Float64Array(problem.network.servers);
  const result = solveHeuristic({ name: "spread", make: () => spread }, of);
  expect(asked).toBe(problem.jobs.count);
  expect(result.places).toEqual(places);
  expect(result.iterations.score.length).toBe(1);
});

test("times and powers in its view are those of the job and its device", () => {
  const times: Policy = (job, view) => {
    const i = job.device;
    expect(view.serviceTime(-1) * problem.network.deviceSpeed[i]).toBeCloseTo(job.instructions, 3);
    for (let c = 0; c < view.servers; c++) {
      const rate = problem.network.links.up.of(i, c);
      expect(view.linkRate(c)).toBe(rate);
      expect(view.sendTime(c)).toBeCloseTo(job.bits / rate, 12);
      expect(view.returnTime(c)).toBeCloseTo(job.outputBits / rate, 12);
      expect(view.serviceTime(c)).toBeCloseTo(job.instructions / problem.network.serverSpeed[c], 12);
      expect(view.price(c)).toBeCloseTo(job.instructions * problem.network.serverPrice[c], 12);
      expect(view.id(c)).toBe(problem.network.serverIds[c]);
    }
    expect([view.computePower, view.transmitPower, view.receivePower, view.idlePower]).toEqual([
      problem.network.computePower[i],
      problem.network.transmitPower[i],
      problem.network.receivePower[i],
      problem.network.idlePower[i],
    ]);
    return "local";
  };
  expect(solveHeuristic({ name: "times", make: () => times }, of).places).toEqual(
    new Int32Array(problem.jobs.count).fill(LOCAL),
  );
});

test.each(["half-duplex", "full-duplex", "per-link"] as const)(
  "a %s radio is busy with the transfers assigned to its device, by link or way where each has its own",
  (radio) => {
    const mine = { ...problem, network: { ...problem.network, radio } };
    const busy = new Float64Array(mine.network.devices * mine.network.servers);
    const all = (device: number) =>
      busy
        .slice(device * mine.network.servers, (device + 1) * mine.network.servers)
        .reduce((sum, one) => sum + one, 0);
    const spread: Policy = (job, view) => {
      const row = job.device * view.servers;
      for (let c = 0; c < view.servers; c++) {
        const expected = radio === "per-link" ? busy[row + c] : all(job.device);
        expect(view.transferBacklog(c)).toBeCloseTo(expected, 9);
      }
      const place = (job.index % (view.servers + 1)) - 1;
      if (place !== LOCAL) {
        // An upload does not wait for downloads where both ways have a radio of their own.
        const bits = radio === "full-duplex" ? job.bits : job.bits + job.outputBits;
        busy[row + place] += bits / view.linkRate(place);
      }
      return place;
    };
    const { iterations } = solveHeuristic(
      { name: "spread", make: () => spread },
      objective(mine, weights(0.5)),
    );
    expect(iterations.score).toHaveLength(1);
    expect(mine.network.devices).toBe(3);
    expect([0, 1, 2].every((device) => all(device) > 0)).toBe(true);
  },
);

test("all that an instance says of a job, and the speed of all cores of a server, are there to see", () => {
  const file = readInstance(
    {
      format: "mec-offload/instance@1",
      work: { instructionsPerBit: 100 },
      outputReduction: 0.25,
      devices: [
        { id: "a", speedIps: 1e9, powerW: { compute: 1, transmit: 1, idle: 0 }, jobs: [] },
        {
          id: "b",
          speedIps: 1e9,
          powerW: { compute: 1, transmit: 1, idle: 0 },
          jobs: [
            { id: "j", sizeMB: 1, arrivalS: 3, deadlineS: 4, priority: -2, class: "video", allowed: ["m"] },
            { id: "k", sizeMB: 2 },
          ],
        },
      ],
      servers: [
        { id: "m", speedIps: 1e9, cores: 3 },
        { id: "n", speedIps: 2e9 },
      ],
      linksMbps: [
        [8, 8],
        [8, 8],
      ],
    },
    "seen.json",
  );
  const seen: unknown[] = [];
  const note: Policy = (job, view) => {
    seen.push({
      ...job,
      usable: [LOCAL, 0, 1].map((place) => view.canUse(place)),
      up: [0, 1].map((c) => view.isUp(c)),
      speeds: [0, 1].map((c) => view.speed(c) * view.cores(c)),
      now: view.now,
    });
    return 0;
  };
  solveHeuristic({ name: "note", make: () => note }, objective(toProblem(file), weights(0.5)));
  const always = { device: 1, up: [true, true], speeds: [3e9, 2e9], now: 0 };
  const none = { arrival: 0, deadline: Infinity, priority: 0, class: "" };
  const first = { index: 0, bits: 16e6, instructions: 16e8, outputBits: 12e6, usable: [true, true, true] };
  const second = { index: 1, bits: 8e6, instructions: 8e8, outputBits: 6e6, usable: [false, true, false] };
  expect(seen).toEqual([
    { ...always, ...first, ...none },
    { ...always, ...second, arrival: 3, deadline: 4, priority: -2, class: "video" },
  ]);
});

test("it may name a place by number, by id, or as local", () => {
  const names: Policy = (job, view) => ["local", LOCAL, 1, view.id(2)][job.index % 4];
  const { places } = solveHeuristic({ name: "names", make: () => names }, of);
  expect(Array.from(places.slice(0, 4))).toEqual([LOCAL, LOCAL, 1, 2]);
});

test("one that draws is run as often as asked, each time on numbers of its own, and the best counts", async () => {
  const dice: Policy = (_job, view, stream) => Math.floor(stream() * (view.servers + 1)) - 1;
  const result = await solve({ name: "dice", make: () => dice }, of, { iterations: 20, seed: 3 });
  expect(new Set(result.iterations.score).size).toBe(20);
  expect(result.score).toBe(Math.min(...result.iterations.score));
  expect(evaluate(problem, result.places, weights(0.5)).score).toBeCloseTo(result.score, 12);
  expect(result.lowerBound).toBeLessThanOrEqual(result.score);
  expect(result.gap).toBeCloseTo(result.score / result.lowerBound - 1, 12);
});

test("jobs are placed in order of arrival, those that arrive together in the order of the instance", () => {
  const file = {
    format: "mec-offload/instance@1",
    work: { instructionsPerBit: 100 },
    outputReduction: 0.2,
    devices: [
      {
        id: "d",
        speedIps: 1e9,
        powerW: { compute: 1, transmit: 1, idle: 0 },
        jobs: [
          { id: "late", sizeMB: 1, arrivalS: 5 },
          { id: "later", sizeMB: 4, arrivalS: 6 },
          { id: "middle", sizeMB: 5, arrivalS: 3 },
          { id: "first", sizeMB: 2 },
          { id: "second", sizeMB: 3 },
          { id: "as late", sizeMB: 6, arrivalS: 5 },
        ],
      },
    ],
    servers: [{ id: "m", speedIps: 1e9 }],
    linksMbps: [[8]],
  };
  const order: number[] = [];
  const note: Policy = (job) => {
    order.push(job.bits / 8e6);
    return LOCAL;
  };
  const instance = toProblem(readInstance(file, "order.json"));
  solveHeuristic({ name: "note", make: () => note }, objective(instance, weights(0.5)));
  expect(order).toEqual([2, 3, 5, 1, 6, 4]);
});

const NONSENSE: [string, Policy, string][] = [
  [
    "throws",
    () => {
      throw new RangeError("out of ideas");
    },
    "(RangeError: out of ideas)",
  ],
  [
    "throws a string",
    () => {
      throw "no";
    },
    "an error (no)",
  ],
  ["names no server", () => "m99", '"m99"'],
  ["counts too far", () => 3, "got 3"],
  ["counts in halves", () => 0.5, "got 0.5"],
  ["returns NaN", () => Number.NaN, "NaN"],
  ["returns nothing", (() => undefined) as unknown as Policy, "nothing"],
  ["returns null", (() => null) as unknown as Policy, "null"],
  ["returns a promise", (async () => "local") as unknown as Policy, "a promise"],
  ["returns a function", (() => () => 1) as unknown as Policy, "a function"],
  ["returns -2", () => -2, "-2"],
];

test.each(NONSENSE)(
  "one that %s is an input error that names policy, job and answer",
  (_what, policy, got) => {
    const run = () => solveHeuristic({ name: "./mine.ts", make: () => policy }, of);
    expect(run).toThrow(InputError);
    expect(run).toThrow(`./mine.ts: job "j`);
    expect(run).toThrow(got);
  },
);

test("a place that `allowed` rules out is refused", () => {
  const narrow = randomProblem("narrow", { devices: 1, servers: 2, jobs: 12, restricted: 1 });
  expect(() =>
    solveHeuristic({ name: "x", make: () => () => "m1" }, objective(narrow, weights(0.5))),
  ).toThrow("allowed");
});
