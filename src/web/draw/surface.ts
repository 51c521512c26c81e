// What a chart draws on: the same drawing goes to a canvas on the screen and to SVG and PNG files.

export interface TextStyle {
  readonly fill: string;
  /** px; 11 by default. */
  readonly size?: number;
  readonly align?: "start" | "middle" | "end";
  readonly weight?: 400 | 600;
  /** Quarter turn to the left. */
  readonly vertical?: boolean;
}

/** Coordinates in CSS pixels from the upper left; points are x, y, x, y, ... */
export interface Surface {
  readonly width: number;
  readonly height: number;
  rect(x: number, y: number, width: number, height: number, fill: string, opacity?: number): void;
  circle(x: number, y: number, radius: number, fill: string, stroke?: string): void;
  area(points: ArrayLike<number>, fill: string, opacity?: number): void;
  line(points: ArrayLike<number>, stroke: string, width?: number, dash?: readonly number[]): void;
  /** The baseline of the text is at y. */
  text(x: number, y: number, text: string, style: TextStyle): void;
  /** Draws within a rectangle only. */
  clip(x: number, y: number, width: number, height: number, draw: () => void): void;
}

export const FONT =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif';
