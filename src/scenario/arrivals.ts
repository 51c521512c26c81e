// How jobs arrive: the processes and their parameters, as they stand in a scenario.
import { z } from "zod";
import {
  fields,
  list,
  nonNegative,
  type Output,
  once,
  oneOf,
  positive,
  whole,
  within,
} from "../model/check.ts";
import { meanOf } from "../random/distribution.ts";
import { choice } from "./choice.ts";
import { positives } from "./numbers.ts";
import { columnSchema } from "./recorded-column.ts";

const ratePerS = once(() => positive("arrivals per second"));
/** Stop after so many arrivals; without it they never end. */
const count = once(() => whole("arrivals", 1).optional());

/** `count` jobs at once. */
const batch = once(() => fields({ count: whole("jobs", 0), atS: nonNegative("s").optional() }));
/** Independent exponential times between arrivals. */
const poisson = once(() => fields({ ratePerS: ratePerS(), count: count() }));
/** Every `everyS` seconds, the first at `startS` (after one interval unless given). */
const regular = once(() =>
  fields({ everyS: positive("s"), startS: nonNegative("s").optional(), count: count() }),
);
/** Erlang times between arrivals: more regular than Poisson. */
const erlangArrivals = once(() =>
  fields({ shape: whole("phases", 1, 10_000), ratePerS: ratePerS(), count: count() }),
);
/** Hyperexponential times between arrivals: more bursty than Poisson. */
const hyperexponentialArrivals = once(() =>
  fields({
    ratePerS: ratePerS(),
    cv2: within("squared coefficient of variation", 1, 1e6),
    count: count(),
  }),
);
/** Independent times between arrivals of any law. */
const renewal = once(() => fields({ intervalS: positives("s"), count: count() }));
/** Poisson whose rate switches between two values at exponential times: Markov-modulated, two states. */
const mmpp = once(() =>
  fields({
    ratesPerS: z
      .tuple([nonNegative("arrivals per second"), nonNegative("arrivals per second")], {
        error: "two rates (arrivals per second)",
      })
      .refine(([a, b]) => a + b > 0, { error: "two rates, one of them above 0 (arrivals per second)" }),
    /** Rates of leaving the first and the second state. */
    switchesPerS: z.tuple([positive("switches per second"), positive("switches per second")], {
      error: "two rates (switches per second)",
    }),
    count: count(),
  }),
);
/** Poisson while on, nothing while off. */
const onOff = once(() =>
  fields({ ratePerS: ratePerS(), onS: positives("s"), offS: positives("s"), count: count() }),
);
/** A fixed number of users, each of whom thinks, sends a job, and thinks again when it has ended. */
const finiteSource = once(() =>
  fields({ thinkS: positives("s"), users: whole("users", 1, 10_000_000).optional() }),
);

const COLUMNS = [
  "arrivalS",
  "sizeMB",
  "instructions",
  "outputMB",
  "deadlineS",
  "priority",
  "class",
  "device",
] as const;

/** A column that may have gaps: null where a job's value was not recorded. */
const withGaps = <Item extends z.ZodType>(item: Item, what: string) => list(item.nullable(), what).optional();

/** Recorded jobs: columns inline, or those of a table. What is not recorded comes from the class. */
const recorded = once(() =>
  fields({
    arrivalS: list(nonNegative("s"), "times of arrival (s)", 1).optional(),
    sizeMB: withGaps(nonNegative("MB"), "sizes (MB)"),
    instructions: withGaps(positive("instructions"), "work (instructions)"),
    outputMB: withGaps(nonNegative("MB"), "output sizes (MB)"),
    deadlineS: withGaps(positive("s, counted from arrival"), "deadlines (s after arrival, so above 0)"),
    priority: withGaps(within("priority, smaller first", -1e9, 1e9), "priorities"),
    class: withGaps(z.string({ error: "the name of a class" }), "names of classes"),
    device: withGaps(z.string({ error: "the id of a device" }), "ids of devices"),
    file: z.string({ error: "a CSV or Parquet file" }).optional(),
    /** For each field, its column in the file. */
    columns: z
      .partialRecord(oneOf(COLUMNS), columnSchema(), {
        error: 'columns by field, such as { arrivalS: "time", sizeMB: "size" }',
      })
      .optional(),
  }).superRefine((trace, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message, input: trace });
    if (trace.arrivalS === undefined) {
      if (trace.file === undefined) fault(["arrivalS"], "times of arrival, or a file and its columns");
      else if (trace.columns?.arrivalS === undefined)
        fault(["columns", "arrivalS"], "the column of the file that holds the times of arrival");
      return;
    }
    if (trace.file !== undefined) return fault(["file"], "either times of arrival or a file, not both");
    const times = trace.arrivalS;
    const early = times.findIndex((time, k) => k > 0 && time < times[k - 1]);
    if (early > 0) fault(["arrivalS", early], `times in order: at least ${times[early - 1]} s`);
    for (const column of COLUMNS) {
      const values = trace[column];
      if (values !== undefined && values.length !== times.length)
        fault([column], `${times.length} values, one for each arrival`);
    }
  }),
);
export type Trace = Output<typeof recorded>;

export const arrivalsSchema = once(() =>
  choice({
    batch: batch(),
    poisson: poisson(),
    deterministic: regular(),
    erlang: erlangArrivals(),
    hyperexponential: hyperexponentialArrivals(),
    renewal: renewal(),
    mmpp: mmpp(),
    onOff: onOff(),
    finiteSource: finiteSource(),
    recorded: recorded(),
  }),
);
export type Arrivals = Output<typeof arrivalsSchema>;

/** Do arrivals go on for ever? */
export function isEndless(arrivals: Arrivals): boolean {
  if ("batch" in arrivals || "recorded" in arrivals) return false;
  const [process] = Object.values(arrivals) as { count?: number }[];
  return process.count === undefined;
}

/**
 * Long-run arrivals per second; 0 where arrivals end, and of a finite source the rate that it cannot exceed.
 * MMPP: the rates weighted by the share of time in each state, q2 / (q1 + q2) and q1 / (q1 + q2).
 */
export function meanRate(arrivals: Arrivals): number {
  if (!isEndless(arrivals)) return 0;
  if ("deterministic" in arrivals) return 1 / arrivals.deterministic.everyS;
  if ("renewal" in arrivals) return 1 / meanOf(arrivals.renewal.intervalS);
  if ("mmpp" in arrivals) {
    const [a, b] = arrivals.mmpp.ratesPerS;
    const [leaveA, leaveB] = arrivals.mmpp.switchesPerS;
    return (a * leaveB + b * leaveA) / (leaveA + leaveB);
  }
  if ("onOff" in arrivals) {
    const on = meanOf(arrivals.onOff.onS);
    return (arrivals.onOff.ratePerS * on) / (on + meanOf(arrivals.onOff.offS));
  }
  if ("finiteSource" in arrivals)
    return (arrivals.finiteSource.users ?? 1) / meanOf(arrivals.finiteSource.thinkS);
  const [process] = Object.values(arrivals) as { ratePerS: number }[];
  return process.ratePerS;
}
