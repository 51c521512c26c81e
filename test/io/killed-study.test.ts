import { test } from "vitest";
import { expectSurvival } from "./killed-study.ts";

test("1,000 units survive three kills -9 of the whole program with the same bytes", () =>
  expectSurvival({ replications: 125, kills: 3, bytesBetween: 6_000 }));
