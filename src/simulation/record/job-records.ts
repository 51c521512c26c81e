// Rows of finished jobs in typed columns: all of them, or a uniform sample (reservoir; Vitter 1985, algorithm R).
import type { Stream } from "../../model/policy.ts";
import type { Seconds } from "../../units.ts";
import {
  ARRIVAL,
  ATTEMPTS,
  CLASS,
  DEVICE,
  DOWNLOAD_END,
  DOWNLOAD_START,
  INTS,
  type JobTable,
  MOVED,
  PLACE,
  REALS,
  REDIRECTED,
  SERVICE,
  SERVICE_END,
  SERVICE_START,
  TIMES,
  UPLOAD_END,
  UPLOAD_START,
  WAITED,
} from "../state/job-table.ts";
import type { JobColumns } from "./result.ts";

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

export class JobRecords {
  private columns: Mutable<JobColumns>;
  private capacity = 1024;
  private seen = 0;

  /**
   * @param limit rows to keep at most; Infinity: all
   * @param draw chooses the sample
   */
  constructor(
    private readonly limit: number,
    private readonly draw: Stream,
  ) {
    this.columns = this.allocate(this.capacity);
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
      if (row >= this.limit) return;
    }
    if (row === this.capacity) this.grow();
    const { columns } = this;
    const { real, int } = jobs;
    const stages = jobs.stages!;
    const r = slot * REALS;
    const i = slot * INTS;
    const t = slot * TIMES;
    columns.job[row] = jobs.number(slot);
    columns.device[row] = int[i + DEVICE];
    columns.place[row] = int[i + PLACE];
    columns.jobClass[row] = int[i + CLASS];
    columns.outcome[row] = outcome;
    columns.redirected[row] = int[i + REDIRECTED];
    columns.attempts[row] = int[i + ATTEMPTS];
    columns.arrival[row] = real[r + ARRIVAL];
    columns.uploadStart[row] = stages[t + UPLOAD_START];
    columns.uploadEnd[row] = stages[t + UPLOAD_END];
    columns.serviceStart[row] = stages[t + SERVICE_START];
    columns.serviceEnd[row] = stages[t + SERVICE_END];
    columns.downloadStart[row] = stages[t + DOWNLOAD_START];
    columns.downloadEnd[row] = stages[t + DOWNLOAD_END];
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
  }
}
