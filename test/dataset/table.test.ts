import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import {
  concatenate,
  decodeParquet,
  encodeCsv,
  encodeParquet,
  manifest,
  rowsOf,
  sha256,
  tableOf,
  tableOfColumns,
  tableSchema,
} from "../../src/dataset/index.ts";
import { InputError } from "../../src/model/index.ts";

const schema = tableSchema("jobs", "one job", [
  { name: "job", type: "text", unit: "", meaning: "Id of the job." },
  { name: "place", type: "text", unit: "", meaning: "Id of its place, if any.", nullable: true },
  { name: "offloaded", type: "boolean", unit: "", meaning: "Did it leave its device?" },
  { name: "rank", type: "int32", unit: "1", meaning: "Its rank." },
  { name: "events", type: "int64", unit: "1", meaning: "Events it took." },
  { name: "response_s", type: "float64", unit: "s", meaning: "Completion less arrival." },
  { name: "gap", type: "float64", unit: "1", meaning: "Gap, where known.", nullable: true },
]);

const row = fc.record({
  job: fc.string(),
  place: fc.option(fc.string({ minLength: 1 })),
  offloaded: fc.boolean(),
  rank: fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }),
  events: fc.maxSafeInteger(),
  response_s: fc.double({ noNaN: true }),
  gap: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
});

const folder = mkdtempSync(join(tmpdir(), "mec-dataset-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a table", () => {
  test("comes back from Parquet with its columns, their meanings and every cell", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const table = tableOf(schema, rows);
        const back = await decodeParquet(encodeParquet(table), "jobs.parquet");
        expect(back.columns).toEqual(schema.columns);
        expect(rowsOf(back)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  test("has the same bytes each time, and other bytes when one cell differs", () => {
    const rows = fc.sample(row, { numRuns: 30, seed: 7 });
    const one = tableOf(schema, rows);
    const other = tableOf(
      schema,
      rows.map((cells, index) => (index === 29 ? { ...cells, offloaded: !cells.offloaded } : cells)),
    );
    expect(encodeParquet(tableOf(schema, rows))).toEqual(encodeParquet(one));
    expect(encodeCsv(tableOf(schema, rows))).toEqual(encodeCsv(one));
    expect(encodeCsv(other)).not.toEqual(encodeCsv(one));
  });

  test("reads the same in DuckDB from Parquet and from CSV, with the types declared", async () => {
    const rows = [
      {
        job: 'a "quoted", name',
        place: "m1",
        offloaded: true,
        rank: -3,
        events: 2 ** 40 + 1,
        response_s: 0.1,
        gap: null,
      },
      {
        job: "naïve\nline",
        place: null,
        offloaded: false,
        rank: 7,
        events: 0,
        response_s: 1e-300,
        gap: 0.25,
      },
    ];
    const table = tableOf(schema, rows);
    writeFileSync(join(folder, "jobs.parquet"), encodeParquet(table));
    writeFileSync(join(folder, "jobs.csv"), encodeCsv(table));
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const parquet = await connection.runAndReadAll(`select * from '${join(folder, "jobs.parquet")}'`);
    expect(parquet.columnTypes().map(String)).toEqual([
      "VARCHAR",
      "VARCHAR",
      "BOOLEAN",
      "INTEGER",
      "BIGINT",
      "DOUBLE",
      "DOUBLE",
    ]);
    const plain = (cells: Record<string, unknown>) => ({ ...cells, events: Number(cells.events) });
    expect(parquet.getRowObjectsJson().map(plain)).toEqual(rows);
    const csv = await connection.runAndReadAll(`select * from read_csv('${join(folder, "jobs.csv")}')`);
    const numbers = (cells: Record<string, unknown>) => ({
      ...plain(cells),
      rank: Number(cells.rank),
      gap: cells.gap === null ? null : Number(cells.gap),
    });
    expect(csv.getRowObjectsJson().map(numbers)).toEqual(rows);
    connection.closeSync();
  });

  // What a spreadsheet runs when it opens the file: OWASP's list of first characters.
  test("in CSV shows text that looks like a formula, and leaves numbers alone", () => {
    const [good] = fc.sample(row, { numRuns: 1, seed: 3 });
    const names = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=1", "1-1", "'=1", ""];
    const rows = names.map((job) => ({ ...good, job, place: null, rank: -3, gap: -0.5 }));
    const table = tableOf(schema, rows);
    const records = new TextDecoder().decode(encodeCsv(table)).trimEnd().split("\n").slice(1);
    const first = records.map((record) => record.slice(0, record.indexOf(",,")).replaceAll('"', ""));
    expect(first).toEqual(["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "a=1", "1-1", "'=1", ""]);
    for (const record of records) expect(record).toMatch(/,-3,[^,]*,[^,]*,-0\.5$/);
    expect(rowsOf(table).map(({ job }) => job)).toEqual(names);
  });

  test("of two tables is the rows of one after those of the other", () => {
    const rows = fc.sample(row, { numRuns: 9, seed: 1 });
    const joined = concatenate([tableOf(schema, rows.slice(0, 4)), tableOf(schema, rows.slice(4))]);
    expect(encodeCsv(joined)).toEqual(encodeCsv(tableOf(schema, rows)));
  });

  test("longer than what becomes text at once has each row once and one header", () => {
    const short = tableSchema("n", "a number", [{ name: "n", type: "int32", unit: "1", meaning: "It." }]);
    const lines = new TextDecoder()
      .decode(
        encodeCsv(
          tableOf(
            short,
            Array.from({ length: 120_001 }, (_, n) => ({ n })),
          ),
        ),
      )
      .trimEnd()
      .split("\n");
    expect(lines[0]).toBe("n");
    expect(lines.slice(1)).toEqual(Array.from({ length: 120_001 }, (_, n) => String(n)));
  });

  test.each([
    ["rank", 1.5, "jobs[0].rank: expected a whole number (int32), got 1.5"],
    ["response_s", "soon", 'jobs[0].response_s: expected a number, got "soon"'],
    ["job", null, "jobs[0].job: expected a value, as the column is not nullable, got null"],
  ])("refuses a wrong cell of %s", (column, value, message) => {
    const [good] = fc.sample(row, { numRuns: 1, seed: 3 });
    expect(() => tableOf(schema, [{ ...good, [column]: value } as never])).toThrow(message);
  });

  test("refuses a column that it does not declare", () => {
    const columns = Object.fromEntries(schema.columns.map(({ name }) => [name, []]));
    expect(() => tableOfColumns(schema, columns as never)).not.toThrow();
    expect(() => tableOfColumns(schema, { ...columns, colour: [] } as never)).toThrow(InputError);
  });
});

test("bytes that are no Parquet of ours are an input error, whole or cut", async () => {
  const bytes = encodeParquet(tableOf(schema, fc.sample(row, { numRuns: 20, seed: 5 })));
  await expect(decodeParquet(new Uint8Array([1, 2, 3]), "x")).rejects.toThrow(InputError);
  await expect(decodeParquet(bytes.subarray(0, bytes.length / 2), "x")).rejects.toThrow(InputError);
  await expect(decodeParquet(new Uint8Array(100), "x")).rejects.toThrow(InputError);
});

describe("a manifest", () => {
  const record = {
    command: "mec-offload reproduce",
    origin: { version: "0", commit: null, modified: false },
    parameters: { wt: [0, 0.5] },
    seeds: 1,
    time: { started: "2020-01-01T00:00:00Z", finished: "2020-01-01T00:00:01Z", seconds: 1 },
    machine: { platform: "linux", architecture: "x64", processor: "", cores: 2, memoryGB: 4, runtime: "" },
  };
  const bytes = (text: string) => new TextEncoder().encode(text);

  test("names each file's SHA-256 as FIPS 180-4 gives it for abc", async () => {
    const { files } = await manifest(record, new Map([["abc.txt", bytes("abc")]]));
    expect(files["abc.txt"]).toEqual({
      bytes: 3,
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    });
    expect(await sha256("abc")).toBe(files["abc.txt"].sha256);
  });

  test("has one content hash that neither the clock nor the order of files moves, but any byte does", async () => {
    const content = async (files: [string, string][], seconds = 1) =>
      (
        await manifest(
          { ...record, time: { ...record.time, seconds } },
          new Map(files.map(([path, text]) => [path, bytes(text)])),
        )
      ).content;
    const one = await content([
      ["a", "1"],
      ["b", "2"],
    ]);
    expect(
      await content(
        [
          ["b", "2"],
          ["a", "1"],
        ],
        9,
      ),
    ).toBe(one);
    expect(
      await content([
        ["a", "1"],
        ["b", "3"],
      ]),
    ).not.toBe(one);
    expect(
      await content([
        ["a", "2"],
        ["b", "1"],
      ]),
    ).not.toBe(one);
  });
});
