// Memory of a run: per unfinished job, and over finished ones.
import type { Policy } from "../../src/model/index.ts";
import { Run, type World } from "../../src/simulation/index.ts";
import { singleQueue } from "./worlds.ts";

const local: Policy = () => -1;

function used(): number {
  // Twice: the first finds the buffers that the second gives back.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Bytes for each unfinished job, records off, between a quarter of `jobs` and all: they wait behind a slow processor. */
export function bytesPerUnfinishedJob(jobs: number): number {
  const rate = 1e9;
  const slow: World = { ...singleQueue(rate, 2 * jobs), endless: true };
  const run = new Run(slow, local, { records: "none", horizon: jobs / rate });
  run.advance(jobs / 4 / rate);
  const [few, before] = [run.counts.inFlight, used()];
  run.advance();
  return (used() - before) / (run.counts.inFlight - few);
}

/** Bytes by which a run grows from its 200,000th finished job to its millionth. */
export function growthOverFinishedJobs(): number {
  const load = 0.8;
  const run = new Run({ ...singleQueue(load, 1e6), endless: true }, local, {
    records: "none",
    horizon: 1e6 / load,
  });
  run.advance(2e5 / load);
  const early = used();
  run.advance();
  return used() - early;
}
