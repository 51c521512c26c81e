// The two workers that the page asks: one for runs that the user waits for, one for what takes its time.
import { Interruption, Line, WorkerError } from "../worker/line.ts";
import type { Answer, Ask, Fault, Progress } from "../worker/protocol.ts";
import started from "../worker/worker.ts?started";
import { withOwnPolicy } from "./own-policy.ts";
import type { Turn } from "./turns.ts";

let workerText = "";
const workerSource = () => withOwnPolicy(workerText);

/** Gets what workers are started from; needed before the first question. */
export async function prepare(): Promise<void> {
  workerText = await started.load();
}

export const foreground = new Line(workerSource, started.ahead);
/** Sweeps, optima and fronts. */
export const background = new Line(workerSource);

export const toFault = (error: unknown): Fault =>
  error instanceof WorkerError
    ? error.fault
    : { message: error instanceof Error ? error.message : String(error), where: null };

/** Asks as part of a turn: gives up when the turn ends, and asks again when the worker was lost to another question. */
export function askIn<Q extends Ask>(
  turn: Turn,
  line: Line,
  ask: Q,
  progress: (progress: Progress) => void = () => {},
): Promise<Answer<Q["kind"]>> {
  const attempt = async (): Promise<Answer<Q["kind"]>> => {
    try {
      return await line.ask(ask, (told) => turn.apply(() => progress(told)), turn.signal);
    } catch (error) {
      if (error instanceof Interruption && !turn.signal.aborted) return attempt();
      throw error;
    }
  };
  return turn.step(attempt());
}
