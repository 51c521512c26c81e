// `sample`: a scenario and a seed make an instance, the same one every time.

import type { GraphFile } from "../model/graph-file.ts";
import { InputError } from "../model/input-error.ts";
import { INSTANCE_FORMAT, type Instance, type InstanceJob, type RateRow } from "../model/instance.ts";
import { meanOf } from "../random/distribution.ts";
import type { StreamName } from "../random/stream.ts";
import { classList, classNames, deviceGroups, deviceIds, UNNAMED } from "./entities.ts";
import { graphDraw, hasGraphs } from "./graph-draw.ts";
import type { DrawnGraph } from "./job-class.ts";
import { emptyRow, type JobRow } from "./job-draw.ts";
import { linkEntries } from "./link-entries.ts";
import { requireEnd } from "./load.ts";
import { isMobile } from "./mobile.ts";
import { type DrawnNetwork, drawNetwork } from "./network-draw.ts";
import { placesOfClasses } from "./places.ts";
import { pointsOf } from "./points.ts";
import type { Scenario } from "./scenario.ts";
import { type RowSource, rowSources } from "./sources.ts";

export interface SampleOptions {
  readonly seed: number | string;
  /** Each replication of a seed is drawn independently; 0 unless given. */
  readonly replication?: number;
  /** Jobs that arrive later are left out; the scenario's `horizonS` unless given. */
  readonly horizonS?: number;
}

interface Arrival {
  readonly at: number;
  readonly device: number;
  readonly row: JobRow;
}

/** Jobs of all sources up to the horizon, by time of arrival; together those of earlier sources come first. */
function arrivals(sources: readonly RowSource[], horizon: number): Arrival[] {
  const jobs: Arrival[] = [];
  for (const source of sources) {
    for (let at = source.next(0); at <= horizon && at !== Number.POSITIVE_INFINITY; at = source.next(at)) {
      const row = emptyRow();
      source.draw(row);
      jobs.push({ at, device: row.device, row });
    }
  }
  return jobs.sort((a, b) => a.at - b.at);
}

/** Access points, switches and wires, without faults, which no instance has. */
function backhaulOf(scenario: Scenario): Partial<Instance> {
  const { accessPoints, switches, wires } = pointsOf(scenario);
  return {
    ...(accessPoints === undefined ? {} : { accessPoints }),
    ...(switches === undefined ? {} : { switches }),
    ...(wires === undefined ? {} : { wires }),
  };
}

/** Rates and latencies of the links; of a device with an access point only those to it. */
function linksOf(scenario: Scenario, drawn: DrawnNetwork): Pick<Instance, "linksMbps" | "latencyS"> {
  const { devices, links, backhaul } = drawn.network;
  const entries = linkEntries(scenario);
  const row = <Entry>(i: number, number: (g: number) => Entry): (Entry | null)[] | Record<string, Entry> => {
    const has = (g: number) => links.up.of(i, g) > 0;
    if (backhaul === null)
      return Array.from({ length: links.gateways }, (_, g) => (has(g) ? number(g) : null));
    const own = backhaul.attachment[i];
    return has(own) ? { [backhaul.accessPointIds[own]]: number(own) } : {};
  };
  const rows = <Entry>(of: (i: number, g: number) => Entry) =>
    Array.from({ length: devices }, (_, i) => row(i, (g) => of(i, g)));
  const linksMbps: RateRow[] = rows(drawn.meanRate);
  const latencyS = entries.length > 1 ? rows((i, g) => links.latencies.of(i, g)) : entries[0].latencyS;
  return { linksMbps, ...(latencyS === undefined ? {} : { latencyS }) };
}

/** What the jobs of a class on a device are beyond one task, each time anew. */
function graphsOfClasses(
  scenario: Scenario,
  run: Pick<StreamName, "seed" | "replication">,
  ids: readonly string[],
) {
  if (!hasGraphs(scenario)) return () => ({ graph: undefined, divisible: false });
  const byDevice = deviceGroups(scenario).map(
    ({ jobs = scenario.jobs }) =>
      new Map((jobs === undefined ? [] : classList(jobs)).map((one) => [one.class ?? UNNAMED, one])),
  );
  const draws = new Map<string, () => GraphFile>();
  return (device: number, name: string) => {
    const of = byDevice[device].get(name);
    const divisible = of?.divisible === true;
    if (of?.graph === undefined) return { graph: undefined, divisible };
    const key = JSON.stringify([ids[device], name]);
    const draw = draws.get(key) ?? graphDraw(of.graph as DrawnGraph, run, key);
    draws.set(key, draw);
    return { graph: draw(), divisible };
  };
}

/**
 * Draws an instance. Every quantity of every device, server and source has its own stream, so a device added to a
 * group disturbs no other draw. Rates that change over time are given by their long-run mean; faults and speed levels
 * have no place in an instance and are left out.
 * @throws InputError where jobs arrive without end and there is no horizon, or depend on when others end
 */
export function sample(scenario: Scenario, options: SampleOptions): Instance {
  const { seed, replication = 0, horizonS = scenario.horizonS } = options;
  const name = scenario.name ?? "scenario";
  requireEnd(scenario, horizonS, name);
  const run = { seed, replication };
  if (isMobile(scenario)) {
    const expected =
      "devices that stay, on links of given rates (the scenario can be simulated, not sampled)";
    throw new InputError(
      `${name}: ${scenario.channels === undefined ? "devices" : "channels"}`,
      expected,
      "mobility",
    );
  }
  const sources = rowSources(scenario, run);
  if (sources.some((source) => source.closed)) {
    throw new InputError(
      `${name}: arrivals`,
      "arrivals that do not wait for jobs to end (a finite source can be simulated, not sampled)",
      "finiteSource",
    );
  }
  const drawn = drawNetwork(scenario, run);
  const { devices, servers } = drawn;
  const classes = classNames(scenario);
  const places = placesOfClasses(scenario);
  const ids = deviceIds(scenario);
  const jobs = devices.map((): InstanceJob[] => []);
  const graphs = graphsOfClasses(scenario, run, ids);
  for (const { at, device, row } of arrivals(sources, horizonS ?? Number.POSITIVE_INFINITY)) {
    const allowed = places.get(classes[row.jobClass]);
    const { graph, divisible } = graphs(device, classes[row.jobClass]);
    jobs[device].push({
      id: `${ids[device]}-${jobs[device].length + 1}`,
      sizeMB: row.sizeMB,
      ...(at === 0 ? {} : { arrivalS: at }),
      ...(row.deadlineS === Number.POSITIVE_INFINITY ? {} : { deadlineS: row.deadlineS }),
      ...(row.priority === 0 ? {} : { priority: row.priority }),
      ...(classes[row.jobClass] === "" ? {} : { class: classes[row.jobClass] }),
      ...(graph !== undefined || Number.isNaN(row.instructions) ? {} : { instructions: row.instructions }),
      ...(Number.isNaN(row.outputMB) ? {} : { outputMB: row.outputMB }),
      ...(allowed === undefined ? {} : { allowed: [...allowed] }),
      ...(graph === undefined ? {} : { graph }),
      ...(divisible ? { divisible } : {}),
    });
  }
  if (jobs.every((of) => of.length === 0))
    throw new InputError(`${name}: arrivals`, "at least one job before the horizon", 0);
  return {
    format: INSTANCE_FORMAT,
    name,
    work: { instructionsPerBit: meanOf(scenario.work.instructionsPerBit) },
    outputReduction: scenario.outputReduction,
    devices: devices.map((device, i) => ({ ...device, jobs: jobs[i] })),
    servers,
    ...backhaulOf(scenario),
    ...linksOf(scenario, drawn),
    ...(scenario.radio === undefined ? {} : { radio: scenario.radio }),
    ...(scenario.idle === undefined ? {} : { idle: scenario.idle }),
  };
}
