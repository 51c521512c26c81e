// The interpreter of small networks against onnxruntime, on random ones.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { networkOf, readModel } from "../../src/onnx/index.ts";
import { scratch } from "../cli/command.ts";
import { lackOf, python } from "../env/learners.ts";
import { describeUnless } from "../unless.ts";

const COUNT = 60;

describeUnless(lackOf(["onnx", "onnxruntime"], ["onnx", "onnxruntime"]), "onnxruntime", () => {
  test("gives the same numbers to 1e-5", () => {
    const folder = scratch();
    try {
      execFileSync(python, [join(import.meta.dirname, "networks.py"), folder.path("."), String(COUNT)]);
      const operators = new Set<string>();
      for (let k = 0; k < COUNT; k++) {
        const model = readModel(readFileSync(folder.path(`${k}.onnx`)), `${k}.onnx`);
        for (const { operator } of model.nodes) operators.add(operator);
        const network = networkOf(model, `${k}.onnx`);
        const { inputs, outputs } = JSON.parse(readFileSync(folder.path(`${k}.json`), "utf8")) as Record<
          "inputs" | "outputs",
          number[][]
        >;
        for (const [row, input] of inputs.entries()) {
          const [{ data }] = network([{ shape: [1, input.length], data: Float64Array.from(input) }]);
          expect(data.length).toBe(outputs[row].length);
          for (const [at, value] of outputs[row].entries()) {
            expect(Math.abs(data[at] - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-5);
          }
        }
      }
      expect(operators.size).toBeGreaterThan(14);
    } finally {
      folder.remove();
    }
  });
});
