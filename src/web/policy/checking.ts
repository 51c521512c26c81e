// The page's side of the checker: loads TypeScript when the editor is first opened, and asks it.

import type { CheckerAnswers, CheckerAsk } from "./checker.ts";
import loadChecker from "./checker.ts?worker-text";

let starting: Promise<Worker> | null = null;
let next = 0;
const open = new Map<number, (answer: never) => void>();

async function start(): Promise<Worker> {
  const address = URL.createObjectURL(new Blob([await loadChecker()], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: never }>) => {
    open.get(data.id)?.(data.answer);
    open.delete(data.id);
  };
  return worker;
}

export async function askChecker<Q extends CheckerAsk>(ask: Q): Promise<CheckerAnswers[Q["kind"]]> {
  starting ??= start().catch((error: unknown) => {
    starting = null;
    throw error;
  });
  const worker = await starting;
  const id = next++;
  return new Promise((resolve) => {
    open.set(id, resolve as (answer: never) => void);
    worker.postMessage({ id, ask });
  });
}
