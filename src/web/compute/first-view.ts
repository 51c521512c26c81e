// What the page shows before anything has been chosen: made once, while the page is built, by the code that its workers run.
import { DEFAULTS, WEIGHTS } from "../state/settings.ts";

import type { MethodReport, Question, SweepReport, WorldReport } from "../worker/protocol.ts";
import type { Context } from "./context.ts";
import { run } from "./run.ts";
import { sweep } from "./sweep.ts";
import { worldOf } from "./world.ts";

export interface FirstView {
  readonly world: WorldReport;
  /** One for each policy of the settings that the page starts with. */
  readonly reports: readonly MethodReport[];
  readonly sweep: SweepReport;
}

/** Nobody waits and nobody interrupts; without a clock each build gives the same bytes. */
const BUILD: Context = { tell() {}, pause: () => Promise.resolve(), alive() {}, now: () => 0 };

export default async function firstView(): Promise<FirstView> {
  const { world, seed, score, iterations, methods, wt } = DEFAULTS;
  const asked: Question = { world, seed, score, iterations };
  const reports: MethodReport[] = [];
  for (const method of methods) {
    reports.push(await run({ kind: "run", ...asked, method, wt, picture: true }, BUILD));
  }
  return {
    world: worldOf(asked).report,
    reports,
    sweep: await sweep({ kind: "sweep", ...asked, methods, weights: WEIGHTS }, BUILD),
  };
}
