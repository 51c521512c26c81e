// A sample of the jobs without randomness: one from each stretch of the instance, at a spot that wanders by the golden
// ratio, so that no period in the order of the jobs can hide from it.

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** `size` of `jobs` job numbers, ascending, none twice. */
export function sampleJobs(jobs: number, size: number): Int32Array {
  const chosen = new Int32Array(size);
  for (let k = 0; k < size; k++) {
    const spot = (k * GOLDEN) % 1;
    chosen[k] = Math.min(jobs - 1, Math.floor(((k + spot) * jobs) / size));
  }
  return chosen;
}
