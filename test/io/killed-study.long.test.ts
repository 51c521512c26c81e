import { test } from "vitest";
import { expectSurvival } from "./killed-study.ts";

test("100,000 units survive ten kills -9 of the whole program with the same bytes", () =>
  expectSurvival({ replications: 12_500, kills: 10, bytesBetween: 150_000 }));

test("10,000 units survive ten kills -9 of the whole program with the same bytes", () =>
  expectSurvival({ replications: 1250, kills: 10, bytesBetween: 20_000 }));
