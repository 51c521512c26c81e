// Fingers, mouse and keys on a chart over time: drag to move, wheel (with Ctrl) or pinch to magnify, tap to choose.
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { timeAt, timeFrame } from "../draw/frame.ts";
import { cursor, end, look, moveCursor, pan, play, playing, seen, zoom } from "./clock.ts";

/** A press that moves less is a tap, px. */
const TAP = 5;

type Tap = (x: number, y: number, width: number) => void;

const frameOf = (element: HTMLElement) => timeFrame(element.clientWidth, seen.peek().from, seen.peek().to);

function keyPressed(event: KeyboardEvent): void {
  const { from, to } = seen.peek();
  const step = (to - from) / 50;
  const moves: Record<string, () => void> = {
    ArrowLeft: () => (event.shiftKey ? pan(-5 * step) : moveCursor(cursor.peek() - step)),
    ArrowRight: () => (event.shiftKey ? pan(5 * step) : moveCursor(cursor.peek() + step)),
    Home: () => moveCursor(0),
    End: () => moveCursor(end.peek()),
    "+": () => zoom(1.5, cursor.peek()),
    "=": () => zoom(1.5, cursor.peek()),
    "-": () => zoom(1 / 1.5, cursor.peek()),
    "0": () => look(0, end.peek()),
    " ": () => play(!playing.peek()),
  };
  const move = moves[event.key];
  if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  move();
}

function listen(element: HTMLElement, onTap: Tap): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let moved = 0;
  let spread = 0;
  const place = (event: PointerEvent | WheelEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const distance = () => {
    const [a, b] = [...down.values()];
    return Math.abs(a.x - b.x);
  };
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      down.set(event.pointerId, place(event));
      if (down.size === 1) moved = 0;
      if (down.size === 2) spread = distance();
    },
    { signal },
  );
  element.addEventListener(
    "pointermove",
    (event) => {
      const before = down.get(event.pointerId);
      if (before === undefined) return;
      const now = place(event);
      down.set(event.pointerId, now);
      const frame = frameOf(element);
      const perPixel = (frame.to - frame.from) / (frame.right - frame.left);
      if (down.size === 2) {
        const next = distance();
        const [a, b] = [...down.values()];
        if (spread > 8 && next > 8) zoom(next / spread, timeAt(frame, (a.x + b.x) / 2));
        spread = next;
        moved = TAP + 1;
        return;
      }
      moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
      if (moved > TAP) {
        if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
        pan((before.x - now.x) * perPixel);
      }
    },
    { signal },
  );
  const up = (event: PointerEvent) => {
    if (!down.delete(event.pointerId) || event.type === "pointercancel" || moved > TAP) return;
    const { x, y } = place(event);
    onTap(x, y, element.clientWidth);
  };
  element.addEventListener("pointerup", up, { signal });
  element.addEventListener("pointercancel", up, { signal });
  element.addEventListener(
    "wheel",
    (event) => {
      const frame = frameOf(element);
      if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / 200), timeAt(frame, place(event).x));
      else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const by = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
        pan((by * (frame.to - frame.from)) / (frame.right - frame.left));
      } else return;
      event.preventDefault();
    },
    { signal, passive: false },
  );
  element.addEventListener("dblclick", (event) => zoom(2, timeAt(frameOf(element), event.offsetX)), {
    signal,
  });
  element.addEventListener("keydown", keyPressed, { signal });
  return () => stop.abort();
}

/** Puts the gestures on an element for as long as it is there. */
export function useTimeGestures(of: RefObject<HTMLElement | null>, onTap: Tap): void {
  useEffect(() => listen(of.current!, onTap), [onTap]);
}
