// Examples small enough to follow by hand; the numbers stand in the comments.
import { describe, expect, test } from "vitest";
import { type Instance, toProblem } from "../../src/model/index.ts";
import { simulatePlan } from "../../src/simulation/index.ts";

// One device of 1e9 instructions/s at 2 W, transmitting at 1 W, receiving at 0.5 W, idle at 0.1 W; 8 Mbps, so 1 s per MB.
// Work is 125 instructions a bit: 1e9 per MB, 1 s on the device and 0.5 s on the server. Half of the data comes back.
function tiny(change: Partial<Instance> = {}, sizes = [2, 4]): Instance {
  return {
    format: "mec-offload/instance@1",
    work: { instructionsPerBit: 125 },
    outputReduction: 0.5,
    devices: [
      {
        id: "d",
        speedIps: 1e9,
        powerW: { compute: 2, transmit: 1, receive: 0.5, idle: 0.1 },
        jobs: sizes.map((sizeMB, j) => ({ id: `j${j}`, sizeMB })),
      },
    ],
    servers: [{ id: "m", speedIps: 2e9 }],
    linksMbps: [[8]],
    ...change,
  };
}
const run = (instance: Instance, places: number[]) =>
  simulatePlan(toProblem(instance), Int32Array.from(places), { timeline: true });
const list = (column: ArrayLike<number>) => Array.from(column);

describe("two jobs, 2 MB and 4 MB", () => {
  test("both on the device: one after the other, 2 s and 6 s, 2 W throughout", () => {
    const result = run(tiny(), [-1, -1]);
    expect(list(result.jobs!.completion)).toEqual([2, 6]);
    expect(result.meanResponse).toBe(4);
    expect(result.energy).toBe(12);
    expect(result.waiting.mean).toBe(1);
  });

  test("both on the server, half-duplex: the first download waits until the second upload is over", () => {
    // Uploads 0-2 and 2-6; services 2-3 and 6-8; downloads 6-7 (ready at 3) and 8-10.
    const result = run(tiny(), [0, 0]);
    const jobs = result.jobs!;
    expect(list(jobs.uploadEnd)).toEqual([2, 6]);
    expect(list(jobs.serviceEnd)).toEqual([3, 8]);
    expect(list(jobs.downloadStart)).toEqual([6, 8]);
    expect(list(jobs.completion)).toEqual([7, 10]);
    // 6 s at 1 W, 3 s at 0.5 W, and 7-8 idle at 0.1 W.
    const [device] = result.devices;
    expect([device.transmitEnergy, device.receiveEnergy]).toEqual([6, 1.5]);
    expect(device.idleEnergy).toBeCloseTo(0.1, 12);
    expect(result.servers[0]).toMatchObject({ busy: 3, served: 2, utilisation: 0.3, meanQueueLength: 0 });
    expect(list(result.timeline!.power.times)).toEqual([0, 6, 7, 8]);
    expect(list(result.timeline!.power.values)).toEqual([1, 0.5, 0.1, 0.5]);
  });

  test("full-duplex: the first download runs beside the second upload, and both powers add up", () => {
    const result = run(tiny({ radio: "full-duplex" }), [0, 0]);
    expect(list(result.jobs!.completion)).toEqual([4, 10]);
    expect(list(result.timeline!.power.times)).toEqual([0, 3, 4, 6, 8]);
    expect(list(result.timeline!.power.values)).toEqual([1, 1.5, 1, 0.1, 0.5]);
    expect(result.devices[0].radioBusy).toBe(9);
    expect(result.devices[0].activeTime).toBe(8);
  });

  test("per-link: transfers to two servers run at once", () => {
    const two = { ...tiny(), radio: "per-link" as const };
    const servers = [
      { id: "m", speedIps: 2e9 },
      { id: "n", speedIps: 2e9 },
    ];
    // Uploads 0-2 and 0-4, services 2-3 and 4-6, downloads 3-4 and 6-8.
    const result = run({ ...two, servers, linksMbps: [[8, 8]] }, [0, 1]);
    expect(list(result.jobs!.completion)).toEqual([4, 8]);
    expect(list(result.timeline!.power.values)).toEqual([2, 1, 1.5, 0.1, 0.5]);
  });

  test("latency delays each way, and the radio is free meanwhile", () => {
    // Uploads 0-2 and 2-6; at the server 12 and 16, done 13 and 18; back 23 and 28; downloads 23-24 and 28-30.
    const result = run(tiny({ latencyS: 10 }), [0, 0]);
    expect(list(result.jobs!.completion)).toEqual([24, 30]);
  });

  test("one here, one there: processor and radio draw together", () => {
    // Processor 0-2 at 2 W; upload 0-4 at 1 W, service 4-6 at 0.1 W, download 6-8 at 0.5 W.
    const result = run(tiny(), [-1, 0]);
    expect(list(result.timeline!.power.times)).toEqual([0, 2, 4, 6]);
    expect(list(result.timeline!.power.values)).toEqual([3, 1, 0.1, 0.5]);
    expect(result.energy).toBeCloseTo(6 + 2 + 0.2 + 1, 12);
  });

  test("nothing to bring back: done when served", () => {
    expect(list(run(tiny({ outputReduction: 1 }), [0, 0]).jobs!.completion)).toEqual([3, 8]);
  });
});

test("a full server sends the job back to its device, where it starts from the beginning", () => {
  // Three jobs of 1 MB on three devices reach the server at 1 s; one is served, one waits, the third goes home.
  const base = tiny({}, [1]);
  const devices = ["a", "b", "c"].map((id) => ({
    ...base.devices[0],
    id,
    jobs: [{ id: `j${id}`, sizeMB: 1 }],
  }));
  const servers = [{ id: "m", speedIps: 2e9, queueLimit: 1 }];
  const result = run({ ...base, devices, servers, linksMbps: [[8], [8], [8]] }, [0, 0, 0]);
  const { jobs } = result;
  expect(result.redirected).toBe(1);
  expect(list(jobs!.job)).toEqual([2, 0, 1]);
  expect(list(jobs!.completion)).toEqual([2, 2, 2.5]);
  expect(list(jobs!.place)).toEqual([-1, 0, 0]);
  expect(result.servers[0].refused).toBe(1);
});

test("several cores work side by side; compute power is drawn once", () => {
  const base = tiny({}, [2, 4, 1]);
  const result = run({ ...base, devices: [{ ...base.devices[0], cores: 2 }] }, [-1, -1, -1]);
  // Cores: 0-2 and 2-3; 0-4.
  expect(list(result.jobs!.completion)).toEqual([2, 3, 4]);
  expect(result.energy).toBe(8);
});

test("idle power: only while a job is unfinished, or always", () => {
  const late = tiny();
  const devices = [{ ...late.devices[0], jobs: [{ id: "j", sizeMB: 2, arrivalS: 10 }] }];
  expect(run({ ...late, devices }, [-1]).energy).toBe(4);
  expect(run({ ...late, devices, idle: "always" }, [-1]).energy).toBeCloseTo(4 + 10 * 0.1, 12);
});
