// Gathers the pages of the site: those of docs, with the lab built in.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const pages = path("pages");
const lab = path("../dist/lab");

rmSync(pages, { recursive: true, force: true });
cpSync(path("../docs"), pages, { recursive: true });
const changes = readFileSync(path("../CHANGELOG.md"), "utf8").replaceAll("](docs/", "](./");
writeFileSync(join(pages, "changelog.md"), changes);
if (!existsSync(lab)) throw new Error("no built lab: npm run build in the folder above comes first");
mkdirSync(join(pages, "public"), { recursive: true });
cpSync(lab, join(pages, "public/lab"), { recursive: true });

/** `<!-- lab: #settings -->` becomes the lab at these settings. */
const withLab = (text, folder) =>
  text.replace(
    /<!-- lab: (#\S+) -->/g,
    (_, settings) =>
      `<iframe class="lab" title="The lab" loading="lazy" src="${folder}lab/index.html${settings}"></iframe>\n\n<a href="${folder}lab/index.html${settings}" target="_blank">Open it in a tab of its own</a>`,
  );

for (const name of readdirSync(pages, { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".md")) continue;
  const file = join(pages, name);
  writeFileSync(file, withLab(readFileSync(file, "utf8"), name.includes("/") ? "../" : "./"));
}
