// CPU time of a piece of work; several rounds, the best counts, as the machine is shared with others.

/**
 * Things done per second of CPU, best of `rounds`.
 * @param prepare makes what one round works on; not counted
 * @param work does the things and returns how many
 */
export function perCpuSecond<T>(prepare: () => T, work: (on: T) => number, rounds = 3): number {
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const on = prepare();
    const before = process.cpuUsage();
    const done = work(on);
    const used = process.cpuUsage(before);
    best = Math.max(best, (done / (used.user + used.system)) * 1e6);
  }
  return best;
}

export interface Timed<Result> {
  /** CPU seconds of the fastest run. */
  readonly seconds: number;
  /** Seconds that it took by the clock. */
  readonly elapsed: number;
  /** What the last run gave. */
  readonly result: Result;
}

/**
 * The run of least CPU time of `rounds`.
 * @param prepare called before each run; not counted
 */
export async function fastest<Result>(
  rounds: number,
  run: () => Result | Promise<Result>,
  prepare: () => void = () => {},
): Promise<Timed<Result>> {
  let [seconds, elapsed] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let result: Result | undefined;
  for (let round = 0; round < rounds; round++) {
    prepare();
    const start = performance.now();
    const before = process.cpuUsage();
    result = await run();
    const used = process.cpuUsage(before);
    const cpu = (used.user + used.system) / 1e6;
    if (cpu < seconds) [seconds, elapsed] = [cpu, (performance.now() - start) / 1e3];
  }
  return { seconds, elapsed, result: result as Result };
}
