// What a family of distributions must say about itself.
import type { z } from "zod";
import type { Stream } from "../model/policy.ts";

/** Draws one number. Without state of its own: what it gives depends on the stream's next numbers only. */
export type Sampler = () => number;

/** One family of distributions over its parameters, as they stand in a file. */
export interface Family<Schema extends z.ZodType> {
  /** Makes the schema of the parameters. */
  readonly schema: () => Schema;
  /** First moment; Infinity where it does not exist. */
  mean(parameters: z.output<Schema>): number;
  /** Second central moment; Infinity where it does not exist. */
  variance(parameters: z.output<Schema>): number;
  /** Infimum of its numbers. */
  least(parameters: z.output<Schema>): number;
  /** Is the infimum itself drawn with a probability above 0? */
  hasLeast(parameters: z.output<Schema>): boolean;
  sampler(parameters: z.output<Schema>, stream: Stream): Sampler;
}

/** Infers the schema's type, so that a family is written without repeating it. */
export const family = <Schema extends z.ZodType>(of: Family<Schema>): Family<Schema> => of;

/** A number drawn uniformly from the open interval (0, 1): what an inverse distribution function can take. */
export function open(stream: Stream): number {
  let u = stream();
  while (u === 0) u = stream();
  return u;
}
