// The scenario file: a network with distributions instead of numbers, and how jobs arrive over time.
import { z } from "zod";
import { backhaulGroupFields, serverPlaceFields } from "../model/backhaul-file.ts";
import {
  fields,
  identifier,
  list,
  nonNegative,
  type Output,
  once,
  oneOf,
  positive,
  whole,
} from "../model/check.ts";
import { outputReductionSchema } from "../model/instance.ts";
import { DISCIPLINES, IDLE_RULES, RADIO_MODES } from "../model/network-rules.ts";
import { arrivalsSchema } from "./arrivals.ts";
import { faultsSchema } from "./faults.ts";
import { jobsSchema } from "./job-class.ts";
import { deviceLevelsSchema, serverLevelsSchema } from "./levels.ts";
import { linksSchema } from "./links.ts";
import { areaSchema, attachSchema, channelSchema, handoverSchema, mobilitySchema } from "./mobility.ts";
import { nonNegatives, positives, positivesOfAnyMean } from "./numbers.ts";

export const SCENARIO_FORMAT = "mec-offload/scenario@1";

const deviceGroupSchema = once(() =>
  fields({
    /** Devices are called by it, numbered when there are several; `d` unless given. Names the group's random streams. */
    id: identifier("group of devices").optional(),
    count: whole("devices", 1, 10_000_000).optional(),
    speedIps: positives("instructions/s"),
    cores: whole("cores", 1, 1_000_000).optional(),
    powerW: fields({
      compute: nonNegatives("W"),
      transmit: nonNegatives("W"),
      idle: nonNegatives("W"),
      receive: nonNegatives("W").optional(),
    }),
    levels: deviceLevelsSchema().optional(),
    /** Id of the access point of its cell; devices are spread over all in turn unless given. */
    accessPoint: z.string({ error: "the id of an access point" }).optional(),
    /** How the devices move, each on a path of its own; still, spread over the area, unless given. */
    mobility: mobilitySchema().optional(),
    /** Arrivals that the classes of `jobs` share by weight. */
    arrivals: arrivalsSchema().optional(),
    jobs: jobsSchema().optional(),
  }),
);

const serverSchema = once(() =>
  fields({
    id: identifier("server"),
    /** Several alike, called id1, id2, ... */
    count: whole("servers", 1, 1_000_000).optional(),
    speedIps: positives("instructions/s"),
    cores: whole("cores", 1, 1_000_000).optional(),
    discipline: oneOf(DISCIPLINES).optional(),
    /** Waiting places, service not counted; no limit unless given. */
    queueLimit: whole("waiting places", 0).optional(),
    /** Jobs that may share a processor-sharing server at once; others wait. */
    concurrency: whole("jobs", 1).optional(),
    pricePerGinstr: nonNegative("money per 1e9 instructions").optional(),
    faults: faultsSchema().optional(),
    levels: serverLevelsSchema().optional(),
    ...serverPlaceFields(),
  }),
);

export const scenarioSchema = once(() =>
  fields({
    format: z.literal(SCENARIO_FORMAT, { error: `"${SCENARIO_FORMAT}"` }),
    name: z.string({ error: "a name" }).optional(),
    work: fields({ instructionsPerBit: positivesOfAnyMean("instructions/bit") }),
    outputReduction: outputReductionSchema(),
    devices: list(deviceGroupSchema(), "groups of devices", 1),
    servers: list(serverSchema(), "servers", 1),
    ...backhaulGroupFields(
      { faults: faultsSchema().optional() },
      {
        /** Name of its channel. */
        channel: z.string({ error: "the name of a channel" }).optional(),
        /** While it is broken, devices hang elsewhere. */
        faults: faultsSchema().optional(),
      },
    ),
    /** Between devices and access points where there are some, else between devices and servers; left out with `channels`. */
    links: linksSchema().optional(),
    /** Where devices are: from [0, 0], m. */
    area: areaSchema().optional(),
    /** Radio channels by name. */
    channels: z.record(identifier("channel"), channelSchema(), { error: "channels by name" }).optional(),
    /** To which access point a device hangs on. */
    attach: attachSchema().optional(),
    handover: handoverSchema().optional(),
    /** Jobs that arrive at the network as a whole and are dealt to its devices. */
    arrivals: arrivalsSchema().optional(),
    jobs: jobsSchema().optional(),
    /** How the network's jobs are dealt: to the devices in turn (default), or at random. */
    deal: oneOf(["round-robin", "random"]).optional(),
    radio: oneOf(RADIO_MODES).optional(),
    idle: oneOf(IDLE_RULES).optional(),
    /** A job that finds no waiting place at its server: back to its device (default), or lost. */
    overflow: oneOf(["redirect", "drop"]).optional(),
    /** Do jobs leave when their deadline passes while they wait and were not served yet? No unless given. */
    abandonAtDeadline: z.boolean({ error: "true or false" }).optional(),
    /** The end of the measured time; needed where jobs arrive without end. */
    horizonS: positive("s").optional(),
    /** Are jobs that are unfinished at the horizon left out of the means, instead of followed to their end? No unless given. */
    cut: z.boolean({ error: "true or false" }).optional(),
    /** Nothing before it is measured. */
    warmupS: nonNegative("s").optional(),
  }),
);

/** A scenario as it stands in a file, checked. */
export type Scenario = Output<typeof scenarioSchema>;
export type DeviceGroup = Scenario["devices"][number];
