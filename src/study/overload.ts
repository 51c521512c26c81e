// The points of a study at which more work arrives than can be done: their queues grow as long as the run.
import { overload } from "../scenario/load.ts";
import { type Plan, settingOf } from "./plan.ts";

/** Points that are looked at; of more, these many, spread over all. */
const LOOKED_AT = 500;

export interface Overload {
  /** Share of the points, of those that were looked at. */
  readonly share: number;
  /** The point with the most work, and how many times more it is than can be done. */
  readonly point: number;
  readonly factor: number;
}

/** @returns null where every point's work can be done, or runs are of jobs that are known beforehand */
export function overloadOf(plan: Plan): Overload | null {
  if (plan.run !== "simulate") return null;
  const { points } = plan.design;
  const step = Math.max(1, Math.floor(points / LOOKED_AT));
  let [looked, found] = [0, 0];
  let worst = { point: 0, factor: 0 };
  for (let point = 0; point < points; point += step) {
    looked += 1;
    const factor = overload(settingOf(plan, plan.design.at(point)).scenario);
    if (factor === null) continue;
    found += 1;
    if (factor > worst.factor) worst = { point, factor };
  }
  return found === 0 ? null : { share: found / looked, ...worst };
}
