// Reads what the next events will need, all at once: with a hundred thousand devices every event waits for some ten lines of
// memory one after another, while reads that do not depend on each other wait together.
import type { JobSource } from "../scenario/world.ts";
import type { PowerMeter } from "./energy/power-meter.ts";
import { DEVICE, INTS, type JobTable, PLACE, REALS, STATION } from "./state/job-table.ts";
import type { StationNumbers } from "./state/station-numbers.ts";
import { STATION_REALS, type StationTable } from "./state/station-table.ts";

/** Doubles in a line of the cache. */
const LINE = 8;

export interface LookAheadParts {
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly meter: PowerMeter;
  readonly sources: readonly JobSource[];
  readonly numbers: StationNumbers;
  readonly devices: number;
  /** The first event of a job; those before `sources.length` are arrivals. */
  readonly firstJob: number;
}

export class LookAhead {
  /** The sum of what was read, so that no compiler leaves the reading out. */
  read = 0.5;

  constructor(private readonly parts: LookAheadParts) {}

  /** @param events those from `from` to before `to` come up next */
  look(events: Int32Array, from: number, to: number): void {
    this.read = this.jobs(events, from, to) + this.devices(events, from, to);
  }

  private jobs(events: Int32Array, from: number, to: number): number {
    const { jobs, firstJob } = this.parts;
    const { real } = jobs;
    let read = 0;
    for (let k = from; k < to; k++) {
      if (events[k] < firstJob) continue;
      const r = jobs.slotOf(events[k]) * REALS;
      read += real[r] + real[r + LINE] + real[r + 2 * LINE];
    }
    return read;
  }

  private devices(events: Int32Array, from: number, to: number): number {
    const { jobs, stations, meter, sources, numbers, devices, firstJob } = this.parts;
    const { int } = jobs;
    const perDevice = sources.length === devices;
    let read = 0;
    for (let k = from; k < to; k++) {
      let device = events[k];
      if (device >= firstJob) {
        const i = jobs.slotOf(device) * INTS;
        device = int[i + DEVICE];
        read += line(stations.real, Math.max(0, int[i + STATION]) * STATION_REALS);
        read += line(stations.real, numbers.server(Math.max(0, int[i + PLACE])) * STATION_REALS);
      } else if (device < sources.length) {
        if (sources[device].closed) read++;
        // Most often source i is that of device i; a wrong guess reads in vain.
        if (!perDevice) continue;
      } else continue;
      read += line(stations.real, numbers.radios(device) * STATION_REALS);
      read += meter.touch(device);
    }
    return read;
  }
}

/** A row of two lines. */
const line = (real: Float64Array, at: number): number => real[at] + real[at + LINE];
