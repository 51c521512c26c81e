// Trained networks as policies: the numbers by hand, what a policy does with them, and what is refused.
import { writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import type { PlaceJob } from "../../src/model/index.ts";
import { METADATA, networkOf, onnxPolicy, readModel } from "../../src/onnx/index.ts";
import { liveTrial } from "../../src/trial/index.ts";
import { command, scratch } from "../cli/command.ts";
import { scenarioWith } from "../env/worlds.ts";
import { runGroups } from "../golden/arrays.ts";
import { digests } from "../golden/digest.ts";
import { type Written, writtenModel } from "./written-model.ts";

const folder = scratch();
afterAll(folder.remove);

test("a layer, a nonlinearity and a softmax give the numbers that they give by hand", () => {
  const model = readModel(
    writtenModel({
      nodes: [
        { operator: "Gemm", inputs: ["x", "w", "b"], output: "h", attributes: { transB: 1 } },
        { operator: "Relu", inputs: ["h"], output: "r" },
        { operator: "Softmax", inputs: ["r"], output: "y", attributes: { axis: -1 } },
      ],
      weights: {
        w: { shape: [2, 3], data: [1, 2, 3, -1, 0, 0.5] },
        b: { shape: [2], data: [0.25, -4] },
      },
      output: "y",
    }),
    "m",
  );
  const [{ shape, data }] = networkOf(model, "m")([{ shape: [1, 3], data: Float64Array.of(0.5, -1, 0.75) }]);
  // 0.5 - 2 + 2.25 + 0.25 = 1; -0.5 + 0.375 - 4 is below 0.
  expect(shape).toEqual([1, 2]);
  expect(data[0]).toBeCloseTo(Math.E / (Math.E + 1), 14);
  expect(data[1]).toBeCloseTo(1 / (Math.E + 1), 14);
});

/** The allowed place of the least expected response, in the precision of observations: the rule of the network below. */
const byHand: PlaceJob = (_job, view) => {
  const cost = (place: number) => Math.fround(Math.min(1e6, view.expectedResponse(place)));
  return view.places
    .filter((place) => view.canUse(place))
    .reduce((best, place) => (cost(place) < cost(best) ? place : best));
};

/** Minus the expected response of each of three places. */
const leastResponse: Written = {
  nodes: [
    { operator: "MatMul", inputs: ["x", "w"], output: "s" },
    { operator: "Neg", inputs: ["s"], output: "y" },
  ],
  weights: {
    // The first column is `size_MB`; the places follow.
    w: { shape: [4, 3], data: [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1] },
  },
  output: "y",
  metadata: { [METADATA]: JSON.stringify({ observation: ["size_MB", "expectedResponse_s"], scale: "none" }) },
};

test("a network of the expected responses is the policy that goes by them, in every number of a run", () => {
  const scenario = scenarioWith({ accessPoints: undefined, wires: undefined });
  const trial = liveTrial({ scenario }, { seed: 3 });
  const none = { perSecond: 0, perJoule: 0, perMoney: 0 };
  const make = onnxPolicy(writtenModel(leastResponse), "least.onnx");
  const learned = trial.run({ name: "network", make }, none);
  const known = trial.run({ name: "by hand", make: () => byHand }, none);
  expect(known.completed).toBeGreaterThan(50);
  expect(digests(runGroups(learned))).toEqual(digests(runGroups(known)));
});

test("a model goes wherever a policy file goes: simulate, and a study that knows it by its bytes", async () => {
  const model = folder.path("least.onnx");
  writeFileSync(model, writtenModel(leastResponse));
  writeFileSync(
    folder.path("cell.json"),
    JSON.stringify(scenarioWith({ accessPoints: undefined, wires: undefined })),
  );
  const own = folder.path("by-hand.mjs");
  writeFileSync(
    own,
    `const cost = (view, place) => Math.fround(Math.min(1e6, view.expectedResponse(place)));
export default (_job, view) => view.places.filter((place) => view.canUse(place)).reduce((a, b) => (cost(view, b) < cost(view, a) ? b : a));
`,
  );
  const words = ["simulate", folder.path("cell.json"), "--seed", "3", "--json"];
  const one = JSON.parse((await command(...words, "--policy", model)).out);
  const other = JSON.parse((await command(...words, "--policy", own)).out);
  expect(one.meanResponse_s).toBe(other.meanResponse_s);
  writeFileSync(
    folder.path("study.yaml"),
    "format: mec-offload/study@1\nname: learned\nscenario: cell.json\npolicies: [./least.onnx, least-completion]\nreplications: 3\nmeasures: [meanResponse_s]\nseed: 1\n",
  );
  const study = await command(
    "study",
    folder.path("study.yaml"),
    "-o",
    folder.path("out"),
    "--workers",
    "0",
    "--json",
  );
  expect(study.status).toBe(0);
});

test("what is no model, has other operators or does not fit is one line", () => {
  const said = (bytes: Uint8Array, place?: readonly number[]) => {
    try {
      const make = onnxPolicy(bytes, "p.onnx");
      if (place === undefined) return "nothing";
      const scenario = scenarioWith({ accessPoints: undefined, wires: undefined });
      liveTrial({ scenario }, { seed: 1 }).run(
        { name: "p.onnx", make },
        { perSecond: 0, perJoule: 0, perMoney: 0 },
      );
      return "nothing";
    } catch (error) {
      return (error as Error).message;
    }
  };
  const [node] = leastResponse.nodes;
  expect(said(new Uint8Array([1, 2, 3]))).toMatch(/^p\.onnx: expected an ONNX model/);
  expect(said(new Uint8Array(0))).toBe("p.onnx: expected an ONNX model with a graph, got nothing");
  expect(
    said(writtenModel({ ...leastResponse, nodes: [node, { operator: "LSTM", inputs: ["s"], output: "y" }] })),
  ).toMatch(/^p\.onnx: expected operators of small networks \(Gemm, .*\), got "LSTM"$/);
  expect(said(writtenModel({ ...leastResponse, metadata: {} }))).toMatch(
    /^p\.onnx: metadata mec-offload\/env: expected what the model observes/,
  );
  const noted = (data: object) => ({ metadata: { [METADATA]: JSON.stringify(data) } });
  expect(said(writtenModel({ ...leastResponse, ...noted({ observation: ["speed"] }) }))).toMatch(
    /observation\[0\]: expected the name of a feature/,
  );
  expect(said(writtenModel({ ...leastResponse, ...noted({ observation: ["dt_s"] }) }), [0])).toMatch(
    /p\.onnx: MatMul: expected matrices that fit, got .*1 x 1 and 4 x 3/,
  );
  const nan = {
    ...leastResponse,
    weights: { w: { shape: [4, 3], data: new Array<number>(12).fill(Number.NaN) } },
  };
  expect(said(writtenModel(nan), [0])).toMatch(/p\.onnx: expected scores that are numbers, got .*NaN/);
  const narrow = { ...leastResponse, weights: { w: { shape: [4, 2], data: new Array<number>(8).fill(1) } } };
  expect(said(writtenModel(narrow), [0])).toMatch(/p\.onnx: expected a score for each of 3 places/);
});
