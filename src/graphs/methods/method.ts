// What a method of graphs is given, and what it gives back.
import type { Stream } from "../../model/policy.ts";
import type { GraphRates } from "../evaluation.ts";
import type { Schedule } from "../schedule.ts";
import type { Setting } from "../setting.ts";

export interface MethodInput {
  readonly of: Setting;
  /** What a second, a joule and a unit of money add to the score; for the methods that weigh them. */
  readonly rates: GraphRates;
  readonly stream: Stream;
  /** s, by node (devices, then servers): when each is through with earlier work. Null: all are free at once. */
  readonly backlog: Float64Array | null;
}

/** Places and orders all tasks. */
export type GraphMethod = (input: MethodInput) => Schedule;

/** A method with what the program says of it. */
export interface GraphMethodModule {
  readonly name: string;
  readonly rule: string;
  /** Where it is from. */
  readonly source: string;
  readonly schedule: GraphMethod;
}
