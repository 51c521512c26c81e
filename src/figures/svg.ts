// Draws a figure as SVG: the same text on every machine, since text is measured by our own table of widths.
import type { TopLevelSpec } from "vega-lite";
import type { Figure } from "./figure.ts";
import { textWidth } from "./text-width.ts";
import { THEME } from "./theme.ts";

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/** Vega asks this for every label; it would ask a canvas otherwise, or guess. */
function labelWidth(item: TextItem, text: unknown): number {
  const lines = Array.isArray(text) ? text : [text];
  const bold = item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
  return Math.max(0, ...lines.map((line) => textWidth(String(line ?? ""), item.fontSize ?? 11, bold)));
}

/** Vega and Vega-Lite, loaded by the first figure: a command that draws none starts without them. */
async function loadVega() {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  // Vega's place for a measure of one's own, which its type declarations leave out.
  const { textMetrics } = vega as unknown as { textMetrics: { width: typeof labelWidth } };
  textMetrics.width = labelWidth;
  return { vega, compile };
}

/**
 * The figure as a whole SVG document.
 * Ids within carry the figure's name, so that several can stand in one page.
 */
export async function renderSvg(figure: Figure): Promise<string> {
  const { vega, compile } = await loadVega();
  vega.resetSVGDefIds();
  const { spec } = compile(figure.spec as unknown as TopLevelSpec, { config: THEME });
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return svg
    .replace(/\bid="([\w-]+)"/g, `id="${figure.name}-$1"`)
    .replace(/url\(#([\w-]+)\)/g, `url(#${figure.name}-$1)`);
}

/** The specification as a file: Vega-Lite JSON with theme and data inside, for any Vega editor. */
export const specJson = (figure: Figure): string =>
  `${JSON.stringify({ $schema: "https://vega.github.io/schema/vega-lite/v6.json", config: THEME, ...figure.spec })}\n`;
