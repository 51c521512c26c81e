// Numbers in a shape, row by row.
import { InputError } from "../model/input-error.ts";
import { fieldsOf, numbersOf, textOf } from "./wire-format.ts";

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);

/** Kinds of numbers, by ONNX's codes. */
const KINDS: Readonly<Record<number, { readonly bytes: number; at(view: DataView, at: number): number }>> = {
  1: { bytes: 4, at: (view, at) => view.getFloat32(at, true) },
  2: { bytes: 1, at: (view, at) => view.getUint8(at) },
  3: { bytes: 1, at: (view, at) => view.getInt8(at) },
  6: { bytes: 4, at: (view, at) => view.getInt32(at, true) },
  7: { bytes: 8, at: (view, at) => Number(view.getBigInt64(at, true)) },
  9: { bytes: 1, at: (view, at) => view.getUint8(at) },
  11: { bytes: 8, at: (view, at) => view.getFloat64(at, true) },
};

/** A tensor as it stands in a model, with its name. @throws InputError for one of another kind, or outside of the file */
export function readTensor(
  bytes: Uint8Array,
  source: string,
): { readonly name: string; readonly tensor: Tensor } {
  let [name, kind] = ["", 0];
  let raw: Uint8Array | null = null;
  const [shape, listed]: [number[], number[]] = [[], []];
  for (const field of fieldsOf(bytes, source)) {
    if (field.number === 1) shape.push(...numbersOf(field, source, "whole"));
    else if (field.number === 2) kind = field.value as number;
    else if (field.number === 4) listed.push(...numbersOf(field, source, "float"));
    else if (field.number === 5 || field.number === 7) listed.push(...numbersOf(field, source, "whole"));
    else if (field.number === 8) name = textOf(field.value);
    else if (field.number === 9) raw = field.value as Uint8Array;
    else if (field.number === 14 && field.value !== 0)
      throw new InputError(`${source}: ${name}`, "weights inside the model", "weights in another file");
  }
  const of = KINDS[kind];
  if (of === undefined)
    throw new InputError(`${source}: ${name}`, "32-bit floats or whole numbers", `numbers of kind ${kind}`);
  const size = sizeOf(shape);
  if (raw === null) return { name, tensor: sized(Float64Array.from(listed)) };
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return {
    name,
    tensor: sized(Float64Array.from({ length: raw.length / of.bytes }, (_, k) => of.at(view, k * of.bytes))),
  };

  function sized(data: Float64Array): Tensor {
    if (data.length !== size)
      throw new InputError(`${source}: ${name}`, `${size} numbers for its shape`, data.length);
    return { shape, data };
  }
}
