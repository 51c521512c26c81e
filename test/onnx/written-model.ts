// Writes ONNX models, byte by byte: what reads them is checked by another hand.

const bytes = (...parts: readonly (number | ArrayLike<number>)[]): number[] =>
  parts.flatMap((part) => (typeof part === "number" ? [part] : Array.from(part)));

function whole(value: number): number[] {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 128n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...out, Number(rest)];
}

const message = (field: number, content: ArrayLike<number>): number[] =>
  bytes(whole(field * 8 + 2), whole(content.length), content);
const text = (field: number, value: string): number[] => message(field, new TextEncoder().encode(value));
const count = (field: number, value: number): number[] => bytes(whole(field * 8), whole(value));

function floats(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [k, value] of values.entries()) view.setFloat32(4 * k, value, true);
  return new Uint8Array(view.buffer);
}

export interface WrittenNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Whole numbers by name. */
  readonly attributes?: Readonly<Record<string, number>>;
}

export interface Written {
  readonly nodes: readonly WrittenNode[];
  readonly weights: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly data: readonly number[] }>
  >;
  readonly output: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A model with one input, `x`. */
export function writtenModel({ nodes, weights, output, metadata = {} }: Written): Uint8Array {
  const graph = bytes(
    ...nodes.map(({ operator, inputs, output: made, attributes = {} }) =>
      message(
        1,
        bytes(
          ...inputs.map((name) => text(1, name)),
          text(2, made),
          text(4, operator),
          ...Object.entries(attributes).map(([name, value]) =>
            message(5, bytes(text(1, name), count(3, value))),
          ),
        ),
      ),
    ),
    ...Object.entries(weights).map(([name, { shape, data }]) =>
      message(
        5,
        // Shapes packed, numbers raw, as exporters write them.
        bytes(message(1, bytes(...shape.map(whole))), count(2, 1), text(8, name), message(9, floats(data))),
      ),
    ),
    message(11, text(1, "x")),
    message(12, text(1, output)),
  );
  const notes = Object.entries(metadata).map(([key, value]) =>
    message(14, bytes(text(1, key), text(2, value))),
  );
  return Uint8Array.from(bytes(count(1, 8), message(7, graph), ...notes));
}
