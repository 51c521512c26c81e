// A columnar instance: the jobs of a network as a Parquet table, everything else as JSON in the file's metadata. Compact, and
// read straight into the flat arrays: for a million jobs and more, where JSON takes seconds or does not fit a string.
import { readFileSync } from "node:fs";
import { type FileMetaData, parquetRead } from "hyparquet";
import { type BasicType, parquetWriteBuffer } from "hyparquet-writer";
import { z } from "zod";
import { checkColumns, readParquetMetadata } from "../dataset/parquet-check.ts";
import { check, fields, LARGEST, list, once, SMALLEST } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { jobs } from "../model/jobs.ts";
import type { Problem } from "../model/problem.ts";
import { networkData, networkFields, toNetwork } from "./columnar-network.ts";
import { writeWhole } from "./files.ts";

export const COLUMNAR_FORMAT = "mec-offload/columnar-instance@1";
const KEY = "mec-offload.instance";

const metadataSchema = once(() =>
  fields({
    format: z.literal(COLUMNAR_FORMAT, { error: `"${COLUMNAR_FORMAT}"` }),
    name: z.string({ error: "a name" }),
    classes: list(z.string({ error: "a class" }), "classes", 1),
    ...networkFields(),
  }),
);

/** Columns of the jobs: how they are stored, and the least and most that a value may be. */
const COLUMNS = {
  device: { type: "INT32", least: 0, most: 2 ** 31 - 1 },
  bits: { type: "DOUBLE", least: 0, most: LARGEST * 8e6 },
  instructions: { type: "DOUBLE", least: SMALLEST, most: LARGEST * LARGEST },
  output_bits: { type: "DOUBLE", least: 0, most: LARGEST * 8e9 },
  arrival_s: { type: "DOUBLE", least: 0, most: LARGEST },
  deadline_s: { type: "DOUBLE", least: SMALLEST, most: Number.POSITIVE_INFINITY },
  priority: { type: "DOUBLE", least: -1e9, most: 1e9 },
  class: { type: "INT32", least: 0, most: 2 ** 31 - 1 },
} as const satisfies Record<string, { type: BasicType; least: number; most: number }>;
type Column = keyof typeof COLUMNS;

/**
 * The bytes of a network; the same problem gives the same bytes. Job ids are stored as they are.
 * @throws InputError for jobs that are graphs of tasks, which columns cannot hold
 */
export function encodeColumnarInstance(problem: Problem): Uint8Array {
  if (problem.graphs) {
    throw new InputError(
      `${problem.name}: jobs`,
      "jobs of one task in a columnar instance",
      "graphs of tasks (write JSON or YAML)",
    );
  }
  const { count: n } = problem.jobs;
  const { servers: m } = problem.network;
  const metadata = {
    format: COLUMNAR_FORMAT,
    name: problem.name,
    classes: problem.jobs.classes,
    ...networkData(problem.network),
  };
  const numbers: Readonly<Record<Column, Float64Array | Int32Array>> = {
    device: problem.jobs.device,
    bits: problem.jobs.bits,
    instructions: problem.jobs.instructions,
    output_bits: problem.jobs.outputBits,
    arrival_s: problem.jobs.arrival,
    deadline_s: problem.jobs.deadline,
    priority: problem.jobs.priority,
    class: problem.jobs.jobClass,
  };
  const { allowed } = problem.jobs;
  const places = (j: number) => Array.from(allowed!.subarray(j * (m + 1), (j + 1) * (m + 1))).join("");
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "id", type: "STRING", data: Array.from({ length: n }, (_, j) => problem.jobs.id(j)) },
      ...Object.entries(COLUMNS).map(([name, { type }]) => ({ name, type, data: numbers[name as Column] })),
      ...(allowed === null
        ? []
        : [
            {
              name: "allowed",
              type: "STRING" as const,
              data: Array.from({ length: n }, (_, j) => places(j)),
            },
          ]),
    ],
    kvMetadata: [{ key: KEY, value: JSON.stringify(metadata) }],
    createdBy: "mec-offload",
  });
  return new Uint8Array(buffer);
}

/** Writes a network as a columnar instance, whole or not at all. @throws InputError */
export const writeColumnarInstance = (path: string, problem: Problem): void =>
  writeWhole(path, encodeColumnarInstance(problem));

/** Hands on the values of one column in order. @throws InputError when it cannot be read, or ends before its last row */
async function eachValue(
  file: ArrayBuffer,
  metadata: FileMetaData,
  name: string,
  source: string,
  take: (row: number, value: unknown) => void,
): Promise<void> {
  let rows = 0;
  let fault: unknown;
  await parquetRead({
    file,
    metadata,
    columns: [name],
    onChunk: ({ columnData, rowStart }) => {
      // Not thrown from here: nobody waits for what the reader calls.
      try {
        for (let k = 0; k < columnData.length; k++) take(rowStart + k, columnData[k]);
      } catch (error) {
        fault ??= error;
      }
      rows += columnData.length;
    },
  }).catch((error: Error) => {
    throw new InputError(`${source}: ${name}`, "a whole column", error.message);
  });
  if (fault !== undefined) throw fault;
  const expected = Number(metadata.num_rows);
  if (rows !== expected) throw new InputError(`${source}: ${name}`, `${expected} rows`, rows);
}

/** One column of numbers, each checked. */
async function numbersOf(
  file: ArrayBuffer,
  metadata: FileMetaData,
  name: Column,
  most: number,
  source: string,
) {
  const { type, least } = COLUMNS[name];
  const n = Number(metadata.num_rows);
  const isWhole = type === "INT32";
  const values = isWhole ? new Int32Array(n) : new Float64Array(n);
  await eachValue(file, metadata, name, source, (row, value) => {
    const number = typeof value === "bigint" ? Number(value) : value;
    if (
      typeof number !== "number" ||
      !(number >= least && number <= most) ||
      (isWhole && !Number.isInteger(number))
    ) {
      const kind = isWhole ? "a whole number" : "a number";
      throw new InputError(`${source}: ${name}[${row}]`, `${kind} from ${least} to ${most}`, value);
    }
    values[row] = number;
  });
  return values;
}

async function textOf(file: ArrayBuffer, metadata: FileMetaData, name: string, source: string) {
  const values = new Array<string>(Number(metadata.num_rows));
  await eachValue(file, metadata, name, source, (row, value) => {
    if (typeof value !== "string" || value === "") {
      throw new InputError(`${source}: ${name}[${row}]`, "a text that is not empty", value);
    }
    values[row] = value;
  });
  return values;
}

/** The network in the file's metadata. */
function networkOf(metadata: FileMetaData, source: string) {
  const text = metadata.key_value_metadata?.find((entry) => entry.key === KEY)?.value;
  if (text === undefined)
    throw new InputError(source, "a columnar instance of mec-offload", "another Parquet file");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${source}: ${KEY}`, "JSON in the file's metadata", (error as Error).message);
  }
  return check(metadataSchema(), data, source);
}

/** Reads and checks a columnar instance. @throws InputError naming the column and row at fault */
export async function decodeColumnarInstance(bytes: Uint8Array, source: string): Promise<Problem> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = await readParquetMetadata(file, source);
  const network = networkOf(metadata, source);
  const n = Number(metadata.num_rows);
  if (n === 0) throw new InputError(source, "at least one job", 0);
  const [k, m] = [network.devices.length, network.servers.length];
  const names = ["id", ...Object.keys(COLUMNS), "allowed"];
  const stray = metadata.schema.slice(1).find((element) => !names.includes(element.name));
  if (stray !== undefined) throw new InputError(source, `columns ${names.join(", ")}`, stray.name);
  const hasAllowed = metadata.schema.some((element) => element.name === "allowed");
  await checkColumns(file, metadata, hasAllowed ? names : names.slice(0, -1), source);
  const column = async (name: Column, most: number = COLUMNS[name].most) =>
    (await numbersOf(file, metadata, name, most, source)) as Float64Array & Int32Array;
  const jobDevice: Int32Array = await column("device");
  for (let j = 0; j < n; j++) {
    if (jobDevice[j] >= k || (j > 0 && jobDevice[j] < jobDevice[j - 1])) {
      throw new InputError(
        `${source}: device[${j}]`,
        `a device below ${k}, jobs by ascending device`,
        jobDevice[j],
      );
    }
  }
  const ids = await textOf(file, metadata, "id", source);
  if (new Set(ids).size !== n)
    throw new InputError(`${source}: id`, "ids that are used once", "one used twice");
  const jobClass: Int32Array = await column("class", network.classes.length - 1);
  const allowed = hasAllowed ? new Uint8Array(n * (m + 1)) : null;
  if (allowed !== null) {
    for (const [j, mask] of (await textOf(file, metadata, "allowed", source)).entries()) {
      if (!/^[01]*1[01]*$/.test(mask) || mask.length !== m + 1) {
        throw new InputError(`${source}: allowed[${j}]`, `${m + 1} digits 0 or 1, one of them 1`, mask);
      }
      for (let c = 0; c <= m; c++) allowed[j * (m + 1) + c] = mask.charCodeAt(c) - 48;
    }
  }
  return {
    name: network.name,
    graphs: null,
    network: toNetwork(network, source),
    jobs: jobs(k, {
      device: jobDevice,
      bits: await column("bits"),
      instructions: await column("instructions"),
      outputBits: await column("output_bits"),
      arrival: await column("arrival_s"),
      deadline: await column("deadline_s"),
      priority: await column("priority"),
      jobClass,
      classes: network.classes,
      allowed,
      id: (job) => ids[job],
    }),
  };
}

/** Reads and checks a columnar instance file. @throws InputError */
export async function readColumnarInstance(path: string): Promise<Problem> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new InputError(path, "a file that can be read", (error as NodeJS.ErrnoException).code);
  }
  return decodeColumnarInstance(bytes, path);
}
