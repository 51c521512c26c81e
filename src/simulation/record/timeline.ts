// Power, queue lengths and busy cores over time as step functions, one change at a time as the run goes on.
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import {
  BUSY,
  CORES,
  PROCESSOR,
  RADIO,
  SERVER,
  SPEED,
  STATION_INTS,
  STATION_REALS,
  type StationTable,
  WAITING,
} from "../state/station-table.ts";
import type { World } from "../world.ts";
import type { Steps, Timeline } from "./result.ts";

/** A step function that grows at its end. */
class GrowingSteps {
  private times = new Float64Array(16);
  private values = new Float64Array(16);
  private count = 0;

  /** From `time` on the value holds; nothing is added when it held before. */
  add(time: Seconds, value: number): void {
    if (this.count > 0 && this.values[this.count - 1] === value) return;
    if (this.count === this.times.length) {
      const times = new Float64Array(2 * this.count);
      const values = new Float64Array(2 * this.count);
      times.set(this.times);
      values.set(this.values);
      this.times = times;
      this.values = values;
    }
    this.times[this.count] = time;
    this.values[this.count++] = value;
  }

  steps(): Steps {
    return { times: this.times.slice(0, this.count), values: this.values.slice(0, this.count) };
  }
}

const many = (count: number) => Array.from({ length: count }, () => new GrowingSteps());

/** The sum of step functions. */
function sumOf(parts: readonly Steps[]): Steps {
  if (parts.length === 1) return parts[0];
  const changes: { readonly time: number; readonly by: number }[] = [];
  for (const { times, values } of parts) {
    for (let k = 0; k < times.length; k++)
      changes.push({ time: times[k], by: values[k] - (k > 0 ? values[k - 1] : 0) });
  }
  changes.sort((a, b) => a.time - b.time);
  const sum = new GrowingSteps();
  // Summed anew at each instant from few distinct powers, rounding stays below 1e-9 of the largest sum.
  let value = 0;
  for (let k = 0; k < changes.length; k++) {
    value += changes[k].by;
    if (k + 1 === changes.length || changes[k + 1].time > changes[k].time)
      sum.add(changes[k].time, Math.abs(value) < 1e-12 ? 0 : value);
  }
  return sum.steps();
}

export class TimelineRecorder {
  private readonly queue: GrowingSteps[];
  private readonly busy: GrowingSteps[];
  private readonly serverQueue: GrowingSteps[];
  private readonly serverBusy: GrowingSteps[];
  private readonly serverSpeed: GrowingSteps[];
  private readonly radio: GrowingSteps[];
  private readonly power: GrowingSteps[];

  /** Listens to stations and meter from now on; the radios' stations are the last, as many for each device. */
  constructor(
    world: World,
    stations: StationTable,
    private readonly numbers: StationNumbers,
    meter: PowerMeter,
  ) {
    const { devices, servers, serverSpeed } = world.network;
    this.queue = many(devices);
    this.busy = many(devices);
    this.serverQueue = many(servers);
    this.serverBusy = many(servers);
    this.serverSpeed = many(servers);
    this.radio = many(devices * numbers.radiosPerDevice);
    this.power = many(devices);
    stations.onHeld = (station, since) => {
      const i = station * STATION_INTS;
      const speed = stations.real[station * STATION_REALS + SPEED];
      const busy = speed === 0 ? 0 : Math.min(stations.int[i + BUSY], stations.int[i + CORES]);
      const which = numbers.within(station);
      switch (numbers.kind(station)) {
        case PROCESSOR:
          this.queue[which].add(since, stations.int[i + WAITING]);
          this.busy[which].add(since, busy);
          return;
        case SERVER:
          this.serverQueue[which].add(since, stations.int[i + WAITING]);
          this.serverBusy[which].add(since, busy);
          this.serverSpeed[which].add(since, speed / serverSpeed[which]);
          return;
        case RADIO:
          this.radio[which].add(since, busy);
      }
    };
    meter.onHeld = (device, since) => this.power[device].add(since, meter.power(device));
  }

  /** All stations and the meter must be settled. */
  result(): Timeline {
    const steps = (list: readonly GrowingSteps[]) => list.map((one) => one.steps());
    const devicePower = steps(this.power);
    const perDevice = this.numbers.radiosPerDevice;
    return {
      devicePower,
      power: sumOf(devicePower),
      serverQueue: steps(this.serverQueue),
      serverBusy: steps(this.serverBusy),
      serverSpeed: steps(this.serverSpeed),
      deviceQueue: steps(this.queue),
      deviceBusy: steps(this.busy),
      radioBusy: devicePower.map((_, i) =>
        sumOf(steps(this.radio.slice(i * perDevice, (i + 1) * perDevice))),
      ),
    };
  }
}
