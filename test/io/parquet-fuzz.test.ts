import { test } from "vitest";
import { expectSurvival } from "./parquet-fuzz.ts";

test("600 damaged Parquet files are refused in one line or read, in little time and memory", () =>
  expectSurvival(600, 1));
