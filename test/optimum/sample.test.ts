import { expect, test } from "vitest";
import { sampleJobs } from "../../src/optimum/sample.ts";

test("one job of each stretch, none twice, at spots all over the stretches", () => {
  for (const [jobs, size] of [
    [10, 10],
    [1000, 7],
    [12_345, 200],
    [1_000_000, 2000],
  ]) {
    const chosen = sampleJobs(jobs, size);
    const stretch = jobs / size;
    expect(chosen.length).toBe(size);
    const quarters = [0, 0, 0, 0];
    for (const [k, job] of chosen.entries()) {
      expect(job).toBeGreaterThanOrEqual(Math.floor(k * stretch));
      expect(job).toBeLessThan(Math.min(jobs, Math.ceil((k + 1) * stretch)));
      if (k > 0) expect(job).toBeGreaterThan(chosen[k - 1]);
      quarters[Math.min(3, Math.floor((4 * (job - k * stretch)) / stretch))]++;
    }
    if (size >= 200) for (const count of quarters) expect(count / size).toBeCloseTo(0.25, 1);
  }
});
