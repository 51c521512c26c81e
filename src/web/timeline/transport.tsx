// Play, pause, speed, the time cursor as a slider, and how close one looks.
import { useId } from "preact/hooks";
import { shown } from "../draw/ticks.ts";
import { cursor, end, look, moveCursor, play, playing, SPEEDS, seen, speed, zoom } from "./clock.ts";

export function Transport() {
  const id = useId();
  const whole = end.value;
  const { from, to } = seen.value;
  const all = from <= 0 && to >= whole;
  return (
    <div class="transport">
      <button type="button" class="play" aria-pressed={playing.value} onClick={() => play(!playing.peek())}>
        {playing.value ? "Pause" : "Play"}
      </button>
      <select
        aria-label="speed"
        value={speed.value}
        onChange={(event) => {
          speed.value = Number(event.currentTarget.value);
        }}
      >
        {SPEEDS.map((times) => (
          <option key={times} value={times}>
            {times}×
          </option>
        ))}
      </select>
      <input
        id={id}
        class="cursor"
        type="range"
        min={0}
        max={1000}
        step={1}
        value={Math.round((cursor.value / whole) * 1000)}
        aria-label="time cursor"
        aria-valuetext={`${shown(cursor.value)} of ${shown(whole)} seconds`}
        onInput={(event) => moveCursor((Number(event.currentTarget.value) / 1000) * whole)}
      />
      <output for={id}>
        {shown(cursor.value)} <small>of {shown(whole)} s</small>
      </output>
      <fieldset class="zoom">
        <legend class="unseen">magnify</legend>
        <button type="button" aria-label="look closer" onClick={() => zoom(2)}>
          +
        </button>
        <button type="button" aria-label="look from further" disabled={all} onClick={() => zoom(0.5)}>
          −
        </button>
        <button type="button" disabled={all} onClick={() => look(0, end.peek())}>
          All
        </button>
      </fieldset>
    </div>
  );
}
