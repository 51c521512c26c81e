// Figures as files: drawn by the same functions as on the screen, on paper white, as SVG or PNG.
import { curves } from "../compare/curves.ts";
import { drawResponses, drawTrade } from "../compare/trade.ts";
import { CanvasSurface } from "../draw/canvas-surface.ts";
import { type Colours, LIGHT } from "../draw/colours.ts";
import { AXIS, drawTimeAxis, drawTimeGrid, drawWarmup, timeFrame } from "../draw/frame.ts";
import { drawGantt, ROW, rowCount } from "../draw/gantt.ts";
import { drawEnergy, drawPower, drawQueues } from "../draw/over-time.ts";
import { drawScores } from "../draw/score-chart.ts";
import type { Surface } from "../draw/surface.ts";
import { SvgSurface } from "../draw/svg-surface.ts";
import { methodName } from "../setup/methods.ts";
import { certification, certify } from "../state/certify.ts";
import { followed, shownReport } from "../state/results.ts";
import { runs } from "../state/runs.ts";
import { settings } from "../state/settings.ts";
import { sweeps } from "../state/sweeps.ts";
import { seen } from "../timeline/clock.ts";
import type { Picture } from "../worker/protocol.ts";
import { saveFile } from "./save-file.ts";

export interface Figure {
  readonly name: string;
  readonly title: string;
  /** Only where the paper's equations hold. */
  readonly closedForm?: boolean;
  /** Waits for what is drawn, where that may not be there yet. */
  readonly ready?: () => Promise<void>;
  readonly height: () => number;
  readonly draw: (on: Surface, colours: Colours) => void;
}

const WIDTH = 960;
/** Taller charts are cut: no page holds them. */
const TALLEST = 4000;
const STRIP = 180;

const picture = (): Picture => {
  const now = shownReport.peek()?.picture;
  if (!now) throw new Error("there is no run to draw yet");
  return now;
};

const cut = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

const ganttHeight = () => Math.min(TALLEST, rowCount(picture()) * ROW + 6);

/** A chart over the stretch of time that is seen, with its axis. */
function overTime(
  on: Surface,
  height: number,
  draw: (frame: ReturnType<typeof timeFrame>, bottom: number) => void,
  colours: Colours,
): void {
  const frame = timeFrame(on.width, seen.peek().from, seen.peek().to);
  draw(frame, height);
  drawWarmup(on, frame, 0, height, picture().warmup, colours);
  drawTimeAxis(on, frame, height, colours);
}

/** The policies or servers that lines and points stand for, with their colours. */
function drawLegend(
  on: Surface,
  names: readonly string[],
  palette: readonly string[],
  ink: string,
  left = 72,
): void {
  let x = left;
  for (const [k, name] of names.entries()) {
    on.rect(x, 6, 10, 10, palette[k % palette.length]);
    on.text(x + 14, 15, name, { fill: ink });
    x += 30 + 6.4 * name.length;
  }
}

export const FIGURES: readonly Figure[] = [
  {
    name: "gantt",
    title: "Gantt chart",
    height: () => ganttHeight() + AXIS,
    draw: (on, colours) => {
      const height = ganttHeight();
      overTime(
        on,
        height,
        (frame) => {
          drawTimeGrid(on, frame, 0, height, colours);
          drawGantt(on, picture(), { frame, scroll: 0, height, followed: followed.peek() }, colours);
          const [rows, fit] = [rowCount(picture()), Math.floor(height / ROW)];
          if (rows > fit) {
            const left = `the first ${fit} of ${rows} rows`;
            on.text(on.width - 12, height + AXIS - 4, left, { fill: colours.muted, align: "end" });
          }
        },
        colours,
      );
    },
  },
  {
    name: "power",
    title: "Power by state",
    height: () => STRIP + AXIS + 26,
    draw: (on, colours) => {
      drawLegend(on, ["compute, W", "transmit, W", "receive, W", "idle, W"], colours.states, colours.ink);
      const draw = (frame: ReturnType<typeof timeFrame>, bottom: number) =>
        drawPower(on, frame, 26, bottom, picture().power, colours);
      overTime(on, STRIP + 26, draw, colours);
    },
  },
  {
    name: "queues",
    title: "Queues at servers",
    height: () => STRIP + AXIS + 26,
    draw: (on, colours) => {
      const { serverIds } = picture();
      const names = serverIds.slice(0, colours.servers.length).map((id) => cut(id, 12));
      const more = serverIds.length - names.length;
      on.text(8, 15, "jobs waiting", { fill: colours.muted });
      drawLegend(on, names, colours.servers, colours.ink, 90);
      if (more > 0) {
        const text = `and ${more} more`;
        on.text(on.width - 12, 15, text, { fill: colours.muted, align: "end" });
      }
      const draw = (frame: ReturnType<typeof timeFrame>, bottom: number) =>
        drawQueues(on, frame, 26, bottom, picture(), colours);
      overTime(on, STRIP + 26, draw, colours);
    },
  },
  {
    name: "energy",
    title: "Energy so far",
    height: () => STRIP + AXIS + 26,
    draw: (on, colours) => {
      drawLegend(on, ["compute, J", "transmit, J", "receive, J", "idle, J"], colours.states, colours.ink);
      const draw = (frame: ReturnType<typeof timeFrame>, bottom: number) =>
        drawEnergy(on, frame, 26, bottom, picture().power, picture().end, colours);
      overTime(on, STRIP + 26, draw, colours);
    },
  },
  {
    name: "score",
    title: "Score against weight",
    closedForm: true,
    ready: () => runs.settled().then(() => sweeps.settled()),
    height: () => 460,
    draw: (on, colours) => {
      const { wt, shown, methods } = settings.peek();
      drawScores(on, curves.peek(), wt, shown, colours, false);
      drawLegend(on, methods.map(methodName), colours.policies, colours.ink, 120);
    },
  },
  {
    name: "front",
    title: "Time against energy",
    closedForm: true,
    ready: async () => {
      certify();
      await certification.settled();
    },
    height: () => 460,
    draw: drawTrade,
  },
  {
    name: "response",
    title: "Response against energy",
    height: () => 460,
    draw: drawResponses,
  },
];

/** The figure as SVG text. */
export function svgOf({ height, draw }: Figure): string {
  const surface = new SvgSurface(WIDTH, height());
  surface.rect(0, 0, WIDTH, height(), LIGHT.ground);
  draw(surface, LIGHT);
  return surface.toString();
}

async function pngOf({ height, draw }: Figure): Promise<Uint8Array> {
  const canvas = document.createElement("canvas");
  const surface = new CanvasSurface(canvas, WIDTH, height(), 2);
  surface.rect(0, 0, WIDTH, height(), LIGHT.ground);
  draw(surface, LIGHT);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("the browser made no PNG of this size");
  return new Uint8Array(await blob.arrayBuffer());
}

export async function saveFigure(figure: Figure, format: "svg" | "png"): Promise<void> {
  await figure.ready?.();
  const content = format === "svg" ? svgOf(figure) : await pngOf(figure);
  saveFile({
    name: `${figure.name}.${format}`,
    type: format === "svg" ? "image/svg+xml" : "image/png",
    content,
  });
}
