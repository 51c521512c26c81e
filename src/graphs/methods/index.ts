// The methods of graphs by name, in the order in which the program lists them.
import { InputError } from "../../model/input-error.ts";
import { chain } from "./chain.ts";
import { cpop } from "./cpop.ts";
import { cut } from "./cut.ts";
import { heft } from "./heft.ts";
import { heftLookahead } from "./heft-lookahead.ts";
import type { GraphMethodModule } from "./method.ts";
import { peft } from "./peft.ts";
import { greedy, local, offloadAll, random } from "./simple.ts";

export type { GraphMethod, GraphMethodModule, MethodInput } from "./method.ts";

export const GRAPH_METHODS: readonly GraphMethodModule[] = [
  heft,
  cpop,
  peft,
  heftLookahead,
  greedy,
  chain,
  cut,
  local,
  offloadAll,
  random,
];

/** @throws InputError listing the methods */
export function graphMethod(name: string, source = "--method"): GraphMethodModule {
  const method = GRAPH_METHODS.find((one) => one.name === name);
  if (method === undefined)
    throw new InputError(
      source,
      `one of ${[...GRAPH_METHODS.map((one) => one.name), "optimum"].join(", ")} for graphs, or a policy file`,
      name,
    );
  return method;
}
