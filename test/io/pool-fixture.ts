// Tasks for the pool's own tests.
import { threadId } from "node:worker_threads";
import { beginUnit, watched } from "../../src/io/pool/beat.ts";
import { InputError, type Job, type View } from "../../src/model/index.ts";

export const square = (x: number): number => x * x;

/** Spins, so that tasks finish in another order than they start. */
export async function slowSquare(x: number): Promise<number> {
  await new Promise((done) => setTimeout(done, (x * 7919) % 13));
  return x * x;
}

export const scaled = (x: number, factor: number): number => x * factor;

export const thread = (): number => threadId;

export function failsOnSeven(x: number): number {
  if (x === 7) throw new InputError("seven.json: x", "a number other than 7", x);
  return x;
}

export function exitsOnSeven(x: number): number {
  if (x === 7) process.exit(1);
  return x;
}

/** An exception where nobody can catch it. */
export async function straysOnSeven(x: number): Promise<number> {
  if (x !== 7) return x;
  setTimeout(() => {
    throw new Error("out of the task");
  });
  return new Promise(() => {});
}

export function spin(ms: number): number {
  const start = process.hrtime.bigint();
  let x = 0;
  while (Number(process.hrtime.bigint() - start) < ms * 1e6) x += 1;
  return x;
}

/** Never ends on 7, as if it were inside a policy. */
export function hangsOnSeven(x: number): number {
  const policy = watched(() => {
    while (x === 7);
    return "local";
  });
  policy({} as Job, {} as View, () => 0);
  return x;
}

/** Takes too long on 7. */
export function slowOnSeven(x: number): number {
  beginUnit();
  return x === 7 ? spin(60_000) : x;
}

/** Eats all memory on 7. */
export function eatsOnSeven(x: number): number {
  const eaten: number[][] = [];
  while (x === 7) eaten.push(new Array(1_000_000).fill(x));
  return x;
}
