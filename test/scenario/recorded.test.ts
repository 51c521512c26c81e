// Columns of tables in place of the values of a scenario.
import { expect, test } from "vitest";
import { readRecorded } from "../../src/scenario/recorded.ts";

const TABLES: Record<string, Record<string, readonly unknown[]>> = {
  "a.csv": { time: [0, 1], MB: [3, 4], who: [7, "d2"], "%": [1] },
  "b.csv": { x: [5] },
};
const read = (data: unknown) => readRecorded(data, "f", (file) => TABLES[file]);

test("measured values and recorded jobs take the place of file and columns; all else stays", () => {
  const data = {
    links: [{ rateMbps: { empirical: { file: "b.csv", column: "x", weights: [1] } } }, 3, null, "x"],
    recorded: { file: "a.csv", columns: { arrivalS: "time", sizeMB: "MB", class: "who", device: "who" } },
  };
  const before = structuredClone(data);
  expect(read(data)).toEqual({
    links: [{ rateMbps: { empirical: { values: [5], weights: [1] } } }, 3, null, "x"],
    recorded: { arrivalS: [0, 1], sizeMB: [3, 4], class: ["7", "d2"], device: ["7", "d2"] },
  });
  expect(data).toEqual(before);
});

test.each([
  [{ empirical: { file: "b.csv", column: "x", values: [1] } }],
  [{ empirical: { file: 3, column: "x" } }],
  [{ empirical: { file: "b.csv", column: 3 } }],
  [{ empirical: { column: "x" } }],
  [{ empirical: ["b.csv"] }],
  [{ empirical: null }],
  [{ recorded: { file: "a.csv", columns: { sizeMB: "MB" }, arrivalS: [1] } }],
  [{ recorded: { file: "a.csv", columns: ["time"] } }],
  [{ recorded: { file: "a.csv" } }],
  [{ recorded: { columns: { arrivalS: "time" } } }],
  [{ other: { file: "b.csv", column: "x", columns: { arrivalS: "x" } } }],
  [{ recorded: { file: "b.csv", column: "x" } }],
  [{ empirical: { file: "b.csv", columns: { arrivalS: "x" } } }],
  [JSON.parse('{ "__proto__": { "a": 1 } }')],
  ["text"],
  [null],
])("%j is left for the check that follows", (data) => {
  const copy = read(data);
  expect(copy).toEqual(data);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(data));
});

test("a column that is not there is named with its place, and those that are, up to twelve", () => {
  const recorded = { file: "a.csv", columns: { arrivalS: "time", sizeMB: "toString" } };
  expect(() => read({ devices: [{ arrivals: { recorded } }] })).toThrow(
    'f: devices[0].arrivals.recorded.columns.sizeMB: expected a column of a.csv (time, MB, who, %), got "toString"',
  );
  const wide = Object.fromEntries(Array.from({ length: 20 }, (_, k) => [`c${k}`, [1]]));
  expect(() => readRecorded({ empirical: { file: "w", column: "x" } }, "f", () => wide)).toThrow(
    'f: empirical.column: expected a column of w (c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11), got "x"',
  );
  expect(() => readRecorded({ recorded }, "f", null)).toThrow(
    'f: recorded.columns.arrivalS: expected values, as no files can be read here, got "a.csv"',
  );
});
