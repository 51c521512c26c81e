// Two quantities of each policy against each other, with the best that is known: time and energy, response and energy.
import type { Colours } from "../draw/colours.ts";
import { drawFront, type FrontPoint } from "../draw/front-chart.ts";
import type { Surface } from "../draw/surface.ts";
import { methodName } from "../setup/methods.ts";
import { frontier, reports } from "../state/results.ts";
import { settings } from "../state/settings.ts";
import type { MethodReport } from "../worker/protocol.ts";

/** A point for each chosen method that has a run. */
function pointsOf(of: (report: MethodReport) => Omit<FrontPoint, "name"> | null): (FrontPoint | null)[] {
  return settings.value.methods.map((id, m) => {
    const report = reports.value[m];
    const point = report === null || report === undefined ? null : of(report);
    return point === null ? null : { name: methodName(id), ...point };
  });
}

/** Completion time and energy by the paper's equations, with the Pareto front. */
export function drawTrade(on: Surface, colours: Colours): void {
  const points = pointsOf(({ closed }) => (closed === null ? null : { time: closed.CT, energy: closed.CE }));
  const names = { x: "time CT, s", y: "energy CE, J" };
  drawFront(on, frontier.value ?? { time: [], energy: [] }, points, settings.value.shown, names, colours);
}

/** Mean response and energy of the simulated runs. */
export function drawResponses(on: Surface, colours: Colours): void {
  const points = pointsOf(({ simulated }) => ({ time: simulated.meanResponse, energy: simulated.energy }));
  const names = { x: "mean response, s", y: "energy of all devices, J" };
  drawFront(on, { time: [], energy: [] }, points, settings.value.shown, names, colours);
}
