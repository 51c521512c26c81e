// The time that all charts of a run share: the stretch that is seen, the cursor, and how fast it plays.
import { batch, signal } from "@preact/signals";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** End of the run that is shown, s. */
export const end = signal(1);
export const seen = signal<Span>({ from: 0, to: 1 });
export const cursor = signal(1);
export const playing = signal(false);
/** Times the pace at which a whole run takes 20 s. */
export const speed = signal(1);
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8] as const;
const WHOLE_RUN_S = 20;
/** The closest look: a run magnified a million times. */
const CLOSEST = 1e-6;

/** A new run: the same stretch stays in sight when the run is as long as before, else all of it is seen. */
export function showRun(newEnd: number): void {
  if (newEnd === end.peek()) return;
  batch(() => {
    const atEnd = cursor.peek() >= end.peek();
    const whole = seen.peek().from === 0 && seen.peek().to >= end.peek();
    end.value = newEnd;
    if (whole || seen.peek().from >= newEnd) seen.value = { from: 0, to: newEnd };
    if (atEnd || cursor.peek() > newEnd) cursor.value = newEnd;
  });
}

/** Shows [from, to], held within the run and above the closest look. */
export function look(from: number, to: number): void {
  const whole = end.peek();
  const width = Math.min(whole, Math.max(to - from, whole * CLOSEST));
  const middle = (from + to) / 2;
  const start = Math.min(Math.max(0, middle - width / 2), whole - width);
  seen.value = { from: start, to: start + width };
}

/** Magnifies around a moment. */
export function zoom(factor: number, around = (seen.peek().from + seen.peek().to) / 2): void {
  const { from, to } = seen.peek();
  const width = Math.min(end.peek(), (to - from) / factor);
  const share = (around - from) / (to - from);
  look(around - share * width, around - share * width + width);
}

export function pan(by: number): void {
  const { from, to } = seen.peek();
  const shift = Math.min(end.peek() - to, Math.max(-from, by));
  seen.value = { from: from + shift, to: to + shift };
}

export function moveCursor(to: number): void {
  cursor.value = Math.min(end.peek(), Math.max(0, to));
}

/** Starts or stops playing; from the start when the cursor stands at the end. */
export function play(on: boolean): void {
  if (!on || playing.peek()) {
    playing.value = on;
    return;
  }
  if (cursor.peek() >= end.peek()) cursor.value = 0;
  playing.value = true;
  let last = performance.now();
  const step = (now: number) => {
    if (!playing.peek()) return;
    const next = cursor.peek() + ((now - last) / 1000) * speed.peek() * (end.peek() / WHOLE_RUN_S);
    last = now;
    batch(() => {
      moveCursor(next);
      const { from, to } = seen.peek();
      if (next > to && to < end.peek()) pan(next - from - 0.1 * (to - from));
      if (next >= end.peek()) playing.value = false;
    });
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
