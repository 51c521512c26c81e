// Two quantities against each other, such as time and energy: the policies where they lie, and the front that no allocation
// betters in both.
import type { Colours } from "./colours.ts";
import { placeLabels } from "./labels.ts";
import { drawPlot, type PlotNames, padded } from "./plot.ts";
import type { Surface } from "./surface.ts";

export interface FrontPoint {
  readonly name: string;
  readonly time: number;
  readonly energy: number;
}

export function drawFront(
  on: Surface,
  front: { readonly time: readonly number[]; readonly energy: readonly number[] },
  policies: readonly (FrontPoint | null)[],
  shown: number,
  names: PlotNames,
  colours: Colours,
): void {
  const points = policies.filter((point) => point !== null);
  const times = [...front.time, ...points.map((point) => point.time)].filter(Number.isFinite);
  const energies = [...front.energy, ...points.map((point) => point.energy)].filter(Number.isFinite);
  if (times.length === 0) {
    on.text(on.width / 2, on.height / 2, "no run to show yet", { fill: colours.muted, align: "middle" });
    return;
  }
  const range = {
    x: padded(Math.min(...times), Math.max(...times), 0.06),
    y: padded(Math.min(...energies), Math.max(...energies), 0.08),
  };
  const plot = drawPlot(on, range, names, colours);
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
  const drawn = policies.flatMap((point, p) =>
    point === null || !Number.isFinite(point.time)
      ? []
      : [{ p, x: plot.x(point.time), y: plot.y(point.energy), text: point.name }],
  );
  const labels = placeLabels(drawn, steps, { ...plot, right: on.width - 2, top: 2 });
  for (const [k, { p, x, y }] of drawn.entries()) {
    if (labels[k].far) {
      const end = labels[k].x + (labels[k].align === "end" ? 2 : -2);
      on.line([x, y, end, labels[k].y - 4], colours.muted, 0.75);
    }
    on.circle(x, y, p === shown ? 6 : 4.5, colours.policies[p], colours.ground);
  }
  for (const [k, { p, text }] of drawn.entries()) {
    const { x, y, align } = labels[k];
    on.text(x, y, text, { fill: colours.ink, align, weight: p === shown ? 600 : 400 });
  }
}
