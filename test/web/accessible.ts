// Every view of the lab before axe, which knows the rules of accessible pages.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { expect } from "vitest";
import type { Lab } from "../../experiments/benchmark/built-lab.ts";
import { openPage, settled } from "./browser-fixture.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Expects nothing serious in any view under these themes, and nothing over the edge of a page of this width in pixels. */
export async function expectAccessible(
  lab: Lab,
  width: number,
  themes: readonly ("light" | "dark")[],
): Promise<void> {
  const viewport = { width, height: 740 };
  const { page, context } = await openPage(lab, "#world=case1&policies=ogs-mw,greedy", { viewport });
  await page.evaluate(axe);
  const look = async (view: string) => {
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme);
      const { violations } = (await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] })",
      )) as AxeResults;
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      const told = serious.map(({ id, nodes }) => `${view}, ${colorScheme}: ${id} at ${nodes[0].html}`);
      expect(told).toEqual([]);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, view).toBeLessThanOrEqual(0);
  };
  const tab = (name: string) => page.getByRole("tab", { name }).click();
  await settled(page);
  await page.getByText("Network in numbers").click();
  await page.getByText("Jobs as a table").click();
  await page.locator(".jobs tbody button").first().click();
  await page.getByText("OGS fixed this job").waitFor();
  await look("one run");
  await page.getByText("Take away").click();
  await tab("Compare");
  await page.locator(".numbers").waitFor();
  await look("compare and take away");
  await page.getByText("Take away").click();
  await tab("Own policy");
  await page.locator(".cm-content").waitFor();
  await look("own policy");
  await context.close();
}
