// The pictures of one run: who worked when, power over time, queues over time; of a long run what can be read of it.
import {
  laneName,
  type RunNames,
  type Table,
  tableOf,
  tableSchema,
  type Work,
  workOf,
  workTable,
} from "../dataset/index.ts";
import { outagesOf } from "../simulation/record/capacity-changes.ts";
import type { RunResult, Steps } from "../simulation/record/result.ts";
import { VISIT_STAGES } from "../simulation/record/visits.ts";
import type { Figure } from "./figure.ts";
import { gantt } from "./gantt.ts";
import { type StepsOptions, steps } from "./steps.ts";

/** More than these cannot be read. */
const MOST_DEVICES = 8;
const MOST_SERVERS = 12;
const MOST_BARS = 300;
/** Changes that a curve is drawn with; a longer one is averaged over stretches of equal length. */
const MOST_CHANGES = 1500;
const STRETCHES = 400;

const shown = (seconds: number): string => String(Number(seconds.toPrecision(4)));

const STEPS_TABLE = tableSchema("steps", "One change of one step function.", [
  { name: "series", type: "text", unit: "", meaning: "What changes." },
  { name: "time_s", type: "float64", unit: "s", meaning: "From this time on." },
  { name: "power_W", type: "float64", unit: "W", meaning: "Power of all devices.", nullable: true },
  { name: "jobs", type: "float64", unit: "1", meaning: "Jobs waiting.", nullable: true },
]);

/** Time averages of a step function over stretches of equal length: the integral stays exact. */
export function averaged({ times, values }: Steps, end: number, stretches: number): Steps {
  const length = end / stretches;
  const sums = new Float64Array(stretches);
  for (let k = 0; k < times.length; k++) {
    const until = k + 1 < times.length ? times[k + 1] : end;
    let from = times[k];
    let stretch = Math.min(stretches - 1, Math.floor(from / length));
    while (from < until) {
      const to = stretch === stretches - 1 ? until : Math.min(until, (stretch + 1) * length);
      sums[stretch] += values[k] * (to - from);
      from = to;
      stretch++;
    }
  }
  return {
    times: Float64Array.from(sums, (_, stretch) => stretch * length),
    values: sums.map((sum) => sum / length),
  };
}

/** Curves as rows, each to the end of the run. */
function curveTable(
  curves: readonly (readonly [series: string, curve: Steps])[],
  column: "power_W" | "jobs",
  end: number,
): Table {
  return tableOf(
    STEPS_TABLE,
    curves.flatMap(([series, { times, values }]) => {
      const rows = Array.from(times, (time, k) => ({ time, value: values[k] }));
      if (rows.length > 0) rows.push({ time: end, value: rows.at(-1)!.value });
      return rows.map(({ time, value }) => ({
        series,
        time_s: time,
        power_W: column === "power_W" ? value : null,
        jobs: column === "jobs" ? value : null,
      }));
    }),
  );
}

function overTime(
  run: RunResult,
  curves: readonly (readonly [string, Steps])[],
  column: "power_W" | "jobs",
  heading: {
    readonly name: string;
    readonly title: string;
    readonly caption: string;
    readonly label: string;
  },
  note: string,
  shaded: StepsOptions["shaded"] = [],
): Figure {
  const long = curves.some(([, curve]) => curve.times.length > MOST_CHANGES);
  const drawn = long
    ? curves.map(([name, curve]) => [name, averaged(curve, run.end, STRETCHES)] as const)
    : curves;
  const remarks = [
    note,
    run.warmup > 0 ? `energies and means are those after the warm-up of ${shown(run.warmup)} s` : "",
    shaded.length > 0 ? "grey: out of order" : "",
    long ? `averages over ${shown(run.end / STRETCHES)} s` : "every change",
  ];
  return steps(curveTable(drawn, column, run.end), {
    ...heading,
    subtitle: [run.name, ...remarks.filter((remark) => remark !== "")].join("; "),
    time: "time_s",
    value: column,
    series: "series",
    order: curves.map(([name]) => name),
    window: [0, run.end],
    shaded,
  });
}

/** The lines of the chart, those without work too: each device's processor and radio, then the servers. */
function lanesOf(work: readonly Work[], names: RunNames): string[] {
  const stations = [
    ...names.devices
      .slice(0, MOST_DEVICES)
      .flatMap((_, station) => [
        { kind: "processor", station } as const,
        { kind: "radio", station } as const,
      ]),
    ...names.wires
      .slice(0, MOST_SERVERS)
      .flatMap((_, wire) => [2 * wire, 2 * wire + 1])
      .map((station) => ({ kind: "wire", station }) as const),
    ...names.servers.slice(0, MOST_SERVERS).map((_, station) => ({ kind: "server", station }) as const),
  ];
  return stations.flatMap(({ kind, station }) => {
    const lanes = work
      .filter((piece) => piece.kind === kind && piece.station === station)
      .map(({ lane }) => lane);
    return Array.from({ length: Math.max(0, ...lanes) + 1 }, (_, lane) =>
      laneName({ kind, station, lane }, names),
    );
  });
}

/** The lines and the stretch of time of which a chart shows all work. */
function ganttFigure(run: RunResult, names: RunNames, jobName: (job: number) => string): Figure {
  const jobs = run.jobs!;
  const all = workOf(run.visits!);
  const most = { processor: MOST_DEVICES, radio: MOST_DEVICES, server: MOST_SERVERS, wire: 2 * MOST_SERVERS };
  // Beyond the horizon only measured jobs are on record.
  const visible = all.filter((piece) => piece.station < most[piece.kind] && piece.start < run.end);
  // Jobs are on record from the end of the warm-up.
  const from = run.warmup;
  const until = visible.length > MOST_BARS ? visible[MOST_BARS].start : run.end;
  const work = visible.slice(0, MOST_BARS);
  const table = workTable(work, jobs, names, jobName);
  const devices = new Set(table.data.array("device"));
  const owners = names.devices.filter((device) => devices.has(device));
  const several = owners.length > 1;
  const order = lanesOf(work, names);
  const outages = outagesOf(run.changes!, run.end)
    .flatMap(({ kind, owner, from: since, to }) =>
      (kind === "wire" ? [2 * owner, 2 * owner + 1] : [owner]).map((station) => ({
        ...{ lane: laneName({ kind, station, lane: 0 }, names), from: since, to },
      })),
    )
    .filter(({ lane, from: since, to }) => order.includes(lane) && to > from && since < until);
  const left = [
    names.devices.length > MOST_DEVICES ? `the first ${MOST_DEVICES} of ${names.devices.length} devices` : "",
    names.servers.length > MOST_SERVERS ? `the first ${MOST_SERVERS} of ${names.servers.length} servers` : "",
    names.wires.length > MOST_SERVERS ? `the first ${MOST_SERVERS} of ${names.wires.length} wires` : "",
    from > 0 || until < run.end ? `${shown(from)} to ${shown(until)} s of ${shown(run.end)} s` : "",
    from > 0 ? "jobs of the warm-up are left out" : "",
    several && jobs.downloadStart.some((time) => time >= from) ? "pale: on the way back" : "",
    outages.length > 0 ? "grey frames: out of order" : "",
  ].filter((part) => part !== "");
  return gantt(table, {
    name: "run-gantt",
    caption:
      "What every processor, radio and server did when; a bar is one stage of one job, coloured by its device.",
    title: "Who worked when",
    subtitle: [run.name, ...left].join("; "),
    lane: "lane",
    order,
    outages,
    start: "start_s",
    end: "end_s",
    colour: several ? "device" : "stage",
    colours: several
      ? owners
      : [...VISIT_STAGES].filter((one) => names.wires.length > 0 || !one.startsWith("wire")),
    colourTitle: several ? "device" : "stage",
    ...(several && { pale: { column: "stage", values: ["download", "wire back"] } }),
    text: "job",
    window: [from, until],
  });
}

/**
 * Gantt chart, power over time and queue length over time of a run.
 * @param jobName name of a job by its number
 * @throws RangeError unless the run kept all jobs and its timeline
 */
export function runFigures(
  run: RunResult,
  names: RunNames,
  jobName: (job: number) => string = (job) => `${job}`,
): Figure[] {
  const { timeline } = run;
  if (run.jobs === null || timeline === null)
    throw new RangeError("figures of a run need job records and the timeline");
  const servers = names.servers.slice(0, MOST_SERVERS);
  return [
    ganttFigure(run, names, jobName),
    overTime(
      run,
      [["all devices", timeline.power]],
      "power_W",
      {
        name: "run-power",
        title: "Power over time",
        caption: "Power of all devices over time; its integral is the run's energy.",
        label: "power of all devices",
      },
      "",
    ),
    overTime(
      run,
      servers.map((name, c) => [name, timeline.serverQueue[c]] as const),
      "jobs",
      {
        name: "run-queues",
        title: "Queue length over time",
        caption: "Jobs that wait at each server over time, those in service not counted.",
        label: "jobs waiting",
      },
      names.servers.length > MOST_SERVERS
        ? `the first ${MOST_SERVERS} of ${names.servers.length} servers`
        : "",
      outagesOf(run.changes!, run.end)
        .filter(({ kind, owner }) => kind === "server" && owner < servers.length)
        .map(({ owner, from, to }) => ({ series: servers[owner], from, to })),
    ),
  ];
}
