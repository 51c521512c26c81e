// The Gantt chart with its scrolling; a tap follows the job that is there.
import { useSignal } from "@preact/signals";
import { useCallback, useRef } from "preact/hooks";
import { ChartCanvas, type Draw } from "../draw/chart-canvas.tsx";
import {
  AXIS,
  drawCursor,
  drawTimeAxis,
  drawTimeGrid,
  drawWarmup,
  timeAt,
  timeFrame,
} from "../draw/frame.ts";
import { drawGantt, jobAt, ROW, rowCount } from "../draw/gantt.ts";
import { followed } from "../state/results.ts";
import type { Picture } from "../worker/protocol.ts";
import { cursor, seen } from "./clock.ts";
import { useTimeGestures } from "./gestures.ts";

/** More rows than this scroll. */
const MOST_ROWS = 24;

const drawAxis: Draw = (on, colours) => {
  drawTimeAxis(on, timeFrame(on.width, seen.value.from, seen.value.to), 0, colours);
};

export function GanttStrip({ picture }: { picture: Picture }) {
  const sight = useRef<HTMLDivElement>(null);
  const scroll = useSignal(0);
  const all = rowCount(picture) * ROW + 2;
  const height = Math.min(all, MOST_ROWS * ROW);
  const onTap = useCallback(
    (x: number, y: number, width: number) => {
      const frame = timeFrame(width, seen.peek().from, seen.peek().to);
      const look = { frame, scroll: scroll.peek(), height, followed: -1 };
      followed.value = jobAt(picture, look, x, y, timeAt(frame, x));
    },
    [picture, height],
  );
  useTimeGestures(sight, onTap);
  const draw = useCallback(
    (on: Parameters<typeof drawGantt>[0], colours: Parameters<typeof drawGantt>[3]) => {
      const { from, to } = seen.value;
      const frame = timeFrame(on.width, from, to);
      drawTimeGrid(on, frame, 0, height, colours);
      drawGantt(on, picture, { frame, scroll: scroll.value, height, followed: followed.value }, colours);
      drawWarmup(on, frame, 0, height, picture.warmup, colours);
      drawCursor(on, frame, 0, height, cursor.value, colours);
    },
    [picture, height],
  );
  const wires = picture.wireIds.length > 0 ? ` ${picture.wireIds.length} wires,` : "";
  const label = `Gantt chart: ${picture.serverIds.length} servers,${wires} processors and radios of ${picture.deviceIds.length} devices. The table of jobs below says the same in words.`;
  return (
    <section class="strip" aria-label="Who works on what">
      <h3>
        {picture.wireIds.length > 0 ? "Servers, wires, processors, radios" : "Servers, processors, radios"}{" "}
        {rowCount(picture) > MOST_ROWS && (
          <small class="rows-in-sight">
            rows {Math.floor(scroll.value / ROW) + 1} to{" "}
            {Math.min(rowCount(picture), Math.floor((scroll.value + height) / ROW))} of {rowCount(picture)},
            scroll for the others ·{" "}
          </small>
        )}
        {picture.outages.length > 0 && <small>hatched: out of order · </small>}
        <small>
          radio: uploads high, downloads low · tap a job to follow it · drag, pinch or Ctrl + wheel to look
          closer
        </small>
      </h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a chart that scrolls */}
      <div
        class="gantt"
        style={{ height: `${height}px` }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and takes keys must be reached by keys
        tabIndex={0}
        role="group"
        aria-label="time: arrow keys move the cursor, plus and minus magnify, space plays"
        ref={sight}
        onScroll={(event) => {
          scroll.value = event.currentTarget.scrollTop;
        }}
      >
        <ChartCanvas class="gantt-sight" height={height} label={label} draw={draw} />
        <div style={{ height: `${all - height}px` }} />
      </div>
      <ChartCanvas height={AXIS} label="time axis of the Gantt chart, seconds" draw={drawAxis} />
    </section>
  );
}
