// The score of every method at every weight, with the lower bound of the prices below: the paper's figures, live.
import type { Objective } from "../../model/objective.ts";
import { pricesAcross } from "../../optimum/index.ts";
import type { SweepAsk, SweepReport } from "../worker/protocol.ts";
import type { Context } from "./context.ts";
import { isLive } from "./live-method.ts";
import { objectiveOf } from "./objective.ts";
import { placeAll } from "./place.ts";
import { drawnFor } from "./world.ts";

/** Weights in an order that shows the whole curve early: ends and middle first, then between. */
export function coarseFirst(count: number): number[] {
  const order = new Set([0, count - 1]);
  for (let step = 1 << Math.ceil(Math.log2(Math.max(1, count - 1))); step >= 1; step >>= 1) {
    for (let k = 0; k < count; k += step) order.add(k);
  }
  return [...order];
}

export async function sweep(asked: SweepAsk, context: Context): Promise<SweepReport> {
  const { methods, weights } = asked;
  const unknown = () => weights.map(() => Number.NaN);
  const scores = methods.map(unknown);
  const lowerBounds = unknown();
  const { problem, worst } = drawnFor(asked, "the closed form");
  const pricesAt = pricesAcross(problem, { score: asked.score, worst });
  const order = coarseFirst(weights.length);
  for (const [at, k] of order.entries()) {
    await context.pause();
    const certified = pricesAt(weights[k]);
    lowerBounds[k] = certified.lowerBound;
    let of: Objective | undefined;
    for (const [m, method] of methods.entries()) {
      if (m > 0) await context.pause();
      if (method === "prices" || method === "optimum") scores[m][k] = certified.score;
      else if (!isLive(method)) {
        of ??= objectiveOf(asked, weights[k]);
        scores[m][k] = (await placeAll(method, of, asked, context.alive)).score;
      }
    }
    context.tell({ done: at + 1, of: order.length, partial: { weights, scores, lowerBounds } });
  }
  return { weights, scores, lowerBounds };
}
