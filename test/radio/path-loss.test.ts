import { expect, test } from "vitest";
import {
  byExponent,
  byTable,
  CQI_EFFICIENCY,
  cqiRate,
  freeSpace,
  noisePower,
  type RateReading,
  shannonRate,
  uma,
  umaSight,
  umi,
  umiSight,
} from "../../src/radio/index.ts";

const at = (law: { loss(square: number): number }, metres: number) => law.loss(metres ** 2);

test.each([
  [20, 71.36, 81.19, 71.65, 82.63],
  [100, 85.31, 104.64, 83.14, 103.04],
  [500, 107.11, 129.26, 98.27, 129.92],
])("path loss of TR 38.901 at %d m and 3.5 GHz", (metres, umiClear, umiShaded, umaClear, umaShaded) => {
  expect(at(umi(3.5).clear, metres)).toBeCloseTo(umiClear, 2);
  expect(at(umi(3.5).shaded, metres)).toBeCloseTo(umiShaded, 2);
  expect(at(uma(3.5).clear, metres)).toBeCloseTo(umaClear, 2);
  expect(at(uma(3.5).shaded, metres)).toBeCloseTo(umaShaded, 2);
});

test("line of sight at 100 m has the probability of TR 38.901", () => {
  expect(umiSight(100)).toBeCloseTo(0.231, 4);
  expect(umaSight(100)).toBeCloseTo(0.3477, 4);
  expect(umiSight(10)).toBe(1);
});

// Table 7.4.1-1 written out once more, as a reader of the report would.
const byReport = {
  umiClear: (plane: number, f: number) => {
    const space = Math.hypot(plane, 8.5);
    const turn = (4 * 9 * 0.5 * f * 1e9) / 3e8;
    return plane <= turn
      ? 32.4 + 21 * Math.log10(space) + 20 * Math.log10(f)
      : 32.4 + 40 * Math.log10(space) + 20 * Math.log10(f) - 9.5 * Math.log10(turn ** 2 + 8.5 ** 2);
  },
  umaClear: (plane: number, f: number) => {
    const space = Math.hypot(plane, 23.5);
    const turn = (4 * 24 * 0.5 * f * 1e9) / 3e8;
    return plane <= turn
      ? 28 + 22 * Math.log10(space) + 20 * Math.log10(f)
      : 28 + 40 * Math.log10(space) + 20 * Math.log10(f) - 9 * Math.log10(turn ** 2 + 23.5 ** 2);
  },
};

test.each([0.7, 2, 3.5, 6])("at %d GHz the laws are those of the report at every distance", (f) => {
  for (let metres = 10; metres <= 5000; metres *= 1.07) {
    const [clear, wide] = [byReport.umiClear(metres, f), byReport.umaClear(metres, f)];
    const street = 35.3 * Math.log10(Math.hypot(metres, 8.5)) + 22.4 + 21.3 * Math.log10(f);
    const roofs = 13.54 + 39.08 * Math.log10(Math.hypot(metres, 23.5)) + 20 * Math.log10(f);
    expect(at(umi(f).clear, metres)).toBeCloseTo(clear, 9);
    expect(at(umi(f).shaded, metres)).toBeCloseTo(Math.max(clear, street), 9);
    expect(at(uma(f).clear, metres)).toBeCloseTo(wide, 9);
    expect(at(uma(f).shaded, metres)).toBeCloseTo(Math.max(wide, roofs), 9);
  }
});

test("reach is the inverse of loss, and a law never falls", () => {
  const laws = [
    umi(3.5).clear,
    umi(3.5).shaded,
    uma(2).shaded,
    freeSpace(3.5),
    byExponent(3.5, 40),
    byTable([1, 10, 300], [40, 60, 140]),
  ];
  for (const law of laws) {
    let before = 0;
    for (let metres = 1.1; metres < 4000; metres *= 1.1) {
      const loss = at(law, metres);
      expect(loss).toBeGreaterThanOrEqual(before);
      before = loss;
      expect(Math.sqrt(law.reach(loss)) / metres).toBeCloseTo(1, 9);
    }
  }
});

test("a table is straight over the logarithm of the distance; free space is Friis' equation", () => {
  const table = byTable([10, 100], [60, 90]);
  expect(at(table, 10)).toBe(60);
  expect(at(table, Math.sqrt(1000))).toBeCloseTo(75, 10);
  expect(at(table, 1000)).toBeCloseTo(120, 10);
  expect(at(table, 2)).toBe(60);
  expect(at(freeSpace(2.4), 100)).toBeCloseTo(80.05, 2);
  expect(at(byExponent(3, 40), 0.1)).toBe(40);
});

test("noise over 10 MHz with 9 dB is -95 dBm", () => {
  expect(noisePower(10e6, 9)).toBeCloseTo(-95, 10);
});

const reading = (): RateReading => ({ rate: 0, low: 0, high: 0 });

test("CQI is the highest whose efficiency the ratio allows, and stands within its bounds", () => {
  const { read, least } = cqiRate(10e6);
  for (let ratio = -5; ratio < 35; ratio += 0.013) {
    const now = reading();
    read(ratio, now);
    const allowed = CQI_EFFICIENCY.filter((one) => one <= Math.log2(1 + 10 ** (ratio / 10) / 5.53));
    expect(now.rate).toBe(allowed.length === 0 ? 0 : allowed[allowed.length - 1] * 10e6);
    expect(now.low <= ratio && ratio < now.high).toBe(true);
    expect(now.rate > 0).toBe(ratio >= least);
  }
});

test("Shannon's rate is exact where it is read, and is read anew when it has changed by 5 %", () => {
  const { read } = shannonRate(1e6);
  const now = reading();
  read(10, now);
  expect(now.rate).toBeCloseTo(1e6 * Math.log2(11), 6);
  const [below, above] = [reading(), reading()];
  read(now.low, below);
  read(now.high, above);
  expect(now.rate / below.rate).toBeCloseTo(1.05, 9);
  expect(above.rate / now.rate).toBeCloseTo(1.05, 9);
  read(-10.01, now);
  expect(now.rate).toBe(0);
});
