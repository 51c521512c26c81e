// Reads matrices of numbers from MAT-files of level 5, the format of MATLAB 5 to 7: enough for tables of measurements.
import { inflateSync } from "node:zlib";
import { InputError } from "../../src/model/input-error.ts";

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly values: Float64Array;
}

const HEADER = 128;
const COMPRESSED = 15;
const MATRIX = 14;

/** How numbers of each type of the format are read. */
const READERS: Readonly<
  Record<number, { readonly bytes: number; read(view: DataView, at: number): number }>
> = {
  1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  2: { bytes: 1, read: (view, at) => view.getUint8(at) },
  3: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  4: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  5: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  6: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  7: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  9: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
};

interface Element {
  readonly type: number;
  readonly data: Uint8Array;
  /** Where the next element starts. */
  readonly next: number;
}

/** One element: a tag of 8 bytes and its data, or both in 8 bytes where the data is short. */
function element(bytes: Uint8Array, at: number, source: string): Element {
  if (at + 8 > bytes.length) throw new InputError(source, "a whole MAT-file", "one that is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const word = view.getUint32(at, true);
  const short = word >>> 16;
  const [type, size, start] =
    short > 0 ? [word & 0xffff, short, at + 4] : [word, view.getUint32(at + 4, true), at + 8];
  if (start + size > bytes.length) throw new InputError(source, "a whole MAT-file", "one that is cut short");
  const end = short > 0 ? at + 8 : start + size;
  // Compressed elements are not filled up to 8 bytes.
  const next = type === COMPRESSED ? end : Math.ceil(end / 8) * 8;
  return { type, data: bytes.subarray(start, start + size), next };
}

function numbers({ type, data }: Element, source: string): Float64Array {
  const reader = READERS[type];
  if (reader === undefined)
    throw new InputError(source, "real numbers in a MAT-file", `data of type ${type}`);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  return Float64Array.from({ length: data.length / reader.bytes }, (_, k) =>
    reader.read(view, k * reader.bytes),
  );
}

function matrix(data: Uint8Array, source: string): { readonly name: string; readonly of: Matrix } {
  const flags = element(data, 0, source);
  const sizes = element(data, flags.next, source);
  const name = element(data, sizes.next, source);
  const real = element(data, name.next, source);
  const shape = numbers(sizes, source);
  if (shape.length !== 2) throw new InputError(source, "matrices of two dimensions", shape.length);
  const [rows, columns] = shape;
  const stored = numbers(real, source);
  if (stored.length !== rows * columns)
    throw new InputError(source, `${rows * columns} numbers`, stored.length);
  const values = new Float64Array(stored.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      values[row * columns + column] = stored[column * rows + row];
  return { name: new TextDecoder().decode(name.data), of: { rows, columns, values } };
}

/**
 * The matrices of a MAT-file by name.
 * @throws InputError for another format (version 7.3 is HDF5) or a file that is cut short
 */
export function readMat(bytes: Uint8Array, source: string): Map<string, Matrix> {
  const little = bytes.length >= HEADER && bytes[126] === 0x49 && bytes[127] === 0x4d;
  if (!little || bytes[125] !== 1) throw new InputError(source, "a MAT-file of level 5", "another format");
  const found = new Map<string, Matrix>();
  for (let at = HEADER; at < bytes.length; ) {
    const outer = element(bytes, at, source);
    at = outer.next;
    const inner =
      outer.type === COMPRESSED ? element(new Uint8Array(inflateSync(outer.data)), 0, source) : outer;
    if (inner.type !== MATRIX) continue;
    const { name, of } = matrix(inner.data, source);
    found.set(name, of);
  }
  return found;
}
