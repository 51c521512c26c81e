// The rules for what comes together, for places, for times of one who is pushed out, and for runs that get on slowly.
import { describe, expect, test } from "vitest";
import { DISCIPLINES, type Discipline, toProblem } from "../../src/model/index.ts";
import { instanceWorld, type RunResult, simulate, type World } from "../../src/simulation/index.ts";
import { Progress } from "../../src/simulation/progress.ts";
import { IN_SERVICE, INTS, JobTable, NONE, STAGE, STATION } from "../../src/simulation/state/job-table.ts";
import { completions, fault, type Little, littleInstance, runLittle } from "./little-world.ts";

/** Jobs by the time at which they ended, those of one instant in the order in which they did. */
const order = (result: RunResult) => Array.from(result.jobs!.job);

describe("a broken server hands on its jobs in the order of their arrival there", () => {
  const four = [0, 0.1, 0.2, 0.3].map((at) => ({ at, work: 5 }));
  const cases = DISCIPLINES.flatMap((discipline) =>
    [1, 2, 3, 4].map((cores): [Discipline, number] => [discipline, cores]),
  );

  test.each(cases)("to their device, under %s on %i cores", (discipline, cores) => {
    const broken = runLittle(
      { jobs: four, discipline, cores },
      { serverFault: () => fault([[1, 1e6]], "local") },
    );
    // The device has one core, first come first served: it ends them in the order in which they came.
    expect(order(broken)).toEqual([0, 1, 2, 3]);
    expect(completions(broken)).toEqual([6, 11, 16, 21]);
  });

  test.each(cases)("back to the policy, under %s on %i cores", (discipline, cores) => {
    const world: World = {
      ...instanceWorld(toProblem(littleInstance({ jobs: four, discipline, cores, servers: 2 }))),
      serverFault: (c) => (c === 0 ? fault([[1, 1e6]], "retry") : null),
    };
    const asked: number[] = [];
    simulate(world, (job, view) => {
      asked.push(job.index);
      return view.isUp(0) ? 0 : -1;
    });
    expect(asked).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  });
});

describe("services that end together end in the order in which they started", () => {
  const two = [
    { at: 0, work: 4 },
    { at: 1, work: 3 },
    { at: 2, work: 2 },
  ];

  test("after a change of level", () => {
    let next = 0;
    const levels = {
      next: () => ({ at: [3, Number.POSITIVE_INFINITY][next++], level: { speed: 0.5, power: 1 } }),
    };
    const result = runLittle({ jobs: two, cores: 3 }, { serverLevels: () => levels });
    expect(completions(result)).toEqual([5, 5, 5]);
    expect(order(result)).toEqual([0, 1, 2]);
  });

  test.each(["resume", "restart"] as const)("after a repair, work in progress: %s", (work) => {
    const equal = work === "restart" ? two.map((job) => ({ ...job, work: 4 })) : two;
    const result = runLittle({ jobs: equal, cores: 3 }, { serverFault: () => fault([[3, 1]], work) });
    expect(new Set(completions(result)).size).toBe(1);
    expect(order(result)).toEqual([0, 1, 2]);
  });

  test("under processor sharing whose work starts over", () => {
    // At 3 the first has 2.5 left, the second 1.5, the third 1: they start over with 4 each, and end together.
    const equal = two.map((job) => ({ ...job, work: 4 }));
    const result = runLittle(
      { jobs: equal, discipline: "processor-sharing" },
      { serverFault: () => fault([[3, 1]], "restart") },
    );
    expect(new Set(completions(result)).size).toBe(1);
    expect(order(result)).toEqual([0, 1, 2]);
  });
});

describe("waiting places", () => {
  const four = [0, 1, 2, 3].map((at) => ({ at, work: 10, priority: 3 - at }));

  test.each(DISCIPLINES)("none under %s: who finds the server busy is refused", (discipline) => {
    const result = runLittle({ jobs: four, discipline, queueLimit: 0 }, { overflow: "drop" });
    expect(completions(result)).toEqual([10, null, null, null]);
    expect(result.servers[0]).toMatchObject({ refused: 3, served: 1 });
  });

  test("under processor sharing they are those beyond the cores, or beyond the concurrency where that is given", () => {
    const seven = Array.from({ length: 7 }, (_, n) => ({ at: n / 100, work: 1 }));
    const little: Little = { jobs: seven, cores: 2, discipline: "processor-sharing", queueLimit: 1 };
    expect(runLittle(little, { overflow: "drop" }).completed).toBe(3);
    expect(runLittle(little, { overflow: "drop", concurrency: [4] }).completed).toBe(5);
  });
});

describe("times of a job that was pushed out", () => {
  test("it waits while it does not have the core: waiting 5 and service 5 make a response of 10", () => {
    const result = runLittle({
      jobs: [
        { at: 0, work: 5, priority: 1 },
        { at: 2, work: 5, priority: 0 },
      ],
      discipline: "priority-preemptive",
    });
    const { waiting, service, response } = result.jobs!;
    // The second ends first.
    expect([...waiting]).toEqual([0, 5]);
    expect([...service]).toEqual([5, 5]);
    expect([...response]).toEqual([5, 10]);
  });

  test("service that a fault took counts in service, so that a response is made of its parts", () => {
    // Served from 0 to 2, broken, served anew at the device from 2 to 7.
    const result = runLittle({ jobs: [{ work: 5 }] }, { serverFault: () => fault([[2, 1e6]], "local") });
    const { waiting, service, response } = result.jobs!;
    expect([waiting[0], service[0], response[0]]).toEqual([0, 7, 7]);
  });
});

describe("patience", () => {
  const abandon = { abandon: true };

  test("a job that is late when it begins to wait leaves at once; one that finds a core starts, however late", () => {
    // Uploads end at 3 and 4, both after the deadline.
    const late = { MB: 3, deadline: 1 };
    const result = runLittle(
      {
        jobs: [
          { work: 10, ...late },
          { work: 10, ...late, MB: 1 },
        ],
        devices: 1,
        radio: "half-duplex",
      },
      abandon,
    );
    // The second waits for the radio from 0 on, and leaves at its deadline; the first is served.
    expect(completions(result)).toEqual([13, null]);
    const apart = runLittle(
      {
        jobs: [
          { work: 10, ...late },
          { work: 10, ...late, MB: 4 },
        ],
        devices: 2,
      },
      abandon,
    );
    // The second is at the server at 4, finds it busy, and leaves at 4.
    expect(completions(apart)).toEqual([13, null]);
    expect(apart.devices[1].radioBusy).toBe(4);
    expect(apart.servers[0].meanQueueLength).toBe(0);
  });

  test("a core that comes free at that instant is its own", () => {
    // The server is free again at 4, when the second upload ends.
    const result = runLittle(
      {
        jobs: [
          { work: 4, deadline: 9 },
          { work: 1, MB: 4, deadline: 1 },
        ],
        devices: 2,
      },
      abandon,
    );
    expect(completions(result)).toEqual([4, 5]);
  });

  test("a job that held a core for no time was never served: pushed out at once, it leaves when late", () => {
    const result = runLittle(
      {
        jobs: [
          { at: 1, work: 5, priority: 1, deadline: 2 },
          { at: 1, work: 5, priority: 0, deadline: 2 },
        ],
        discipline: "priority-preemptive",
      },
      abandon,
    );
    // The first held the core for no time at 1; it waits, and leaves at 3.
    expect(completions(result)).toEqual([null, 6]);
    expect(result.jobs!.waiting[order(result).indexOf(0)]).toBe(2);
    expect(result.abandoned).toBe(1);
  });

  test("one that was served for any time stays, also when what was done is lost", () => {
    const result = runLittle(
      {
        jobs: [
          { at: 0.5, work: 5, priority: 1, deadline: 2 },
          { at: 1, work: 5, priority: 0, deadline: 2 },
        ],
        discipline: "priority-preemptive",
      },
      abandon,
    );
    expect(completions(result)).toEqual([10.5, 6]);
    // Served from 0 to 2, broken; then it waits at its device, behind another, beyond its deadline.
    const broken = runLittle(
      { jobs: [{ work: 5, deadline: 3 }, { work: 6 }] },
      { ...abandon, serverFault: () => fault([[2, 1e6]], "local") },
      { places: [0, -1] },
    );
    expect(completions(broken)).toEqual([11, 6]);
  });
});

describe("a run is stuck when nothing is done, not when much changes", () => {
  const MICROSECOND = 1e-6;

  test("a job of 12 s at a server whose level changes every microsecond is done at 12 s", () => {
    let changes = 0;
    const levels = {
      next: () => ({ at: ++changes * MICROSECOND, level: { speed: 1 + (changes % 2), power: 1 } }),
    };
    const result = runLittle({ jobs: [{ work: 18 }] }, { serverLevels: () => levels }, { records: "none" });
    expect(result.makespan).toBeCloseTo(12, 5);
  });

  const changes = (progress: Progress, count: number, awaits = false) => {
    for (let change = 1; change <= count; change++) if (!progress.isMade(0, awaits)) return change;
    return Number.POSITIVE_INFINITY;
  };
  const MANY = 50_000_000;

  test("nor while work is done, a latency lasts or an arrival is to come", () => {
    const jobs = new JobTable(64, 0, false);
    const slot = jobs.take();
    jobs.int[slot * INTS + STAGE] = IN_SERVICE;
    jobs.int[slot * INTS + STATION] = 3;
    let left = 1e9;
    const shared = [{ workLeft: 7 }];
    const works = new Progress({ jobs, shared, workLeft: () => left-- });
    expect(changes(works, MANY)).toBe(Number.POSITIVE_INFINITY);
    const stands = new Progress({ jobs, shared, workLeft: () => left });
    expect(changes(stands, MANY, true)).toBe(Number.POSITIVE_INFINITY);
    expect(changes(stands, MANY)).toBe(11_000_000);
    jobs.int[slot * INTS + STATION] = NONE;
    expect(changes(new Progress({ jobs, shared, workLeft: () => left }), MANY)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test("work that starts over for ever is", () => {
    const down = () => {
      const one = fault([], "restart");
      return { ...one, up: () => 1, down: () => 0.5 };
    };
    expect(() => runLittle({ jobs: [{ work: 2 }] }, { serverFault: down }, { records: "none" })).toThrow(
      /1 unfinished jobs for good/,
    );
    expect(() => runLittle({ jobs: [{ MB: 2 }] }, { linkFault: down }, { records: "none" })).toThrow(
      /1 unfinished jobs for good/,
    );
  });
});
