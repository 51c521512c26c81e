// What the claims measure of one allocation and its run, beside what the run itself reports.
import type { Allocation } from "../../model/allocation.ts";
import { LOCAL } from "../../model/problem.ts";
import type { RunResult } from "../../simulation/record/result.ts";

/** Share of the jobs that leave their device. */
export function offloadedShare(places: Allocation): number {
  let away = 0;
  for (const place of places) if (place !== LOCAL) away++;
  return places.length === 0 ? 0 : away / places.length;
}

/** Mean time that an offloaded job waits at its server; 0 where none was offloaded. */
export function serverWait(run: RunResult): number {
  let wait = 0;
  let served = 0;
  for (const server of run.servers) {
    if (server.served === 0) continue;
    wait += server.meanWait * server.served;
    served += server.served;
  }
  return served === 0 ? 0 : wait / served;
}

/** Time-average share of the devices whose processor computes, until the last job completes. */
export function busyProcessors(run: RunResult): number {
  const busy = run.devices.reduce((sum, device) => sum + device.processorBusy, 0);
  return busy / (run.devices.length * run.makespan);
}
