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
