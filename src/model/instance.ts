// The instance file: one network with concrete numbers, every job known.
import { z } from "zod";
import { type BackhaulFault, checkAttachments, checkBackhaul } from "./backhaul-check.ts";
import { backhaulFields, serverPlaceFields } from "./backhaul-file.ts";
import {
  check,
  fields,
  identifier,
  list,
  nonNegative,
  type Output,
  once,
  oneOf,
  positive,
  whole,
  within,
} from "./check.ts";
import { checkGraph } from "./graph-check.ts";
import { type GraphFile, graphPathSchema, graphSchema, shapeSchema } from "./graph-file.ts";
import { shapeGraph } from "./graph-shapes.ts";
import { InputError } from "./input-error.ts";
import { DISCIPLINES, IDLE_RULES, RADIO_MODES } from "./network-rules.ts";

export const INSTANCE_FORMAT = "mec-offload/instance@1";

/** pi: the share of the data that need not come back; below 0, more comes back than was sent. */
export const outputReductionSchema = once(() =>
  within("share of the data that need not come back", -1000, 1),
);

export const powerSchema = once(() =>
  fields({
    compute: nonNegative("W"),
    transmit: nonNegative("W"),
    idle: nonNegative("W"),
    /** Defaults to `transmit`: Eq. (2) charges both ways at P^Trans. */
    receive: nonNegative("W").optional(),
  }),
);

const jobSchema = once(() =>
  fields({
    id: identifier("job"),
    /** Of a graph: what its device has at arrival; 0 unless given. */
    sizeMB: nonNegative("MB").optional(),
    arrivalS: nonNegative("s").optional(),
    deadlineS: positive("s, counted from arrival").optional(),
    priority: within("priority, smaller first", -1e9, 1e9).optional(),
    class: identifier("job class").optional(),
    instructions: positive("instructions").optional(),
    outputMB: nonNegative("MB").optional(),
    allowed: list(z.string({ error: '"local" or the id of a server' }), "places", 1).optional(),
    /** Dependent tasks, placed one by one. */
    graph: z.union([graphSchema(), shapeSchema(), graphPathSchema()]).optional(),
    /** May it be cut into shares that run at different places at once? */
    divisible: z.boolean({ error: "true or false" }).optional(),
  }),
);

const deviceSchema = once(() =>
  fields({
    id: identifier("device"),
    speedIps: positive("instructions/s"),
    cores: whole("cores", 1, 1_000_000).optional(),
    powerW: powerSchema(),
    /** Its access point; devices are dealt to all in turn unless given. */
    accessPoint: z.string({ error: "the id of an access point" }).optional(),
    jobs: list(jobSchema(), "jobs"),
  }),
);

const serverSchema = once(() =>
  fields({
    id: identifier("server"),
    speedIps: positive("instructions/s"),
    cores: whole("cores", 1, 1_000_000).optional(),
    pricePerGinstr: nonNegative("money per 1e9 instructions").optional(),
    queueLimit: whole("waiting places", 0).optional(),
    discipline: oneOf(DISCIPLINES).optional(),
    ...serverPlaceFields(),
  }),
);

/** One number for each gateway in order (null: no link), or by id those that there are. */
const row = <Entry extends z.ZodType>(entry: Entry, what: string) =>
  z.union([list(entry.nullable(), what), z.record(z.string(), entry, { error: `${what} by id` })], {
    error: `a list of ${what}, or an object that gives some by id`,
  });

/** One rate for both ways, or one each. */
const rateSchema = once(() =>
  z.union([positive("Mbps"), fields({ up: positive("Mbps"), down: positive("Mbps") })], {
    error: "a rate (Mbps), or rates up and down",
  }),
);

export const instanceSchema = once(() =>
  fields({
    format: z.literal(INSTANCE_FORMAT, { error: `"${INSTANCE_FORMAT}"` }),
    name: z.string({ error: "a name" }).optional(),
    work: fields({ instructionsPerBit: positive("instructions/bit") }),
    outputReduction: outputReductionSchema(),
    devices: list(deviceSchema(), "devices", 1),
    servers: list(serverSchema(), "servers", 1),
    ...backhaulFields(),
    /** Devices x access points where there are some, else devices x servers. */
    linksMbps: list(row(rateSchema(), "rates"), "rows, one for each device"),
    /** Of every radio link, or a row for each device as in `linksMbps`. */
    latencyS: z
      .union([nonNegative("s"), list(row(nonNegative("s"), "latencies"), "rows, one for each device")], {
        error: "a latency (s), or rows of latencies, one for each device",
      })
      .optional(),
    radio: oneOf(RADIO_MODES).optional(),
    idle: oneOf(IDLE_RULES).optional(),
  }),
);

type InstanceData = Output<typeof instanceSchema>;
/** An instance as it stands in a file; `problem()` turns it into flat arrays. */
export type Instance = Omit<InstanceData, "devices"> & { devices: InstanceDevice[] };
export type InstanceDevice = Omit<InstanceData["devices"][number], "jobs"> & { jobs: InstanceJob[] };
export type InstanceServer = Instance["servers"][number];
/** Rates of the links of one device: in order of the gateways, or by id. */
export type RateRow = Instance["linksMbps"][number];
/** One rate for both ways, or one each, Mbps. */
export type RateEntry = Output<typeof rateSchema>;
/** What is given for the links of one device, in order of the gateways (null: no link) or by id. */
export type LinkRow<Entry> = readonly (Entry | null)[] | Readonly<Record<string, Entry>>;
export type InstanceJob = Omit<InstanceDataJob, "sizeMB" | "graph"> & {
  sizeMB: number;
  graph?: GraphFile | undefined;
};
type InstanceDataJob = InstanceData["devices"][number]["jobs"][number];

/** Rows of links must fit devices and gateways, and each link has a latency. */
function checkLinks(instance: Instance, fault: BackhaulFault): void {
  const { devices, servers, accessPoints, linksMbps, latencyS } = instance;
  const gateways = (accessPoints ?? servers).map(({ id }) => id);
  const kind = accessPoints === undefined ? "server" : "access point";
  const checkRows = (rows: readonly LinkRow<unknown>[], field: string, what: string) => {
    if (rows.length !== devices.length)
      fault(field, `${devices.length} rows, one for each device`, rows.length);
    for (const [i, of] of rows.entries()) {
      if (Array.isArray(of) && of.length !== gateways.length)
        fault(`${field}[${i}]`, `${gateways.length} ${what}, one for each ${kind}`, of.length);
      if (Array.isArray(of)) continue;
      const stranger = Object.keys(of).find((id) => !gateways.includes(id));
      if (stranger !== undefined) fault(`${field}[${i}]`, `ids of ${kind}s only`, stranger);
    }
  };
  checkRows(linksMbps, "linksMbps", "rates");
  if (latencyS === undefined || typeof latencyS === "number") return;
  checkRows(latencyS, "latencyS", "latencies");
  const entry = <Entry>(of: LinkRow<Entry>, g: number): Entry | null =>
    (Array.isArray(of) ? (of as readonly (Entry | null)[])[g] : (of as Record<string, Entry>)[gateways[g]]) ??
    null;
  for (const [i, of] of linksMbps.entries())
    for (const [g, id] of gateways.entries())
      if (entry(of, g) !== null && entry(latencyS[i], g) === null)
        fault(`latencyS[${i}]`, `a latency (s) of the link to ${id}, which has a rate`, undefined);
}

function claim(seen: Map<string, string>, id: string, at: string, source: string): void {
  const first = seen.get(id);
  if (first !== undefined)
    throw new InputError(`${source}: ${at}`, `an id not used already (at ${first})`, id);
  seen.set(id, at);
}

/** The graph of a job, its shape made; a file is read before an instance is checked. */
function graphOf(job: InstanceDataJob, at: string, fault: BackhaulFault): GraphFile | undefined {
  const { graph } = job;
  if (graph === undefined || "tasks" in graph) return graph;
  if ("file" in graph) return fault(`${at}.graph.file`, "a graph that was read from its file", graph.file);
  const made = shapeGraph(graph, `${at}.graph`);
  job.sizeMB ??= made.sizeMB;
  return made.graph;
}

/** A job is a graph of tasks, or has a size and work of its own. */
function checkJob(
  job: InstanceDataJob,
  at: string,
  serverIds: ReadonlySet<string>,
  fault: BackhaulFault,
): void {
  const graph = graphOf(job, at, fault);
  if (graph !== undefined) {
    for (const field of ["instructions", "divisible"] as const)
      if (job[field] !== undefined)
        fault(`${at}.${field}`, `no ${field} beside a graph, whose tasks have their own`, job[field]);
    checkGraph(graph, serverIds, job.allowed, (field, expected, found) =>
      fault(`${at}.graph.${field}`, expected, found),
    );
    job.graph = graph;
    job.sizeMB ??= 0;
  } else if (job.sizeMB === undefined) fault(`${at}.sizeMB`, "0 or a number (MB)", undefined);
  else if (job.sizeMB === 0 && job.instructions === undefined)
    fault(`${at}.instructions`, "instructions, as the job's size is 0 MB", undefined);
}

/**
 * Checks an instance: fields, units, unique ids, the shape of the links, places that exist.
 * @param data parsed JSON
 * @param source the file's name, for messages
 * @throws InputError naming the field at fault
 */
export function readInstance(data: unknown, source: string): Instance {
  const parsed = check(instanceSchema(), data, source);
  const fault: BackhaulFault = (at, expected, found) => {
    throw new InputError(`${source}: ${at}`, expected, found);
  };
  const deviceIds = new Map<string, string>();
  const serverIds = new Map<string, string>();
  const jobIds = new Map<string, string>();
  for (const [c, server] of parsed.servers.entries()) claim(serverIds, server.id, `servers[${c}].id`, source);
  const servers = new Set(serverIds.keys());
  for (const [i, device] of parsed.devices.entries()) {
    claim(deviceIds, device.id, `devices[${i}].id`, source);
    for (const [j, job] of device.jobs.entries()) {
      const at = `devices[${i}].jobs[${j}]`;
      claim(jobIds, job.id, `${at}.id`, source);
      checkJob(job, at, servers, fault);
      for (const [k, place] of (job.allowed ?? []).entries()) {
        if (place !== "local" && !serverIds.has(place)) {
          throw new InputError(`${source}: ${at}.allowed[${k}]`, '"local" or the id of a server', place);
        }
      }
    }
  }
  if (jobIds.size === 0) throw new InputError(`${source}: devices`, "at least one job on some device", []);
  const instance = parsed as Instance;
  checkBackhaul(instance, fault);
  checkAttachments(instance, fault);
  checkLinks(instance, fault);
  return instance;
}
