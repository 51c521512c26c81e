// What a thread is doing, for others to see while it computes: which request it runs, which unit of it, and whether it
// is inside a policy of the user's. A thread that hangs can be told from one that works.
import { type PlaceJob, type Policy, placeJobOf } from "../../model/policy.ts";

/** Fields of a thread in the shared numbers. */
const REQUEST = 0;
const UNITS = 1;
const CALLS = 2;
const FIELDS = 3;
/** Threads that a pool may start in its life; the numbers of older ones are written over. */
const SLOTS = 4096;

/** What one thread was seen doing. */
export interface Beat {
  readonly units: number;
  /** Counts entering and leaving a policy: odd inside. */
  readonly calls: number;
}

/** The numbers that the threads of a pool share with it; the first counts the threads. */
export const sharedBeats = (): Int32Array =>
  new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * (1 + FIELDS * SLOTS)));

/** What the thread does that runs a request; undefined while none does. */
export function beatOf(shared: Int32Array, request: number): Beat | undefined {
  const threads = Math.min(SLOTS, Atomics.load(shared, 0));
  for (let slot = 0; slot < threads; slot++) {
    const at = 1 + slot * FIELDS;
    if (Atomics.load(shared, at + REQUEST) !== request) continue;
    return { units: Atomics.load(shared, at + UNITS), calls: Atomics.load(shared, at + CALLS) };
  }
  return undefined;
}

/** Where this thread writes; nobody looks until it has joined a pool. */
let own: Int32Array<ArrayBufferLike> = new Int32Array(FIELDS);

/** Takes a place in the numbers of a pool. */
export function join(shared: Int32Array): void {
  const slot = Atomics.add(shared, 0, 1) % SLOTS;
  own = shared.subarray(1 + slot * FIELDS, 1 + (slot + 1) * FIELDS);
}

/** A request begins; 0: none runs. */
export function beginRequest(request: number): void {
  Atomics.store(own, UNITS, 0);
  Atomics.store(own, CALLS, 0);
  Atomics.store(own, REQUEST, request);
}

/** A unit of the request begins. */
export const beginUnit = (): void => void Atomics.add(own, UNITS, 1);

/** The same policy, which shows when it is at work. */
export function watched(policy: Policy): PlaceJob {
  const place = placeJobOf(policy);
  return (job, view, stream) => {
    Atomics.add(own, CALLS, 1);
    try {
      return place(job, view, stream);
    } finally {
      Atomics.add(own, CALLS, 1);
    }
  };
}
