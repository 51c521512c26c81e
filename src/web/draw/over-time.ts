// Power by state, queue lengths and energy over time, on the frame they share with the Gantt chart.
import { integralAt, means, type StepFunction, stepAt } from "../picture/step-function.ts";
import { type Colours, serverColour } from "./colours.ts";
import { drawTimeGrid, drawValueAxis, type TimeFrame } from "./frame.ts";
import type { Surface } from "./surface.ts";

/** The largest value within [from, to]. */
function peak(of: StepFunction, from: number, to: number): number {
  let most = 0;
  for (let k = Math.max(0, stepAt(of.time, from)); k < of.time.length && of.time[k] < to; k++) {
    if (of.value[k] > most) most = of.value[k];
  }
  return most;
}

/** The outline of mean values per pixel as steps. */
function outline(frame: TimeFrame, values: Float64Array, yOf: (value: number) => number): number[] {
  const points: number[] = [];
  for (let p = 0; p < values.length; p++) {
    const y = yOf(values[p]);
    points.push(frame.left + p, y, frame.left + p + 1, y);
  }
  return points;
}

const columns = (frame: TimeFrame) => Math.max(1, Math.round(frame.right - frame.left));

/** Stacks power by state, idle below, then receive, transmit, compute. */
export function drawPower(
  on: Surface,
  frame: TimeFrame,
  top: number,
  bottom: number,
  power: readonly StepFunction[],
  colours: Colours,
): void {
  const count = columns(frame);
  const layers = power.map((state) => means(state, frame.from, frame.to, count));
  let most = 0;
  for (let p = 0; p < count; p++) {
    let sum = 0;
    for (const layer of layers) sum += layer[p];
    if (sum > most) most = sum;
  }
  drawTimeGrid(on, frame, top, bottom, colours);
  const yOf = drawValueAxis(on, frame, top, bottom, most > 0 ? most * 1.05 : 1, colours);
  let below = new Float64Array(count);
  for (let state = layers.length - 1; state >= 0; state--) {
    const above = below.map((value, p) => value + layers[state][p]);
    const upper = outline(frame, above, yOf);
    const lower = outline(frame, below, yOf);
    for (let p = lower.length - 2; p >= 0; p -= 2) upper.push(lower[p], lower[p + 1]);
    on.area(upper, colours.states[state]);
    below = above;
  }
}

/** One line for each server. */
export function drawQueues(
  on: Surface,
  frame: TimeFrame,
  top: number,
  bottom: number,
  queues: readonly StepFunction[],
  colours: Colours,
): void {
  const count = columns(frame);
  let most = 1;
  for (const queue of queues) most = Math.max(most, peak(queue, frame.from, frame.to));
  drawTimeGrid(on, frame, top, bottom, colours);
  const yOf = drawValueAxis(on, frame, top, bottom, most * 1.08, colours);
  for (const [c, queue] of queues.entries()) {
    const points = outline(frame, means(queue, frame.from, frame.to, count), yOf);
    on.line(points, serverColour(colours, c), 1.5, c < colours.servers.length ? [] : [4, 2]);
  }
}

/** Energy since the start, stacked by state. */
export function drawEnergy(
  on: Surface,
  frame: TimeFrame,
  top: number,
  bottom: number,
  power: readonly StepFunction[],
  runEnd: number,
  colours: Colours,
): void {
  let most = 0;
  for (const state of power) most += integralAt(state, runEnd);
  drawTimeGrid(on, frame, top, bottom, colours);
  const yOf = drawValueAxis(on, frame, top, bottom, most > 0 ? most * 1.05 : 1, colours);
  const count = Math.min(columns(frame), 600);
  const timeOf = (p: number) => frame.from + (p / count) * (frame.to - frame.from);
  const across = (p: number) => frame.left + (p / count) * (frame.right - frame.left);
  let below = new Float64Array(count + 1);
  for (let state = power.length - 1; state >= 0; state--) {
    const above = below.map((value, p) => value + integralAt(power[state], timeOf(p)));
    const points: number[] = [];
    for (let p = 0; p <= count; p++) points.push(across(p), yOf(above[p]));
    for (let p = count; p >= 0; p--) points.push(across(p), yOf(below[p]));
    on.area(points, colours.states[state]);
    below = above;
  }
}
