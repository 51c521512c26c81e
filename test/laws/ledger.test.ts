// The ledger identities of a static batch: what the run charges is what Eq. (1) and (2) sum, term by term.
import { describe, expect, test } from "vitest";
import { components, serverTime, toProblem, uploadTime } from "../../src/model/index.ts";
import { downloadTime, localTime } from "../../src/model/times.ts";
import { simulatePlan } from "../../src/simulation/index.ts";
import { anyPlaces, batch } from "../simulation/instances.ts";

function close(actual: number, expected: number, what: string): void {
  const slack = 1e-9 * Math.max(Math.abs(actual), Math.abs(expected));
  if (Math.abs(actual - expected) > slack) expect.fail(`${what}: ${actual} is not ${expected}`);
}

describe.each([
  { name: "instances of ordinary numbers", extreme: false },
  { name: "instances with numbers over twelve orders of magnitude", extreme: true },
])("in $name", ({ extreme }) => {
  test("busy times, CT and CE of the run equal the closed form; the makespan lies between its bounds", () => {
    for (let seed = 0; seed < 200; seed++) {
      const problem = toProblem(batch(seed, { extreme }));
      const places = anyPlaces(problem.jobs.count, problem.network.servers, seed);
      const run = simulatePlan(problem, places);
      const processor = new Float64Array(problem.network.devices);
      const radio = new Float64Array(problem.network.devices);
      const server = new Float64Array(problem.network.servers);
      for (let j = 0; j < problem.jobs.count; j++) {
        const i = problem.jobs.device[j];
        const c = places[j];
        if (c < 0) processor[i] += localTime(problem, j);
        else {
          radio[i] += uploadTime(problem, j, c) + downloadTime(problem, j, c);
          server[c] += serverTime(problem, j, c);
        }
      }
      const at = (what: string) => `seed ${seed}, ${what}`;
      for (const [i, device] of run.devices.entries()) {
        close(device.processorBusy, processor[i], at(`processor ${i}`));
        close(device.radioBusy, radio[i], at(`radio ${i}`));
      }
      for (const [c, one] of run.servers.entries()) close(one.busy, server[c], at(`server ${c}`));

      const parts = components(problem, places);
      const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
      const busiest = run.servers.reduce((most, one) => Math.max(most, one.busy), 0);
      const CT = run.devices.reduce((total, one) => total + one.processorBusy + one.radioBusy, 0) + busiest;
      close(CT, parts.local + parts.server + parts.transfer, at("CT"));
      let idle = 0;
      for (let i = 0; i < problem.network.devices; i++) idle += problem.network.idlePower[i];
      const CE = run.computeEnergy + run.transmitEnergy + run.receiveEnergy + idle * busiest;
      close(CE, parts.idleEnergy + parts.transferEnergy + parts.computeEnergy, at("CE"));

      const all = [...processor, ...radio, ...server];
      const rounding = 1 + 1e-9;
      expect(run.makespan * rounding).toBeGreaterThanOrEqual(Math.max(...all));
      expect(run.makespan).toBeLessThanOrEqual(sum(Float64Array.from(all)) * rounding);
      expect(run.completed).toBe(problem.jobs.count);
    }
  });
});
