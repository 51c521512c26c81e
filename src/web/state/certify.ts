// Asks for the proven optimum and the Pareto front: what takes longer, and loads HiGHS when it is first needed.

import { effect } from "@preact/signals";
import { Stopped } from "../worker/line.ts";
import type { Ask, FrontReport, Progress } from "../worker/protocol.ts";
import { giveHighs } from "./highs.ts";
import {
  background,
  backgroundFault,
  backgroundWork,
  frontier,
  optimum,
  question,
  toFault,
} from "./session.ts";
import { WEIGHTS } from "./settings.ts";

let busy = false;

/** One background task; its result counts only for the question it was asked with. */
async function work<T>(
  what: string,
  ask: (tell: (progress: Progress) => void) => Promise<T>,
): Promise<T | null> {
  const key = JSON.stringify(question.peek());
  const current = () => JSON.stringify(question.peek()) === key;
  backgroundWork.value = { what, progress: { done: 0, of: 1 } };
  try {
    const answer = await ask((progress) => {
      if (current()) backgroundWork.value = { what, progress };
    });
    return current() ? answer : null;
  } catch (error) {
    if (!(error instanceof Stopped) && current()) backgroundFault.value = toFault(error);
    return null;
  } finally {
    if (current()) backgroundWork.value = null;
  }
}

export async function askForOptimum(): Promise<void> {
  if (optimum.peek() !== null || busy) return;
  busy = true;
  try {
    const found = await work("proven optimum over all weights (HiGHS)", async (tell) => {
      const ask = {
        kind: "optimum",
        ...question.peek(),
        weights: WEIGHTS,
      } as const satisfies Ask;
      await giveHighs(background);
      return background.ask(ask, tell);
    });
    if (found !== null) optimum.value = found;
  } finally {
    busy = false;
  }
}

export async function askForFront(): Promise<void> {
  if (frontier.peek() !== null || busy) return;
  busy = true;
  const key = JSON.stringify(question.peek());
  // The search lets no message in: another network ends it with its worker.
  const watch = effect(() => {
    if (JSON.stringify(question.value) !== key) background.stop("replaced");
  });
  try {
    const found = await work("Pareto front of time and energy", async (tell) => {
      const ask = { kind: "front", ...question.peek() } as const satisfies Ask;
      await giveHighs(background);
      return background.ask(ask, (progress) => {
        tell(progress);
        if (progress.partial !== undefined && JSON.stringify(question.peek()) === key) {
          frontier.value = progress.partial as FrontReport;
        }
      });
    });
    if (found !== null) frontier.value = found;
  } finally {
    watch();
    busy = false;
  }
}
