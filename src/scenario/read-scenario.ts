// Reading a scenario: its fields first, then what they must mean together.
import { checkAttachments, checkBackhaul } from "../model/backhaul-check.ts";
import { check } from "../model/check.ts";
import { checkGraph } from "../model/graph-check.ts";
import { shapeGraph } from "../model/graph-shapes.ts";
import { InputError } from "../model/input-error.ts";
import { isPositive, meanOf } from "../random/distribution.ts";
import { type Arrivals, isEndless, type Trace } from "./arrivals.ts";
import { clockOrigin } from "./clock.ts";
import { classList, deviceIds, serverEntries, serverIds, UNNAMED } from "./entities.ts";
import type { DrawnGraph, JobClass, Jobs } from "./job-class.ts";
import { streamsOfJobs } from "./job-streams.ts";
import { gatewayNames } from "./link-entries.ts";
import { checkMobility } from "./mobility-check.ts";
import { checkGroups, pointsOf } from "./points.ts";
import { type ReadTable, readRecorded } from "./recorded.ts";
import { type Scenario, scenarioSchema } from "./scenario.ts";

/** Says what is wrong where; `at` is a field of the file. */
type Fault = (at: string, expected: string, found: unknown) => never;

/** Every list of classes shares one process by weight, or each class has its own. */
function checkArrivals(
  arrivals: Arrivals | undefined,
  jobs: Jobs | undefined,
  at: string,
  fault: Fault,
): void {
  const dot = at === "" ? "" : `${at}.`;
  if (jobs === undefined) {
    if (arrivals !== undefined) fault(`${dot}jobs`, "jobs, as arrivals are given", undefined);
    return;
  }
  const classes = classList(jobs);
  const own = classes.filter((one) => one.arrivals !== undefined);
  if (arrivals !== undefined && own.length > 0)
    fault(`${dot}arrivals`, "arrivals beside the jobs or inside them, not both", arrivals);
  for (const [k, one] of classes.entries()) {
    const of = Array.isArray(jobs) ? `${dot}jobs[${k}]` : `${dot}jobs`;
    if (arrivals === undefined && one.arrivals === undefined)
      fault(`${of}.arrivals`, "how jobs arrive (batch, poisson, recorded, ...)", undefined);
    if (one.arrivals !== undefined && "weight" in one && one.weight !== undefined)
      fault(`${of}.weight`, "either a weight or arrivals of its own", one.weight);
  }
}

/** What the arrivals and the network demand of a class. */
interface Demands {
  readonly endless: boolean;
  readonly trace: Trace | null;
  readonly places: ReadonlySet<string>;
}

/** Can work be drawn for a job of the class of which nothing is recorded? */
const drawsWork = (of: JobClass): boolean =>
  of.instructions !== undefined || (of.sizeMB !== undefined && isPositive(of.sizeMB));

/** A class whose jobs are graphs; `instructions` become the mean of all tasks, which loads are estimated by. */
function checkGraphClass(of: JobClass, at: string, places: ReadonlySet<string>, fault: Fault): void {
  let { graph } = of;
  if (graph === undefined) return;
  for (const field of ["instructions", "instructionsPerBit", "divisible"] as const)
    if (of[field] !== undefined)
      fault(`${at}.${field}`, `no ${field} beside a graph, whose tasks have their own`, of[field]);
  if ("file" in graph) fault(`${at}.graph.file`, "a graph that was read from its file", graph.file);
  if ("shape" in graph) {
    const made = shapeGraph(graph, `${at}.graph`);
    of.sizeMB ??= made.sizeMB;
    graph = made.graph;
  }
  const tasks = graph as DrawnGraph;
  const servers = new Set([...places].filter((place) => place !== "local"));
  checkGraph(tasks, servers, of.allowed, (field, expected, found) =>
    fault(`${at}.graph.${field}`, expected, found),
  );
  of.graph = tasks;
  of.sizeMB ??= 0;
  // A positive number, as no job of a scenario may have no work at all.
  of.instructions = Math.max(
    1e-12,
    tasks.tasks.reduce((sum, task) => sum + meanOf(task.instructions ?? 0), 0),
  );
}

function checkClass(of: JobClass, at: string, { endless, trace, places }: Demands, fault: Fault): void {
  checkGraphClass(of, at, places, fault);
  const recorded = trace !== null && (trace.sizeMB ?? trace.instructions) !== undefined;
  if (!recorded && !drawsWork(of))
    fault(`${at}.sizeMB`, "only sizes above 0 (MB), or instructions", of.sizeMB);
  if (of.instructions !== undefined && of.instructionsPerBit !== undefined)
    fault(`${at}.instructionsPerBit`, "either instructions or instructionsPerBit", of.instructionsPerBit);
  if (of.outputMB !== undefined && of.outputReduction !== undefined)
    fault(`${at}.outputReduction`, "either outputMB or outputReduction", of.outputReduction);
  if (typeof of.outputReduction === "number" && of.outputReduction > 1)
    fault(`${at}.outputReduction`, "a share of at most 1", of.outputReduction);
  for (const field of ["sizeMB", "instructions", "instructionsPerBit", "outputMB"] as const) {
    const value = of[field];
    if (endless && value !== undefined && !Number.isFinite(meanOf(value)))
      fault(`${at}.${field}`, "a finite mean, as jobs arrive for ever", value);
  }
  for (const [k, place] of (of.allowed ?? []).entries())
    if (!places.has(place)) fault(`${at}.allowed[${k}]`, '"local" or the id of a server', place);
}

/** Every recorded job must have work: its own, or by its size, or drawn by its class. */
function checkRecordedWork(
  trace: Trace,
  classes: readonly JobClass[],
  byName: ReadonlyMap<string, JobClass>,
  at: string,
  fault: Fault,
): void {
  const { sizeMB, instructions } = trace;
  if (sizeMB === undefined && instructions === undefined) return;
  const [someBare, someBySize] = [
    classes.some((one) => !drawsWork(one)),
    classes.some((one) => one.instructions === undefined),
  ];
  for (let k = 0; k < trace.arrivalS!.length; k++) {
    if ((instructions?.[k] ?? null) !== null) continue;
    const size = sizeMB?.[k] ?? null;
    const name = trace.class?.[k] ?? null;
    const of = name === null ? undefined : byName.get(name)!;
    if (size === null && (of === undefined ? someBare : !drawsWork(of))) {
      const field = sizeMB === undefined ? "instructions" : "sizeMB";
      fault(`${at}.${field}[${k}]`, "a value, as the job's class draws no work", null);
    }
    if (size === 0 && (of === undefined ? someBySize : of.instructions === undefined))
      fault(`${at}.sizeMB[${k}]`, "a size above 0 (MB), or instructions", 0);
  }
}

function checkTrace(
  arrivals: Arrivals,
  classes: readonly JobClass[],
  at: string,
  ids: ReadonlySet<string>,
  network: boolean,
  fault: Fault,
): void {
  if (!("recorded" in arrivals)) return;
  const trace = arrivals.recorded;
  // The first where classes share a name, as jobs are drawn.
  const byName = new Map([...classes].reverse().map((one) => [one.class ?? UNNAMED, one]));
  for (const [k, name] of (trace.class ?? []).entries())
    if (name !== null && !byName.has(name))
      fault(
        `${at}.recorded.class[${k}]`,
        `a class of the jobs (${classes.map((one) => one.class ?? UNNAMED).join(", ")})`,
        name,
      );
  checkRecordedWork(trace, classes, byName, `${at}.recorded`, fault);
  if (trace.device === undefined) return;
  if (!network)
    fault(`${at}.recorded.device`, "no devices, as the arrivals are those of a group", trace.device[0]);
  const absent = trace.device.findIndex((id) => id !== null && !ids.has(id));
  if (absent >= 0) fault(`${at}.recorded.device[${absent}]`, "the id of a device", trace.device[absent]);
}

/** Access points, wires, where servers stand, and whom the links join. */
function checkNetwork(scenario: Scenario, fault: Fault): void {
  checkGroups(scenario, fault);
  const entries = serverEntries(scenario);
  const { accessPoints, switches, wires, serverOn, fileIndex } = pointsOf(scenario);
  const servers = serverIds(scenario).map((id, c) => ({ id, on: serverOn[c] }));
  const index: Readonly<Record<string, (member: number) => number>> = {
    servers: (c) => scenario.servers.indexOf(entries[c]),
    accessPoints: (p) => fileIndex.accessPoints[p],
    switches: (s) => fileIndex.switches[s],
    wires: (w) => fileIndex.wires[w],
  };
  // What has a count is one entry of the file.
  const inFile: Fault = (at, expected, found) =>
    fault(
      at.replace(/^(\w+)\[(\d+)\]/, (_, field, member) => `${field}[${index[field](Number(member))}]`),
      expected,
      found,
    );
  checkBackhaul({ accessPoints, switches, wires, servers, devices: [] }, inFile);
  if (accessPoints !== undefined) {
    const devices = scenario.devices.map(({ accessPoint }) => {
      const isGroup =
        accessPoint !== undefined &&
        scenario.accessPoints!.some(({ id, count }) => id === accessPoint && count !== undefined);
      return { accessPoint: isGroup ? `${accessPoint}1` : accessPoint };
    });
    checkAttachments({ accessPoints, servers, devices }, fault);
  }
  const { links } = scenario;
  if (!Array.isArray(links)) return;
  const from = new Set([...deviceIds(scenario), ...scenario.devices.map(({ id }) => id)]);
  const to = new Set(gatewayNames(scenario).flat());
  const gateway = scenario.accessPoints === undefined ? "a server or a tier" : "an access point";
  for (const [e, one] of links.entries()) {
    if (one.from !== undefined && !from.has(one.from))
      fault(`links[${e}].from`, "the id of a device or of a group of devices", one.from);
    if (one.to !== undefined && !to.has(one.to)) fault(`links[${e}].to`, `the id of ${gateway}`, one.to);
  }
}

function checkIds(scenario: Scenario, fault: Fault): { devices: Set<string>; places: Set<string> } {
  for (const [g, group] of scenario.devices.entries())
    if (group.id === undefined && scenario.devices.length > 1)
      fault(`devices[${g}].id`, "an id, as there are several groups of devices", undefined);
  const unique = (ids: readonly string[], field: string) => {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) fault(field, "ids not used twice (an id with a count is numbered from 1)", id);
      seen.add(id);
    }
    return seen;
  };
  const devices = unique(deviceIds(scenario), "devices");
  const places = unique(serverIds(scenario), "servers").add("local");
  const { links } = scenario;
  const cells = links === undefined || Array.isArray(links) ? undefined : links.accessPoints;
  if (cells !== undefined && scenario.accessPoints !== undefined)
    fault("links.accessPoints", "access points at one place, either here or in accessPoints", cells[0].id);
  checkNetwork(scenario, fault);
  if (scenario.accessPoints !== undefined) return { devices, places };
  const points = cells?.map((point) => point.id) ?? [];
  unique(points, "links.accessPoints");
  for (const [g, { accessPoint }] of scenario.devices.entries())
    if (accessPoint !== undefined && !points.includes(accessPoint))
      fault(`devices[${g}].accessPoint`, "the id of an access point of links.accessPoints", accessPoint);
  return { devices, places };
}

function checkServers(scenario: Scenario, fault: Fault): void {
  for (const [c, server] of scenario.servers.entries())
    if (server.concurrency !== undefined && server.discipline !== "processor-sharing")
      fault(`servers[${c}].concurrency`, 'discipline "processor-sharing" beside it', server.discipline);
}

/**
 * Checks a scenario and returns it typed.
 * @param data parsed YAML or JSON
 * @param source the file's name, for messages
 * @param table gives the tables that it names; without it, none can be named
 * @throws InputError naming the field at fault, or row and column of a table
 */
export function readScenario(data: unknown, source: string, table: ReadTable | null = null): Scenario {
  const recorded = readRecorded(data, source, table);
  try {
    return checkScenario(recorded.data, source);
  } catch (error) {
    throw error instanceof InputError ? recorded.told(error) : error;
  }
}

/** Checks a scenario whose tables have been read in. @throws InputError naming the field at fault */
function checkScenario(data: unknown, source: string): Scenario {
  const scenario = check(scenarioSchema(), data, source);
  const fault: Fault = (at, expected, found) => {
    throw new InputError(`${source}: ${at}`, expected, found);
  };
  const { devices, places } = checkIds(scenario, fault);
  checkServers(scenario, fault);
  checkMobility(scenario, fault);
  const allowed = new Map<string, string>();
  const samePlaces = (of: JobClass, at: string) => {
    const name = of.class ?? UNNAMED;
    const set = JSON.stringify(of.allowed ?? null);
    if ((allowed.get(name) ?? set) !== set)
      fault(`${at}.allowed`, `the same places for all jobs of class "${name}"`, of.allowed);
    allowed.set(name, set);
  };
  const sites = [
    { arrivals: scenario.arrivals, jobs: scenario.jobs, at: "", network: true },
    ...scenario.devices.map(({ arrivals, jobs }, g) => ({
      arrivals,
      jobs,
      at: `devices[${g}]`,
      network: false,
    })),
  ];
  for (const { arrivals, jobs, at, network } of sites) {
    checkArrivals(arrivals, jobs, at, fault);
    if (jobs === undefined) continue;
    const dot = at === "" ? "" : `${at}.`;
    for (const group of streamsOfJobs(arrivals, jobs)) {
      const where = (one: JobClass) =>
        Array.isArray(jobs) ? `${dot}jobs[${jobs.indexOf(one)}]` : `${dot}jobs`;
      const from = arrivals !== undefined ? `${dot}arrivals` : `${where(group.classes[0])}.arrivals`;
      checkTrace(group.arrivals, group.classes, from, devices, network, fault);
      const demands = {
        endless: isEndless(group.arrivals),
        trace: "recorded" in group.arrivals ? group.arrivals.recorded : null,
        places,
      };
      for (const one of group.classes) {
        const field = where(one);
        checkClass(one, field, demands, fault);
        samePlaces(one, field);
      }
    }
  }
  if (sites.every(({ jobs }) => jobs === undefined))
    fault("devices[0].jobs", "jobs, of a group of devices or of the network", undefined);
  if (scenario.jobs === undefined && scenario.deal !== undefined)
    fault("deal", "no way to deal jobs, as the network has none", scenario.deal);
  if (scenario.horizonS !== undefined && (scenario.warmupS ?? 0) >= scenario.horizonS)
    fault("warmupS", `a warm-up that ends before the horizon at ${scenario.horizonS} s`, scenario.warmupS);
  const origin = clockOrigin(scenario);
  if (typeof origin !== "number") fault(origin.field, origin.expected, origin.found);
  return scenario;
}
