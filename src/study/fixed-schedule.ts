// All units of a study with a fixed number of replications, in order.
import type { Plan } from "./plan.ts";
import { inShard, type Schedule, type Shard } from "./schedule.ts";

export function fixedSchedule(plan: Plan, shard: Shard | null): Schedule {
  const together = plan.weights.length * plan.resolved.policies.length;
  const instances = plan.units / together;
  const ended = new Uint8Array(plan.units);
  let expected = plan.units;
  if (shard !== null) {
    const of = Math.floor(instances / shard.of) + (instances % shard.of >= shard.index ? 1 : 0);
    expected = of * together;
  }
  let next = 0;
  return {
    take(most) {
      const units: number[] = [];
      while (units.length < most && next < plan.units) {
        if (!inShard(shard, Math.floor(next / together))) next += together;
        else {
          if (ended[next] === 0) units.push(next);
          next += 1;
        }
      }
      return units.length === 0 && next >= plan.units ? null : units;
    },
    record(unit) {
      ended[unit] = 1;
    },
    expected: () => expected,
    precision: () => null,
    unreached: () => [],
  };
}
