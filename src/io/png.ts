// SVG to PNG with the project's own typeface and no font of the system: the same pixels on every machine.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { packageFolder } from "./origin.ts";

/** The file of a face: carried by the build, in a package beside the sources. */
function fontFile(face: string): string {
  const carried = join(packageFolder(), "dist", "fonts", `${face}.ttf`);
  return existsSync(carried)
    ? carried
    : createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`);
}

const FONTS = ["DejaVuSansCondensed", "DejaVuSansCondensed-Bold"].map(fontFile);

/**
 * The picture of an SVG document.
 * @param zoom pixels for each unit of the document
 */
export function renderPng(svg: string, zoom = 2): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: "DejaVu Sans" },
  });
  return picture.render().asPng();
}
