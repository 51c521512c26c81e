// A surface on a canvas, sharp on screens of any pixel density.
import { FONT, type Surface, type TextStyle } from "./surface.ts";

export class CanvasSurface implements Surface {
  readonly width: number;
  readonly height: number;
  readonly #context: CanvasRenderingContext2D;

  constructor(canvas: HTMLCanvasElement, width: number, height: number, density: number) {
    const [across, down] = [Math.round(width * density), Math.round(height * density)];
    if (canvas.width !== across || canvas.height !== down) {
      canvas.width = across;
      canvas.height = down;
    }
    this.width = width;
    this.height = height;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("this browser offers no 2D canvas");
    this.#context = context;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
  }

  rect(x: number, y: number, width: number, height: number, fill: string, opacity = 1): void {
    const context = this.#context;
    context.globalAlpha = opacity;
    context.fillStyle = fill;
    context.fillRect(x, y, width, height);
    context.globalAlpha = 1;
  }

  circle(x: number, y: number, radius: number, fill: string, stroke?: string): void {
    const context = this.#context;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    if (stroke === undefined) return;
    context.strokeStyle = stroke;
    context.lineWidth = 1.5;
    context.setLineDash([]);
    context.stroke();
  }

  #trace(points: ArrayLike<number>): void {
    const context = this.#context;
    context.beginPath();
    for (let p = 0; p < points.length; p += 2) context.lineTo(points[p], points[p + 1]);
  }

  area(points: ArrayLike<number>, fill: string, opacity = 1): void {
    const context = this.#context;
    this.#trace(points);
    context.globalAlpha = opacity;
    context.fillStyle = fill;
    context.fill();
    context.globalAlpha = 1;
  }

  line(points: ArrayLike<number>, stroke: string, width = 1, dash: readonly number[] = []): void {
    const context = this.#context;
    this.#trace(points);
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.setLineDash([...dash]);
    context.stroke();
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const context = this.#context;
    context.font = `${style.weight ?? 400} ${style.size ?? 11}px ${FONT}`;
    context.fillStyle = style.fill;
    const align = style.align ?? "start";
    context.textAlign = align === "middle" ? "center" : align;
    if (style.vertical === true) {
      context.save();
      context.translate(x, y);
      context.rotate(-Math.PI / 2);
      context.fillText(text, 0, 0);
      context.restore();
    } else context.fillText(text, x, y);
  }

  clip(x: number, y: number, width: number, height: number, draw: () => void): void {
    const context = this.#context;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    draw();
    context.restore();
  }
}
