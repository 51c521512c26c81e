// What changes under way: rates of links, broken servers and links, levels of speed, deadlines; by hand.
import { describe, expect, test } from "vitest";
import { completions, fault, runLittle, stretches } from "./little-world.ts";

const RATE = 8e6;

describe("a link whose rate changes reschedules the transfer in flight exactly", () => {
  test("half of 4 MB at full rate, then half the rate: 2 s + 4 s", () => {
    const result = runLittle(
      { jobs: [{ MB: 4 }] },
      {
        rate: () =>
          stretches([
            [0, RATE],
            [2, RATE / 2],
          ]),
      },
      { timeline: true },
    );
    expect(completions(result)).toEqual([7]);
    expect(result.devices[0].transmitTime).toBe(6);
  });
  test("at rate 0 the radio is held without radiating", () => {
    const result = runLittle(
      { jobs: [{ MB: 2 }, { MB: 1 }] },
      {
        rate: () =>
          stretches([
            [0, RATE],
            [1, 0],
            [11, RATE],
          ]),
      },
    );
    expect(completions(result)).toEqual([13, 14]);
    expect(result.devices[0].transmitTime).toBe(3);
    expect(result.transfer.mean).toBe((12 + 1) / 2);
  });
  test("rates at zero for good stop the run with what is stuck and where", () => {
    const run = () =>
      runLittle(
        { jobs: [{ MB: 2 }] },
        {
          rate: () =>
            stretches([
              [0, RATE],
              [1, 0],
            ]),
        },
      );
    expect(run).toThrow(/^little at 1 s: .*job 0: upload, the link between d0 and m0/);
  });
});

test("devices of one access point share its capacity, up and down apart", () => {
  // 8 Mbps shared: 1 MB and 2 MB at once: the first is up at 2 s, the second at 3 s (its last MB alone).
  const cells = { of: Int32Array.from([0, 0]), capacity: [RATE] };
  const result = runLittle(
    {
      devices: 2,
      jobs: [
        { MB: 1, work: 10 },
        { MB: 2, work: 1 },
      ],
      cores: 2,
    },
    { cells },
  );
  expect(completions(result)).toEqual([12, 4]);
  expect(result.devices.map((device) => device.transmitTime)).toEqual([2, 3]);
});

describe("a server that is broken from 2 s to 5 s, with work of 4 s under way", () => {
  const broken = (work: "resume" | "restart" | "retry" | "local", limit?: number) => ({
    serverFault: (c: number) => (c === 0 ? fault([[2, 3]], work, limit) : null),
  });
  test("resume: goes on where it stopped", () => {
    const result = runLittle({ jobs: [{ work: 4 }, { work: 1 }] }, broken("resume"));
    expect(completions(result)).toEqual([7, 8]);
    expect(result.servers[0]).toMatchObject({ busy: 5, down: 3 });
  });
  test("restart: starts over", () => {
    expect(completions(runLittle({ jobs: [{ work: 4 }, { work: 1 }] }, broken("restart")))).toEqual([9, 10]);
  });
  test.each(["processor-sharing", "fifo"] as const)(
    "under %s, resume and restart keep or lose the work done",
    (discipline) => {
      const jobs = [{ work: 4 }];
      expect(completions(runLittle({ jobs, discipline }, broken("resume")))).toEqual([7]);
      expect(completions(runLittle({ jobs, discipline }, broken("restart")))).toEqual([9]);
    },
  );
  test("local: falls back to the device, whoever waited too", () => {
    const result = runLittle({ jobs: [{ work: 4 }, { work: 1 }] }, broken("local"));
    expect(completions(result)).toEqual([6, 7]);
    expect(result).toMatchObject({ redirected: 2, completed: 2 });
  });
  test("retry: placed again after a pause that doubles, dropped when the limit is reached", () => {
    // Attempts at 0, at 2 + 1 = 3 (broken: at once 3 + 2 = 5), then 5-9.
    const result = runLittle({ jobs: [{ work: 4 }] }, broken("retry", 3));
    expect(completions(result)).toEqual([9]);
    expect(result.retries).toBe(2);
    expect(runLittle({ jobs: [{ work: 4 }] }, broken("retry", 2))).toMatchObject({
      dropped: 1,
      completed: 0,
    });
  });
  test("retry with a policy that looks: goes to the server that is up", async () => {
    const { Run, instanceWorld } = await import("../../src/simulation/index.ts");
    const { toProblem } = await import("../../src/model/index.ts");
    const { littleInstance } = await import("./little-world.ts");
    const world = {
      ...instanceWorld(toProblem(littleInstance({ servers: 2, jobs: [{ work: 4 }] }))),
      ...broken("retry"),
    };
    const result = new Run(world, (_job, view) => (view.isUp(0) ? 0 : 1)).result();
    expect(completions(result)).toEqual([7]);
  });
});

describe("a link that is broken from 1 s to 3 s, with an upload of 2 s under way and one behind it", () => {
  const broken = (work: "resume" | "restart" | "retry" | "local", limit?: number) => ({
    linkFault: (_i: number, c: number) => (c === 0 ? fault([[1, 2]], work, limit) : null),
  });
  const two = { jobs: [{ MB: 2 }, { MB: 1 }] };
  test("resume", () => expect(completions(runLittle(two, broken("resume")))).toEqual([5, 6]));
  test("restart", () => expect(completions(runLittle(two, broken("restart")))).toEqual([6, 7]));
  test("local: both are done by the device", () =>
    expect(completions(runLittle(two, broken("local")))).toEqual([2, 3]));
  test("retry: both ask again", () => {
    // Out at 1, again at 2 (still broken: pause of 2), at 4 uploads 4-6 and 6-7.
    expect(completions(runLittle(two, broken("retry", 5)))).toEqual([7, 8]);
  });
  test("a link that breaks under the download has the job done again", () => {
    // Upload 0-0.25, service to 0.5, download to 1.5 broken at 1, retry at 2 (broken, pause 2), again from 4.
    const result = runLittle({ jobs: [{ MB: 0.25, work: 0.25, outputMB: 1 }] }, broken("retry", 5));
    expect(completions(result)).toEqual([5.5]);
    expect(result.servers[0].served).toBe(2);
  });
});

test("levels of speed change the work under way and the power together", () => {
  // 1 instruction/s at 2 W until 2 s, then half of it at 0.5 W: 2 + 4 s; 4 J + 2 J.
  const levels = [{ at: 2, level: { speed: 0.5, power: 0.5 } }];
  const result = runLittle(
    { jobs: [{ work: 4 }] },
    {
      deviceLevels: () => ({
        next: () => levels.shift() ?? { at: Number.POSITIVE_INFINITY, level: { speed: 1, power: 2 } },
      }),
    },
    { places: [-1] },
  );
  expect(completions(result)).toEqual([6]);
  expect(result.energy).toBe(6);
});

describe("deadlines", () => {
  const jobs = [{ work: 4 }, { work: 1, deadline: 3 }, { at: 1, work: 1, deadline: 5 }];
  test("without patience late jobs are served, and counted", () => {
    const result = runLittle({ jobs });
    expect(completions(result)).toEqual([4, 5, 6]);
    expect(result.missedDeadlines).toBe(1);
  });
  test("with patience a job leaves at its deadline while it waits, but not once it is served", () => {
    const result = runLittle({ jobs }, { abandon: true });
    expect(completions(result)).toEqual([4, null, 5]);
    expect(result).toMatchObject({ abandoned: 1, missedDeadlines: 1, completed: 2 });
  });
  test("a job leaves the radio's queue, too", () => {
    const result = runLittle({ jobs: [{ MB: 4 }, { MB: 1, deadline: 3 }] }, { abandon: true });
    expect(completions(result)).toEqual([5, null]);
  });
  test("a server that is free at the deadline takes the job first", () => {
    expect(
      completions(runLittle({ jobs: [{ work: 3 }, { work: 1, deadline: 3 }] }, { abandon: true })),
    ).toEqual([3, 4]);
  });
});

describe("a job that is lost as it arrives in an empty network does not end the run", () => {
  // Broken from 1 s to 3 s without waiting places: the job of 2 s is lost, that of 4 s is served.
  const lost = { jobs: [{ at: 2 }, { at: 4 }], queueLimit: 0 };
  const change = { serverFault: () => fault([[1, 2]], "resume"), overflow: "drop" as const };
  test.each([{}, { horizon: 10 }])("with %o", (options) => {
    const result = runLittle(lost, change, options);
    expect(completions(result)).toEqual([null, 5]);
    expect(result).toMatchObject({ arrived: 2, dropped: 1, completed: 1 });
  });
  test("when it is the last, the run ends with it though faults go on", () => {
    let breaks = 0;
    const often = { ...fault([], "resume"), up: () => 1, down: () => (++breaks < 1000 ? 2 : 1e9) };
    const result = runLittle({ jobs: [{ at: 2 }], queueLimit: 0 }, { ...change, serverFault: () => often });
    expect(result).toMatchObject({ end: 2, dropped: 1 });
    expect(breaks).toBe(1);
  });
});

test.each(["lcfs-preemptive", "priority-preemptive"] as const)(
  "%s: who came while the server was broken pushes out after the repair, and found no core before",
  (discipline) => {
    // Job 0 has 2 of 4 left when the server breaks from 2 to 5; jobs 1 and 2 come at 3 and 4, job 3 finds both places taken.
    const jobs = [
      { work: 4, priority: 2 },
      { at: 3, work: 1, priority: 0 },
      { at: 4, work: 2, priority: 1 },
      { at: 4.5, work: 9, priority: 0 },
    ];
    const result = runLittle(
      { jobs, discipline, queueLimit: 2 },
      { serverFault: () => fault([[2, 3]], "resume"), overflow: "drop" },
    );
    const served = discipline === "lcfs-preemptive" ? [10, 8, 7] : [10, 6, 8];
    expect(completions(result)).toEqual([...served, null]);
    expect(result.waiting.max).toBe(discipline === "lcfs-preemptive" ? 4 : 3);
  },
);
