// Time against energy: the Pareto front of all allocations with the policies where they lie.
import type { Colours } from "./colours.ts";
import { drawPlot, padded } from "./plot.ts";
import type { Surface } from "./surface.ts";

export interface FrontPoint {
  readonly name: string;
  readonly time: number;
  readonly energy: number;
}

/** Room that is kept for the name of a policy, px. */
const LABEL_WIDTH = 90;
const LABEL_HEIGHT = 13;

type Label = { readonly x: number; readonly y: number; readonly left: boolean };

/** Names of points that lie together stand above one another. */
function freeOf(placed: readonly Label[], x: number, y: number, left: boolean): Label {
  const hits = (at: number) =>
    placed.some(
      (one) =>
        one.left === left && Math.abs(one.x - x) < LABEL_WIDTH && Math.abs(one.y - at) < LABEL_HEIGHT - 0.5,
    );
  let at = y;
  while (hits(at)) at -= LABEL_HEIGHT;
  return { x, y: at, left };
}

export function drawFront(
  on: Surface,
  front: { readonly time: readonly number[]; readonly energy: readonly number[] },
  policies: readonly (FrontPoint | null)[],
  shown: number,
  colours: Colours,
): void {
  const points = policies.filter((point) => point !== null);
  const times = [...front.time, ...points.map((point) => point.time)];
  const energies = [...front.energy, ...points.map((point) => point.energy)];
  if (times.length === 0) return;
  const range = {
    x: padded(Math.min(...times), Math.max(...times), 0.06),
    y: padded(Math.min(...energies), Math.max(...energies), 0.08),
  };
  const plot = drawPlot(on, range, { x: "time CT, s", y: "energy CE, J" }, colours);
  const steps: number[] = [];
  for (let k = 0; k < front.time.length; k++) {
    const [x, y] = [plot.x(front.time[k]), plot.y(front.energy[k])];
    if (k > 0) steps.push(x, steps[steps.length - 1]);
    steps.push(x, y);
  }
  if (steps.length > 2) on.line(steps, colours.optimum, 1, [4, 2]);
  const radius = front.time.length > 200 ? 1.25 : 2;
  for (let k = 0; k < front.time.length; k++) {
    on.circle(plot.x(front.time[k]), plot.y(front.energy[k]), radius, colours.optimum);
  }
  const placed: Label[] = [];
  for (const [p, point] of policies.entries()) {
    if (point === null) continue;
    const [x, y] = [plot.x(point.time), plot.y(point.energy)];
    on.circle(x, y, p === shown ? 6 : 4.5, colours.policies[p], colours.ground);
    const left = x > plot.right - LABEL_WIDTH;
    const label = freeOf(placed, x, y - 6, left);
    placed.push(label);
    on.text(x + (left ? -9 : 9), label.y, point.name, {
      fill: colours.ink,
      align: left ? "end" : "start",
      weight: p === shown ? 600 : 400,
    });
  }
}
