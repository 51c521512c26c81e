// What takes long in a real browser.
import { afterAll, beforeAll, test } from "vitest";
import { type Lab, missing, openLab } from "../../experiments/benchmark/built-lab.ts";
import { describeUnless } from "../unless.ts";
import { expectAccessible } from "./accessible.ts";

const absent = missing();

describeUnless(absent, "the lab", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab.close());

  test.each([360, 1280])(
    "axe finds nothing serious in any view, light or dark, and nothing runs over the edge (%i pixels)",
    (width) => expectAccessible(lab, width, ["light", "dark"]),
  );
});
