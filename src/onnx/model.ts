// An ONNX model: nodes in order, weights by name, and what its author noted.
import { InputError } from "../model/input-error.ts";
import { readTensor, type Tensor } from "./tensor.ts";
import { fieldsOf, numbersOf, textOf, type WireField } from "./wire-format.ts";

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, number | readonly number[] | Tensor>;
}

export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly weights: ReadonlyMap<string, Tensor>;
  /** Names of inputs that are no weights, and of outputs. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}

const bytesOf = ({ value }: WireField): Uint8Array => value as Uint8Array;

function readNode(bytes: Uint8Array, source: string): OnnxNode {
  const [inputs, outputs]: [string[], string[]] = [[], []];
  const attributes = new Map<string, number | readonly number[] | Tensor>();
  let operator = "";
  for (const field of fieldsOf(bytes, source)) {
    if (field.number === 1) inputs.push(textOf(field.value));
    else if (field.number === 2) outputs.push(textOf(field.value));
    else if (field.number === 4) operator = textOf(field.value);
    else if (field.number === 5) readAttribute(bytesOf(field), source, attributes);
  }
  return { operator, inputs, outputs, attributes };
}

function readAttribute(
  bytes: Uint8Array,
  source: string,
  into: Map<string, number | readonly number[] | Tensor>,
): void {
  let name = "";
  let value: number | readonly number[] | Tensor | null = null;
  const many: number[] = [];
  for (const field of fieldsOf(bytes, source)) {
    if (field.number === 1) name = textOf(field.value);
    else if (field.number === 2) [value] = numbersOf(field, source, "float");
    else if (field.number === 3) value = field.value as number;
    else if (field.number === 5) value = readTensor(bytesOf(field), source).tensor;
    else if (field.number === 7) many.push(...numbersOf(field, source, "float"));
    else if (field.number === 8) many.push(...numbersOf(field, source, "whole"));
  }
  into.set(name, value ?? many);
}

const nameOf = (bytes: Uint8Array, source: string): string => {
  for (const { number, value } of fieldsOf(bytes, source)) if (number === 1) return textOf(value);
  return "";
};

/** Reads a model. @throws InputError where the bytes are none */
export function readModel(bytes: Uint8Array, source: string): OnnxModel {
  const metadata = new Map<string, string>();
  let graph: Uint8Array | null = null;
  for (const field of fieldsOf(bytes, source)) {
    if (field.number === 7) graph = bytesOf(field);
    else if (field.number === 14) {
      const entry = [...fieldsOf(bytesOf(field), source)].map(({ value }) => textOf(value));
      metadata.set(entry[0] ?? "", entry[1] ?? "");
    }
  }
  if (graph === null) throw new InputError(source, "an ONNX model with a graph", undefined);
  const nodes: OnnxNode[] = [];
  const weights = new Map<string, Tensor>();
  const [inputs, outputs]: [string[], string[]] = [[], []];
  for (const field of fieldsOf(graph, source)) {
    if (field.number === 1) nodes.push(readNode(bytesOf(field), source));
    else if (field.number === 5) {
      const { name, tensor } = readTensor(bytesOf(field), source);
      weights.set(name, tensor);
    } else if (field.number === 11) inputs.push(nameOf(bytesOf(field), source));
    else if (field.number === 12) outputs.push(nameOf(bytesOf(field), source));
  }
  return { nodes, weights, inputs: inputs.filter((name) => !weights.has(name)), outputs, metadata };
}
