// Rows of finished jobs in typed columns: all of them, or a uniform sample (reservoir; Vitter 1985, algorithm R).
import type { Stream } from "../../model/policy.ts";
import type { Seconds } from "../../units.ts";
import {
  ARRIVAL,
  ATTEMPTS,
  CLASS,
  DEVICE,
  DOWNLOAD,
  IN_SERVICE,
  INTS,
  type JobTable,
  MOVED,
  PLACE,
  REALS,
  REDIRECTED,
  SERVICE,
  UPLOAD,
  WAITED,
} from "../state/job-table.ts";
import type { JobColumns } from "./result.ts";
import type { VisitRecorder } from "./visit-recorder.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const FLOATS = [
  "job",
  "arrival",
  "uploadStart",
  "uploadEnd",
  "serviceStart",
  "serviceEnd",
  "downloadStart",
  "downloadEnd",
  "completion",
  "response",
  "waiting",
  "service",
  "transfer",
] as const;
const INTEGERS = ["device", "place", "jobClass", "attempts"] as const;
const BYTES = ["outcome", "redirected"] as const;

/** Start and end of the last attempt at each stage of a journey, read off a job's visits. */
class StageTimes {
  uploadStart = Number.NaN;
  uploadEnd = Number.NaN;
  serviceStart = Number.NaN;
  serviceEnd = Number.NaN;
  downloadStart = Number.NaN;
  downloadEnd = Number.NaN;

  read(visits: VisitRecorder, slot: number): void {
    this.uploadStart = this.uploadEnd = Number.NaN;
    this.serviceStart = this.serviceEnd = Number.NaN;
    this.downloadStart = this.downloadEnd = Number.NaN;
    visits.each(slot, this.see);
  }

  private readonly see = (
    stage: number,
    continues: boolean,
    started: Seconds,
    left: Seconds,
    finished: boolean,
  ) => {
    const end = finished ? left : Number.NaN;
    if (stage === UPLOAD) {
      if (!continues || Number.isNaN(this.uploadStart)) this.uploadStart = started;
      this.uploadEnd = end;
    } else if (stage === IN_SERVICE) {
      if (!continues || Number.isNaN(this.serviceStart)) this.serviceStart = started;
      this.serviceEnd = end;
    } else if (stage === DOWNLOAD) {
      if (!continues || Number.isNaN(this.downloadStart)) this.downloadStart = started;
      this.downloadEnd = end;
    }
  };
}

export class JobRecords {
  private columns: Mutable<JobColumns>;
  private capacity = 1024;
  private seen = 0;
  private readonly times = new StageTimes();
  /** The first visit of each job kept, so that those of a job that gives way in a sample can go, too. */
  private firstVisits = new Int32Array(1024);

  /**
   * @param limit rows to keep at most; Infinity: all
   * @param draw chooses the sample
   */
  constructor(
    private readonly limit: number,
    private readonly draw: Stream,
    readonly visits: VisitRecorder,
  ) {
    this.columns = this.allocate(this.capacity);
  }

  /** Are no rows kept? Visits may be. */
  get none(): boolean {
    return this.limit === 0;
  }

  /** Are all rows kept? */
  get all(): boolean {
    return this.limit === Number.POSITIVE_INFINITY;
  }

  /** A job has ended, or is in flight at the end of the run. `completion` is NaN unless it completed. */
  keep(jobs: JobTable, slot: number, outcome: number, completion: Seconds): void {
    let row = this.seen++;
    if (row >= this.limit) {
      row = Math.floor(this.draw() * this.seen);
      if (row >= this.limit) {
        this.visits.discard(slot);
        return;
      }
      this.visits.release(this.firstVisits[row]);
    }
    if (row === this.capacity) this.grow();
    const { columns, times } = this;
    const { real, int } = jobs;
    times.read(this.visits, slot);
    this.firstVisits[row] = this.visits.keep(slot, row);
    const r = slot * REALS;
    const i = slot * INTS;
    columns.job[row] = jobs.number(slot);
    columns.device[row] = int[i + DEVICE];
    columns.place[row] = int[i + PLACE];
    columns.jobClass[row] = int[i + CLASS];
    columns.outcome[row] = outcome;
    columns.redirected[row] = int[i + REDIRECTED];
    columns.attempts[row] = int[i + ATTEMPTS];
    columns.arrival[row] = real[r + ARRIVAL];
    columns.uploadStart[row] = times.uploadStart;
    columns.uploadEnd[row] = times.uploadEnd;
    columns.serviceStart[row] = times.serviceStart;
    columns.serviceEnd[row] = times.serviceEnd;
    columns.downloadStart[row] = times.downloadStart;
    columns.downloadEnd[row] = times.downloadEnd;
    columns.completion[row] = completion;
    columns.response[row] = completion - real[r + ARRIVAL];
    columns.waiting[row] = real[r + WAITED];
    columns.service[row] = real[r + SERVICE];
    columns.transfer[row] = real[r + MOVED];
  }

  /** The rows, cut to their number. */
  result(): JobColumns {
    const count = Math.min(this.seen, this.limit);
    const { columns } = this;
    const cut: Mutable<JobColumns> = { ...columns, count };
    for (const name of FLOATS) cut[name] = columns[name].slice(0, count);
    for (const name of INTEGERS) cut[name] = columns[name].slice(0, count);
    for (const name of BYTES) cut[name] = columns[name].slice(0, count);
    return cut;
  }

  private allocate(capacity: number): Mutable<JobColumns> {
    const columns: Record<string, unknown> = { count: 0 };
    for (const name of FLOATS) columns[name] = new Float64Array(capacity);
    for (const name of INTEGERS) columns[name] = new Int32Array(capacity);
    for (const name of BYTES) columns[name] = new Uint8Array(capacity);
    return columns as unknown as Mutable<JobColumns>;
  }

  private grow(): void {
    this.capacity *= 2;
    const columns = this.allocate(this.capacity);
    for (const name of FLOATS) columns[name].set(this.columns[name]);
    for (const name of INTEGERS) columns[name].set(this.columns[name]);
    for (const name of BYTES) columns[name].set(this.columns[name]);
    this.columns = columns;
    const firstVisits = new Int32Array(this.capacity);
    firstVisits.set(this.firstVisits);
    this.firstVisits = firstVisits;
  }
}
