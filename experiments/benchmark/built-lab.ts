// The built lab in a real Chromium, for its tests and its benchmark; none where there is no Chromium.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { packageFolder } from "../../src/io/origin.ts";
import { serveFolder } from "../../src/io/static-folder.ts";

const EXECUTABLE = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== undefined && existsSync(path),
);

export const PAGE_FOLDER = join(packageFolder(), "dist", "lab");

/** Why the tests in a browser cannot run here, or null. */
export function missing(): string | null {
  if (EXECUTABLE === undefined) {
    return "no Chromium: the lab in a browser is skipped (apt-get install chromium, or set CHROMIUM)";
  }
  return existsSync(join(PAGE_FOLDER, "index.html"))
    ? null
    : "no built page: the lab in a browser is skipped (npm run build)";
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
