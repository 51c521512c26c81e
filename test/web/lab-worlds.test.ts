// The lab with networks that no instance can hold, what can be taken away from it, and what it withstands.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, missing, openLab } from "../../experiments/benchmark/built-lab.ts";
import { paperCase } from "../../src/scenario/index.ts";
import { shown } from "../../src/web/draw/ticks.ts";
import { toLink } from "../../src/web/state/link.ts";
import { DEFAULTS } from "../../src/web/state/settings.ts";
import { command } from "../cli/command.ts";
import { describeUnless } from "../unless.ts";
import {
  documentedScenario,
  drop,
  expectFiles,
  idle,
  type OpenPage,
  openMenu,
  openPage,
  savedBy,
  settled,
} from "./browser-fixture.ts";

const absent = missing();

let lab: Lab;
let shared: OpenPage;
const folder = mkdtempSync(join(tmpdir(), "mec-offload-lab-worlds-"));
beforeAll(async () => {
  if (absent !== null) return;
  lab = await openLab();
  shared = await openPage(lab, "about:blank");
});
afterAll(async () => {
  await lab?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function visit(hash = ""): Promise<OpenPage> {
  await shared.page.goto("about:blank");
  shared.errors.length = 0;
  await shared.page.goto(`${lab.address}${hash}`);
  return shared;
}

describeUnless(absent, "the lab with any network", () => {
  test("the documents' first scenario, dropped, runs under live policies, side by side, and its command gives the same", async () => {
    const { page, errors } = await visit();
    await settled(page);
    await drop(page, "busy-cell.yaml", documentedScenario());
    await page.getByText("busy-cell: 20 devices, jobs over time, 2 servers").waitFor();
    await settled(page);
    await idle(page);
    expect(await page.locator(".fault").count()).toBe(0);
    expect(await page.locator(".notice").textContent()).toContain("busy-cell has faults");
    expect(await page.locator(".card-body").count()).toBe(4);
    expect(await page.locator(".setup canvas").count()).toBe(0);
    await page.getByRole("tab", { name: "Compare" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".small-run").length === 4);
    expect(await page.getByText("computing the front").count()).toBe(0);
    expect(await page.getByText("score", { exact: true }).count()).toBe(0);
    await openMenu(page);
    const line = (await page.locator(".command").textContent())!;
    const file = join(folder, "scenario.json");
    const save = page.getByRole("button", { name: "Save Scenario or instance, as set up" });
    writeFileSync(file, await savedBy(page, () => save.click()));
    const words = line.replace("mec-offload ", "").replace("scenario.json", file).split(" ");
    const { out } = await command(...words, "--json");
    const card = page.locator(".card-body").first();
    expect(await card.locator("b").textContent()).toBe(shown(JSON.parse(out).meanResponse_s));
    expect(errors).toEqual([]);
  });

  test("every file that is offered of a network in motion comes at the first click", async () => {
    const { page, errors } = await visit();
    await settled(page);
    await drop(page, "busy-cell.yaml", documentedScenario());
    await page.getByText("busy-cell: 20 devices").waitFor();
    await idle(page);
    await settled(page);
    await expectFiles(page);
    expect(errors).toEqual([]);
  });

  test("what can be taken away closes on Escape and on a press outside, and stays on one inside", async () => {
    const { page } = await visit();
    await settled(page);
    const open = () => page.locator("details.menu").evaluate((menu: HTMLDetailsElement) => menu.open);
    await page.getByText("Take away").click();
    await page.locator(".menu .sheet h3").first().click();
    expect(await open()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await open()).toBe(false);
    await page.getByText("Take away").click();
    await page.mouse.click(600, 700);
    expect(await open()).toBe(false);
  });

  test("a dropped policy file, in TypeScript or plain JavaScript, stands in the editor and runs", async () => {
    const { page } = await visit("#world=case1&policies=local");
    await settled(page);
    await drop(page, "mine.ts", "const policy = (): number => 0;\nexport default policy;\n");
    await page.waitForFunction(() => document.querySelectorAll(".card-body").length === 2);
    await settled(page);
    await page.getByText("No errors.").waitFor();
    await drop(page, "other.js", "export default (job, view) => view.id(view.servers - 1);\n");
    await page.locator(".cm-content", { hasText: "view.servers - 1" }).waitFor();
    await settled(page);
    expect(await page.locator(".card .fault").count()).toBe(0);
  });

  test("an own policy that fails is not said to have no errors", async () => {
    const { page } = await visit("#world=case1&policies=local");
    await settled(page);
    await drop(page, "failing.ts", 'export default () => {\n  throw new Error("boom");\n};\n');
    await page.locator(".policy .fault", { hasText: "boom" }).waitFor();
    expect(await page.getByText("No errors.").count()).toBe(0);
  });

  test("the first view says what the run drew on average, and the cursor what is drawn at its moment", async () => {
    const { page } = await visit();
    await settled(page);
    const power = page.getByRole("region", { name: "Power by state over time" }).locator("h3 > b");
    const mean = Number.parseFloat((await power.textContent())!);
    expect(mean).toBeGreaterThan(0.1);
    await page.locator(".gantt").press("Home");
    await page.waitForFunction(
      (before) => Number.parseFloat(document.querySelector(".strip h3 > b")!.textContent!) !== before,
      mean,
    );
  });

  test("rows that do not fit are announced", async () => {
    const { page } = await visit("#world=case3&policies=local");
    await settled(page);
    const said = page.locator(".rows-in-sight");
    expect(await said.textContent()).toContain("rows 1 to 24 of 29");
    await page.locator(".gantt").evaluate((sight) => sight.scrollTo(0, 10_000));
    await page.waitForFunction(
      () =>
        document.querySelector(".rows-in-sight")!.textContent!.includes("of 29") &&
        !document.querySelector(".rows-in-sight")!.textContent!.includes("rows 1 to"),
    );
    expect(await said.textContent()).toContain("to 29 of 29");
  });

  test("nothing scrolls sideways on a phone of 390 pixels, in any view", async () => {
    const { page, context } = await openPage(lab, "about:blank", {
      viewport: { width: 390, height: 800 },
      isMobile: true,
      hasTouch: true,
    });
    const data = paperCase("case2");
    for (const tab of ["run", "compare", "policy"] as const) {
      const world = { kind: "data", name: "a network with quite a long name of its own", data } as const;
      await page.goto("about:blank");
      await page.goto(`${lab.address}#${await toLink({ ...DEFAULTS, world, tab })}`);
      await settled(page);
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(widths, tab).toEqual([390, 390]);
    }
    await context.close();
  });
});
