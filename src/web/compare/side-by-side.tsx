// The runs of all policies on one time axis, small: where each of them spends its time.
import { useMemo } from "preact/hooks";
import { ChartCanvas, type Draw } from "../draw/chart-canvas.tsx";
import { AXIS, drawTimeAxis, drawTimeGrid, timeFrame } from "../draw/frame.ts";
import { drawGantt, rowCount } from "../draw/gantt.ts";
import { shown } from "../draw/ticks.ts";
import { methodName } from "../setup/methods.ts";
import { reports } from "../state/results.ts";
import { change } from "../state/settings.ts";
import { colours } from "../state/theme.ts";
import type { Picture } from "../worker/protocol.ts";

/** All rows of a run share this height, px, as far as a row is then at least a pixel. */
const HEIGHT = 150;
const TALLEST_ROW = 12;

function Run({ at, picture, method, last }: { at: number; picture: Picture; method: string; last: number }) {
  const row = Math.max(2, Math.min(TALLEST_ROW - 1, Math.floor(HEIGHT / rowCount(picture))));
  const height = Math.min(HEIGHT * 2, row * rowCount(picture) + 2);
  const rows = Math.min(rowCount(picture), Math.floor(height / row));
  const draw: Draw = useMemo(
    () => (on, palette) => {
      const frame = { ...timeFrame(on.width, 0, last), left: 8 };
      drawTimeGrid(on, frame, 0, height, palette);
      drawGantt(on, picture, { frame, scroll: 0, height, followed: -1, row }, palette);
      drawTimeAxis(on, frame, height, palette);
    },
    [picture, last, row, height],
  );
  return (
    <div class="small-run">
      <h4>
        <span class="swatch" style={{ background: colours.value.policies[at] }} />
        <button type="button" class="quiet" onClick={() => change({ shown: at, tab: "run" })}>
          {methodName(method)}
        </button>
        <small>
          {shown(picture.end)} s{rows < rowCount(picture) && ` · first ${rows} of ${rowCount(picture)} rows`}
        </small>
      </h4>
      <ChartCanvas
        height={height + AXIS}
        draw={draw}
        label={`Gantt chart of ${methodName(method)}, ${shown(picture.end)} seconds`}
      />
    </div>
  );
}

export function SideBySide() {
  const runs = reports.value.map((report, at) => ({ at, report, picture: report?.picture ?? null }));
  const last = Math.max(1e-9, ...runs.map(({ picture }) => picture?.end ?? 0));
  return (
    <section class="chart-box" aria-label="Runs side by side">
      <h3>
        Runs side by side{" "}
        <small>servers above, then processor and radio of each device, on one time axis, s</small>
      </h3>
      <div class="pair">
        {runs.map(({ at, report, picture }) =>
          picture === null || report === null ? null : (
            <Run key={at} at={at} picture={picture} method={report.method} last={last} />
          ),
        )}
      </div>
    </section>
  );
}
