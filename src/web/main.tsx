// Starts the page: settings from the link, then the first run.
import { effect } from "@preact/signals";
import { render } from "preact";
import { Lab } from "./lab.tsx";
import { takeDrops } from "./setup/drop-file.ts";
import { prepare } from "./state/lines.ts";
import { fromLink, LONGEST_LINK, toLink } from "./state/link.ts";
import { notify } from "./state/notices.ts";
import { follow, showFirstView } from "./state/session.ts";
import { settings } from "./state/settings.ts";

async function readAddress(): Promise<void> {
  const { settings: given, complaints } = await fromLink(location.hash);
  settings.value = given;
  notify(...complaints);
}

let written = location.hash;

async function writeAddress(): Promise<void> {
  const link = await toLink(settings.peek());
  if (link.length > LONGEST_LINK) return;
  written = `#${link}`;
  if (location.hash !== written) history.replaceState(null, "", written);
}

function keepAddress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    settings.value;
    clearTimeout(timer);
    timer = setTimeout(() => void writeAddress(), 300);
  });
  addEventListener("hashchange", () => {
    if (location.hash !== written) void readAddress();
  });
}

async function start(): Promise<void> {
  await Promise.all([readAddress(), prepare()]);
  const seen = showFirstView();
  // What is still to be computed is asked for before the page is drawn: both work at the same time.
  if (!seen) follow();
  render(<Lab />, document.getElementById("lab")!);
  if (seen) requestAnimationFrame(() => setTimeout(follow));
  keepAddress();
  takeDrops();
}

void start();
