// A canvas that fills its column, is sharp on every screen, and draws again, once a frame, when a signal that it read changes.
import { effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { colours } from "../state/theme.ts";
import { CanvasSurface } from "./canvas-surface.ts";
import type { Colours } from "./colours.ts";
import type { Surface } from "./surface.ts";

export type Draw = (on: Surface, colours: Colours) => void;

export interface ChartCanvasProps {
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  readonly height: number;
  /** Reads signals; is called again when they change. */
  readonly draw: Draw;
  readonly class?: string;
}

export function ChartCanvas({ label, height, draw, ...rest }: ChartCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef({ height, draw, version: signal(0) });
  if (latest.current.draw !== draw || latest.current.height !== height) {
    latest.current.draw = draw;
    latest.current.height = height;
    queueMicrotask(() => latest.current.version.value++);
  }
  useEffect(() => {
    const element = canvas.current!;
    const width = signal(element.clientWidth);
    const observer = new ResizeObserver(() => {
      width.value = element.clientWidth;
    });
    observer.observe(element);
    const paint = () => {
      latest.current.version.value;
      const across = width.value;
      if (across === 0) return;
      const density = Math.min(3, globalThis.devicePixelRatio || 1);
      const surface = new CanvasSurface(element, across, latest.current.height, density);
      latest.current.draw(surface, colours.value);
    };
    let frame = 0;
    let forget = () => {};
    const follow = () => {
      forget();
      let painted = false;
      forget = effect(() => {
        if (painted) frame = requestAnimationFrame(follow);
        else paint();
        painted = true;
      });
    };
    follow();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      forget();
    };
  }, []);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      class={`chart ${rest.class ?? ""}`}
      style={{ height: `${height}px` }}
    />
  );
}
