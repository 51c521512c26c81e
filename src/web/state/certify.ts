// The optimum at all weights and the Pareto front: asked for when they are looked at, since both take their time, and HiGHS is
// loaded for the optimum.

import type { FrontReport } from "../worker/protocol.ts";
import { giveHighs } from "./highs.ts";
import { askIn, background, toFault } from "./lines.ts";
import { question } from "./question.ts";
import { backgroundFault, backgroundWork, closedFormHolds, frontier, optimum } from "./results.ts";
import { WEIGHTS } from "./settings.ts";
import { type Turn, Turns } from "./turns.ts";

async function certifyAll(turn: Turn): Promise<void> {
  const asked = question.peek();
  const work = (what: string) => (progress: { done: number; of: number }) => {
    backgroundWork.value = { what, progress };
  };
  try {
    if (optimum.peek() === null) {
      const tell = work("optimum over all weights");
      tell({ done: 0, of: 1 });
      await turn.step(giveHighs(background));
      optimum.value = await askIn(turn, background, { kind: "optimum", ...asked, weights: WEIGHTS }, tell);
    }
    if (frontier.peek()?.final !== true) {
      const tell = work("Pareto front of time and energy");
      tell({ done: 0, of: 1 });
      frontier.value = await askIn(turn, background, { kind: "front", ...asked }, (progress) => {
        tell(progress);
        if (progress.partial !== undefined) frontier.value = progress.partial as FrontReport;
      });
    }
  } finally {
    turn.apply(() => {
      backgroundWork.value = null;
    });
  }
}

export const certification = new Turns(certifyAll, (error) => {
  backgroundFault.value = toFault(error);
});

/** Asks for what is not known and not under way; nothing where the equations do not hold. */
export function certify(): void {
  if (!closedFormHolds.peek() || certification.busy) return;
  if (optimum.peek() === null || frontier.peek()?.final !== true) certification.begin();
}
