// A graph of tasks as it stands in a file: its tasks, and the data that flows between them.
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
} from "./check.ts";

/** Numbers of a graph: numbers in an instance, distributions in a scenario. */
export interface GraphNumbers<Work extends z.ZodType, Size extends z.ZodType> {
  readonly instructions: Work;
  readonly MB: Size;
}

const taskFields = <Work extends z.ZodType>(instructions: Work) =>
  fields({
    id: identifier("task"),
    /** May be left out where `timeS` names every place that the task may use. */
    instructions: instructions.optional(),
    /** s on a core of these nodes, whatever the instructions: by id of server, `local` for the job's device. */
    timeS: z
      .record(z.string(), nonNegative("s"), { error: 'times (s) by id of server or "local"' })
      .optional(),
    memoryMB: nonNegative("MB").optional(),
    /** The one place where it may run: `home` (or `local`), or a server. */
    at: z.string({ error: '"home" or the id of a server' }).optional(),
    allowed: list(z.string({ error: '"local" or the id of a server' }), "places", 1).optional(),
  });

const dataFields = <Size extends z.ZodType>(MB: Size) =>
  fields({
    from: z.string({ error: "the id of a task" }),
    to: z.string({ error: "the id of a task" }),
    MB: MB.optional(),
    /** Entries of one `from` and one `name` are one datum. */
    name: z.string({ error: "a name of the datum" }).optional(),
  });

/** Tasks and data, with numbers of a kind. */
export const graphFieldsOf = <Work extends z.ZodType, Size extends z.ZodType>(of: GraphNumbers<Work, Size>) =>
  fields({
    tasks: list(taskFields(of.instructions), "tasks", 1),
    data: list(dataFields(of.MB), "data entries").optional(),
  });

export const SHAPES = [
  "chain",
  "diamond",
  "fork-join",
  "gaussian-elimination",
  "fft",
  "alexnet",
  "vgg16",
] as const;
export type Shape = (typeof SHAPES)[number];

/** A graph that ships with the program, by name and size. */
export const shapeSchema = once(() =>
  fields({
    shape: oneOf(SHAPES),
    /** How large; what it counts is the shape's own. */
    size: within("size of the shape", 1, 100_000).optional(),
    /** Of a task; of a multiply-accumulate in a network of layers. */
    instructions: positive("instructions").optional(),
    /** Of each datum; not for networks of layers, whose data follows from their sizes. */
    MB: nonNegative("MB").optional(),
  }),
);

export const graphSchema = once(() =>
  graphFieldsOf({ instructions: nonNegative("instructions"), MB: nonNegative("MB") }),
);

/** A graph in a file of its own, relative to the file that names it. */
export const graphPathSchema = once(() =>
  fields({
    file: z.string({ error: "the path of a file of a graph" }),
    /** instructions/s of the machines that a workflow was recorded on. */
    speedIps: positive("instructions/s").optional(),
    instructionsPerMac: positive("instructions").optional(),
    instructionsPerUnit: positive("instructions").optional(),
  }),
);

/** A graph with concrete numbers. */
export type GraphFile = Output<typeof graphSchema>;
export type TaskFile = GraphFile["tasks"][number];
export type DataFile = NonNullable<GraphFile["data"]>[number];

export const GRAPH_FORMAT = "mec-offload/graph@1";
