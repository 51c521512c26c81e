// A run as Chrome trace events (JSON), for Perfetto (ui.perfetto.dev): tracks, counters, and a flow for each job.
// Source: "Trace Event Format" (Chromium project). Slices of one track must not overlap in part, so what does gets a
// track of its own; times are whole microseconds, so that abutting slices stay so.
import { outagesOf } from "../simulation/record/capacity-changes.ts";
import type { RunResult, Steps } from "../simulation/record/result.ts";
import type { RunNames } from "./run-tables.ts";
import { laneName, type Work, workOf } from "./run-work.ts";

export interface TraceEvent {
  /** X slice, C counter, s/t/f start, step and end of a flow, M metadata. */
  readonly ph: "X" | "C" | "s" | "t" | "f" | "M";
  readonly pid: number;
  readonly tid?: number;
  readonly name: string;
  readonly cat?: string;
  /** Microseconds since the start of the run. */
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  /** A flow ends at the slice around it. */
  readonly bp?: "e";
  readonly args?: Readonly<Record<string, string | number>>;
}

const DEVICES = 1;
const SERVERS = 2;
const WIRES = 3;

/** Devices beyond these have no power counter of their own: a counter each would bury the rest. */
const MOST_DEVICE_COUNTERS = 64;

const micros = (seconds: number): number => Math.round(seconds * 1e6);

function counter(
  pid: number,
  name: string,
  unit: string,
  { times, values }: Steps,
  end: number,
): TraceEvent[] {
  const events: TraceEvent[] = [];
  for (let k = 0; k < times.length; k++) {
    const ts = micros(times[k]);
    // Of changes within one microsecond the last holds.
    if (k + 1 < times.length && micros(times[k + 1]) === ts) continue;
    events.push({ ph: "C", pid, name, ts, args: { [unit]: values[k] } });
  }
  if (events.length > 0) events.push({ ...events.at(-1)!, ts: micros(end) });
  return events;
}

function metadata(pid: number, name: string): TraceEvent[] {
  return [
    { ph: "M", pid, name: "process_name", args: { name } },
    { ph: "M", pid, name: "process_sort_index", args: { sort_index: pid } },
  ];
}

/** A number for each track, in order of station and lane: processor before radio. */
function trackNumbers(work: readonly Work[]): Map<string, { tid: number; first: Work }> {
  const rank = (piece: Work) => [piece.station, piece.kind === "radio" ? 1 : 0, piece.lane];
  const tracks = new Map<string, Work>();
  for (const piece of work) tracks.set(`${piece.kind} ${piece.station} ${piece.lane}`, piece);
  const sorted = [...tracks].sort(([, a], [, b]) => {
    const [one, other] = [rank(a), rank(b)];
    return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
  });
  return new Map(sorted.map(([key, first], index) => [key, { tid: index + 1, first }]));
}

/** A track of its own for each server or wire that was out of order at times, as work may be held up meanwhile. */
function outageTracks(run: RunResult, names: RunNames, tracks: number): TraceEvent[] {
  const of = new Map<string, number>();
  return outagesOf(run.changes!, run.end).flatMap(({ kind, owner, from, to }) => {
    const pid = kind === "wire" ? WIRES : SERVERS;
    const station = kind === "wire" ? names.wires[owner] : names.servers[owner];
    const first = !of.has(`${kind} ${owner}`);
    if (first) of.set(`${kind} ${owner}`, tracks + of.size + 1);
    const at = { pid, tid: of.get(`${kind} ${owner}`)!, ts: micros(from) };
    const slice: TraceEvent = {
      ph: "X",
      ...at,
      dur: micros(to) - at.ts,
      name: "out of order",
      cat: "outage",
      args: { station },
    };
    if (!first) return [slice];
    const name = `${station} out of order`;
    return [{ ph: "M", pid, tid: at.tid, name: "thread_name", args: { name } }, slice];
  });
}

/**
 * The events of a run.
 * @param jobName name of a job by its number
 * @throws RangeError unless the run kept all jobs and its timeline
 */
export function traceEvents(
  run: RunResult,
  names: RunNames,
  jobName: (job: number) => string = (job) => `job ${job}`,
): TraceEvent[] {
  const { jobs, visits, timeline } = run;
  if (jobs === null || visits === null || timeline === null)
    throw new RangeError("a trace needs job records and the timeline");
  const work = workOf(visits);
  const tracks = trackNumbers(work);
  const pidOf = (piece: Work) =>
    piece.kind === "server" ? SERVERS : piece.kind === "wire" ? WIRES : DEVICES;
  const events = [...metadata(DEVICES, "devices"), ...metadata(SERVERS, "servers")];
  if (names.wires.length > 0) events.push(...metadata(WIRES, "wires"));
  for (const { tid, first } of tracks.values()) {
    const pid = pidOf(first);
    events.push(
      { ph: "M", pid, tid, name: "thread_name", args: { name: laneName(first, names) } },
      { ph: "M", pid, tid, name: "thread_sort_index", args: { sort_index: tid } },
    );
  }
  const stages = new Map<number, number>();
  for (const { row } of work) stages.set(row, (stages.get(row) ?? 0) + 1);
  const seen = new Map<number, number>();
  for (const piece of work) {
    const { row } = piece;
    const place = jobs.place[row];
    const at = {
      pid: pidOf(piece),
      tid: tracks.get(`${piece.kind} ${piece.station} ${piece.lane}`)!.tid,
      ts: micros(piece.start),
    };
    const name = jobName(jobs.job[row]);
    events.push({
      ph: "X",
      ...at,
      dur: micros(piece.end) - at.ts,
      name: piece.stage === "service" ? name : `${name} ${piece.stage}`,
      cat: piece.stage,
      args: {
        job: name,
        device: names.devices[jobs.device[row]],
        place: place < 0 ? "local" : names.servers[place],
        waiting_s: jobs.waiting[row],
      },
    });
    const count = stages.get(row)!;
    if (count < 2) continue;
    const step = seen.get(row) ?? 0;
    seen.set(row, step + 1);
    const flow = { ...at, name: "job", cat: "flow", id: row + 1 };
    if (step === 0) events.push({ ph: "s", ...flow });
    else if (step < count - 1) events.push({ ph: "t", ...flow });
    else events.push({ ph: "f", ...flow, bp: "e" });
  }
  events.push(...outageTracks(run, names, tracks.size));
  for (const event of counter(DEVICES, "power, all devices", "W", timeline.power, run.end))
    events.push(event);
  for (const [i, power] of timeline.devicePower.slice(0, MOST_DEVICE_COUNTERS).entries()) {
    for (const event of counter(DEVICES, `power ${names.devices[i]}`, "W", power, run.end))
      events.push(event);
  }
  for (const [c, queue] of timeline.serverQueue.entries()) {
    for (const event of counter(SERVERS, `queue ${names.servers[c]}`, "jobs", queue, run.end))
      events.push(event);
  }
  return events;
}

/** The trace file: one event a line. */
export function traceJson(events: readonly TraceEvent[], name: string): string {
  const lines = events.map((event) => JSON.stringify(event));
  return `{"displayTimeUnit":"ms","otherData":${JSON.stringify({ run: name })},"traceEvents":[\n${lines.join(",\n")}\n]}\n`;
}
