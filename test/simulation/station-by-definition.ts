// One station from the definition of its discipline, stepped from event to event with everything looked at anew each time.
import type { Discipline } from "../../src/model/index.ts";

export interface Customer {
  readonly at: number;
  readonly work: number;
  readonly priority: number;
  /** After arrival; Infinity: none. */
  readonly deadline: number;
}

export interface Station {
  readonly discipline: Discipline;
  readonly cores: number;
  /** Waiting places; where all share, how many more than cores may. */
  readonly limit: number;
  /** Most that may share under processor sharing. */
  readonly concurrency: number;
  /** Do those that were never served leave at their deadline? */
  readonly abandon: boolean;
  /** Its speed from each time on, the first from 0; at 0 it is broken. */
  readonly speeds: readonly (readonly [from: number, speed: number])[];
  /** Does a break make those in service start over? */
  readonly restarts: boolean;
  /** A radio: whose turn it is has it, broken link or not. */
  readonly isHeldWhileBroken: boolean;
}

export interface Fate {
  /** NaN unless it completed. */
  completion: number;
  outcome: "completed" | "dropped" | "abandoned";
  waited: number;
  /** Time with a core, or a share of one, broken or not. */
  served: number;
  started: number;
  /** Unfinished work that it found. */
  found: number;
  /** And jobs. */
  ahead: number;
}

/** Speed-independent order of those that wait: who is served before whom. */
const before: Record<Discipline, (a: Customer, b: Customer) => boolean> = {
  fifo: (a, b) => a.at < b.at,
  lcfs: (a, b) => a.at > b.at,
  "lcfs-preemptive": (a, b) => a.at > b.at,
  "processor-sharing": (a, b) => a.at < b.at,
  "shortest-job-first": (a, b) => a.work < b.work || (a.work === b.work && a.at < b.at),
  priority: (a, b) => a.priority < b.priority || (a.priority === b.priority && a.at < b.at),
  "priority-preemptive": (a, b) => a.priority < b.priority || (a.priority === b.priority && a.at < b.at),
};

/**
 * `active`: time with anyone in service; `speed`: integral of the speed over it; `busy`: core-seconds of work; `queue` and
 * `present`: integrals of the jobs waiting and there; `peak`: most jobs at once, those counted that found no place.
 * @param jobs by time of arrival, all apart
 */
export function byDefinition(of: Station, jobs: readonly Customer[]) {
  const { discipline, cores, speeds } = of;
  const order = (a: number, b: number) => (before[discipline](jobs[a], jobs[b]) ? -1 : 1);
  const places = discipline === "processor-sharing" ? of.concurrency : cores;
  const left = jobs.map((job) => job.work);
  const fates = jobs.map((): Fate => {
    return {
      completion: Number.NaN,
      outcome: "completed",
      waited: 0,
      served: 0,
      started: Number.NaN,
      found: 0,
      ahead: 0,
    };
  });
  let serving: number[] = [];
  let waiting: number[] = [];
  let [now, next, step, speed] = [0, 0, 1, speeds[0][1]];
  const sums = { busy: 0, queue: 0, present: 0, down: 0, active: 0, speed: 0 };
  let peak = 0;

  const admit = () => {
    if (speed === 0 && !of.isHeldWhileBroken) return;
    const pool = discipline.endsWith("-preemptive") ? [...serving, ...waiting] : waiting;
    pool.sort(order);
    const room = discipline.endsWith("-preemptive") ? places : places - serving.length;
    const chosen = pool.slice(0, Math.max(0, room));
    serving = discipline.endsWith("-preemptive") ? chosen : [...serving, ...chosen];
    waiting = pool.slice(Math.max(0, room));
    for (const j of serving) if (Number.isNaN(fates[j].started)) fates[j].started = now;
  };

  for (;;) {
    const working = Math.min(serving.length, cores);
    const rate = serving.length === 0 ? 0 : (speed * working) / serving.length;
    const patient = (j: number) => !of.abandon || fates[j].served > 0;
    const leaves = (j: number) => (patient(j) ? Number.POSITIVE_INFINITY : jobs[j].at + jobs[j].deadline);
    const least = (list: readonly number[], time: (j: number) => number) =>
      list.reduce((best, j) => (best < 0 || time(j) < time(best) ? j : best), -1);
    const done = rate === 0 ? -1 : least(serving, (j) => left[j]);
    const gone = least(waiting, leaves);
    const times = [
      done < 0 ? Number.POSITIVE_INFINITY : now + left[done] / rate,
      gone < 0 ? Number.POSITIVE_INFINITY : leaves(gone),
      speeds[step]?.[0] ?? Number.POSITIVE_INFINITY,
      jobs[next]?.at ?? Number.POSITIVE_INFINITY,
    ];
    const at = Math.min(...times);
    const idle = serving.length + waiting.length === 0 && next === jobs.length;
    if (idle || at === Number.POSITIVE_INFINITY) return { fates, end: now, peak, ...sums };
    const dt = at - now;
    for (const j of serving) {
      left[j] -= rate * dt;
      fates[j].served += dt;
    }
    for (const j of waiting) fates[j].waited += dt;
    if (speed > 0) sums.busy += working * dt;
    else sums.down += dt;
    if (working > 0) {
      sums.active += dt;
      sums.speed += speed * dt;
    }
    sums.queue += waiting.length * dt;
    sums.present += (serving.length + waiting.length) * dt;
    now = at;
    if (at === times[0]) {
      serving = serving.filter((j) => j !== done);
      left[done] = 0;
      fates[done].completion = now;
    } else if (at === times[1]) {
      waiting = waiting.filter((j) => j !== gone);
      fates[gone].outcome = "abandoned";
    } else if (at === times[2]) {
      speed = speeds[step++][1];
      if (speed === 0 && of.restarts) for (const j of serving) left[j] = jobs[j].work;
    } else {
      fates[next].found = [...serving, ...waiting].reduce((sum, j) => sum + left[j], 0);
      fates[next].ahead = serving.length + waiting.length;
      peak = Math.max(peak, serving.length + waiting.length + 1);
      const waits = serving.length >= places || (speed === 0 && !of.isHeldWhileBroken);
      const isFull =
        (waits && waiting.length >= of.limit) ||
        (places === Number.POSITIVE_INFINITY && serving.length + waiting.length >= cores + of.limit);
      if (isFull) fates[next].outcome = "dropped";
      else waiting.push(next);
      next++;
    }
    admit();
  }
}
