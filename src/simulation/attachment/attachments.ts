// Which access point each device hung on from when to when, and what can be counted of it.
import type { Seconds } from "../../units.ts";

/** One row for each stay of a device, by the time of its end; -1: without coverage. */
export interface AttachmentColumns {
  readonly count: number;
  readonly device: Int32Array;
  readonly accessPoint: Int32Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** Of one device over the measured time. */
export interface DeviceMobility {
  readonly handovers: number;
  readonly pingPongs: number;
  readonly outOfCoverage: Seconds;
  /** Time in which handovers had its link down. */
  readonly interrupted: Seconds;
}

export interface MobilityResult {
  readonly handovers: number;
  /** Handovers back to the access point that was left less than `handover.pingPongS` before. */
  readonly pingPongs: number;
  /** Sum over the devices of their time without coverage. */
  readonly outOfCoverage: Seconds;
  readonly interrupted: Seconds;
  /** Jobs that moved to another server at a handover. */
  readonly migrations: number;
  /** Mean stay at an access point, of stays that ended; NaN where none did. */
  readonly meanDwell: Seconds;
  readonly devices: readonly DeviceMobility[];
  /** The whole run, warm-up included. */
  readonly attachments: AttachmentColumns;
}

const NOWHERE = -1;

export class Attachments {
  private readonly at: Int32Array;
  private readonly since: Float64Array;
  /** The access point before the present one, and when it was left. */
  private readonly before: Int32Array;
  private readonly leftAt: Float64Array;
  private readonly handovers: Int32Array;
  private readonly pingPongs: Int32Array;
  private readonly out: Float64Array;
  private readonly interrupted: Float64Array;
  private migrations = 0;
  private dwells = 0;
  private dwellTime: Seconds = 0;
  private measuredFrom: Seconds = 0;
  private readonly rows: number[][] = [[], [], [], []];

  constructor(
    private readonly devices: number,
    private readonly pingPongTime: Seconds,
  ) {
    this.at = new Int32Array(devices).fill(NOWHERE);
    this.since = new Float64Array(devices);
    this.before = new Int32Array(devices).fill(NOWHERE);
    this.leftAt = new Float64Array(devices);
    this.handovers = new Int32Array(devices);
    this.pingPongs = new Int32Array(devices);
    this.out = new Float64Array(devices);
    this.interrupted = new Float64Array(devices);
  }

  /** The device hangs on another access point, or on none. True: it is a handover. */
  change(device: number, accessPoint: number, now: Seconds): boolean {
    const last = this.at[device];
    if (last === accessPoint) return false;
    this.end(device, now);
    this.at[device] = accessPoint;
    this.since[device] = now;
    const isHandover = last !== NOWHERE && accessPoint !== NOWHERE;
    if (isHandover) {
      this.handovers[device]++;
      if (accessPoint === this.before[device] && now - this.leftAt[device] < this.pingPongTime)
        this.pingPongs[device]++;
    }
    if (last !== NOWHERE) {
      this.before[device] = last;
      this.leftAt[device] = now;
    }
    return isHandover;
  }

  /** The link of a device was down for a time. */
  interrupt(device: number, time: Seconds): void {
    this.interrupted[device] += time;
  }

  /** Jobs have moved to another server. */
  migrate(jobs: number): void {
    this.migrations += jobs;
  }

  /** Measuring begins. */
  restart(now: Seconds): void {
    this.measuredFrom = now;
    this.handovers.fill(0);
    this.pingPongs.fill(0);
    this.out.fill(0);
    this.interrupted.fill(0);
    this.dwells = 0;
    this.dwellTime = 0;
    this.migrations = 0;
  }

  result(now: Seconds): MobilityResult {
    const rows = this.rows.map((row) => row.slice());
    const out = this.out.slice();
    for (let i = 0; i < this.devices; i++) {
      if (this.at[i] === NOWHERE) out[i] += now - Math.max(this.since[i], this.measuredFrom);
      this.addRow(rows, i, now);
    }
    const sum = (of: ArrayLike<number>) => Array.from(of).reduce((total, one) => total + one, 0);
    return {
      handovers: sum(this.handovers),
      pingPongs: sum(this.pingPongs),
      outOfCoverage: sum(out),
      interrupted: sum(this.interrupted),
      migrations: this.migrations,
      meanDwell: this.dwells === 0 ? Number.NaN : this.dwellTime / this.dwells,
      devices: Array.from({ length: this.devices }, (_, i) => ({
        handovers: this.handovers[i],
        pingPongs: this.pingPongs[i],
        outOfCoverage: out[i],
        interrupted: this.interrupted[i],
      })),
      attachments: {
        count: rows[0].length,
        device: Int32Array.from(rows[0]),
        accessPoint: Int32Array.from(rows[1]),
        from: Float64Array.from(rows[2]),
        to: Float64Array.from(rows[3]),
      },
    };
  }

  private end(device: number, now: Seconds): void {
    const since = this.since[device];
    this.addRow(this.rows, device, now);
    if (now === since) return;
    if (this.at[device] === NOWHERE) this.out[device] += now - Math.max(since, this.measuredFrom);
    else {
      this.dwells++;
      this.dwellTime += now - since;
    }
  }

  private addRow(rows: readonly number[][], device: number, now: Seconds): void {
    if (now === this.since[device]) return;
    for (const [k, value] of [device, this.at[device], this.since[device], now].entries())
      rows[k].push(value);
  }
}
