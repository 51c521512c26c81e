import { test } from "vitest";
import { expectSurvival } from "./parquet-fuzz.ts";

test("10,000 damaged Parquet files are refused in one line or read, in little time and memory", () =>
  expectSurvival(10_000, 2));
