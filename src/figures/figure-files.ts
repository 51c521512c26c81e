// Figures as files: SVG, PNG and specification of each, by name.
import type { Figure } from "./figure.ts";
import { renderSvg, specJson } from "./svg.ts";

/** A figure as it was drawn. */
export interface DrawnFigure {
  readonly figure: Figure;
  readonly svg: string;
}

/** Draws an SVG document as PNG; `src/io/png.ts` does. */
export type RenderPng = (svg: string) => Uint8Array;

/** Draws figures and adds three files of each to `files`: name.svg, name.png, name.vl.json, in `folder`. */
export async function figureFiles(
  figures: readonly Figure[],
  renderPng: RenderPng,
  files: Map<string, Uint8Array>,
  folder = "",
): Promise<DrawnFigure[]> {
  const encoder = new TextEncoder();
  const drawn: DrawnFigure[] = [];
  for (const figure of figures) {
    const svg = await renderSvg(figure);
    files.set(`${folder}${figure.name}.svg`, encoder.encode(svg));
    files.set(`${folder}${figure.name}.png`, renderPng(svg));
    files.set(`${folder}${figure.name}.vl.json`, encoder.encode(specJson(figure)));
    drawn.push({ figure, svg });
  }
  return drawn;
}
