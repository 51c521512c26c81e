import { test } from "vitest";
import { expectAgreement, named } from "./agreement.ts";

test("case 15a, a finite source: exact values lie within 99.9 % intervals of less than 1 %", () =>
  expectAgreement(named("15a"), 30));
