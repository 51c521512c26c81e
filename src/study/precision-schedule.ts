// As many replications as a precision takes. What is run depends on the results only, never on the order of their coming.
import { moments } from "../stats/moments.ts";
import { judgePrecision, type Stopping } from "../stats/stopping.ts";
import type { Plan } from "./plan.ts";
import { inShard, type Schedule, type Shard, type Unreached } from "./schedule.ts";
import { unitAt, unitNumber } from "./unit.ts";

/** Points that may be under way at once; each keeps its values until it ends. */
const OPEN_GROUPS = 64;

interface Group {
  readonly point: number;
  readonly weight: number;
  /** Value of policy p in replication r at r x policies + p. */
  values: Float64Array;
  readonly ended: Uint8Array;
  /** Replications asked for so far. */
  until: number;
  /** Next unit of these to hand out, as r x policies + p. */
  next: number;
  left: number;
  /** Widest relative half-width at the last look; null before the first. */
  width: number | null;
}

export function precisionSchedule(plan: Plan, shard: Shard | null): Schedule {
  const precision = plan.precision!;
  const policies = plan.resolved.policies.length;
  const groups = plan.design.points * plan.weights.length;
  /** Results of earlier runs whose point is not open yet. */
  const early = new Map<number, [unit: number, value: number][]>();
  const open = new Map<number, Group>();
  const unreached: Unreached[] = [];
  let nextGroup = 0;
  let expected = 0;
  /** Of the points that have ended. */
  let widestEnded: number | null = null;

  const groupOf = (point: number, weight: number) => point * plan.weights.length + weight;

  function enter(index: number): Group {
    const group: Group = {
      point: Math.floor(index / plan.weights.length),
      weight: index % plan.weights.length,
      values: new Float64Array(0),
      ended: new Uint8Array(plan.replications * policies),
      until: 0,
      next: 0,
      left: 0,
      width: null,
    };
    group.values = new Float64Array(group.ended.length).fill(Number.NaN);
    ask(group, precision.min);
    for (const [unit, value] of early.get(index) ?? []) settle(group, unit, value);
    early.delete(index);
    return group;
  }

  function ask(group: Group, until: number): void {
    for (let k = group.until * policies; k < until * policies; k++) if (group.ended[k] === 0) group.left += 1;
    expected += (until - group.until) * policies;
    group.until = until;
  }

  function settle(group: Group, unit: number, value: number): void {
    const { replication, policy } = unitAt(plan, unit);
    const k = replication * policies + policy;
    if (group.ended[k] === 1) return;
    group.ended[k] = 1;
    group.values[k] = value;
    if (replication < group.until) group.left -= 1;
  }

  /** Every policy gets as many replications as the one that needs most, so that all pairs are whole. */
  function look(group: Group): "go-on" | "ended" {
    let lookAt = 0;
    let width = 0;
    let reached = true;
    for (let policy = 0; policy < policies; policy++) {
      const values: number[] = [];
      for (let r = 0; r < group.until; r++) {
        const value = group.values[r * policies + policy];
        if (!Number.isNaN(value)) values.push(value);
      }
      // A replication without a value counts as one, or a policy that never has one would go on for ever.
      const of = { ...moments(values), count: values.length };
      const verdict: Stopping =
        group.until >= precision.max
          ? judgePrecision(of, { ...precision, min: 2, max: values.length })
          : judgePrecision(of, precision);
      width = Math.max(width, verdict.relativeHalfWidth);
      if (verdict.state === "go-on") {
        const missing = group.until - values.length;
        lookAt = Math.max(
          lookAt,
          Math.min(precision.max, Math.max(group.until + 1, verdict.lookAt + missing)),
        );
      }
      if (verdict.state !== "reached") reached = false;
    }
    group.width = width;
    if (!reached && group.until < precision.max) {
      ask(group, Math.max(lookAt, group.until + 1));
      return "go-on";
    }
    widestEnded = Math.max(widestEnded ?? 0, width);
    if (!reached) unreached.push({ point: group.point, weight: group.weight, relativeHalfWidth: width });
    return "ended";
  }

  function advance(index: number, group: Group): void {
    while (group.left === 0) {
      if (look(group) === "go-on") continue;
      open.delete(index);
      return;
    }
  }

  return {
    take(most) {
      const units: number[] = [];
      const hand = (group: Group) => {
        for (; units.length < most && group.next < group.until * policies; group.next++) {
          if (group.ended[group.next] === 1) continue;
          const replication = Math.floor(group.next / policies);
          const unit = {
            point: group.point,
            weight: group.weight,
            replication,
            policy: group.next % policies,
          };
          units.push(unitNumber(plan, unit));
        }
      };
      for (const group of open.values()) hand(group);
      while (units.length < most && open.size < OPEN_GROUPS && nextGroup < groups) {
        const index = nextGroup++;
        if (!inShard(shard, index)) continue;
        const group = enter(index);
        open.set(index, group);
        advance(index, group);
        if (open.has(index)) hand(group);
      }
      return units.length === 0 && open.size === 0 && nextGroup >= groups ? null : units;
    },
    record(unit, value) {
      const { point, weight } = unitAt(plan, unit);
      const index = groupOf(point, weight);
      const group = open.get(index);
      if (group !== undefined) {
        settle(group, unit, value);
        advance(index, group);
      } else if (index >= nextGroup) {
        const waiting = early.get(index);
        if (waiting === undefined) early.set(index, [[unit, value]]);
        else waiting.push([unit, value]);
      }
    },
    expected: () => expected,
    precision: () =>
      [...open.values()].reduce(
        (widest, { width }) => (width === null ? widest : Math.max(widest ?? 0, width)),
        widestEnded,
      ),
    unreached: () => [...unreached].sort((a, b) => a.point - b.point || a.weight - b.weight),
  };
}
