// A file dropped onto the page or picked: read in a worker, kept only when it can be read.

import { takePolicy } from "../policy/run-policy.ts";
import { toFault } from "../state/lines.ts";
import { notify } from "../state/notices.ts";
import { worldFault } from "../state/results.ts";
import { change } from "../state/settings.ts";
import loadReader from "../worker/file-worker.ts?worker-text";
import { Line } from "../worker/line.ts";

/** Larger files belong to the command line. */
const LARGEST_FILE = 32e6;

/** How long the reading of a file may take, ms. */
const READING_LIMIT = 20_000;

const POLICY = /\.[cm]?[jt]s$/;

/** Takes an instance, scenario or policy file into the settings; says what is wrong with it otherwise. */
export async function dropFile(file: File): Promise<void> {
  if (file.size > LARGEST_FILE) {
    const size = `${(file.size / 1e6).toFixed(0)} MB`;
    notify(
      `${file.name}: expected a file of at most ${LARGEST_FILE / 1e6} MB, got ${size}; the command line takes it`,
    );
    return;
  }
  let line: Line | undefined;
  let limit: ReturnType<typeof setTimeout> | undefined;
  try {
    if (POLICY.test(file.name)) {
      await takePolicy(await file.text());
      notify();
      return;
    }
    notify(`Reading ${file.name} …`);
    const source = await loadReader();
    line = new Line(() => source);
    const reader = line;
    limit = setTimeout(
      () => reader.stop(`${file.name}: expected a file that is read within ${READING_LIMIT / 1000} s`),
      READING_LIMIT,
    );
    const data = await line.ask({ kind: "read-file", name: file.name, text: await file.text() });
    notify();
    change({ world: { kind: "data", name: file.name, data } });
  } catch (error) {
    notify();
    worldFault.value = toFault(error);
  } finally {
    clearTimeout(limit);
    line?.stop("done");
  }
}

/** Lets files be dropped anywhere on the page. */
export function takeDrops(): void {
  const over = (on: boolean) => document.documentElement.toggleAttribute("data-dropping", on);
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) over(false);
  });
  addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    over(false);
    if (file === undefined) return;
    event.preventDefault();
    void dropFile(file);
  });
}
