// Graphs as files: what is read, and what is refused in one line with the task's id.
import { expect, test } from "vitest";
import { readGraph } from "../../src/graphs/formats/index.ts";
import { INPUTS, RESULTS } from "../../src/graphs/formats/wfformat.ts";
import { graphMethod } from "../../src/graphs/methods/index.ts";
import { readPlacement, scheduleFile } from "../../src/graphs/schedule-file.ts";
import { setting, tasksOf } from "../../src/graphs/setting.ts";
import { bestShares } from "../../src/graphs/shares.ts";
import { solveGraphs } from "../../src/graphs/solve.ts";
import { shapeGraph } from "../../src/model/graph-shapes.ts";
import { readInstance } from "../../src/model/instance.ts";
import { toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { stream } from "../../src/random/stream.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { sample } from "../../src/scenario/sample.ts";

const options = { stream: stream({ seed: 1, replication: 0, purpose: "plan" }) };

const instance = (job: object, rest: object = {}) => ({
  format: "mec-offload/instance@1",
  name: "small",
  work: { instructionsPerBit: 250 },
  outputReduction: 1,
  devices: [
    {
      id: "d1",
      speedIps: 5e9,
      powerW: { compute: 0.9, transmit: 0.5, idle: 0.05 },
      jobs: [{ id: "j1", ...job }],
    },
  ],
  servers: [{ id: "m1", speedIps: 5e11 }],
  linksMbps: [[20]],
  ...rest,
});
const problemOf = (job: object, rest?: object) => toProblem(readInstance(instance(job, rest), "small.json"));

const work = (shape: string) =>
  shapeGraph({ shape }, "graph").graph.tasks.reduce((sum, { instructions }) => sum + instructions!, 0);

test("AlexNet is 0.714 and VGG16 15.47 GMAC; patterns have the tasks of their papers", () => {
  expect(work("alexnet")).toBe(714_188_480);
  expect(work("vgg16") / 1e9).toBeCloseTo(15.47, 2);
  const tasks = (shape: string, size: number) => shapeGraph({ shape, size }, "graph").graph.tasks.length;
  expect(tasks("gaussian-elimination", 5)).toBe((25 + 5 - 2) / 2);
  expect(tasks("fft", 8)).toBe(2 * 8 - 1 + 8 * 3);
  expect(tasks("fork-join", 4)).toBe(6);
  expect(tasks("diamond", 3)).toBe(9);
});

test("AlexNet is split after its first pool: 90.0 ms, at the server 242.3, at home 142.8", () => {
  const problem = problemOf({ graph: { shape: "alexnet" } });
  const time = (method: string) => solveGraphs(method, problem, weights(1), options).schedule.makespan;
  expect(time("chain")).toBeCloseTo(0.09, 4);
  expect(time("optimum")).toBeCloseTo(time("chain"), 9);
  expect(time("offload-all")).toBeCloseTo(0.2423, 4);
  expect(time("local")).toBeCloseTo(0.1428, 4);
  const { of, schedule } = solveGraphs("chain", problem, weights(1), options);
  const home = Array.from(schedule.places.keys()).filter((t) => schedule.places[t] === 0);
  expect(home.map(of.graphs.id)).toEqual(["conv1", "pool1"]);
});

test("the best share of a divisible job goes by t_local / (t_local + t_remote); both parts end together", () => {
  const problem = problemOf({ sizeMB: 2, instructions: 1e10, outputMB: 0, divisible: true });
  const of = setting(problem, tasksOf(problem));
  const [home, remote] = [1e10 / 5e9, 16e6 / 20e6 + 1e10 / 5e11];
  const shares = bestShares(of, 0);
  expect(shares[1]).toBeCloseTo(home / (home + remote), 12);
  const { schedule } = solveGraphs("shares", problem, weights(1), options);
  expect(schedule.finish[0]).toBeCloseTo(schedule.finish[1], 12);
  expect(schedule.makespan).toBeCloseTo((home * remote) / (home + remote), 12);
});

test("a schedule is read as it was written, shares too", () => {
  const problem = problemOf({ graph: { shape: "fft", size: 4 } });
  const found = solveGraphs("heft", problem, weights(0.5), options);
  const again = readPlacement(
    JSON.parse(JSON.stringify(scheduleFile(found.of, found.schedule))),
    problem,
    "s.json",
  );
  expect(again.isOrdered).toBe(true);
  expect([...again.schedule.start]).toEqual([...found.schedule.start]);
  const divisible = problemOf({ sizeMB: 2, instructions: 1e10, outputMB: 0, divisible: true });
  const parts = solveGraphs("shares", divisible, weights(0.5), options);
  const file = JSON.parse(JSON.stringify(scheduleFile(parts.of, parts.schedule)));
  expect(readPlacement(file, divisible, "s.json").schedule.makespan).toBeCloseTo(parts.schedule.makespan, 9);
  expect(() => readPlacement({ j1: { local: 0.3, m1: 0.6 } }, divisible, "a.json")).toThrow(
    'a.json: "j1": expected shares that add up to 1, got 0.8999999999999999',
  );
});

const two = (data: object[], more: object = {}) => ({
  graph: {
    tasks: [
      { id: "a", instructions: 1e9 },
      { id: "b", instructions: 1e9, ...more },
    ],
    data,
  },
});

test.each([
  [
    "a circle",
    two([
      { from: "a", to: "b" },
      { from: "b", to: "a" },
    ]),
    /no circle of tasks, got "a -> b -> a"/,
  ],
  [
    "an edge to nothing",
    two([{ from: "a", to: "c" }]),
    /data\[0\]\.to: expected the id of a task of the graph, got "c"/,
  ],
  [
    "a task twice",
    two([], { id: "a" }),
    /tasks\[1\] \(a\)\.id: expected a task named once \(also tasks\[0\]\), got "a"/,
  ],
  ["data below 0", two([{ from: "a", to: "b", MB: -1 }]), /data\[0\]\.MB: expected 0 or a number \(MB\)/],
  ["no tasks", { graph: { tasks: [] } }, /graph\.tasks: expected a list of at least 1 tasks/],
  [
    "a pinned task that may not run there",
    two([], { at: "m1", allowed: ["local"] }),
    /tasks\[1\] \(b\)\.at: expected a place where b may run, got "m1"/,
  ],
  [
    "a place that is none",
    two([], { at: "m9" }),
    /tasks\[1\] \(b\)\.at: expected "home" or the id of a server, got "m9"/,
  ],
] as const)("%s is refused in one line", (_, job, message) => {
  expect(() => problemOf(job)).toThrow(message);
});

const workflow = (
  version = "1.5",
  files: object[] = [
    { id: "x", sizeInBytes: 2e6 },
    { id: "in", sizeInBytes: 1e6 },
    { id: "y", sizeInBytes: 5e5 },
  ],
) => ({
  name: "w",
  schemaVersion: version,
  workflow: {
    specification: {
      tasks: [
        { id: "one", name: "one", parents: [], children: ["two"], inputFiles: ["in"], outputFiles: ["x"] },
        { id: "two", name: "two", parents: ["one"], children: [], inputFiles: ["x"], outputFiles: ["y"] },
      ],
      files,
    },
    execution: {
      machines: [{ nodeName: "n", cpu: { speedInMHz: 2000 } }],
      tasks: [
        { id: "one", runtimeInSeconds: 3, machines: ["n"] },
        { id: "two", runtimeInSeconds: 4, machines: ["n"] },
      ],
    },
  },
});
const read = (data: unknown, speedIps?: number) =>
  readGraph(
    JSON.stringify(data),
    "w.json",
    (text) => JSON.parse(text) as unknown,
    speedIps === undefined ? {} : { speedIps },
  ).graph;

test.each(["1.5", "1.6"])("WfFormat %s: runtimes give instructions, files the data", (version) => {
  const { tasks, data } = read(workflow(version));
  expect(tasks.map(({ id, instructions }) => [id, instructions])).toEqual([
    [INPUTS, 0],
    ["one", 6e9],
    ["two", 8e9],
    [RESULTS, 0],
  ]);
  expect(data!.map(({ from, to, MB }) => [from, to, MB])).toEqual([
    [INPUTS, "one", 1],
    ["one", "two", 2],
    ["two", RESULTS, 0.5],
  ]);
  expect(read(workflow(version), 1e9).tasks[1].instructions).toBe(3e9);
});

test("WfFormat of another version, and a file without a size, are refused", () => {
  expect(() => read(workflow("1.4"))).toThrow(
    'w.json: schemaVersion: expected WfFormat 1.5 or 1.6, got "1.4"',
  );
  expect(() => read(workflow("1.5", [{ id: "in", sizeInBytes: 1 }]))).toThrow(
    /\(two\)\.inputFiles: expected a size \(byte\) of x/,
  );
});

test("DOT of daggen and tables of layers", () => {
  const dot =
    'digraph G {\n  1 [size="1000", alpha="0.2"]\n  2 [size="3000"]\n  1 -> 2 [size ="5000000"]\n}\n';
  const { graph } = readGraph(dot, "g.dot", () => null, { instructionsPerUnit: 2 });
  expect(graph.tasks.map(({ instructions }) => instructions)).toEqual([2000, 6000]);
  expect(graph.data).toEqual([{ from: "1", to: "2", MB: 5 }]);
  const table = readGraph(
    "name,MACs,outputBytes\ninput,0,1000000\nl1,5,2000000\nl2,7,4\n",
    "l.csv",
    () => null,
  );
  expect(table.sizeMB).toBe(1);
  expect(table.graph.data).toEqual([{ from: "l1", to: "l2", MB: 2 }]);
  expect(() => readGraph("name,MACs,outputBytes\nl1,x,2\n", "l.csv", () => null)).toThrow(/l\.csv:2: MACs/);
});

test("the same seed draws the same graphs of a scenario, each job its own", () => {
  const scenario = readScenario(
    {
      format: "mec-offload/scenario@1",
      work: { instructionsPerBit: 250 },
      outputReduction: 0.2,
      devices: [
        {
          count: 2,
          speedIps: 3.6e9,
          powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
          jobs: {
            class: "vision",
            arrivals: { poisson: { ratePerS: 0.5 } },
            graph: {
              tasks: [
                { id: "a", instructions: { exponential: { mean: 1e9 } } },
                { id: "b", instructions: 1e9, at: "home" },
              ],
              data: [{ from: "a", to: "b", MB: { uniform: { min: 1, max: 2 } } }],
            },
          },
        },
      ],
      servers: [{ id: "m1", speedIps: 1.4e11 }],
      links: { rateMbps: 20 },
      horizonS: 30,
    },
    "s.yaml",
  );
  const one = sample(scenario, { seed: 1 });
  expect(sample(scenario, { seed: 1 })).toEqual(one);
  const drawn = one.devices.flatMap(({ jobs }) => jobs.map(({ graph }) => graph!.tasks[0].instructions));
  expect(new Set(drawn).size).toBe(drawn.length);
  const problem = toProblem(readInstance(JSON.parse(JSON.stringify(one)), "drawn.json"));
  const of = setting(problem);
  expect(of.tasks).toBe(2 * drawn.length);
  expect(
    graphMethod("heft").schedule({
      of,
      rates: { perSecond: 1, perJoule: 0, perMoney: 0 },
      stream: options.stream,
      backlog: null,
    }).makespan,
  ).toBeGreaterThan(0);
});
