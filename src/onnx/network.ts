// Runs a model: its nodes one after the other, as they stand in the file.
import { InputError } from "../model/input-error.ts";
import type { OnnxModel } from "./model.ts";
import { OPERATORS } from "./operators.ts";
import type { Tensor } from "./tensor.ts";

/** Values of the outputs, in the order of the model. */
export type Network = (inputs: readonly Tensor[]) => Tensor[];

/**
 * Prepares to run a model.
 * @throws InputError naming an operator that is not known, or a value that nothing makes
 */
export function networkOf(model: OnnxModel, source: string): Network {
  const slots = new Map<string, number>();
  const slotOf = (name: string): number => {
    if (name === "") return -1;
    const slot = slots.get(name);
    if (slot === undefined)
      throw new InputError(source, "nodes in an order that works", `${name} before it is made`);
    return slot;
  };
  const add = (name: string): number => {
    slots.set(name, slots.size);
    return slots.size - 1;
  };
  const inputs = model.inputs.map(add);
  const values: (Tensor | undefined)[] = [];
  for (const [name, tensor] of model.weights) values[add(name)] = tensor;
  const steps = model.nodes.map((node) => {
    const run = OPERATORS[node.operator];
    if (run === undefined) {
      const known = Object.keys(OPERATORS).join(", ");
      throw new InputError(source, `operators of small networks (${known})`, node.operator);
    }
    const from = node.inputs.map(slotOf);
    return { run, node, from, to: add(node.outputs[0]) };
  });
  const outputs = model.outputs.map(slotOf);
  return (given) => {
    for (const [k, slot] of inputs.entries()) values[slot] = given[k];
    for (const { run, node, from, to } of steps) {
      values[to] = run(
        from.map((slot) => (slot < 0 ? undefined : values[slot])),
        node,
        source,
      );
    }
    return outputs.map((slot) => values[slot]!);
  };
}
