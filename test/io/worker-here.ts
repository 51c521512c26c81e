// A worker of a queue within the test.
import { queueAddress } from "../../src/io/queue/address.ts";
import { runQueueWorker } from "../../src/io/queue/worker.ts";

/** Starts a worker, and gives what ends it. */
export function workerHere(address: string, silence = 2, environment: Record<string, string> = {}) {
  const stop = new AbortController();
  const ended = runQueueWorker(queueAddress(address, environment), {
    workers: 0,
    folder: ".",
    silence,
    signal: stop.signal,
  });
  return {
    async end(): Promise<number> {
      stop.abort();
      return ended;
    },
  };
}
