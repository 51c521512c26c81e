// How long a study will take: some units run on trial, spread over the plan, before the first one counts.
import type { Plan } from "../../study/plan.ts";
import { unitNumber } from "../../study/unit.ts";
import { runUnit, type StudyContext, studyRunner } from "./task.ts";

/** Trials end after so long, ms, unless a policy has not had its turn by then. */
const PATIENCE = 300;
/** And in any case after this, ms. */
const LIMIT = 3000;

/**
 * Mean time of a unit in one worker, s: of trials of every policy at points all over the plan, the first of each left
 * out where there are more (the program is still warming up then).
 */
export async function secondsPerUnit(plan: Plan, context: StudyContext): Promise<number> {
  const run = studyRunner(context);
  const policies = plan.resolved.policies.length;
  const instances = plan.design.points * plan.replications;
  const start = performance.now();
  const times = Array.from({ length: policies }, (): number[] => []);
  for (let trial = 0; trial < 50; trial++) {
    // Golden-section steps: spread evenly however many there will be.
    const instance = Math.floor(((trial * 0.6180339887498949) % 1) * instances);
    const point = Math.floor(instance / plan.replications);
    for (let policy = 0; policy < policies; policy++) {
      const replication = instance % plan.replications;
      const before = performance.now();
      await runUnit(
        run,
        unitNumber(plan, { point, replication, weight: trial % plan.weights.length, policy }),
      );
      times[policy].push(performance.now() - before);
      if (performance.now() - start > LIMIT) break;
    }
    if (performance.now() - start > PATIENCE) break;
  }
  const tried = times.filter((of) => of.length > 0).map((of) => (of.length > 1 ? of.slice(1) : of));
  const means = tried.map((of) => of.reduce((sum, time) => sum + time, 0) / of.length);
  return means.reduce((sum, time) => sum + time, 0) / means.length / 1000;
}
