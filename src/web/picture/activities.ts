// Who did what when: for each server, processor and radio the stretches of time in which it worked on a job.

/** What a stretch of work is; the order of the codes is that of a job's way. */
export const LOCAL_WORK = 0;
export const UPLOAD = 1;
export const SERVICE = 2;
export const DOWNLOAD = 3;

/** Times of n jobs; NaN where a job has no such stage. */
export interface JobTimes {
  readonly device: Int32Array;
  /** -1 on its device, else the server. */
  readonly place: Int32Array;
  readonly arrival: Float64Array;
  readonly uploadStart: Float64Array;
  readonly uploadEnd: Float64Array;
  /** Of the work itself, on the device's processor or on the server. */
  readonly serviceStart: Float64Array;
  readonly serviceEnd: Float64Array;
  readonly downloadStart: Float64Array;
  readonly downloadEnd: Float64Array;
  readonly completion: Float64Array;
}

/** Stations in rows: servers, then processor and radio of each device. Row r owns stretches offset[r] to offset[r + 1]. */
export interface Activities {
  readonly servers: number;
  readonly devices: number;
  readonly offset: Int32Array;
  /** Sorted within a row. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly job: Int32Array;
  readonly work: Uint8Array;
  /** Stretches of one row that overlap lie in lanes of their own. */
  readonly lane: Uint8Array;
  readonly lanes: Uint8Array;
}

/** More lanes than this share the last one. */
const MOST_LANES = 6;

export const serverRow = (server: number) => server;
export const processorRow = (servers: number, device: number) => servers + 2 * device;
export const radioRow = (servers: number, device: number) => servers + 2 * device + 1;

/** Rearranges job records by station. */
export function activities(jobs: JobTimes, devices: number, servers: number): Activities {
  const rows = servers + 2 * devices;
  const n = jobs.device.length;
  const offset = new Int32Array(rows + 1);
  const visit = (each: (row: number, job: number, work: number, start: number, end: number) => void) => {
    for (let j = 0; j < n; j++) {
      const radio = radioRow(servers, jobs.device[j]);
      const done = jobs.place[j] < 0;
      if (jobs.uploadEnd[j] >= 0) each(radio, j, UPLOAD, jobs.uploadStart[j], jobs.uploadEnd[j]);
      if (jobs.serviceEnd[j] >= 0) {
        const row = done ? processorRow(servers, jobs.device[j]) : serverRow(jobs.place[j]);
        each(row, j, done ? LOCAL_WORK : SERVICE, jobs.serviceStart[j], jobs.serviceEnd[j]);
      }
      if (jobs.downloadEnd[j] >= 0) each(radio, j, DOWNLOAD, jobs.downloadStart[j], jobs.downloadEnd[j]);
    }
  };
  visit((row) => {
    offset[row + 1]++;
  });
  for (let r = 0; r < rows; r++) offset[r + 1] += offset[r];
  const total = offset[rows];
  const fill = offset.slice(0, rows);
  const raw = {
    start: new Float64Array(total),
    end: new Float64Array(total),
    job: new Int32Array(total),
    work: new Uint8Array(total),
  };
  visit((row, job, work, start, end) => {
    const at = fill[row]++;
    raw.start[at] = start;
    raw.end[at] = end;
    raw.job[at] = job;
    raw.work[at] = work;
  });
  const sorted = {
    start: new Float64Array(total),
    end: new Float64Array(total),
    job: new Int32Array(total),
    work: new Uint8Array(total),
  };
  const lane = new Uint8Array(total);
  const lanes = new Uint8Array(rows).fill(1);
  for (let r = 0; r < rows; r++) {
    const from = offset[r];
    const order = Int32Array.from({ length: offset[r + 1] - from }, (_, k) => from + k);
    order.sort((a, b) => raw.start[a] - raw.start[b] || raw.end[a] - raw.end[b]);
    const free: number[] = [];
    for (let k = 0; k < order.length; k++) {
      const at = order[k];
      const to = from + k;
      sorted.start[to] = raw.start[at];
      sorted.end[to] = raw.end[at];
      sorted.job[to] = raw.job[at];
      sorted.work[to] = raw.work[at];
      let row = free.findIndex((end) => end <= raw.start[at] + 1e-12 * Math.abs(end));
      if (row < 0) row = free.length < MOST_LANES ? free.length : MOST_LANES - 1;
      free[row] = Math.max(free[row] ?? 0, raw.end[at]);
      lane[to] = row;
      if (row + 1 > lanes[r]) lanes[r] = row + 1;
    }
  }
  return { servers, devices, offset, ...sorted, lane, lanes };
}

/** The first stretch of a row that may end after `time`; exact for rows of one lane, safe for others. */
export function firstVisible(of: Activities, row: number, time: number): number {
  if (of.lanes[row] > 1) return of.offset[row];
  let low = of.offset[row];
  let high = of.offset[row + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (of.end[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
