// Pages of the built lab for its tests, and what they wait for.
import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import type { Lab } from "../../experiments/benchmark/built-lab.ts";

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that went wrong in the page. */
  readonly errors: string[];
  /** Every address that was asked for. */
  readonly requests: string[];
}

/** A fresh page of its own profile at the given settings. */
export async function openPage(
  lab: Lab,
  hash = "",
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<OpenPage> {
  const context = await lab.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  // The tests' compiler names functions by calls to this, also those that are sent to the page.
  await context.addInitScript("globalThis.__name = (made) => made");
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(hash.startsWith("about:") ? hash : `${lab.address}${hash}`);
  return { page, context, errors, requests };
}

/** Waits until every chosen policy has its score. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const scores = [...document.querySelectorAll(".card-body b")];
    return scores.length > 0 && scores.every((score) => score.textContent !== "…");
  });
}

/** The bytes of the file that a click saves. */
export async function savedBy(page: Page, click: () => Promise<unknown>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Drops a file onto the page as the mouse would. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], file));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    },
    [name, text],
  );
}

/** The first scenario of the documents: users that move in and out of fading, a server that fails. */
export function documentedScenario(): string {
  const text = readFileSync(new URL("../../docs/scenario.md", import.meta.url), "utf8");
  return /```yaml\n(# busy-cell[\s\S]*?)```/.exec(text)![1];
}

/** Waits until nothing is computed any more. */
export const idle = (page: Page) =>
  page.waitForFunction(() => document.querySelector(".activity progress") === null);

/** Opens what can be taken away. */
export const openMenu = (page: Page) =>
  page.evaluate(() => {
    document.querySelector<HTMLDetailsElement>("details.menu")!.open = true;
  });

/** Every file that is offered comes at the first click, and the figures among them are whole. */
export async function expectFiles(page: Page): Promise<void> {
  await openMenu(page);
  const buttons = page.locator(".menu .sheet li button");
  const names = await buttons.allTextContents();
  expect(names.length).toBeGreaterThan(12);
  for (const [k, name] of names.entries()) {
    const bytes = await savedBy(page, () => buttons.nth(k).click());
    expect(bytes.length, name).toBeGreaterThan(100);
    if (name.startsWith("SVG") && name.includes("against")) {
      expect(bytes.toString().match(/<circle/g)?.length, name).toBeGreaterThanOrEqual(4);
    }
    if (name === "SVG Score against weight") {
      const text = bytes.toString();
      const axis = />score<\/text>/.exec(text)!;
      expect(axis).not.toBeNull();
      const legend = Number(/<rect x="([\d.]+)" y="6"/.exec(text)![1]);
      expect(legend).toBeGreaterThan(64 + 6.4 * "score".length);
    }
  }
}
