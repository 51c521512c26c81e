// The environment of the experiment `droo`: its inner solver against a search over all shares, its reader of MAT-files.
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { allOffload, bestFrame, bestModes, weightOf } from "../../experiments/droo/best-rate.ts";
import { drawChannels } from "../../experiments/droo/channels.ts";
import { readMat } from "../../experiments/droo/mat-file.ts";

/** Weighted sum rate of two devices by the paper's formulas, all written out. */
function rateOf(gains: Float64Array, modes: number, harvest: number, upload: readonly number[]): number {
  let rate = 0;
  for (const [i, gain] of gains.entries()) {
    const energy = 0.7 * 3 * gain * harvest;
    const one =
      ((modes >> i) & 1) === 0
        ? Math.cbrt(energy / 1e-26) / 100
        : upload[i] > 0
          ? ((2e6 * upload[i]) / 1.1) * Math.log2(1 + (energy * gain) / (upload[i] * 1e-10))
          : 0;
    rate += weightOf(i) * one;
  }
  return rate;
}

test("no shares of the frame give more than the inner solver's, and its own shares give its rate", () => {
  const channels = drawChannels(20, 2, 3);
  for (let f = 0; f < 20; f++) {
    const gains = channels.subarray(2 * f, 2 * f + 2);
    for (let modes = 0; modes < 4; modes++) {
      const best = bestFrame(gains, modes);
      const used = best.harvest + best.upload[0] + best.upload[1];
      expect(used).toBeCloseTo(1, 9);
      expect(rateOf(gains, modes, best.harvest, [...best.upload]) / best.rate).toBeCloseTo(1, 9);
      let found = 0;
      for (let a = 1; a <= 60; a++)
        for (let t = 0; t <= 60; t++) {
          const rest = 1 - a / 60;
          const share = modes === 3 ? t / 60 : modes === 1 ? 1 : 0;
          found = Math.max(found, rateOf(gains, modes, a / 60, [rest * share, rest * (1 - share)]));
        }
      expect(found).toBeLessThanOrEqual(best.rate * (1 + 1e-9));
      expect(found).toBeGreaterThan(0.98 * best.rate);
    }
  }
});

test("the best of all modes is at least all at home and all offloading", () => {
  const channels = drawChannels(10, 5, 4);
  for (let f = 0; f < 10; f++) {
    const gains = channels.subarray(5 * f, 5 * f + 5);
    const { rate, modes } = bestModes(gains);
    expect(rate).toBe(bestFrame(gains, modes).rate);
    for (const plain of [0, allOffload(5)]) expect(rate).toBeGreaterThanOrEqual(bestFrame(gains, plain).rate);
  }
});

/** A MAT-file with one matrix of doubles, written by the format's definition. */
function matFile(name: string, rows: number, columns: number, values: readonly number[], packed: boolean) {
  const tag = (type: number, data: Uint8Array) => {
    const filled = new Uint8Array(8 + Math.ceil(data.length / 8) * 8);
    new DataView(filled.buffer).setUint32(0, type, true);
    new DataView(filled.buffer).setUint32(4, data.length, true);
    filled.set(data, 8);
    return filled;
  };
  const of = (array: Int32Array | Uint32Array | Float64Array) => new Uint8Array(array.buffer);
  const parts = [
    tag(6, of(Uint32Array.of(6, 0))),
    tag(5, of(Int32Array.of(rows, columns))),
    tag(1, new TextEncoder().encode(name)),
    tag(9, of(Float64Array.from(values))),
  ];
  const matrix = tag(14, Uint8Array.from(parts.flatMap((part) => [...part])));
  const squeezed = deflateSync(matrix);
  const element = packed ? tag(15, squeezed).subarray(0, 8 + squeezed.length) : matrix;
  const file = new Uint8Array(128 + element.length);
  file[125] = 1;
  file.set([0x49, 0x4d], 126);
  file.set(element, 128);
  return file;
}

test("matrices are read row by row, compressed or not; other files are refused in one line", () => {
  for (const packed of [false, true]) {
    const file = matFile("input_h", 2, 3, [1, 4, 2, 5, 3, 6], packed);
    const { rows, columns, values } = readMat(file, "x.mat").get("input_h")!;
    expect([rows, columns, ...values]).toEqual([2, 3, 1, 2, 3, 4, 5, 6]);
    expect(() => readMat(file.subarray(0, file.length - 9), "x.mat")).toThrow(/x\.mat: expected/);
  }
  expect(() => readMat(new Uint8Array(200), "x.mat")).toThrow(/a MAT-file of level 5/);
});
