// The score of the chosen policies over all weights, once the settings stand still.

import type { SweepReport } from "../worker/protocol.ts";
import { askIn, background, toFault } from "./lines.ts";
import { sweepQuestion } from "./question.ts";
import { backgroundFault, backgroundWork, closedFormHolds, sweep, worldFault } from "./results.ts";
import { runs } from "./runs.ts";
import { WEIGHTS } from "./settings.ts";
import { type Turn, Turns } from "./turns.ts";

/** How long the settings must stand still, ms. */
const STILL = 250;

async function sweepAll(turn: Turn): Promise<void> {
  await turn.step(new Promise((resolve) => setTimeout(resolve, STILL)));
  // Two workers at once take twice as long on two cores.
  await turn.step(runs.settled());
  if (worldFault.peek() !== null || !closedFormHolds.peek()) return;
  const { question, methods } = sweepQuestion.peek();
  backgroundFault.value = null;
  try {
    sweep.value = await askIn(
      turn,
      background,
      { kind: "sweep", ...question, methods, weights: WEIGHTS },
      (progress) => {
        if (progress.partial !== undefined) sweep.value = progress.partial as SweepReport;
        backgroundWork.value = { what: "score over all weights", progress };
      },
    );
  } finally {
    turn.apply(() => {
      backgroundWork.value = null;
    });
  }
}

export const sweeps = new Turns(sweepAll, (error) => {
  backgroundFault.value = toFault(error);
});
