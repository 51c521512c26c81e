// Power by state, queue lengths and energy so far, each on the time axis of the Gantt chart, with values at the cursor.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useCallback, useMemo, useRef } from "preact/hooks";
import { ChartCanvas, type Draw } from "../draw/chart-canvas.tsx";
import { type Colours, serverColour } from "../draw/colours.ts";
import {
  AXIS,
  drawCursor,
  drawTimeAxis,
  drawWarmup,
  type TimeFrame,
  timeAt,
  timeFrame,
} from "../draw/frame.ts";
import { drawEnergy, drawPower, drawQueues } from "../draw/over-time.ts";
import type { Surface } from "../draw/surface.ts";
import { shown } from "../draw/ticks.ts";
import { devicePower, jobsByDevice, STATES } from "../picture/power.ts";
import { integralAt, type StepFunction, valueAt } from "../picture/step-function.ts";
import { colours } from "../state/theme.ts";
import type { Picture } from "../worker/protocol.ts";
import { cursor, moveCursor, seen } from "./clock.ts";
import { useTimeGestures } from "./gestures.ts";

const HEIGHT = 92;
const TOP = 6;
/** Room below the plot, so that the lowest label is whole. */
const FOOT = 7;

interface StripProps {
  readonly title: ComponentChildren;
  readonly label: string;
  readonly height?: number;
  readonly axis?: boolean;
  readonly warmup: number;
  readonly draw: (on: Surface, frame: TimeFrame, bottom: number, palette: Colours) => void;
}

function Strip({ title, label, height = HEIGHT, axis = false, warmup, draw }: StripProps) {
  const element = useRef<HTMLDivElement>(null);
  const onTap = useCallback((x: number, _y: number, width: number) => {
    moveCursor(timeAt(timeFrame(width, seen.peek().from, seen.peek().to), x));
  }, []);
  useTimeGestures(element, onTap);
  const whole: Draw = useCallback(
    (on, palette) => {
      const frame = timeFrame(on.width, seen.value.from, seen.value.to);
      const bottom = height - FOOT;
      draw(on, frame, bottom, palette);
      drawWarmup(on, frame, TOP, bottom, warmup, palette);
      drawCursor(on, frame, 0, bottom, cursor.value, palette);
      if (axis) drawTimeAxis(on, frame, bottom, palette);
    },
    [draw, height, axis, warmup],
  );
  return (
    <section class="strip" aria-label={label}>
      <h3>{title}</h3>
      <div class="sight" ref={element}>
        <ChartCanvas height={height + (axis ? AXIS : 0)} label={label} draw={whole} />
      </div>
    </section>
  );
}

function Legend({ entries }: { entries: readonly { name: string; colour: string; value: string }[] }) {
  return (
    <span class="legend">
      {entries.map(({ name, colour, value }) => (
        <span key={name}>
          <i style={{ background: colour }} />
          {name} <b>{value}</b>
        </span>
      ))}
    </span>
  );
}

export function PowerStrips({ picture }: { picture: Picture }) {
  const device = useSignal(-1);
  const values = useMemo(() => powerOf(picture, device.value), [picture, device.value]);
  const entries = (of: (state: StepFunction) => number, unit: string) =>
    STATES.map((name, state) => ({
      name,
      colour: colours.value.states[state],
      value: `${shown(of(values[state]))} ${unit}`,
    }));
  const sum = (of: (state: StepFunction) => number) => values.reduce((total, state) => total + of(state), 0);
  const at = cursor.value;
  const power = reading(picture, at);
  const drawPowerNow = useMemo<StripProps["draw"]>(
    () => (on, frame, bottom, palette) => drawPower(on, frame, TOP, bottom, values, palette),
    [values],
  );
  const drawEnergyNow = useMemo<StripProps["draw"]>(
    () => (on, frame, bottom, palette) => drawEnergy(on, frame, TOP, bottom, values, picture.end, palette),
    [values, picture],
  );
  const choice = (
    <select
      aria-label="power of"
      value={device.value}
      onChange={(event) => {
        device.value = Number(event.currentTarget.value);
      }}
    >
      <option value={-1}>all devices</option>
      {picture.deviceIds.slice(0, 2000).map((id, i) => (
        <option key={id} value={i}>
          {id}
        </option>
      ))}
    </select>
  );
  return (
    <>
      <Strip
        title={
          <>
            Power, W {choice} {power.word} <b>{shown(sum(power.of))} W</b>
            <Legend entries={entries(power.of, "W")} />
          </>
        }
        label="Power by state over time"
        warmup={picture.warmup}
        draw={drawPowerNow}
      />
      <QueueStrip picture={picture} />
      <Strip
        title={
          <>
            Energy so far, J <b>{shown(sum((state) => integralAt(state, at)))} J</b>
            <Legend entries={entries((state) => integralAt(state, at), "J")} />
          </>
        }
        label="Energy by state since the start"
        warmup={picture.warmup}
        axis
        draw={drawEnergyNow}
      />
    </>
  );
}

function QueueStrip({ picture }: { picture: Picture }) {
  const at = cursor.value;
  const draw = useMemo<StripProps["draw"]>(
    () => (on, frame, bottom, palette) => drawQueues(on, frame, TOP, bottom, picture, palette),
    [picture],
  );
  const waiting = reading(picture, at);
  const named = picture.serverIds.slice(0, MOST_NAMES);
  const entries = named.map((name, c) => ({
    name,
    colour: serverColour(colours.value, c),
    value: shown(waiting.of(picture.queues[c])),
  }));
  const more = picture.serverIds.length - named.length;
  return (
    <Strip
      title={
        <>
          Waiting at servers, jobs {waiting.word} <Legend entries={entries} />
          {picture.outages.some(({ kind }) => kind === "server") && (
            <small>thick at the top: out of order</small>
          )}
          {more > 0 && <small>and {more} more servers, drawn without a name</small>}
        </>
      }
      label="Queue length of each server over time"
      warmup={picture.warmup}
      height={70}
      draw={draw}
    />
  );
}

/** Servers that the legend names. */
const MOST_NAMES = 8;

/**
 * What the legends say of a step function: its value at the cursor, or, where the cursor stands at the end of the run and
 * all has come to rest, its mean over the run without its warm-up.
 */
function reading(picture: Picture, at: number): { of: (state: StepFunction) => number; word: string } {
  if (at < picture.end) return { of: (state) => valueAt(state, at), word: "" };
  const { end, warmup } = picture;
  const measured = end - Math.min(warmup, end);
  const mean = (state: StepFunction) =>
    (integralAt(state, end) - integralAt(state, end - measured)) / measured;
  return { of: mean, word: measured > 0 ? "mean" : "" };
}

/** Power by state of one device, or of all. */
function powerOf(picture: Picture, device: number): readonly StepFunction[] {
  if (device < 0 || device >= picture.deviceIds.length) return picture.power;
  return devicePower(picture, device, jobsByDevice(picture.jobs, picture.deviceIds.length)[device]);
}
