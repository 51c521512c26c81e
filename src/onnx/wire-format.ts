// Protocol Buffers as far as ONNX needs them: a message as a list of numbered fields.
import { InputError } from "../model/input-error.ts";

/** A field: a whole number, eight or four bytes, or bytes of any length (a text, a message, packed numbers). */
export interface WireField {
  readonly number: number;
  readonly value: number | Uint8Array;
  /** 0 whole, 1 eight bytes, 2 of any length, 5 four bytes. */
  readonly type: number;
}

const [WHOLE, EIGHT, BYTES, FOUR] = [0, 1, 2, 5];

/** @param source the file's name, for the message */
export function* fieldsOf(bytes: Uint8Array, source: string): Generator<WireField> {
  const broken = () => new InputError(source, "an ONNX model (protocol buffers)", "bytes that are none");
  let at = 0;
  const whole = (): number => {
    // 64 bits in two's complement: a double would lose the last of them.
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      if (at >= bytes.length || shift > 63n) throw broken();
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
  };
  while (at < bytes.length) {
    const key = whole();
    const [number, type] = [Math.floor(key / 8), key % 8];
    if (type === WHOLE) {
      yield { number, type, value: whole() };
      continue;
    }
    const length = type === EIGHT ? 8 : type === FOUR ? 4 : type === BYTES ? whole() : -1;
    if (number === 0 || length < 0 || at + length > bytes.length) throw broken();
    yield { number, type, value: bytes.subarray(at, at + length) };
    at += length;
  }
}

export const textOf = (value: WireField["value"]): string =>
  typeof value === "number" ? String(value) : new TextDecoder().decode(value);

/** Numbers of a field that may be packed. */
export function numbersOf({ value, type }: WireField, source: string, of: "whole" | "float"): number[] {
  if (typeof value === "number") return [value];
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  if (of === "float" || type === FOUR)
    return Array.from({ length: value.length >> 2 }, (_, k) => view.getFloat32(4 * k, true));
  // Packed whole numbers are read as fields without a key.
  const keyed = new Uint8Array(2 * value.length);
  let [count, start] = [0, true];
  for (const byte of value) {
    if (start) keyed[count++] = 8;
    keyed[count++] = byte;
    start = byte < 128;
  }
  return Array.from(fieldsOf(keyed.subarray(0, count), source), (field) => field.value as number);
}
