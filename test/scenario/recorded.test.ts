// Columns of tables in place of the values of a scenario.
import { expect, test } from "vitest";
import { ColumnReader, Instant } from "../../src/scenario/column-reader.ts";
import { parseInstant } from "../../src/scenario/instant.ts";
import { type ReadTable, readRecorded, tableRequests } from "../../src/scenario/recorded.ts";
import { type ColumnName, columnRequest } from "../../src/scenario/recorded-column.ts";

const CELLS: Record<string, string[]> = { time: ["0", "1"], MB: ["3", "4"], who: ["7", "d2"], x: ["5"] };
const table: ReadTable = ({ columns }) => ({
  values: Object.fromEntries(
    Object.entries(columns).map(([field, request]) => {
      const reader = new ColumnReader(request);
      for (const cell of CELLS[request.column]) reader.takeText(cell, () => "here");
      return [field, reader.values];
    }),
  ),
  where: (row) => `row ${row}`,
});
const read = (data: unknown) => readRecorded(data, "f", table).data;

test("measured values and recorded jobs take the place of file and columns; all else stays", () => {
  const data = {
    links: [{ rateMbps: { empirical: { file: "b.csv", column: "x", weights: [1] } } }, 3, null, "x"],
    recorded: { file: "a.csv", columns: { arrivalS: "time", sizeMB: "MB", class: "who", device: "who" } },
    later: [1, { recorded: { file: "r.csv", columns: { atS: "time", Mbps: "MB" }, repeatS: 4 } }],
  };
  const before = structuredClone(data);
  expect(read(data)).toEqual({
    links: [{ rateMbps: { empirical: { values: [5], weights: [1] } } }, 3, null, "x"],
    recorded: { arrivalS: [0, 1], sizeMB: [3, 4], class: ["7", "d2"], device: ["7", "d2"] },
    later: [1, { recorded: { atS: [0, 1], Mbps: [3, 4], repeatS: 4 } }],
  });
  expect(data).toEqual(before);
  expect(tableRequests(data, "f").map(({ file, at }) => [file, at])).toEqual([
    ["b.csv", "f: links[0].rateMbps.empirical.file"],
    ["a.csv", "f: recorded.file"],
    ["r.csv", "f: later[1].recorded.file"],
  ]);
});

test.each([
  [{ empirical: { file: "b.csv", column: "x", values: [1] } }],
  [{ empirical: { file: 3, column: "x" } }],
  [{ empirical: { file: "b.csv", column: 3 } }],
  [{ empirical: { column: "x" } }],
  [{ empirical: ["b.csv"] }],
  [{ empirical: null }],
  [{ recorded: { file: "a.csv", columns: { sizeMB: "MB" }, arrivalS: [1] } }],
  [{ recorded: { file: "a.csv", columns: { atS: "time" }, atS: [1] } }],
  [{ recorded: { file: "a.csv", columns: ["time"] } }],
  [{ recorded: { file: "a.csv" } }],
  [{ recorded: { columns: { arrivalS: "time" } } }],
  [{ recorded: { file: "a.csv", columns: { arrivalS: "time", colour: "x" } } }],
  [{ recorded: { file: "a.csv", columns: { arrivalS: { column: "time", unit: "h" } } } }],
  [{ recorded: { file: "a.csv", columns: { toString: "time" } } }],
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

test("where no files can be read, values are asked for", () => {
  const recorded = { file: "a.csv", columns: { arrivalS: "time" } };
  expect(() => readRecorded({ devices: [{ recorded }] }, "f", null)).toThrow(
    'f: devices[0].recorded.file: expected values, as no files can be read here, got "a.csv"',
  );
});

test.each<[string, ColumnName, string]>([
  ["sizeMB", { column: "MB", unit: "ms" }, "sizeMB.unit: expected no unit, as it is no time"],
  ["class", { column: "who", origin: 3 }, "class.origin: expected no origin, as it is no time of a clock"],
  ["deadlineS", { column: "x", unit: "ISO 8601" }, 'deadlineS.unit: expected "s", "ms" or "us"'],
  ["deadlineS", { column: "x", origin: "first" }, "deadlineS.origin: expected no origin"],
  ["arrivalS", { column: "time", unit: "ISO 8601" }, "arrivalS.origin: expected the time that counts as 0"],
  [
    "arrivalS",
    { column: "time", unit: "ISO 8601", origin: 3 },
    "arrivalS.origin: expected the time that counts",
  ],
  [
    "arrivalS",
    { column: "time", origin: "yesterday" },
    'arrivalS.origin: expected "first", a number in the unit',
  ],
])("the column of %s as %j is refused", (field, of, message) => {
  const data = { recorded: { file: "a.csv", columns: { [field]: of } } };
  expect(() => read(data)).toThrow(`f: recorded.columns.${message}`);
});

/** What a column of these cells holds. */
function values(field: string, of: ColumnName, cells: readonly unknown[]) {
  const reader = new ColumnReader(columnRequest(field, of));
  for (const cell of cells) {
    if (typeof cell === "string") reader.takeText(cell, () => "here");
    else reader.takeValue(cell, () => "here");
  }
  return reader.values;
}

test.each([
  "1.10",
  "007",
  "12345678901234567890",
  "1e3",
  "0x10",
  "+1",
  "2024-05-01",
  "true",
  "null",
  "NaN",
  "Infinity",
  "0",
  "-0",
])("the name %j is that text", (name) => {
  expect(values("device", "c", [name, ` ${name} `])).toEqual([name, name]);
  expect(values("class", "c", [name])).toEqual([name]);
});

test("numbers are decimal, with a point; anything else is refused as it stands", () => {
  expect(values("sizeMB", "c", ["3", " 1.25 ", "+.5", "2.", "1e-3", "1E+2", "-0.5"])).toEqual([
    3, 1.25, 0.5, 2, 0.001, 100, -0.5,
  ]);
  for (const cell of [
    "0x10",
    "0b1",
    "1_000",
    "1,5",
    "1.000,5",
    "Infinity",
    "NaN",
    "null",
    "1e999",
    "2.5x",
    "--1",
    ".",
  ])
    expect(() => values("sizeMB", "c", [cell])).toThrow(
      `here: expected a number with a decimal point (2.5 or 1e-3), got ${JSON.stringify(cell)}`,
    );
});

test("a gap is null where a value need not be recorded, and refused where it must be", () => {
  for (const gap of ["", " ", "\t"]) {
    expect(values("outputMB", "c", ["1", gap])).toEqual([1, null]);
    expect(values("class", "c", [gap])).toEqual([null]);
    for (const field of ["arrivalS", "atS", "Mbps", "values"])
      expect(() => values(field, "c", [gap])).toThrow('got "an empty cell"');
  }
});

test("times of any unit and origin become seconds, exact to the microsecond", () => {
  expect(values("arrivalS", "c", ["0.5", "2"])).toEqual([0.5, 2]);
  const millis = ["1532563200500", "1532563200700", "1532563202101"];
  expect(values("arrivalS", { column: "c", unit: "ms", origin: "first" }, millis)).toEqual([0, 0.2, 1.601]);
  expect(values("arrivalS", { column: "c", unit: "ms", origin: 1532563200000 }, millis)).toEqual([
    0.5, 0.7, 2.101,
  ]);
  const origin = "2018-07-26T00:00:00Z";
  expect(values("atS", { column: "c", unit: "ms", origin }, millis)).toEqual([0.5, 0.7, 2.101]);
  expect(
    values("atS", { column: "c", unit: "us", origin: "first" }, ["1532563200500001", "1532563200500003"]),
  ).toEqual([0, 2e-6]);
  expect(values("deadlineS", { column: "c", unit: "ms" }, ["250", ""])).toEqual([0.25, null]);
  const iso = ["2024-05-01T00:00:00Z", "2024-05-01 02:00:01.25+02:00", "2024-05-01T00:00:02,000001"];
  expect(values("arrivalS", { column: "c", unit: "ISO 8601", origin: "first" }, iso)).toEqual([
    0, 1.25, 2.000001,
  ]);
  expect(
    values("arrivalS", { column: "c", unit: "ISO 8601", origin: "2024-04-30" }, iso.slice(0, 1)),
  ).toEqual([86400]);
});

// Date knows the calendar independently, to the millisecond.
test("an ISO 8601 time is that of the calendar, and days that are not are none", () => {
  for (const text of [
    "1970-01-01T00:00:00Z",
    "2024-02-29T23:59:59.999Z",
    "1999-12-31T12:34:56.789-05:30",
    "2100-01-01T00:00Z",
  ])
    expect(parseInstant(text)).toBe(Date.parse(text) * 1000);
  for (const text of [
    "2023-02-29T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "2024-05-01T24:30:00Z",
    "2024-05-01T00:61:00Z",
    "May 1, 2024",
    "20240501",
    "",
  ])
    expect(parseInstant(text)).toBeUndefined();
});

test("cells of files with types are read by what the column is for, too", () => {
  expect(values("device", "c", ["a", 7n, 8, null])).toEqual(["a", "7", "8", null]);
  expect(() => values("device", "c", [1.1])).toThrow(
    "here: expected a name, as text or a whole number, got 1.1",
  );
  expect(() => values("device", "c", [[1]])).toThrow('got "a list or a record"');
  expect(values("sizeMB", "c", [3n, 0.5, null])).toEqual([3, 0.5, null]);
  expect(() => values("sizeMB", "c", [true])).toThrow("here: expected a number, got true");
  expect(() => values("sizeMB", "c", [Number.NaN])).toThrow("here: expected a number, got NaN");
  const calendar = { column: "c", unit: "ISO 8601", origin: "first" } as const;
  expect(values("arrivalS", calendar, [new Instant(5e6), new Instant(7e6)])).toEqual([0, 2]);
  expect(() => values("arrivalS", "c", [new Instant(5e6)])).toThrow(
    'or unit "ISO 8601", got "a time of the calendar"',
  );
  expect(() => values("arrivalS", calendar, [5])).toThrow("here: expected a time of the calendar, got 5");
});
