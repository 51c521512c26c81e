// What takes long in a real browser.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, missing, openLab } from "../../experiments/benchmark/built-lab.ts";
import { describeUnless } from "../unless.ts";
import { expectAccessible } from "./accessible.ts";
import { drop, expectFiles, openPage, settled } from "./browser-fixture.ts";

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

  test("every file that is offered of the paper's case 1 comes at the first click", async () => {
    const { page, errors } = await openPage(lab);
    await settled(page);
    await expectFiles(page);
    expect(errors).toEqual([]);
  });

  test("an own policy cannot switch off its time limit by messages of its own", async () => {
    const { page } = await openPage(lab, "#world=case1&policies=local");
    await settled(page);
    const forging = `const scope = globalThis as any;
const pretend = () => {
  for (let id = 0; id < 100; id++) scope.postMessage({ id, kind: "own-code", running: false });
};
scope.performance.now = () => 0;
scope.MessageChannel = class {};
scope.MessagePort.prototype.postMessage = pretend;
export default () => {
  for (;;) pretend();
};
`;
    await drop(page, "forging.ts", forging);
    await page.locator(".card .fault", { hasText: "expected an answer within 3 s" }).waitFor();
    await page.getByRole("button", { name: "Case 2" }).click();
    await page.getByText("case2: 10 devices").waitFor();
  });

  test("a file with a hundred thousand keys is answered in words", async () => {
    const { page } = await openPage(lab);
    await settled(page);
    const keys = Array.from({ length: 100_000 }, (_, k) => `key${k}: ${k}`).join("\n");
    await drop(page, "keys.yaml", `format: mec-offload/scenario@1\n${keys}\n`);
    await page.locator("#world-fault", { hasText: "keys.yaml: work: expected an object" }).waitFor();
  });
});
