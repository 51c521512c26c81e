// How much memory a run may take on this machine.
import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";

/** Of what a run keeps, a third and more lies outside of the heap, which is smaller than the machine. */
const OF_HEAP = 1.5;

/** Bytes. */
export const memoryForRuns = (): number =>
  Math.min(totalmem(), OF_HEAP * getHeapStatistics().heap_size_limit);
