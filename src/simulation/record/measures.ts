// What is measured of jobs as they end: counts by where they stand, times in the system, by device and by class.
import { LOCAL } from "../../model/problem.ts";
import type { Seconds } from "../../units.ts";
import {
  ARRIVAL,
  ATTEMPTS,
  CLASS,
  DEADLINE,
  DEVICE,
  INTS,
  type JobTable,
  MOVED,
  PLACE,
  REALS,
  REDIRECTED,
  SERVICE,
  WAITED,
  WORK,
} from "../state/job-table.ts";
import type { JobRecords } from "./job-records.ts";
import { type Counts, OUTCOMES } from "./result.ts";
import { Tally } from "./tally.ts";

/** Positions in OUTCOMES. */
const IN_FLIGHT = 0;
export const COMPLETED = 1;
export const DROPPED = 2;
export const ABANDONED = 3;
/** How a job may end. */
export type Ending = typeof COMPLETED | typeof DROPPED | typeof ABANDONED;

/** Fields of one row for each class; of a device the first two. */
const ROW = 3;
const ENDED = 0;
const RESPONSE = 1;
const WAITING = 2;

/** Jobs by outcome: in flight, completed, dropped, abandoned. */
export class Ledger {
  arrived = 0;
  readonly by = new Float64Array(OUTCOMES.length);

  counts(): Counts {
    const [inFlight, completed, dropped, abandoned] = this.by;
    return { arrived: this.arrived, completed, dropped, abandoned, inFlight };
  }
}

/** Fields of `times`. Integral of the unfinished jobs over the measured time, up to SETTLED. */
const AREA = 0;
const SETTLED = 1;
/** When measuring began. */
const SINCE = 2;
/** Sum over ended jobs of their time in the network since then. */
const SPENT = 3;
const LAST_COMPLETION = 4;
/** Jobs that completed since measuring began, whenever they arrived. */
const COMPLETIONS = 5;

export class Measures {
  /** Jobs that arrive before `warmup` or after `until` are not measured. */
  warmup: Seconds = 0;
  until: Seconds = Number.POSITIVE_INFINITY;
  readonly total = new Ledger();
  readonly measured = new Ledger();
  readonly response = new Tally();
  readonly waiting = new Tally();
  readonly service = new Tally();
  readonly transfer = new Tally();
  missedDeadlines = 0;
  redirected = 0;
  retries = 0;
  offloaded = 0;
  price = 0;
  /** In one array, as each of them changes with every job. */
  private readonly times = new Float64Array(6);
  private readonly byDevice: Float64Array;
  private readonly byClass: Float64Array;

  constructor(
    private readonly jobs: JobTable,
    devices: number,
    classes: number,
    readonly records: JobRecords | null,
  ) {
    this.byDevice = new Float64Array(2 * devices);
    this.byClass = new Float64Array(classes * ROW);
  }

  arrive(now: Seconds): void {
    this.settle(now);
    this.total.arrived++;
    this.total.by[IN_FLIGHT]++;
    if (this.isMeasured(now)) {
      this.measured.arrived++;
      this.measured.by[IN_FLIGHT]++;
    }
  }

  /** Its work was done on a server at a price per instruction. */
  charge(slot: number, price: number): void {
    const r = slot * REALS;
    if (this.isMeasured(this.jobs.real[r + ARRIVAL])) this.price += price * this.jobs.real[r + WORK];
  }

  /** A part of its work was done at a price for each instruction. */
  chargePart(slot: number, price: number, work: number): void {
    if (this.jobs.real[slot * REALS + ARRIVAL] >= this.warmup) this.price += price * work;
  }

  /** Its data went over a wire for money. */
  chargeTransfer(slot: number, money: number): void {
    if (money > 0 && this.isMeasured(this.jobs.real[slot * REALS + ARRIVAL])) this.price += money;
  }

  /** A job has ended. */
  end(slot: number, outcome: Ending, now: Seconds): void {
    this.settle(now);
    const { real, int } = this.jobs;
    const r = slot * REALS;
    const i = slot * INTS;
    this.total.by[IN_FLIGHT]--;
    this.total.by[outcome]++;
    const { times } = this;
    const arrival = real[r + ARRIVAL];
    times[SPENT] += now - Math.max(arrival, times[SINCE]);
    const completed = outcome === COMPLETED;
    if (completed) {
      times[COMPLETIONS]++;
      if (arrival <= this.until) times[LAST_COMPLETION] = now;
    }
    if (!this.isMeasured(arrival)) {
      this.records?.visits.discard(slot);
      return;
    }
    this.measured.by[IN_FLIGHT]--;
    this.measured.by[outcome]++;
    if (int[i + REDIRECTED] === 1) this.redirected++;
    this.retries += int[i + ATTEMPTS] - 1;
    if (outcome === ABANDONED || (completed && now > real[r + DEADLINE])) this.missedDeadlines++;
    if (completed) this.complete(r, i, now);
    this.records?.keep(this.jobs, slot, outcome, completed ? now : Number.NaN);
  }

  private complete(r: number, i: number, now: Seconds): void {
    const { real, int } = this.jobs;
    const response = now - real[r + ARRIVAL];
    const waited = real[r + WAITED];
    this.response.add(response);
    this.waiting.add(waited);
    this.service.add(real[r + SERVICE]);
    if (int[i + PLACE] !== LOCAL) {
      this.offloaded++;
      this.transfer.add(real[r + MOVED]);
    }
    const d = int[i + DEVICE] * 2;
    this.byDevice[d + ENDED]++;
    this.byDevice[d + RESPONSE] += response;
    if (this.byClass.length > ROW) count(this.byClass, int[i + CLASS], response, waited);
  }

  private isMeasured(arrival: Seconds): boolean {
    return arrival >= this.warmup && arrival <= this.until;
  }

  /** Measured jobs that have not ended. */
  get unfinished(): number {
    return this.measured.by[IN_FLIGHT];
  }

  /** Charges the number of jobs being left. */
  private settle(now: Seconds): void {
    const { times } = this;
    times[AREA] += this.total.by[IN_FLIGHT] * (now - times[SETTLED]);
    times[SETTLED] = now;
  }

  /** Integral of the unfinished jobs since measuring began. */
  jobsArea(now: Seconds): number {
    this.settle(now);
    return this.times[AREA];
  }

  /** The same; settles nothing. */
  jobsAreaUntil(now: Seconds): number {
    const { times } = this;
    return times[AREA] + this.total.by[IN_FLIGHT] * (now - times[SETTLED]);
  }

  /** Sum over ended jobs of their time in the network since measuring began. */
  get timeInNetwork(): Seconds {
    return this.times[SPENT];
  }

  /** Jobs that completed since measuring began, whenever they arrived. */
  get completions(): number {
    return this.times[COMPLETIONS];
  }

  get lastCompletion(): Seconds {
    return this.times[LAST_COMPLETION];
  }

  /** Measuring begins now: the jobs that arrived before are forgotten. */
  restart(now: Seconds): void {
    this.settle(now);
    this.times[AREA] = 0;
    this.times[SPENT] = 0;
    this.times[COMPLETIONS] = 0;
    this.times[SINCE] = now;
  }

  /** Keeps the measured jobs that are in flight at the end as rows, too. */
  keepUnfinished(): void {
    this.jobs.each((slot) => {
      if (this.isMeasured(this.jobs.real[slot * REALS + ARRIVAL]))
        this.records?.keep(this.jobs, slot, IN_FLIGHT, Number.NaN);
    });
  }

  ofDevice(device: number): { readonly completed: number; readonly meanResponse: Seconds } {
    const completed = this.byDevice[2 * device + ENDED];
    return { completed, meanResponse: this.byDevice[2 * device + RESPONSE] / completed };
  }

  ofClass(jobClass: number): {
    readonly completed: number;
    readonly meanResponse: Seconds;
    readonly meanWaiting: Seconds;
  } {
    const { byClass, response, waiting } = this;
    // A single class has all jobs.
    if (byClass.length === ROW)
      return { completed: response.count, meanResponse: response.average, meanWaiting: waiting.average };
    const at = jobClass * ROW;
    const completed = byClass[at + ENDED];
    return {
      completed,
      meanResponse: byClass[at + RESPONSE] / completed,
      meanWaiting: byClass[at + WAITING] / completed,
    };
  }

  /** Jain's index over the devices that completed a job: (sum x)^2 / (n sum x^2) of their mean response times. */
  fairness(): number {
    let n = 0;
    let sum = 0;
    let squares = 0;
    for (let device = 0; 2 * device < this.byDevice.length; device++) {
      const { completed, meanResponse } = this.ofDevice(device);
      if (completed === 0) continue;
      n++;
      sum += meanResponse;
      squares += meanResponse ** 2;
    }
    return squares === 0 ? (n === 0 ? Number.NaN : 1) : sum ** 2 / (n * squares);
  }
}

function count(table: Float64Array, index: number, response: Seconds, waited: Seconds): void {
  const at = index * ROW;
  table[at + ENDED]++;
  table[at + RESPONSE] += response;
  table[at + WAITING] += waited;
}
