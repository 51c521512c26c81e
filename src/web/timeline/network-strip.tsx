// The network of the run as a map, with what happens in it at the time cursor.
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { ChartCanvas, type Draw } from "../draw/chart-canvas.tsx";
import { drawNetwork, MARGIN } from "../draw/network-chart.ts";
import { networkMapOf } from "../map/map-of-picture.ts";
import { type Places, placesOf } from "../map/places.ts";
import { followed } from "../state/results.ts";
import { colours } from "../state/theme.ts";
import type { Picture } from "../worker/protocol.ts";
import { cursor } from "./clock.ts";

const HEIGHT = 260;

export function NetworkStrip({ picture }: { picture: Picture }) {
  const open = useSignal(picture.backhaul !== null);
  return (
    <details
      class="strip map"
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>Network as a map</summary>
      {open.value && <NetworkChart picture={picture} />}
    </details>
  );
}

function NetworkChart({ picture }: { picture: Picture }) {
  const map = useMemo(() => networkMapOf(picture), [picture]);
  const draw: Draw = useMemo(() => {
    let known: { width: number; places: Places } | null = null;
    return (on, palette) => {
      if (known?.width !== on.width) {
        const area = {
          left: MARGIN.side,
          right: on.width - MARGIN.side,
          top: MARGIN.top,
          bottom: HEIGHT - MARGIN.bottom,
        };
        known = { width: on.width, places: placesOf(map, area) };
      }
      const job = followed.value;
      const device = job < 0 ? -1 : (picture.jobs.device[job] ?? -1);
      drawNetwork(on, map, { places: known.places(cursor.value), cursor: cursor.value, device }, palette);
    };
  }, [map]);
  const states = colours.value.states;
  const whole = cursor.value >= picture.end;
  return (
    <>
      <p class="hint">
        {whole ? "Means over the run" : "At the time cursor"}: lines as wide as what goes over them,{" "}
        <i class="swatch" style={{ background: states[1] }} /> away from the devices,{" "}
        <i class="swatch" style={{ background: states[2] }} /> back; filled as far as processors are busy.
      </p>
      <ChartCanvas
        height={HEIGHT}
        draw={draw}
        label={`Map of the network: ${picture.deviceIds.length} devices, ${picture.serverIds.length} servers and what joins them, with the load of each. The charts below say the same over time.`}
      />
    </>
  );
}
