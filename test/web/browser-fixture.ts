// A real Chromium on the built page, for the tests of the lab; none where there is no Chromium.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { packageFolder } from "../../src/io/origin.ts";
import { serveFolder } from "../../src/io/static-folder.ts";

const EXECUTABLE = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== undefined && existsSync(path),
);

export const PAGE_FOLDER = join(packageFolder(), "dist", "lab");

/** Why the tests in a browser cannot run here, or null. */
export function missing(): string | null {
  if (EXECUTABLE === undefined) {
    return "no Chromium: the tests of the lab in a browser are skipped (apt-get install chromium, or set CHROMIUM)";
  }
  return existsSync(join(PAGE_FOLDER, "index.html"))
    ? null
    : "no built page: the tests of the lab are skipped (npm run build)";
}

export interface Lab {
  readonly address: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Serves the built page and starts a browser. */
export async function openLab(): Promise<Lab> {
  const served = await serveFolder(PAGE_FOLDER, 0);
  const browser = await chromium.launch({
    ...(EXECUTABLE === undefined ? {} : { executablePath: EXECUTABLE }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return {
    address: served.address,
    browser,
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}

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
