// SVG to PNG with the project's own typeface and no font of the system: the same pixels on every machine.
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

const require = createRequire(import.meta.url);
const FONTS = ["DejaVuSansCondensed", "DejaVuSansCondensed-Bold"].map((face) =>
  require.resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`),
);

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
