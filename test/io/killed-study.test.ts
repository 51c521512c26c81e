import { test } from "vitest";
import { expectSurvival } from "./killed-study.ts";

test("400 units survive two kills -9 of the whole program with the same bytes", () =>
  expectSurvival({ replications: 50, kills: 2, bytesBetween: 3_000 }));
