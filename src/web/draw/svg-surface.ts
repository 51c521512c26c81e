// A surface that writes SVG: what the screen shows, as a file.
import { FONT, type Surface, type TextStyle } from "./surface.ts";

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const short = (value: number) => String(Math.round(value * 100) / 100);

function pointList(points: ArrayLike<number>): string {
  const parts: string[] = [];
  for (let p = 0; p < points.length; p += 2) parts.push(`${short(points[p])},${short(points[p + 1])}`);
  return parts.join(" ");
}

export class SvgSurface implements Surface {
  readonly width: number;
  readonly height: number;
  readonly #parts: string[] = [];
  #clips = 0;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  rect(x: number, y: number, width: number, height: number, fill: string, opacity = 1): void {
    const see = opacity === 1 ? "" : ` opacity="${short(opacity)}"`;
    this.#parts.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}"${see}/>`,
    );
  }

  circle(x: number, y: number, radius: number, fill: string, stroke?: string): void {
    const edge = stroke === undefined ? "" : ` stroke="${stroke}" stroke-width="1.5"`;
    this.#parts.push(
      `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${fill}"${edge}/>`,
    );
  }

  area(points: ArrayLike<number>, fill: string, opacity = 1): void {
    const see = opacity === 1 ? "" : ` opacity="${short(opacity)}"`;
    this.#parts.push(`<polygon points="${pointList(points)}" fill="${fill}"${see}/>`);
  }

  line(points: ArrayLike<number>, stroke: string, width = 1, dash: readonly number[] = []): void {
    const dashes = dash.length === 0 ? "" : ` stroke-dasharray="${dash.join(" ")}"`;
    this.#parts.push(
      `<polyline points="${pointList(points)}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round"${dashes}/>`,
    );
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const turn = style.vertical === true ? ` transform="rotate(-90 ${short(x)} ${short(y)})"` : "";
    const weight = style.weight === 600 ? ' font-weight="600"' : "";
    this.#parts.push(
      `<text x="${short(x)}" y="${short(y)}" font-size="${style.size ?? 11}" fill="${style.fill}" text-anchor="${style.align ?? "start"}"${weight}${turn}>${escaped(text)}</text>`,
    );
  }

  clip(x: number, y: number, width: number, height: number, draw: () => void): void {
    const id = `clip${this.#clips++}`;
    this.#parts.push(
      `<clipPath id="${id}"><rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"/></clipPath><g clip-path="url(#${id})">`,
    );
    draw();
    this.#parts.push("</g>");
  }

  toString(): string {
    const { width, height } = this;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(FONT)}">\n${this.#parts.join("\n")}\n</svg>\n`;
  }
}
