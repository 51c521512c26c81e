// What stations can do over time: the moments at which one breaks, is repaired or changes its level of speed and power.
import type { Seconds, Watts } from "../../units.ts";

/** What may change. */
export const CHANGING_KINDS = ["server", "wire", "processor"] as const;
export type ChangingKind = (typeof CHANGING_KINDS)[number];

/** Columns of one length, a row a change, by time. What has no row keeps its full speed. */
export interface CapacityChanges {
  readonly count: number;
  readonly time: Float64Array;
  /** Index into CHANGING_KINDS. */
  readonly kind: Uint8Array;
  /** Number of the server, wire or device. */
  readonly owner: Int32Array;
  /** From then on, as a share of the full speed: 0 while it is out of order. */
  readonly speed: Float64Array;
  /** W of a device's processor at work from then on; NaN where the change is of something else. */
  readonly power: Float64Array;
}

export class CapacityRecorder {
  private readonly rows: { time: number; kind: number; owner: number; speed: number; power: number }[] = [];

  add(time: Seconds, kind: ChangingKind, owner: number, speed: number, power: Watts | number = Number.NaN) {
    this.rows.push({ time, kind: CHANGING_KINDS.indexOf(kind), owner, speed, power });
  }

  result(): CapacityChanges {
    const { rows } = this;
    return {
      count: rows.length,
      time: Float64Array.from(rows, ({ time }) => time),
      kind: Uint8Array.from(rows, ({ kind }) => kind),
      owner: Int32Array.from(rows, ({ owner }) => owner),
      speed: Float64Array.from(rows, ({ speed }) => speed),
      power: Float64Array.from(rows, ({ power }) => power),
    };
  }
}

/** When something was out of order. */
export interface Outage {
  readonly kind: ChangingKind;
  readonly owner: number;
  readonly from: Seconds;
  readonly to: Seconds;
}

/** Stretches at speed 0, by their beginning; one that outlasts the run ends with it. */
export function outagesOf(of: CapacityChanges, end: Seconds): Outage[] {
  const since = new Map<string, number>();
  const found: Outage[] = [];
  const close = (kind: ChangingKind, owner: number, to: number) => {
    const key = `${kind} ${owner}`;
    const from = since.get(key);
    if (from === undefined) return;
    since.delete(key);
    if (to > from) found.push({ kind, owner, from, to });
  };
  for (let k = 0; k < of.count; k++) {
    const kind = CHANGING_KINDS[of.kind[k]];
    if (of.speed[k] > 0) close(kind, of.owner[k], of.time[k]);
    else if (!since.has(`${kind} ${of.owner[k]}`)) since.set(`${kind} ${of.owner[k]}`, of.time[k]);
  }
  for (const key of [...since.keys()]) {
    const [kind, owner] = key.split(" ");
    close(kind as ChangingKind, Number(owner), end);
  }
  return found.sort((a, b) => a.from - b.from);
}
