// Chooses how a plan is scheduled.
import { fixedSchedule } from "./fixed-schedule.ts";
import type { Plan } from "./plan.ts";
import { precisionSchedule } from "./precision-schedule.ts";
import type { Schedule, Shard } from "./schedule.ts";

/** The schedule of a plan or of one shard of it. */
export const scheduleOf = (plan: Plan, shard: Shard | null = null): Schedule =>
  plan.precision === null ? fixedSchedule(plan, shard) : precisionSchedule(plan, shard);
