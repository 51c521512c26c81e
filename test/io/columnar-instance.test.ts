import { parquetMetadata } from "hyparquet";
import { type BasicType, type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { decodeColumnarInstance, encodeColumnarInstance } from "../../src/io/columnar-instance.ts";
import { InputError } from "../../src/model/input-error.ts";
import { type Problem, toProblem } from "../../src/model/problem.ts";
import { gapsProblem, tieredProblem } from "../model/tiered.ts";
import { EXTREMES, randomInstance } from "../optimum/random-problem.ts";

const jobIds = (problem: Problem) => Array.from({ length: problem.jobs.count }, (_, j) => problem.jobs.id(j));

test("a columnar instance is read back number for number", async () => {
  for (const [seed, extreme] of EXTREMES.entries()) {
    const problem = toProblem(randomInstance(seed, extreme, 40));
    const again = await decodeColumnarInstance(encodeColumnarInstance(problem), "test.parquet");
    const { id: _, ...numbers } = problem.jobs;
    expect(again).toMatchObject({ ...problem, jobs: numbers });
    expect(jobIds(again)).toEqual(jobIds(problem));
  }
});

test("a cut file, another Parquet file and impossible numbers are one clear line", async () => {
  const problem = toProblem(randomInstance(1, "plain", 9));
  const bytes = encodeColumnarInstance(problem);
  await expect(decodeColumnarInstance(bytes.slice(0, 100), "cut.parquet")).rejects.toThrow(
    /cut\.parquet: expected a Parquet/,
  );
  const wrong = { ...problem, jobs: { ...problem.jobs, bits: problem.jobs.bits.map(() => -1) } };
  await expect(decodeColumnarInstance(encodeColumnarInstance(wrong), "x.parquet")).rejects.toThrow(
    /bits\[0\].*got -1/,
  );
  const lost = { ...problem, jobs: { ...problem.jobs, device: problem.jobs.device.map(() => 99) } };
  await expect(decodeColumnarInstance(encodeColumnarInstance(lost), "x.parquet")).rejects.toThrow(
    /device\[0\]/,
  );
});

/** A file like that of `problem` with some columns changed, dropped (null) or added. */
function bent(
  problem: Problem,
  changes: Readonly<Record<string, Omit<ColumnSource, "name"> | null>>,
): Uint8Array {
  const bytes = encodeColumnarInstance(problem);
  const metadata = parquetMetadata(bytes.slice().buffer);
  const of = (type: BasicType, data: ArrayLike<number>) => ({ type, data: Array.from(data) });
  const columns: Record<string, Omit<ColumnSource, "name"> | null> = {
    id: { type: "STRING", data: jobIds(problem) },
    device: of("INT32", problem.jobs.device),
    bits: of("DOUBLE", problem.jobs.bits),
    instructions: of("DOUBLE", problem.jobs.instructions),
    output_bits: of("DOUBLE", problem.jobs.outputBits),
    arrival_s: of("DOUBLE", problem.jobs.arrival),
    deadline_s: of("DOUBLE", problem.jobs.deadline),
    priority: of("DOUBLE", problem.jobs.priority),
    class: of("INT32", problem.jobs.jobClass),
    ...changes,
  };
  const written = parquetWriteBuffer({
    columnData: Object.entries(columns).flatMap(([name, column]) =>
      column === null ? [] : [{ name, ...column }],
    ),
    kvMetadata: metadata.key_value_metadata!.map(({ key, value }) => ({ key, value: value! })),
  });
  return new Uint8Array(written);
}

test("a column missing, of another type, with a gap, a fraction or a name of its own is one clear line", async () => {
  const problem = toProblem(randomInstance(1, "plain", 9));
  const n = problem.jobs.count;
  const filled = (type: BasicType, value: unknown) => ({ type, data: new Array(n).fill(value) });
  const gap = (type: BasicType, values: ArrayLike<unknown>) => ({
    type,
    data: [...Array.from(values).slice(0, -1), null],
  });
  await expect(decodeColumnarInstance(bent(problem, {}), "x")).resolves.toMatchObject({ jobs: { count: n } });
  const cases: [Record<string, Omit<ColumnSource, "name"> | null>, RegExp][] = [
    [{ bits: null }, /x: bits: expected a whole column/],
    [{ id: null }, /x: id: expected a whole column/],
    [{ bits: filled("STRING", "8000000") }, /x: bits\[0\].*got "8000000"/],
    [{ bits: filled("BOOLEAN", true) }, /x: bits\[0\].*got true/],
    [{ bits: filled("DOUBLE", Number.NaN) }, /x: bits\[0\].*got NaN/],
    [{ bits: gap("DOUBLE", problem.jobs.bits) }, new RegExp(`x: bits\\[${n - 1}\\]`)],
    [{ device: gap("INT32", problem.jobs.device) }, new RegExp(`x: device\\[${n - 1}\\]`)],
    [{ device: filled("DOUBLE", 0.5) }, /x: device\[0\].*whole number.*got 0.5/],
    [{ device: filled("STRING", "d0") }, /x: device\[0\].*got "d0"/],
    [{ class: filled("DOUBLE", Number.NaN) }, /x: class\[0\].*got NaN/],
    [{ class: filled("INT32", 9) }, /x: class\[0\].*from 0 to 0, got 9/],
    [{ id: gap("STRING", jobIds(problem)) }, new RegExp(`x: id\\[${n - 1}\\]`)],
    [{ id: filled("STRING", "j1") }, /x: id: .*one used twice/],
    [{ surprise: filled("INT32", 1) }, /x: expected columns id, device.*got "surprise"/],
  ];
  for (const [changes, message] of cases) {
    const error = await decodeColumnarInstance(bent(problem, changes), "x").catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
  }
});

test("metadata that is no JSON is one clear line", async () => {
  const bytes = encodeColumnarInstance(toProblem(randomInstance(1, "plain", 9)));
  const at = Buffer.from(bytes).indexOf('"format"');
  bytes[at] = "x".charCodeAt(0);
  await expect(decodeColumnarInstance(bytes, "x")).rejects.toThrow(/x: mec-offload.instance: expected JSON/);
});

test("a network with access points, or links of its own, is read back number for number", async () => {
  for (const problem of [tieredProblem(1), gapsProblem()]) {
    const again = await decodeColumnarInstance(encodeColumnarInstance(problem), "test.parquet");
    expect(again.network).toEqual(problem.network);
    expect(again.jobs.allowed).toEqual(problem.jobs.allowed);
  }
});
