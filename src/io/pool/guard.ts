// Watches policies of the user's that run in this thread, which cannot look after itself while one of them is at work.
import { Worker } from "node:worker_threads";
import { join, sharedBeats } from "./beat.ts";
import { policyLimit } from "./limits.ts";

/** Runs in a thread of its own. It says what happened, as the thread that hangs cannot, and interrupts the process. */
const GUARD = `
const { workerData: { beats, limit } } = require("node:worker_threads");
const { writeSync } = require("node:fs");
const REQUEST = 1, TELLS = 2, CALLS = 3;
let seen = 0, since = performance.now();
setInterval(() => {
  const calls = Atomics.load(beats, CALLS);
  if (calls !== seen || calls % 2 === 0) { seen = calls; since = performance.now(); return; }
  if (performance.now() - since < 1000 * limit) return;
  Atomics.store(beats, REQUEST, -1);
  if (Atomics.load(beats, TELLS) === 0) writeSync(2, "error: policy: expected a place within " + limit + " s, got none (an endless loop?)\\n");
  process.kill(process.pid, "SIGINT");
  since = Infinity;
}, 250);
`;

let beats: Int32Array | null = null;
const [REQUEST, TELLS] = [1, 2];

/** Does this thread tell of the interruption itself? Otherwise the guard does. */
export function tellsItself(tells: boolean): void {
  if (beats !== null) Atomics.store(beats, TELLS, tells ? 1 : 0);
}

/** Was it the guard that interrupted the process? */
export const policyHangs = (): boolean => beats !== null && Atomics.load(beats, REQUEST) === -1;

/** From now on a policy file that hangs in this thread ends the process, with one line. */
export function guardPolicies(): void {
  if (beats !== null) return;
  beats = sharedBeats();
  join(beats);
  new Worker(GUARD, { eval: true, workerData: { beats, limit: policyLimit() } }).unref();
}
