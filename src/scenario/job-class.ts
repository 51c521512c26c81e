// What jobs are like: size, work, output, deadline, priority, each a number or a distribution.
import { z } from "zod";
import { fields, identifier, list, type Output, once, positive, within } from "../model/check.ts";
import { graphFieldsOf, graphPathSchema, shapeSchema } from "../model/graph-file.ts";
import { arrivalsSchema } from "./arrivals.ts";
import { nonNegatives, numbers, positivesOfAnyMean } from "./numbers.ts";

/** A graph whose numbers may be distributions. */
const drawnGraphSchema = once(() =>
  graphFieldsOf({ instructions: nonNegatives("instructions"), MB: nonNegatives("MB") }),
);
export type DrawnGraph = Output<typeof drawnGraphSchema>;

const shape = once(() => ({
  /** Name of the class, for results by class. */
  class: identifier("job class").optional(),
  sizeMB: nonNegatives("MB").optional(),
  /** Work independent of the size; without it bits x instructionsPerBit. */
  instructions: positivesOfAnyMean("instructions").optional(),
  /** Work per bit of this class instead of the scenario's. */
  instructionsPerBit: positivesOfAnyMean("instructions/bit").optional(),
  /** pi of this class instead of the scenario's. */
  outputReduction: numbers("share of the data that need not come back").optional(),
  /** Output independent of the size. */
  outputMB: nonNegatives("MB").optional(),
  deadlineS: positivesOfAnyMean("s after arrival").optional(),
  priority: within("priority, smaller first", -1e9, 1e9).optional(),
  /** Where jobs of this class may run: `local` and ids of servers. */
  allowed: list(z.string({ error: '"local" or the id of a server' }), "places", 1).optional(),
  /** Dependent tasks, whose numbers each job draws. */
  graph: z.union([drawnGraphSchema(), shapeSchema(), graphPathSchema()]).optional(),
  /** May jobs be cut into shares that run at different places at once? */
  divisible: z.boolean({ error: "true or false" }).optional(),
}));

/** One of the classes of a list: its share by `weight`, or arrivals of its own. */
const memberSchema = once(() =>
  fields({
    ...shape(),
    weight: positive("share of the jobs").optional(),
    arrivals: arrivalsSchema().optional(),
  }),
);

/** One class with its arrivals, or a list of classes. */
export const jobsSchema = once(() =>
  z.union(
    [fields({ ...shape(), arrivals: arrivalsSchema().optional() }), list(memberSchema(), "job classes", 1)],
    { error: "a class of jobs (an object) or a list of classes" },
  ),
);
export type JobClass = Output<typeof memberSchema>;
export type Jobs = Output<typeof jobsSchema>;
