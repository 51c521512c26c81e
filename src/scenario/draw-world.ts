// A scenario and a seed as the world that a simulation drives.
import { InputError } from "../model/input-error.ts";
import { LOCAL } from "../model/problem.ts";
import { megabitsPerSecond, megabytes } from "../units.ts";
import { classNames, deviceGroups, serverEntries } from "./entities.ts";
import { drawFault } from "./fault-draw.ts";
import { hasGraphs } from "./graph-draw.ts";
import { emptyRow, type JobRow } from "./job-draw.ts";
import { arrivesForEver } from "./job-streams.ts";
import { drawLevels } from "./level-draw.ts";
import { linkEntries } from "./link-entries.ts";
import { rateProcess } from "./link-rates.ts";
import { isProcess } from "./links.ts";
import { drawMobility } from "./mobility-draw.ts";
import { type DrawnNetwork, drawNetwork } from "./network-draw.ts";
import { placesOfClasses } from "./places.ts";
import { pointsOf } from "./points.ts";
import type { Scenario } from "./scenario.ts";
import { type RowSource, type RunName, rowSources } from "./sources.ts";
import { type JobDraft, type JobSource, type World, world } from "./world.ts";

/** Turns rows in the units of a file into jobs in SI units. */
function inSI(source: RowSource, scenario: Scenario, row: JobRow): JobSource {
  // A distribution of the work per bit is drawn with the job; what is left is a number.
  const perBit = scenario.work.instructionsPerBit;
  const instructionsPerBit = typeof perBit === "number" ? perBit : Number.NaN;
  const back = 1 - scenario.outputReduction;
  return {
    closed: source.closed,
    next: (now) => source.next(now),
    draw: (job: JobDraft) => {
      source.draw(row);
      const bits = megabytes(row.sizeMB);
      job.number = -1;
      job.device = row.device;
      job.bits = bits;
      job.instructions = Number.isNaN(row.instructions) ? bits * instructionsPerBit : row.instructions;
      job.outputBits = Number.isNaN(row.outputMB) ? back * bits : megabytes(row.outputMB);
      job.deadline = row.deadlineS;
      job.priority = row.priority;
      job.jobClass = row.jobClass;
    },
  };
}

/** Cells of the devices: the access point that their group names, else all in turn. */
function cells(scenario: Scenario): World["cells"] {
  const { links } = scenario;
  const points = links === undefined || Array.isArray(links) ? undefined : links.accessPoints;
  if (points === undefined) return null;
  const at = new Map(points.map((point, p) => [point.id, p]));
  let turn = 0;
  const of = Int32Array.from(deviceGroups(scenario), ({ accessPoint }) =>
    accessPoint === undefined ? turn++ % points.length : at.get(accessPoint)!,
  );
  return { of, capacity: points.map((point) => megabitsPerSecond(point.capacityMbps)) };
}

function allowed(
  scenario: Scenario,
  classes: readonly string[],
  servers: readonly string[],
): World["allowed"] {
  const places = placesOfClasses(scenario);
  if (places.size === 0) return null;
  const column = new Map([["local", 0], ...servers.map((id, c): [string, number] => [id, c + 1])]);
  const tables = classes.map((name) => {
    const table = new Uint8Array(servers.length + 1).fill(places.has(name) ? 0 : 1);
    for (const place of places.get(name) ?? []) table[column.get(place)!] = 1;
    return table;
  });
  return (_number, place, jobClass) => tables[jobClass][place - LOCAL] === 1;
}

/** The sources of one replication's jobs, at their start. */
export function jobSources(scenario: Scenario, run: RunName): JobSource[] {
  const row = emptyRow();
  return rowSources(scenario, run).map((source) => inSI(source, scenario, row));
}

/**
 * The world of one replication of a scenario. Deterministic: every source, link, fault and level draws from a stream of
 * its own, named by the run, the purpose and the entity.
 * @param drawn the network of the same replication, where it is drawn already
 */
export function drawWorld(
  scenario: Scenario,
  run: RunName,
  drawn: DrawnNetwork = drawNetwork(scenario, run),
): World {
  if (hasGraphs(scenario))
    throw new InputError(
      `${scenario.name ?? "scenario"}: jobs.graph`,
      "jobs of one task here (graphs and divisible jobs are drawn as an instance up to horizonS, and simulated by methods of graphs)",
      "graphs",
    );
  const { network, entry, drawnRate } = drawn;
  const { deviceIds, serverIds, backhaul } = network;
  const gatewayIds = backhaul?.accessPointIds ?? serverIds;
  const links = linkEntries(scenario);
  const { wireEntries } = pointsOf(scenario);
  const groups = deviceGroups(scenario);
  const entries = serverEntries(scenario);
  const classes = classNames(scenario);
  return world({
    name: scenario.name ?? "scenario",
    network,
    sources: jobSources(scenario, run),
    classes,
    endless: arrivesForEver(scenario),
    allowed: allowed(scenario, classes, serverIds),
    rate: links.some((one) => isProcess(one.rateMbps))
      ? (i, g) => {
          const e = entry(i, g);
          const ends = { device: deviceIds[i], gateway: gatewayIds[g] };
          return e < 0 ? null : rateProcess(links[e], { ...ends, drawn: drawnRate(i, g) }, run);
        }
      : null,
    cells: cells(scenario),
    concurrency: entries.some((entry) => entry.concurrency !== undefined)
      ? entries.map((entry) => entry.concurrency ?? Number.POSITIVE_INFINITY)
      : null,
    serverFault: entries.some((entry) => entry.faults !== undefined)
      ? (c) => {
          const of = entries[c].faults;
          return of === undefined ? null : drawFault(of, "server", serverIds[c], run);
        }
      : null,
    linkFault: links.some((one) => one.faults !== undefined)
      ? (i, g) => {
          const faults = links[entry(i, g)]?.faults;
          const ends = JSON.stringify([deviceIds[i], gatewayIds[g]]);
          return faults === undefined ? null : drawFault(faults, "link", ends, run);
        }
      : null,
    wireFault: wireEntries.some((wire) => wire.faults !== undefined)
      ? (w) => {
          const { faults } = wireEntries[w];
          return faults === undefined ? null : drawFault(faults, "wire", backhaul!.wireIds[w], run);
        }
      : null,
    deviceLevels: groups.some((group) => group.levels !== undefined)
      ? (i) => {
          const { levels } = groups[i];
          const full = { speed: network.deviceSpeed[i], power: network.computePower[i] };
          return levels === undefined ? null : drawLevels(levels, full, "device", deviceIds[i], run);
        }
      : null,
    serverLevels: entries.some((entry) => entry.levels !== undefined)
      ? (c) => {
          const { levels } = entries[c];
          const full = { speed: network.serverSpeed[c], power: 0 };
          return levels === undefined ? null : drawLevels(levels, full, "server", serverIds[c], run);
        }
      : null,
    mobility: drawMobility(scenario, network, run),
    overflow: scenario.overflow ?? "redirect",
    abandon: scenario.abandonAtDeadline ?? false,
  });
}
