import { expect, test } from "vitest";
import { decodeColumnarInstance, encodeColumnarInstance } from "../../src/io/columnar-instance.ts";
import { type Problem, toProblem } from "../../src/model/problem.ts";
import { EXTREMES, randomInstance } from "../optimum/random-problem.ts";

const jobIds = (problem: Problem) => Array.from({ length: problem.jobs }, (_, j) => problem.jobId(j));

test("a columnar instance is read back number for number", async () => {
  for (const [seed, extreme] of EXTREMES.entries()) {
    const problem = toProblem(randomInstance(seed, extreme, 40));
    const again = await decodeColumnarInstance(encodeColumnarInstance(problem), "test.parquet");
    const { jobId: _, ...numbers } = problem;
    expect(again).toMatchObject(numbers);
    expect(jobIds(again)).toEqual(jobIds(problem));
  }
});

test("a cut file, another Parquet file and impossible numbers are one clear line", async () => {
  const problem = toProblem(randomInstance(1, "plain", 9));
  const bytes = encodeColumnarInstance(problem);
  await expect(decodeColumnarInstance(bytes.slice(0, 100), "cut.parquet")).rejects.toThrow(
    /cut\.parquet: expected a Parquet/,
  );
  const wrong = { ...problem, bits: problem.bits.map(() => -1) };
  await expect(decodeColumnarInstance(encodeColumnarInstance(wrong), "x.parquet")).rejects.toThrow(
    /bits\[0\].*got -1/,
  );
  const lost = { ...problem, jobDevice: problem.jobDevice.map(() => 99) };
  await expect(decodeColumnarInstance(encodeColumnarInstance(lost), "x.parquet")).rejects.toThrow(
    /device\[0\]/,
  );
});
