// The power meter of every device: energy is integrated at state changes, never sampled.
import type { Network } from "../../model/network.ts";
import type { IdleRule } from "../../model/network-rules.ts";
import type { Joules, Seconds, Watts } from "../../units.ts";
import { rows } from "../state/rows.ts";

// One row of 128 bytes a device, which `real` sees as doubles and `int` as whole numbers: an event changes both.

/** Fields of `real`, one row of METER_REALS for each device; 6 and 7 are those of `int`. */
const METER_REALS = 16;
const SINCE = 0;
/** Integral of the power, kept beside the times by state so that each checks the other. */
const ENERGY = 1;
const TRANSMIT_TIME = 2;
const RECEIVE_TIME = 3;
const IDLE_TIME = 4;
const ACTIVE_TIME = 5;
const OFF_TIME = 8;
const COMPUTE_TIME = 9;
/** Not a time: its power may change (DVFS). */
const COMPUTE_ENERGY = 10;
const COMPUTE_W = 11;
const TRANSMIT_W = 12;
const RECEIVE_W = 13;
const IDLE_W = 14;
const INTEGRALS = [
  ENERGY,
  TRANSMIT_TIME,
  RECEIVE_TIME,
  IDLE_TIME,
  ACTIVE_TIME,
  OFF_TIME,
  COMPUTE_TIME,
  COMPUTE_ENERGY,
];

/** Fields of `int`, one row of METER_INTS for each device; those before COMPUTING are fields of `real`. */
const METER_INTS = 2 * METER_REALS;
const COMPUTING = 12;
const TRANSMITTING = 13;
const RECEIVING = 14;
const UNFINISHED = 15;

/** What one device drew since measuring began. */
export interface Drawn {
  readonly energy: number;
  readonly computeEnergy: number;
  readonly transmitEnergy: number;
  readonly receiveEnergy: number;
  readonly idleEnergy: number;
  readonly processorBusy: Seconds;
  readonly transmitTime: Seconds;
  readonly receiveTime: Seconds;
  readonly activeTime: Seconds;
  readonly idleTime: Seconds;
  readonly offTime: Seconds;
}

export class PowerMeter {
  /** Told of each power that lasted, with the time since when, before it changes. */
  onHeld: ((device: number, since: Seconds) => void) | null = null;
  private readonly real: Float64Array;
  private readonly int: Int32Array;
  private readonly always: boolean;
  private readonly devices: number;

  constructor(network: Network, idle: IdleRule = network.idle) {
    this.devices = network.devices;
    this.always = idle === "always";
    const { real, int } = rows(this.devices, METER_REALS);
    this.real = real;
    this.int = int;
    for (let i = 0; i < this.devices; i++) {
      const r = i * METER_REALS;
      this.real[r + COMPUTE_W] = network.computePower[i];
      this.real[r + TRANSMIT_W] = network.transmitPower[i];
      this.real[r + RECEIVE_W] = network.receivePower[i];
      this.real[r + IDLE_W] = network.idlePower[i];
    }
  }

  /** W drawn now. */
  power(device: number): Watts {
    const { real, int } = this;
    const r = device * METER_REALS;
    const i = device * METER_INTS;
    const radio = int[i + TRANSMITTING] * real[r + TRANSMIT_W] + int[i + RECEIVING] * real[r + RECEIVE_W];
    if (int[i + COMPUTING] > 0) return real[r + COMPUTE_W] + radio;
    if (int[i + TRANSMITTING] + int[i + RECEIVING] > 0) return radio;
    return this.always || int[i + UNFINISHED] > 0 ? real[r + IDLE_W] : 0;
  }

  /** The processor computes (1) or does not (0) from now on. */
  computing(device: number, on: number, now: Seconds): void {
    const change = on - this.int[device * METER_INTS + COMPUTING];
    if (change !== 0) this.change(device, COMPUTING, change, now);
  }

  /** An upload starts or stops. */
  transmitting(device: number, change: number, now: Seconds): void {
    this.change(device, TRANSMITTING, change, now);
  }

  /** A download starts or stops. */
  receiving(device: number, change: number, now: Seconds): void {
    this.change(device, RECEIVING, change, now);
  }

  /** The device has one unfinished job more or less. */
  unfinished(device: number, change: number, now: Seconds): void {
    this.change(device, UNFINISHED, change, now);
  }

  /** Adds what rounding of the clock left out of the time of one computation. */
  correctComputing(device: number, rounding: Seconds): void {
    const r = device * METER_REALS;
    this.real[r + COMPUTE_TIME] += rounding;
    this.real[r + COMPUTE_ENERGY] += rounding * this.real[r + COMPUTE_W];
    this.real[r + ENERGY] += rounding * this.real[r + COMPUTE_W];
  }

  /** Adds what rounding of the clock left out of the time of one transfer. */
  correctTransfer(device: number, upload: boolean, rounding: Seconds): void {
    const r = device * METER_REALS;
    this.real[r + (upload ? TRANSMIT_TIME : RECEIVE_TIME)] += rounding;
    this.real[r + ENERGY] += rounding * this.real[r + (upload ? TRANSMIT_W : RECEIVE_W)];
  }

  /** Another level of speed draws another power. */
  setComputePower(device: number, power: Watts, now: Seconds): void {
    this.settle(device, now);
    this.real[device * METER_REALS + COMPUTE_W] = power;
  }

  private change(device: number, field: number, change: number, now: Seconds): void {
    this.settle(device, now);
    this.int[device * METER_INTS + field] += change;
  }

  /** Charges the state being left. */
  settle(device: number, now: Seconds): void {
    const { real, int } = this;
    const r = device * METER_REALS;
    const dt = now - real[r + SINCE];
    if (dt === 0) return;
    if (this.onHeld !== null) this.onHeld(device, real[r + SINCE]);
    real[r + SINCE] = now;
    const i = device * METER_INTS;
    const transmitting = int[i + TRANSMITTING];
    const receiving = int[i + RECEIVING];
    if (int[i + COMPUTING] + transmitting + receiving === 0) {
      if (this.always || int[i + UNFINISHED] > 0) {
        real[r + IDLE_TIME] += dt;
        real[r + ENERGY] += real[r + IDLE_W] * dt;
      } else real[r + OFF_TIME] += dt;
      return;
    }
    real[r + ACTIVE_TIME] += dt;
    let joules = 0;
    if (int[i + COMPUTING] > 0) {
      joules = real[r + COMPUTE_W] * dt;
      real[r + COMPUTE_TIME] += dt;
      real[r + COMPUTE_ENERGY] += joules;
    }
    if (transmitting > 0) {
      real[r + TRANSMIT_TIME] += transmitting * dt;
      joules += transmitting * real[r + TRANSMIT_W] * dt;
    }
    if (receiving > 0) {
      real[r + RECEIVE_TIME] += receiving * dt;
      joules += receiving * real[r + RECEIVE_W] * dt;
    }
    real[r + ENERGY] += joules;
  }

  /** J that all devices drew until now; settles nothing. */
  energyUntil(now: Seconds): Joules {
    const { real } = this;
    let joules = 0;
    for (let i = 0; i < this.devices; i++) {
      const r = i * METER_REALS;
      joules += real[r + ENERGY] + this.power(i) * (now - real[r + SINCE]);
    }
    return joules;
  }

  /** Reads a device's row for nothing, see `LookAhead`. */
  touch(device: number): number {
    const r = device * METER_REALS;
    return this.real[r] + this.real[r + IDLE_W];
  }

  read(device: number, now: Seconds): Drawn {
    this.settle(device, now);
    const { real } = this;
    const r = device * METER_REALS;
    return {
      energy: real[r + ENERGY],
      computeEnergy: real[r + COMPUTE_ENERGY],
      transmitEnergy: real[r + TRANSMIT_TIME] * real[r + TRANSMIT_W],
      receiveEnergy: real[r + RECEIVE_TIME] * real[r + RECEIVE_W],
      idleEnergy: real[r + IDLE_TIME] * real[r + IDLE_W],
      processorBusy: real[r + COMPUTE_TIME],
      transmitTime: real[r + TRANSMIT_TIME],
      receiveTime: real[r + RECEIVE_TIME],
      activeTime: real[r + ACTIVE_TIME],
      idleTime: real[r + IDLE_TIME],
      offTime: real[r + OFF_TIME],
    };
  }

  /** Starts the integrals anew. */
  restart(now: Seconds): void {
    for (let i = 0; i < this.devices; i++) {
      this.settle(i, now);
      for (const field of INTEGRALS) this.real[i * METER_REALS + field] = 0;
    }
  }
}
