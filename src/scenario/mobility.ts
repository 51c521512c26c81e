// How devices move, what their radio channels are like, and what happens at a handover, as it stands in a scenario.
import { z } from "zod";
import { BORDERS } from "../mobility/area.ts";
import { hasSteadySpeed, hasSteadyTime, SPEED_LAWS, TIME_LAWS } from "../mobility/steady-state.ts";
import { fields, list, nonNegative, type Output, once, oneOf, positive, within } from "../model/check.ts";
import { isAtLeast } from "../random/distribution.ts";
import { choice } from "./choice.ts";
import { nonNegatives, positives } from "./numbers.ts";
import { columnSchema } from "./recorded-column.ts";
import { TRANSFER_RULES } from "./world.ts";

const metres = (what: string) => within(`m, ${what}`, -1e9, 1e9);

const positionSchema = once(() =>
  z.tuple([metres("east"), metres("north")], { error: "a position [x, y] in m" }),
);

export const areaSchema = once(() =>
  z.tuple([positive("m, the area's width"), positive("m, the area's height")], {
    error: "an area [width, height] in m",
  }),
);

/** Speeds whose steady state has a closed form: bounded away from 0. */
const steadySpeeds = () =>
  positives("m/s")
    .refine((law) => hasSteadySpeed(law), { error: SPEED_LAWS })
    .refine((law) => isAtLeast(law, 1e-6), { error: "speeds of at least 1e-6 m/s" });
const steadyTimes = (what: string) =>
  positives(`s, ${what}`).refine((law) => hasSteadyTime(law), { error: TIME_LAWS });

const stillSchema = once(() => fields({ at: positionSchema().optional() }));
const waypointSchema = once(() =>
  fields({
    speedMps: steadySpeeds(),
    /** At each point; 0 unless given. */
    pauseS: nonNegatives("s")
      .refine((law) => law === 0 || hasSteadyTime(law), { error: TIME_LAWS })
      .optional(),
  }),
);
const directionSchema = once(() =>
  fields({
    speedMps: positives("m/s"),
    everyS: steadyTimes("until the next direction"),
    border: oneOf(BORDERS).optional(),
  }),
);
const gaussMarkovSchema = once(() =>
  fields({
    memory: within("memory", 0, 1),
    deviationMps: positive("m/s"),
    meanMps: z
      .tuple([within("m/s", -1e4, 1e4), within("m/s", -1e4, 1e4)], { error: "a velocity [x, y] in m/s" })
      .optional(),
    everyS: positive("s between changes").optional(),
    border: oneOf(BORDERS).optional(),
  }),
);
const manhattanSchema = once(() =>
  fields({ speedMps: steadySpeeds(), blockM: positive("m between streets") }),
);
const nomadicSchema = once(() => fields({ stayS: steadyTimes("at an access point") }));

/** Rows of a table: where a device is at a time. In m, or in degrees, which the first row's place makes m from there. */
const recordedSchema = once(() =>
  fields({
    timeS: list(nonNegative("s"), "times (s)", 1).optional(),
    device: list(z.string({ error: "the id of a device" }), "ids of devices", 1).optional(),
    x: list(metres("east"), "m", 1).optional(),
    y: list(metres("north"), "m", 1).optional(),
    longitude: list(within("degrees east", -180, 180), "longitudes", 1).optional(),
    latitude: list(within("degrees north", -90, 90), "latitudes", 1).optional(),
    /** Longitude and latitude of [0, 0]; those of the first row unless given. */
    origin: z
      .tuple([within("degrees east", -180, 180), within("degrees north", -90, 90)], {
        error: "an origin [longitude, latitude]",
      })
      .optional(),
    file: z.string({ error: "a CSV or Parquet file" }).optional(),
    columns: fields({
      timeS: columnSchema(),
      device: columnSchema(),
      x: columnSchema().optional(),
      y: columnSchema().optional(),
      longitude: columnSchema().optional(),
      latitude: columnSchema().optional(),
    }).optional(),
  }).superRefine((trace, context) => {
    const fault = (path: (string | number)[], message: string, input: unknown = trace) =>
      context.addIssue({ code: "custom", path, message, input });
    const { timeS, device, x, y, longitude, latitude } = trace;
    if (timeS === undefined || device === undefined) {
      if (trace.file === undefined) fault(["timeS"], "times (s) and devices, or a file");
      else if (trace.columns === undefined)
        fault(["columns"], 'columns of the file, such as { timeS: "time", device: "id", x: "x", y: "y" }');
      return;
    }
    const plane = x !== undefined && y !== undefined;
    const globe = longitude !== undefined && latitude !== undefined;
    if (plane === globe) return fault(["x"], "either x and y (m) or longitude and latitude (degrees)");
    for (const [field, column] of Object.entries({ device, x, y, longitude, latitude }))
      if (column !== undefined && column.length !== timeS.length)
        fault([field], `${timeS.length} values, one for each time`);
    const last = new Map<string, number>();
    for (const [k, id] of device.entries()) {
      const least = last.get(id) ?? 0;
      if (timeS[k] < least) return fault(["timeS", k], `times of a device in order: at least ${least} s`);
      last.set(id, timeS[k]);
    }
  }),
);

const models = once(
  () =>
    ({
      still: stillSchema(),
      waypoint: waypointSchema(),
      direction: directionSchema(),
      gaussMarkov: gaussMarkovSchema(),
      manhattan: manhattanSchema(),
      nomadic: nomadicSchema(),
      recorded: recordedSchema(),
    }) as const,
);

type Models = { [Name in keyof ReturnType<typeof models>]: z.output<ReturnType<typeof models>[Name]> };
/** One model by its name. */
export type MobilityModel = { [Name in keyof Models]: { readonly [N in Name]: Models[Name] } }[keyof Models];
export type RecordedMobility = Output<typeof recordedSchema>;

export const mobilitySchema: () => z.ZodType<MobilityModel> = once(
  () => choice(models()) as unknown as z.ZodType<MobilityModel>,
);

const pathLossSchema = once(() =>
  z.union(
    [
      oneOf(["freeSpace", "umi", "uma"]),
      fields({
        exponent: within("path loss exponent", 1, 10),
        referenceDb: within("dB at 1 m", 0, 300),
      }),
      fields({
        distanceM: list(positive("m"), "distances", 2),
        lossDb: list(within("dB", 0, 1000), "losses", 2),
      }).superRefine(({ distanceM, lossDb }, context) => {
        const fault = (path: (string | number)[], message: string) =>
          context.addIssue({ code: "custom", path, message, input: distanceM });
        if (lossDb.length !== distanceM.length)
          fault(["lossDb"], `${distanceM.length} losses, one for each distance`);
        for (let k = 1; k < distanceM.length; k++) {
          if (distanceM[k] <= distanceM[k - 1])
            fault(["distanceM", k], `distances in order: above ${distanceM[k - 1]} m`);
          if (lossDb[k] < lossDb[k - 1])
            fault(["lossDb", k], `losses that do not fall: at least ${lossDb[k - 1]} dB`);
        }
      }),
    ],
    { error: 'a path loss: "freeSpace", "umi", "uma", { exponent, referenceDb } or { distanceM, lossDb }' },
  ),
);

const bothEnds = (unit: string) =>
  fields({ device: within(unit, -200, 200), accessPoint: within(unit, -200, 200) });

export const channelSchema = once(() =>
  fields({
    pathLoss: pathLossSchema(),
    /** Of free space, umi and uma; the others know it from their numbers. */
    carrierGHz: within("GHz", 0.1, 100).optional(),
    bandwidthMHz: positive("MHz"),
    transmitDbm: bothEnds("dBm"),
    /** Of the receiver at each end; 9 and 5 dB unless given. */
    noiseFigureDb: bothEnds("dB").optional(),
    shadowing: fields({ sigmaDb: within("dB", 0, 30), correlationM: positive("m") }).optional(),
    /** Rayleigh block fading on top. */
    fading: fields({ blockS: positives("s, length of a block") }).optional(),
    /** "cqi" unless given. */
    rate: oneOf(["shannon", "cqi"]).optional(),
    /** Of an access point, of umi (10 unless given) and uma (25). */
    heightM: within("m", 2, 200).optional(),
  }).refine(({ pathLoss, carrierGHz }) => typeof pathLoss !== "string" || carrierGHz !== undefined, {
    path: ["carrierGHz"],
    error: "the carrier's frequency (GHz), which this path loss depends on",
  }),
);
export type ChannelFile = Output<typeof channelSchema>;

export const attachSchema = once(() =>
  fields({
    to: oneOf(["nearest", "strongest"]),
    hysteresisDb: within("dB, hysteresis", 0, 60).optional(),
    timeToTriggerS: nonNegative("s").optional(),
  }).refine(
    ({ to, hysteresisDb, timeToTriggerS }) =>
      to === "strongest" || (hysteresisDb === undefined && timeToTriggerS === undefined),
    { path: ["to"], error: '"strongest", as a hysteresis or a time to trigger is given' },
  ),
);

export const handoverSchema = once(() =>
  fields({
    /** Time in which the link is down; 0 unless given. */
    interruptionS: nonNegative("s").optional(),
    /** "resume" unless given. */
    transfers: oneOf(TRANSFER_RULES).optional(),
    /** Work at servers stays there (default), or follows to the server nearest to the new access point. */
    service: oneOf(["stay", "follow"]).optional(),
    /** What a service that follows takes along beside the rest of its input; 0 unless given. */
    stateMB: nonNegative("MB").optional(),
    /** A handover back within it is a ping-pong; 1 unless given. */
    pingPongS: nonNegative("s").optional(),
  }).refine(({ service, stateMB }) => stateMB === undefined || service === "follow", {
    path: ["service"],
    error: '"follow", as a state is given',
  }),
);
