// The operators of the small networks that policies are.
import { InputError } from "../model/input-error.ts";
import type { OnnxNode } from "./model.ts";
import { sizeOf, type Tensor } from "./tensor.ts";

/** Makes the output of a node from its inputs; an input that is left out is undefined. */
export type Operator = (inputs: readonly (Tensor | undefined)[], node: OnnxNode, source: string) => Tensor;

const number = (node: OnnxNode, name: string, usual: number): number => {
  const value = node.attributes.get(name);
  return typeof value === "number" ? value : usual;
};

/** The shape of both under numpy's rules. @throws InputError when they do not fit */
function common(a: readonly number[], b: readonly number[], node: OnnxNode, source: string): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, k) => {
    const [x, y] = [a[k - rank + a.length] ?? 1, b[k - rank + b.length] ?? 1];
    if (x !== y && x !== 1 && y !== 1)
      throw new InputError(
        `${source}: ${node.operator}`,
        "shapes that fit",
        `${a.join(" x ")} and ${b.join(" x ")}`,
      );
    return x === 1 ? y : x;
  });
}

/** Element of a smaller tensor that stands where element `at` of the larger shape does. */
function beneath(shape: readonly number[], of: readonly number[], at: number): number {
  let [index, stride, rest] = [0, 1, at];
  for (let k = 1; k <= shape.length; k++) {
    const size = shape[shape.length - k];
    const own = of[of.length - k] ?? 1;
    if (own > 1) index += (rest % size) * stride;
    stride *= own;
    rest = Math.floor(rest / size);
  }
  return index;
}

const pairwise =
  (value: (a: number, b: number) => number): Operator =>
  ([a, b], node, source) => {
    const [x, y] = [a!, b!];
    const shape = common(x.shape, y.shape, node, source);
    const data = new Float64Array(sizeOf(shape));
    if (x.data.length === data.length && y.data.length === data.length)
      for (let k = 0; k < data.length; k++) data[k] = value(x.data[k], y.data[k]);
    else
      for (let k = 0; k < data.length; k++)
        data[k] = value(x.data[beneath(shape, x.shape, k)], y.data[beneath(shape, y.shape, k)]);
    return { shape, data };
  };

const each =
  (value: (x: number, node: OnnxNode) => number): Operator =>
  ([x], node) => ({ shape: x!.shape, data: x!.data.map((one) => value(one, node)) });

/** The inner product of `count` numbers, in four sums at once: one alone waits for each of its additions. */
function inner4(a: Float64Array, from: number, b: Float64Array, start: number, count: number): number {
  let [s, t, u, v] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < count; i += 4) {
    s += a[from + i] * b[start + i];
    t += a[from + i + 1] * b[start + i + 1];
    u += a[from + i + 2] * b[start + i + 2];
    v += a[from + i + 3] * b[start + i + 3];
  }
  for (; i < count; i++) s += a[from + i] * b[start + i];
  return s + t + u + v;
}

/** a (n x k) times b (k x m, or m x k when it is turned). */
function product(a: Tensor, b: Tensor, turned: boolean, node: OnnxNode, source: string): Tensor {
  const [n, k] = a.shape.length === 1 ? [1, a.shape[0]] : [sizeOf(a.shape.slice(0, -1)), a.shape.at(-1)!];
  const [inner, m] = turned ? [b.shape[1], b.shape[0]] : [b.shape[0], b.shape[1]];
  if (b.shape.length !== 2 || inner !== k) {
    const found = `${a.shape.join(" x ")} and ${b.shape.join(" x ")}`;
    throw new InputError(`${source}: ${node.operator}`, "matrices that fit", found);
  }
  const data = new Float64Array(n * m);
  for (let row = 0; row < n; row++) {
    if (turned) {
      for (let column = 0; column < m; column++) {
        data[row * m + column] = inner4(a.data, row * k, b.data, column * k, k);
      }
      continue;
    }
    for (let i = 0; i < k; i++) {
      const factor = a.data[row * k + i];
      if (factor === 0) continue;
      for (let column = 0; column < m; column++) data[row * m + column] += factor * b.data[i * m + column];
    }
  }
  return { shape: [...a.shape.slice(0, -1), m], data };
}

const gemm: Operator = ([a, b, c], node, source) => {
  if (number(node, "transA", 0) !== 0)
    throw new InputError(`${source}: Gemm`, "a first matrix that is not turned", "transA = 1");
  const alpha = number(node, "alpha", 1);
  const beta = number(node, "beta", 1);
  const of = product(a!, b!, number(node, "transB", 0) === 1, node, source);
  // One number a column is what exporters write.
  const isRow = c !== undefined && c.data.length === of.data.length;
  for (let k = 0; k < of.data.length; k++) {
    const offset = c === undefined ? 0 : beta * c.data[isRow ? k : beneath(of.shape, c.shape, k)];
    of.data[k] = alpha * of.data[k] + offset;
  }
  return of;
};

/** Over the last axis, the only one that a row of scores has. */
const overLast =
  (write: (row: Float64Array) => void): Operator =>
  ([x], node, source) => {
    const { shape } = x!;
    const axis = number(node, "axis", -1);
    if (axis !== -1 && axis !== shape.length - 1)
      throw new InputError(`${source}: ${node.operator}`, "the last axis", axis);
    const data = x!.data.slice();
    const width = shape.at(-1) ?? 1;
    for (let at = 0; at < data.length; at += width) write(data.subarray(at, at + width));
    return { shape, data };
  };

function softmax(row: Float64Array): void {
  const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let k = 0; k < row.length; k++) {
    row[k] = Math.exp(row[k] - most);
    sum += row[k];
  }
  for (let k = 0; k < row.length; k++) row[k] /= sum;
}

const argMax: Operator = ([x], node, source) => {
  const { shape, data } = x!;
  const axis = number(node, "axis", 0);
  if (axis !== -1 && axis !== shape.length - 1)
    throw new InputError(`${source}: ArgMax`, "the last axis", axis);
  const width = shape.at(-1) ?? 1;
  const best = new Float64Array(data.length / width);
  for (let row = 0; row < best.length; row++) {
    for (let k = 1; k < width; k++) if (data[row * width + k] > data[row * width + best[row]]) best[row] = k;
  }
  const kept = number(node, "keepdims", 1) === 1 ? [1] : [];
  return { shape: [...shape.slice(0, -1), ...kept], data: best };
};

const reshape: Operator = ([x, to], node, source) => {
  const known = [...to!.data].map((size, k) => (size === 0 ? x!.shape[k] : size));
  const open = known.indexOf(-1);
  if (open >= 0) known[open] = x!.data.length / sizeOf(known.filter((size) => size !== -1));
  if (sizeOf(known) !== x!.data.length)
    throw new InputError(`${source}: ${node.operator}`, `${x!.data.length} numbers`, known.join(" x "));
  return { shape: known, data: x!.data };
};

const flatten: Operator = ([x], node) => {
  const axis = number(node, "axis", 1);
  return { shape: [sizeOf(x!.shape.slice(0, axis)), sizeOf(x!.shape.slice(axis))], data: x!.data };
};

const clip: Operator = ([x, low, high], node) => {
  const [least, most] = [
    low?.data[0] ?? number(node, "min", Number.NEGATIVE_INFINITY),
    high?.data[0] ?? number(node, "max", Number.POSITIVE_INFINITY),
  ];
  return { shape: x!.shape, data: x!.data.map((value) => Math.min(most, Math.max(least, value))) };
};

export const OPERATORS: Readonly<Record<string, Operator>> = {
  Gemm: gemm,
  MatMul: ([a, b], node, source) => product(a!, b!, false, node, source),
  Add: pairwise((a, b) => a + b),
  Sub: pairwise((a, b) => a - b),
  Mul: pairwise((a, b) => a * b),
  Div: pairwise((a, b) => a / b),
  Relu: ([x]) => {
    const data = new Float64Array(x!.data.length);
    for (let k = 0; k < data.length; k++) data[k] = x!.data[k] < 0 ? 0 : x!.data[k];
    return { shape: x!.shape, data };
  },
  LeakyRelu: each((x, node) => (x < 0 ? number(node, "alpha", 0.01) * x : x)),
  Elu: each((x, node) => (x < 0 ? number(node, "alpha", 1) * Math.expm1(x) : x)),
  Tanh: each(Math.tanh),
  Sigmoid: each((x) => 1 / (1 + Math.exp(-x))),
  Neg: each((x) => -x),
  Exp: each(Math.exp),
  Sqrt: each(Math.sqrt),
  Softmax: overLast(softmax),
  LogSoftmax: overLast((row) => {
    softmax(row);
    for (let k = 0; k < row.length; k++) row[k] = Math.log(row[k]);
  }),
  Clip: clip,
  ArgMax: argMax,
  Flatten: flatten,
  Reshape: reshape,
  Identity: ([x]) => x!,
  Cast: ([x]) => x!,
  Constant: (_inputs, node, source) => {
    const value = node.attributes.get("value") ?? node.attributes.get("value_float");
    if (typeof value === "number") return { shape: [], data: Float64Array.of(value) };
    if (value === undefined || Array.isArray(value))
      throw new InputError(`${source}: Constant`, "a tensor", undefined);
    return value as Tensor;
  },
};
