// Damages a good JSON file at random: fields dropped, doubled, renamed, retyped, numbers made extreme, bytes cut or flipped.
import type { Stream } from "../../src/model/index.ts";

type Tree = unknown;
type Container = Record<string, Tree> | Tree[];

const EXTREMES = [
  0,
  -0,
  -1,
  1,
  0.5,
  2.5,
  1e-13,
  1e-12,
  5e-324,
  1e18,
  1e19,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  1e9,
  -1e-9,
  1e6,
];
const STRANGERS: readonly Tree[] = [
  null,
  true,
  false,
  "",
  "local",
  "m1",
  "NaN",
  "1e9",
  " ",
  "\u0000",
  "ünï",
  "x".repeat(300),
  [],
  {},
  [[]],
  [null],
  { uniform: { min: 2, max: 1 } },
  { exponential: { mean: 0 } },
  "__proto__",
];

/** Every place in a tree that holds something: its container and key. */
function places(tree: Tree, found: [Container, string | number][] = []): [Container, string | number][] {
  if (typeof tree !== "object" || tree === null) return found;
  for (const key of Array.isArray(tree) ? tree.keys() : Object.keys(tree)) {
    found.push([tree as Container, key]);
    places((tree as Record<string | number, Tree>)[key], found);
  }
  return found;
}

function damageTree(tree: Tree, draw: Stream): void {
  const all = places(tree);
  if (all.length === 0) return;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(draw() * items.length)];
  const [container, key] = pick(all);
  const at = container as Record<string | number, Tree>;
  const action = Math.floor(draw() * 8);
  if (action === 0) {
    if (Array.isArray(container)) container.splice(key as number, 1);
    else delete at[key];
  } else if (action === 1) {
    if (Array.isArray(container)) container.push(structuredClone(at[key]));
    else at[`${key}2`] = structuredClone(at[key]);
  } else if (action === 2) at[key] = pick(STRANGERS);
  else if (action === 3 || action === 4) {
    const numbers = all.filter(([of, k]) => typeof (of as Record<string | number, Tree>)[k] === "number");
    if (numbers.length === 0) return;
    const [of, k] = pick(numbers);
    (of as Record<string | number, Tree>)[k] = pick(EXTREMES);
  } else if (action === 5) {
    const [other, name] = pick(all);
    at[key] = structuredClone((other as Record<string | number, Tree>)[name]);
  } else if (action === 6) at[key] = [at[key]];
  else if (!Array.isArray(container)) {
    Object.defineProperty(container, pick(["__proto__", "constructor", "toString", "length", "ID"]), {
      value: 1,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}

function damageText(text: string, draw: Stream): string {
  const at = Math.floor(draw() * text.length);
  const length = 1 + Math.floor(draw() * 12);
  const action = Math.floor(draw() * 5);
  if (action === 0) return text.slice(0, at);
  if (action === 1) return text.slice(0, at) + text.slice(at + length);
  if (action === 2) return text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
  if (action === 3) return text.slice(0, at) + String.fromCharCode(draw() * 256) + text.slice(at + 1);
  // A field twice: the line that holds this character.
  const from = text.lastIndexOf("\n", at) + 1;
  const to = text.indexOf("\n", at);
  return to < 0 ? text : text.slice(0, to + 1) + text.slice(from, to + 1) + text.slice(to + 1);
}

/** A damaged copy of a good file, as text. */
export function damaged(good: object, draw: Stream): string {
  const tree = structuredClone(good);
  const times = draw() < 0.7 ? 1 : 1 + Math.floor(draw() * 3);
  const inText = draw() < 0.25;
  if (!inText) for (let k = 0; k < times; k++) damageTree(tree, draw);
  const text = JSON.stringify(tree, null, 1);
  return inText ? damageText(text, draw) : text;
}
