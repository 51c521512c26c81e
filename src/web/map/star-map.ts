// The paper's network as a map: devices whose radios reach every server, with what went over each pair's link.

import { STATION_KINDS } from "../../simulation/record/visits.ts";
import {
  type Activities,
  DOWNLOAD,
  processorRow,
  radioRow,
  serverRow,
  UPLOAD,
} from "../picture/activities.ts";
import { countSteps } from "../picture/count-steps.ts";
import type { Picture } from "../worker/protocol.ts";
import type { MapEdge, MapPoint, NetworkMap } from "./network-map.ts";

const SERVER = STATION_KINDS.indexOf("server");

/** More devices stand for each other: no map holds them. */
const MOST_DEVICES = 60;

class Intervals {
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  add(start: number, end: number): void {
    this.starts.push(start);
    this.ends.push(end);
  }

  steps(until: number) {
    return countSteps(this.starts, this.ends, until);
  }
}

function busyOf(of: Activities, rows: readonly number[], until: number) {
  const found = new Intervals();
  for (const row of rows) {
    for (let at = of.offset[row]; at < of.offset[row + 1]; at++) found.add(of.start[at], of.end[at]);
  }
  return found.steps(until);
}

/** First device of each group, and one more than the last device. */
function groupsOf(devices: number): number[] {
  const groups = Math.min(devices, MOST_DEVICES);
  return Array.from({ length: groups + 1 }, (_, g) => Math.floor((g * devices) / groups));
}

/**
 * The server that a transfer of a job goes to or comes from: that of the job's visit to a server that begins next, or of its
 * last one. A job that is placed again after a fault has several.
 */
function serversOf({ visits, jobs }: Picture): (job: number, start: number) => number {
  const entered: number[][] = Array.from({ length: jobs.device.length }, () => []);
  const server: number[][] = Array.from({ length: jobs.device.length }, () => []);
  for (let k = 0; k < visits.count; k++) {
    if (visits.kind[k] !== SERVER || visits.job[k] < 0) continue;
    entered[visits.job[k]].push(visits.entered[k]);
    server[visits.job[k]].push(visits.owner[k]);
  }
  return (job, start) => {
    const next = entered[job].findIndex((time) => time >= start);
    return (next < 0 ? server[job].at(-1) : server[job][next]) ?? jobs.place[job];
  };
}

/** Devices beyond a number are shown in groups of neighbours. */
export function starMap(picture: Picture): NetworkMap {
  const { activities: of, deviceIds, serverIds, queues, end } = picture;
  const servers = serverIds.length;
  const starts = groupsOf(deviceIds.length);
  const groups = starts.length - 1;
  const serverAt = serversOf(picture);
  const points: MapPoint[] = [];
  const edges: MapEdge[] = [];
  for (let g = 0; g < groups; g++) {
    const [first, last] = [starts[g], starts[g + 1] - 1];
    const own = Array.from({ length: last - first + 1 }, (_, k) => first + k);
    points.push({
      id: first === last ? deviceIds[first] : `${deviceIds[first]} to ${deviceIds[last]}`,
      kind: "device",
      tier: null,
      track: null,
      number: first,
      count: own.length,
      busy: busyOf(
        of,
        own.map((i) => processorRow(of, i)),
        end,
      ),
      waiting: null,
      cores: own.length,
    });
    const [out, back] = [0, 1].map(() => serverIds.map(() => new Intervals()));
    for (const i of own) {
      const row = radioRow(of, i);
      for (let at = of.offset[row]; at < of.offset[row + 1]; at++) {
        const place = serverAt(of.job[at], of.start[at]);
        if (place < 0) continue;
        if (of.work[at] === UPLOAD) out[place].add(of.start[at], of.end[at]);
        else if (of.work[at] === DOWNLOAD) back[place].add(of.start[at], of.end[at]);
      }
    }
    for (let c = 0; c < servers; c++) {
      edges.push({
        kind: "radio",
        name: `${points[g].id} to ${serverIds[c]}`,
        from: g,
        to: groups + c,
        out: out[c].steps(end),
        back: back[c].steps(end),
      });
    }
  }
  for (let c = 0; c < servers; c++) {
    points.push({
      id: serverIds[c],
      kind: "server",
      tier: null,
      track: null,
      number: c,
      count: 1,
      busy: busyOf(of, [serverRow(c)], end),
      waiting: queues[c],
      cores: 1,
    });
  }
  return { points, edges, from: Math.min(picture.warmup, end), end };
}
