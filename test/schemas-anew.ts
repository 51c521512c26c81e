// For mutation testing: each test makes the schemas of files anew. They are kept once made, so that otherwise only the
// first test of a file would count as one that a change in a schema can reach.
import { beforeEach, vi } from "vitest";

let test = 0;
beforeEach(() => {
  test++;
});

vi.mock("../src/model/check.ts", async (original) => {
  const check = await original<typeof import("../src/model/check.ts")>();
  const once: typeof check.once = (make) => {
    let at = test;
    let made = check.once(make);
    return () => {
      if (at !== test) {
        at = test;
        made = check.once(make);
      }
      return made();
    };
  };
  return { ...check, once };
});
