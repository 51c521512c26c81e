// All units of a study with a fixed number of replications, in order.
import { intervalOf, relativeHalfWidth } from "../stats/interval.ts";
import { include, type Moments, NO_MOMENTS } from "../stats/moments.ts";
import type { Plan } from "./plan.ts";
import { groupsIn, inShard, type Schedule, type Shard } from "./schedule.ts";

/** A point under way: what is left of it, and the main measure of each weight and policy so far. */
interface Open {
  left: number;
  readonly moments: Moments[];
}

export function fixedSchedule(plan: Plan, shard: Shard | null): Schedule {
  const together = plan.weights.length * plan.resolved.policies.length;
  const instances = plan.units / together;
  const ended = new Uint8Array(plan.units);
  const open = new Map<number, Open>();
  let widestEnded: number | null = null;
  let next = 0;

  function enter(point: number): Open {
    const before = point * plan.replications;
    const own = groupsIn(shard, before + plan.replications) - groupsIn(shard, before);
    return { left: own * together, moments: Array.from({ length: together }, () => NO_MOMENTS) };
  }

  /** The widest interval of a point; one value says nothing yet. */
  const widest = ({ moments }: Open, least: number | null): number | null =>
    moments
      .filter(({ count }) => count > 1)
      .reduce<number | null>((wide, of) => Math.max(wide ?? 0, relativeHalfWidth(intervalOf(of))), least);

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
    record(unit, value) {
      if (ended[unit] === 1) return;
      ended[unit] = 1;
      const index = Math.floor(unit / (together * plan.replications));
      const point = open.get(index) ?? enter(index);
      open.set(index, point);
      if (!Number.isNaN(value))
        point.moments[unit % together] = include(point.moments[unit % together], value);
      point.left -= 1;
      if (point.left > 0) return;
      widestEnded = widest(point, widestEnded);
      open.delete(index);
    },
    expected: () => groupsIn(shard, instances) * together,
    precision: () => [...open.values()].reduce((least, point) => widest(point, least), widestEnded),
    unreached: () => [],
  };
}
