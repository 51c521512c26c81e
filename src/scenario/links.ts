// Links between devices and servers: rates that are constant or change, latency, shared access points, faults.
import { z } from "zod";
import {
  fields,
  identifier,
  list,
  nonNegative,
  type Output,
  once,
  oneOf,
  positive,
  within,
} from "../model/check.ts";
import { type Distribution, FAMILY_NAMES } from "../random/distribution.ts";
import { faultsSchema } from "./faults.ts";
import { positives, positivesOr } from "./numbers.ts";
import { columnSchema } from "./recorded-column.ts";

/** Block fading: each block the rate is B log2(1 + snr x), x exponential with mean 1 (Rayleigh), by Shannon. */
const rayleigh = once(() =>
  fields({
    meanSnrDb: within("dB, mean signal to noise ratio", -50, 100),
    bandwidthMHz: positive("MHz"),
    /** Length of a block, the coherence time. */
    blockS: positives("s"),
  }),
);

/** Gilbert-Elliott: a good and a bad state that alternate. */
const gilbertElliott = once(() =>
  fields({
    goodMbps: positives("Mbps"),
    /** Drawn once for each link; 0 is an outage. */
    badMbps: nonNegative("Mbps"),
    goodS: positives("s"),
    badS: positives("s"),
  }),
);

/**
 * A recorded rate: it holds from its time to the next, the last for ever, or until `repeatS` starts it again. The
 * columns inline, or those of a table.
 */
const recordedRate = once(() =>
  fields({
    atS: list(nonNegative("s"), "times (s)", 1).optional(),
    Mbps: list(nonNegative("Mbps"), "rates (Mbps)", 1).optional(),
    repeatS: positive("s").optional(),
    file: z.string({ error: "a CSV or Parquet file" }).optional(),
    columns: fields({ atS: columnSchema(), Mbps: columnSchema() }).optional(),
  }).superRefine((trace, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message, input: trace });
    const { atS, Mbps, repeatS, file, columns } = trace;
    if (atS === undefined || Mbps === undefined) {
      if (file === undefined)
        fault([atS === undefined ? "atS" : "Mbps"], "times (s) and rates (Mbps), or a file");
      else if (columns === undefined)
        fault(["columns"], 'columns of the file, such as { atS: "time", Mbps: "rate" }');
      return;
    }
    if (file !== undefined) return fault(["file"], "either times and rates or a file, not both");
    if (atS[0] !== 0) fault(["atS", 0], "0, the rate at the start");
    const early = atS.findIndex((time, k) => k > 0 && time <= atS[k - 1]);
    if (early > 0) fault(["atS", early], `times in order: above ${atS[early - 1]} s`);
    if (Mbps.length !== atS.length) fault(["Mbps"], `${atS.length} rates, one for each time`);
    if (repeatS !== undefined && repeatS <= atS[atS.length - 1])
      fault(["repeatS"], "a time after the last rate");
    const last = Mbps[Mbps.length - 1];
    if (repeatS === undefined ? last === 0 : !Mbps.some((rate) => rate > 0))
      fault(["Mbps"], "a rate above 0 in the end: at zero for good, nothing would arrive");
  }),
);

const processes = once(
  () => ({ rayleigh: rayleigh(), gilbertElliott: gilbertElliott(), recorded: recordedRate() }) as const,
);

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** What is written with a way is judged as rates apart alone, so that messages are of those. */
const ofBothWays = () =>
  z.preprocess(
    (value, context) => {
      if (isObject(value) && ("up" in value || "down" in value))
        context.addIssue({ code: "custom", message: "one rate for both ways" });
      return value;
    },
    positivesOr("Mbps", processes()),
  );

const rateSchema: () => z.ZodType<LinkRate> = once(() =>
  z.union([ofBothWays(), fields({ up: positives("Mbps"), down: positives("Mbps") })], {
    error: `a number (Mbps), rates up and down, or one of ${[...Object.keys(processes()), ...FAMILY_NAMES].join(", ")}`,
  }),
);

/** Constant rates of the two ways, each drawn by itself. */
export interface RatesApart {
  readonly up: Distribution;
  readonly down: Distribution;
}

/** A rate process of a link, or (a number or distribution) its constant rate, of both ways or each. */
export type LinkRate = Distribution | RateProcess | RatesApart;
export type Rayleigh = Output<typeof rayleigh>;
export type GilbertElliott = Output<typeof gilbertElliott>;
export type RecordedRate = Output<typeof recordedRate>;
export type RateProcess =
  | { rayleigh: Rayleigh }
  | { gilbertElliott: GilbertElliott }
  | { recorded: RecordedRate };

/** Is the rate a process over time, and not a number drawn once? */
export const isProcess = (rate: LinkRate): rate is RateProcess =>
  typeof rate === "object" && ("rayleigh" in rate || "gilbertElliott" in rate || "recorded" in rate);

/** Have the two ways rates of their own? */
export const isApart = (rate: LinkRate): rate is RatesApart => typeof rate === "object" && "up" in rate;

const shape = once(() => ({
  rateMbps: rateSchema(),
  /** A rate for each pair of device and server (default), or one for each device, the same to all servers. */
  per: oneOf(["pair", "device"]).optional(),
  latencyS: nonNegative("s, each way").optional(),
  faults: faultsSchema().optional(),
}));

/** One of a list: the links from a device or group to a server, tier or access point; all where it is not said. */
const entrySchema = once(() =>
  fields({
    from: z.string({ error: "the id of a device or of a group of devices" }).optional(),
    to: z.string({ error: "the id of a server, a tier or an access point" }).optional(),
    ...shape(),
  }),
);

/** All links alike; to servers they may share access points. */
const allSchema = once(() =>
  fields({
    ...shape(),
    /** Each shared by the devices of its cell, with its capacity up and as much down. */
    accessPoints: list(
      fields({ id: identifier("cell's access point"), capacityMbps: positive("Mbps, each way") }),
      "access points",
      1,
    ).optional(),
  }),
);

export type LinkEntry = Output<typeof entrySchema>;

export const linksSchema = once(() =>
  z.union([allSchema(), list(entrySchema(), "links", 1)], {
    error: "links (an object), or a list of links by device and server",
  }),
);
