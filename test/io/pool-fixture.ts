// Tasks for the pool's own tests.
import { threadId } from "node:worker_threads";
import { InputError } from "../../src/model/index.ts";

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
