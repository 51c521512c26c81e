// As many replications as a precision takes. What is run depends on the results only, never on the order of their coming.
import { moments } from "../stats/moments.ts";
import { judgePrecision, type Stopping } from "../stats/stopping.ts";
import type { Plan } from "./plan.ts";
import { groupsIn, inShard, type Schedule, type Shard, type Unreached } from "./schedule.ts";
import { unitAt, unitNumber } from "./unit.ts";

/** A policy that would need so many times the most replications is not waited for. */
const BEYOND_REACH = 2;

/** How well a policy is known at a look. */
interface Judgement {
  readonly policy: number;
  readonly width: number;
  readonly reached: boolean;
  /** Replications at which to look again. */
  readonly lookAt: number;
  /** Replications that its variance asks for. */
  readonly wanted: number;
}

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
  /** Replications that it will take, as far as is known. */
  wanted: number;
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
  const ended = { groups: 0, replications: 0 };
  const ownGroups = groupsIn(shard, groups);
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
      wanted: precision.min,
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

  function judge(group: Group, policy: number): Judgement {
    const values: number[] = [];
    for (let r = 0; r < group.until; r++) {
      const value = group.values[r * policies + policy];
      if (!Number.isNaN(value)) values.push(value);
    }
    // A replication without a value counts as one, or a policy that never has one would go on for ever.
    const of = { ...moments(values), count: values.length };
    const last = group.until >= precision.max;
    const verdict: Stopping = judgePrecision(
      of,
      last ? { ...precision, min: 2, max: values.length } : precision,
    );
    const width = verdict.relativeHalfWidth;
    const missing = group.until - values.length;
    const wanted = values.length * (width / precision.relativeHalfWidth) ** 2;
    return {
      policy,
      width,
      reached: verdict.state === "reached",
      lookAt: verdict.state === "go-on" ? verdict.lookAt + missing : group.until,
      wanted: Number.isNaN(wanted) ? Number.POSITIVE_INFINITY : wanted + missing,
    };
  }

  /**
   * Every policy gets as many replications as the one that needs most, so that all pairs are whole. One that needs far more
   * than there may be, such as one whose queues grow for ever, does not count while others can be had.
   */
  function look(group: Group): "go-on" | "ended" {
    const judged = Array.from({ length: policies }, (_, policy) => judge(group, policy));
    const within = judged.filter(({ wanted }) => wanted <= BEYOND_REACH * precision.max);
    const counting = within.length > 0 ? within : judged;
    const open = counting.filter(({ reached }) => !reached);
    const widest = judged.reduce((a, b) => (b.width > a.width ? b : a));
    group.width = widest.width;
    if (open.length > 0 && group.until < precision.max) {
      const next = Math.max(...open.map(({ lookAt }) => lookAt), group.until + 1);
      ask(group, Math.min(precision.max, next));
      const need = Math.ceil(Math.max(...open.map(({ wanted }) => wanted)));
      group.wanted = Math.max(group.until, Math.min(precision.max, need));
      return "go-on";
    }
    widestEnded = Math.max(widestEnded ?? 0, widest.width);
    ended.groups += 1;
    ended.replications += group.until;
    if (judged.some(({ reached }) => !reached)) {
      const { point, weight, until: replications } = group;
      const { policy, width: relativeHalfWidth } = widest;
      unreached.push({ point, weight, policy, relativeHalfWidth, replications });
    }
    return "ended";
  }

  function advance(index: number, group: Group): void {
    while (group.left === 0) {
      if (look(group) === "go-on") continue;
      open.delete(index);
      return;
    }
  }

  /** Points that nobody began will take what the others took, as far as that is known. */
  function expected(): number {
    let replications = ended.replications;
    for (const group of open.values()) replications += Math.max(group.until, group.wanted);
    const left = ownGroups - ended.groups - open.size;
    const known = ended.groups + open.size;
    const each = known === 0 ? precision.min : Math.max(precision.min, replications / known);
    return Math.round(replications + left * each) * policies;
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
    expected,
    precision: () =>
      [...open.values()].reduce(
        (widest, { width }) => (width === null ? widest : Math.max(widest ?? 0, width)),
        widestEnded,
      ),
    unreached: () => [...unreached].sort((a, b) => a.point - b.point || a.weight - b.weight),
  };
}
