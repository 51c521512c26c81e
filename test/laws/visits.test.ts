// Visits are the one record of who was where when: their sum is the ledger of the run, whatever breaks, preempts or is tried again.
import { expect, test } from "vitest";
import type { Policy } from "../../src/model/index.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { type RunResult, simulate } from "../../src/simulation/index.ts";
import { STATION_KINDS, VISIT_ENDS, VISIT_STAGES } from "../../src/simulation/record/visits.ts";

const FAULTS = { upS: { exponential: { mean: 3 } }, downS: { exponential: { mean: 1 } } };

/** A small busy network in which everything that interrupts a stay happens. */
function scenario(change: object, work: "resume" | "restart" | "retry" | "local") {
  return readScenario(
    {
      format: "mec-offload/scenario@1",
      name: "interrupted",
      work: { instructionsPerBit: 250 },
      outputReduction: 0.5,
      devices: [
        {
          count: 3,
          speedIps: 3.6e9,
          powerW: { compute: 0.9, transmit: 0.5, receive: 0.3, idle: 0.05 },
          jobs: [
            {
              class: "a",
              weight: 1,
              sizeMB: { uniform: { min: 0.2, max: 2 } },
              priority: 1,
            },
            { class: "b", weight: 1, sizeMB: { uniform: { min: 0.2, max: 2 } }, priority: 0 },
          ],
          arrivals: { batch: { count: 15 } },
        },
      ],
      servers: [
        { id: "m1", speedIps: 6e9, discipline: "priority-preemptive", faults: { ...FAULTS, work } },
        { id: "m2", speedIps: 4e9, cores: 2, discipline: "lcfs-preemptive" },
        { id: "m3", speedIps: 4e9, discipline: "processor-sharing", faults: { ...FAULTS, work } },
      ],
      links: {
        rateMbps: { gilbertElliott: { goodMbps: 20, badMbps: 0, goodS: 1, badS: 0.2 } },
        faults: { ...FAULTS, work: work === "local" ? "retry" : work },
      },
      ...change,
    },
    "test",
  );
}

const everywhere: Policy = (_job, view, stream) => {
  const place = Math.floor(stream() * (view.servers + 1)) - 1;
  return view.canUse(place) ? place : -1;
};

function sums(run: RunResult) {
  const { visits } = run;
  const sum = (kind: string, stage: string, owner: number) => {
    let total = 0;
    for (let k = 0; k < visits!.count; k++) {
      if (STATION_KINDS[visits!.kind[k]] !== kind || VISIT_STAGES[visits!.stage[k]] !== stage) continue;
      if (visits!.owner[k] === owner && !Number.isNaN(visits!.started[k]))
        total += visits!.left[k] - visits!.started[k];
    }
    return total;
  };
  return { sum };
}

test.each(
  (["resume", "restart", "retry", "local"] as const).flatMap((work) =>
    (["half-duplex", "full-duplex", "per-link"] as const).map((radio) => [work, radio] as const),
  ),
)("the sum over visits is the ledger, work in progress: %s, radio %s", (work, radio) => {
  let interruptions = 0;
  for (const seed of [1, 2, 3]) {
    const run = simulate(drawWorld(scenario({ radio }, work), { seed, replication: 0 }), everywhere, {
      seed,
      records: "all",
    });
    const { sum } = sums(run);
    for (const [i, device] of run.devices.entries()) {
      expect(sum("processor", "service", i)).toBeCloseTo(device.processorBusy, 9);
      expect(sum("radio", "upload", i)).toBeCloseTo(device.transmitTime, 9);
      expect(sum("radio", "download", i)).toBeCloseTo(device.receiveTime, 9);
    }
    // One core that is not shared is busy while somebody is in service.
    expect(sum("server", "service", 0)).toBeCloseTo(run.servers[0].busy, 9);
    expect(sum("server", "service", 1)).toBeCloseTo(run.servers[1].busy, 9);
    const { visits } = run;
    for (let k = 0; k < visits!.count; k++) {
      expect(visits!.left[k]).toBeGreaterThanOrEqual(visits!.entered[k]);
      if (VISIT_ENDS[visits!.end[k]] === "finished")
        expect(visits!.started[k]).toBeGreaterThanOrEqual(visits!.entered[k]);
      else interruptions++;
    }
  }
  expect(interruptions).toBeGreaterThan(20);
});

test("the time of a job is its visits' time, its waits in between and its latencies: no time is unaccounted for", () => {
  const run = simulate(drawWorld(scenario({}, "resume"), { seed: 5, replication: 0 }), everywhere, {
    seed: 5,
    records: "all",
  });
  const { visits, jobs } = run;
  const stays = new Float64Array(jobs!.count);
  for (let k = 0; k < visits!.count; k++) stays[visits!.job[k]] += visits!.left[k] - visits!.entered[k];
  for (let row = 0; row < jobs!.count; row++) expect(stays[row]).toBeCloseTo(jobs!.response[row], 9);
});

test("a sample of the records keeps the visits of its jobs, and of no other", () => {
  const run = simulate(drawWorld(scenario({}, "retry"), { seed: 2, replication: 0 }), everywhere, {
    seed: 2,
    records: "sample",
    sampleSize: 5,
  });
  expect(new Set(run.visits!.job)).toEqual(new Set([0, 1, 2, 3, 4]));
  const whole = simulate(drawWorld(scenario({}, "retry"), { seed: 2, replication: 0 }), everywhere, {
    seed: 2,
    records: "all",
  });
  for (let row = 0; row < 5; row++) {
    const own = whole.jobs!.job.indexOf(run.jobs!.job[row]);
    const entered = (of: RunResult, job: number) =>
      Array.from(of.visits!.entered).filter((_, k) => of.visits!.job[k] === job);
    expect(entered(run, row)).toEqual(entered(whole, own));
  }
});
