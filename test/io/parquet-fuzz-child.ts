// Reads damaged Parquet files one after the other and says each time that it is still there: a process for a watcher.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetWriteBuffer } from "hyparquet-writer";
import { decodeParquet, encodeParquet } from "../../src/dataset/parquet.ts";
import { tableOf, tableSchema } from "../../src/dataset/table.ts";
import { decodeColumnarInstance, encodeColumnarInstance } from "../../src/io/columnar-instance.ts";
import { readParquet } from "../../src/io/parquet-table.ts";
import { InputError } from "../../src/model/input-error.ts";
import { toProblem } from "../../src/model/problem.ts";
import { stream } from "../../src/random/stream.ts";
import { ColumnReader } from "../../src/scenario/column-reader.ts";
import { columnRequest } from "../../src/scenario/recorded-column.ts";
import { randomInstance } from "../model/networks.ts";

type Stream = () => number;

/** Bytes that stand for extremes in lengths and counts. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

/** A copy with a few bytes changed, doubled, cut out or put in; most often near the end, where the metadata are. */
function damaged(good: Uint8Array, draw: Stream): Uint8Array {
  let bytes = Uint8Array.from(good);
  const times = 1 + Math.floor(draw() * 4);
  for (let time = 0; time < times; time++) {
    const at = Math.floor((draw() < 0.5 ? draw() : 1 - draw() ** 3) * bytes.length);
    const action = Math.floor(draw() * 6);
    const length = 1 + Math.floor(draw() * 6);
    if (action === 0) bytes[at] = Math.floor(draw() * 256);
    else if (action === 1) bytes[at] = EXTREMES[Math.floor(draw() * EXTREMES.length)];
    else if (action === 2) bytes[at] ^= 1 << Math.floor(draw() * 8);
    else if (action === 3) bytes.fill(draw() < 0.5 ? 0xff : 0x80, at, at + length);
    else if (action === 4)
      bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
    else {
      const from = Math.floor(draw() * bytes.length);
      bytes.copyWithin(at, from, from + length);
    }
  }
  return bytes;
}

const folder = mkdtempSync(join(tmpdir(), "mec-parquet-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "damaged.parquet");

type Read = (bytes: Uint8Array) => Promise<unknown>;

const readTrace: Read = (bytes) => {
  writeFileSync(path, bytes);
  const columns = { arrivalS: "time", sizeMB: "mb", device: "who" };
  const readers = Object.entries(columns).map(([field, column]) => ({
    column,
    reader: new ColumnReader(columnRequest(field, column)),
  }));
  return readParquet(path, "f", readers);
};

async function duckDbTrace(codec: string): Promise<Uint8Array> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const file = join(folder, `${codec}.parquet`);
  await connection.run(
    `copy (select (i / 4)::double as "time", (i % 3)::int as mb, 'phone' || (i % 2) as who from range(500) t(i))
     to '${file}' (format parquet, codec '${codec}', row_group_size 200)`,
  );
  connection.closeSync();
  return readFileSync(file);
}

/** Good files of every kind that is read, each with its reader. */
async function goodFiles(): Promise<readonly (readonly [Uint8Array, Read])[]> {
  const problem = toProblem(
    randomInstance("parquet", { devices: 3, servers: 2, jobs: 15, rich: true, restricted: 0.5 }),
  );
  const schema = tableSchema("t", "a row", [
    { name: "name", type: "text", unit: "", meaning: "A name.", nullable: true },
    { name: "rank", type: "int64", unit: "1", meaning: "A rank." },
    { name: "flag", type: "boolean", unit: "", meaning: "A flag." },
  ]);
  const rows = Array.from({ length: 40 }, (_, k) => ({
    name: k % 5 === 0 ? null : `n${k % 4}`,
    rank: k,
    flag: k < 9,
  }));
  const trace = {
    columnData: [
      { name: "time", data: Float64Array.from({ length: 60 }, (_, k) => k / 4) },
      {
        name: "mb",
        type: "INT32" as const,
        data: Array.from({ length: 60 }, (_, k) => (k % 7 === 0 ? null : k % 3)),
      },
      { name: "who", type: "STRING" as const, data: Array.from({ length: 60 }, (_, k) => `phone${k % 2}`) },
    ],
  };
  return [
    [encodeColumnarInstance(problem), (bytes) => decodeColumnarInstance(bytes, "f")],
    [encodeParquet(tableOf(schema, rows)), (bytes) => decodeParquet(bytes, "f")],
    [new Uint8Array(parquetWriteBuffer(trace)), readTrace],
    [new Uint8Array(parquetWriteBuffer({ ...trace, codec: "UNCOMPRESSED" })), readTrace],
    [await duckDbTrace("snappy"), readTrace],
    [await duckDbTrace("gzip"), readTrace],
  ];
}

const [count, seed] = process.argv.slice(2).map(Number);
const files = await goodFiles();
for (const [bytes, read] of files) await read(bytes);
const draw = stream({ seed, replication: 0, purpose: "damage" });
let refused = 0;
for (let k = 0; k < count; k++) {
  process.stdout.write(`${k} ${process.memoryUsage().rss}\n`);
  const [good, read] = files[k % files.length];
  try {
    await read(damaged(good, draw));
  } catch (error) {
    const isOneLine = error instanceof InputError && /^f[^\n]{10,700}$/.test(error.message);
    if (!isOneLine) {
      process.stdout.write(`fault ${k} ${JSON.stringify(String((error as Error).stack))}\n`);
      process.exit(1);
    }
    refused++;
  }
}
process.stdout.write(`end ${refused}\n`);
