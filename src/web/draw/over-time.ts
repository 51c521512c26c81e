// Power by state, queue lengths and energy over time, on the frame they share with the Gantt chart.
import type { Outage } from "../../simulation/record/capacity-changes.ts";
import { integralAt, means, type StepFunction, stepAt } from "../picture/step-function.ts";
import type { Picture } from "../worker/protocol.ts";
import { type Colours, serverColour } from "./colours.ts";
import { drawTimeGrid, drawValueAxis, type TimeFrame, xOf } from "./frame.ts";
import type { Surface } from "./surface.ts";

/** The largest value within [from, to]. */
function peak(of: StepFunction, from: number, to: number): number {
  let most = 0;
  for (let k = Math.max(0, stepAt(of.time, from)); k < of.time.length && of.time[k] < to; k++) {
    if (of.value[k] > most) most = of.value[k];
  }
  return most;
}

/** The outline of mean values per pixel as steps, x and y in turn. */
function outline(frame: TimeFrame, values: Float64Array, yOf: (value: number) => number): Float64Array {
  const points = new Float64Array(4 * values.length);
  for (let p = 0; p < values.length; p++) {
    points[4 * p] = frame.left + p;
    points[4 * p + 2] = frame.left + p + 1;
    points[4 * p + 1] = points[4 * p + 3] = yOf(values[p]);
  }
  return points;
}

/** What lies between two lines of as many points: along the one and back along the other. */
function between(upper: Float64Array, lower: Float64Array): Float64Array {
  const points = new Float64Array(2 * upper.length);
  points.set(upper);
  for (let p = 0, q = 2 * upper.length - 2; p < lower.length; p += 2, q -= 2) {
    points[q] = lower[p];
    points[q + 1] = lower[p + 1];
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
  const stacked = new Float64Array(count);
  let lower = outline(frame, stacked, yOf);
  for (let state = layers.length - 1; state >= 0; state--) {
    for (let p = 0; p < count; p++) stacked[p] += layers[state][p];
    const upper = outline(frame, stacked, yOf);
    on.area(between(upper, lower), colours.states[state]);
    lower = upper;
  }
}

/** One line for each server. */
export function drawQueues(
  on: Surface,
  frame: TimeFrame,
  top: number,
  bottom: number,
  { queues, outages }: Pick<Picture, "queues" | "outages">,
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
  drawOutages(on, frame, top, outages, colours);
}

/** A thick line above the plot for as long as a server is out of order, in its colour. */
function drawOutages(
  on: Surface,
  frame: TimeFrame,
  top: number,
  outages: readonly Outage[],
  colours: Colours,
) {
  for (const { kind, owner, from, to } of outages) {
    if (kind !== "server" || to <= frame.from || from >= frame.to) continue;
    const [x0, x1] = [Math.max(frame.left, xOf(frame, from)), Math.min(frame.right, xOf(frame, to))];
    on.rect(x0, top - 5, Math.max(1, x1 - x0), 4, serverColour(colours, owner));
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
  const stacked = new Float64Array(count + 1);
  const line = (joules: Float64Array) => {
    const points = new Float64Array(2 * joules.length);
    for (let p = 0; p <= count; p++) {
      points[2 * p] = frame.left + (p / count) * (frame.right - frame.left);
      points[2 * p + 1] = yOf(joules[p]);
    }
    return points;
  };
  let lower = line(stacked);
  for (let state = power.length - 1; state >= 0; state--) {
    for (let p = 0; p <= count; p++) {
      stacked[p] += integralAt(power[state], frame.from + (p / count) * (frame.to - frame.from));
    }
    const upper = line(stacked);
    on.area(between(upper, lower), colours.states[state]);
    lower = upper;
  }
}
