// What a policy sees at each arrival, by hand: unfinished work falls by what has been done since, not only at events.
import { expect, test } from "vitest";
import {
  DISCIPLINES,
  type Discipline,
  type Instance,
  type Job,
  LOCAL,
  toProblem,
  type View,
} from "../../src/model/index.ts";
import { instanceWorld, Run, type World } from "../../src/simulation/index.ts";
import { completions, type Little, littleInstance } from "./little-world.ts";

/** Sends every job to `place` and notes what was seen before. */
function seen<Seen>(
  of: Little,
  place: number,
  look: (view: View, job: Job) => Seen,
  change: Partial<World> = {},
) {
  const notes: Seen[] = [];
  const world = { ...instanceWorld(toProblem(littleInstance(of))), ...change };
  const result = new Run(
    world,
    (job, view) => {
      notes.push(look(view, job));
      return place;
    },
    { records: "all", timeline: true },
  ).result();
  return { notes, result };
}

// Work 10, 6, 4 and 2 at 0, 1, 2 and 5 s.
const jobs = [
  { at: 0, work: 10 },
  { at: 1, work: 6 },
  { at: 2, work: 4 },
  { at: 5, work: 2 },
];

test.each(DISCIPLINES)(
  "one core under %s: what came less what one core did since 0",
  (discipline: Discipline) => {
    const { notes } = seen({ jobs, discipline }, 0, (view) => view.backlog(0));
    for (const [k, backlog] of [0, 9, 14, 15].entries()) expect(notes[k]).toBeCloseTo(backlog, 12);
  },
);

test.each(DISCIPLINES)(
  "two cores under %s: one works alone for the first second",
  (discipline: Discipline) => {
    // Work left: 9 at 1; 8 + 5 at 2; 5 + 2 + 4 at 5. In seconds of both cores: half.
    const { notes } = seen({ jobs, discipline, cores: 2 }, 0, (view) => view.backlog(0));
    for (const [k, backlog] of [0, 4.5, 6.5, 5.5].entries()) expect(notes[k]).toBeCloseTo(backlog, 12);
  },
);

test("the device's own backlog falls as it computes", () => {
  const { notes } = seen({ jobs }, -1, (view) => view.backlog(-1));
  for (const [k, backlog] of [0, 9, 14, 15].entries()) expect(notes[k]).toBeCloseTo(backlog, 12);
});

test("the backlog of a radio is the transfers that are left; one on its way counts at the server by its work", () => {
  // 1 s per MB: uploads of 4 and 3 s from 0 and 4; at 2 s there are 2 + 3 s left. No server has started yet.
  const sent = [
    { at: 0, MB: 4, work: 1 },
    { at: 1, MB: 3, work: 2 },
    { at: 2, MB: 1, work: 3 },
  ];
  const { notes } = seen({ jobs: sent }, 0, (view) => [view.transferBacklog(0), view.backlog(0)]);
  expect(notes).toEqual([
    [0, 0],
    [3, 1],
    [5, 3],
  ]);
});

test("a job shows what its instance says of it", () => {
  const of: Little = { jobs: [{ at: 1, work: 3, MB: 2, outputMB: 1, priority: 4, deadline: 9 }] };
  const { notes } = seen(of, 0, (view, job) => ({
    job: { ...job },
    times: [view.serviceTime(-1), view.sendTime(0), view.serviceTime(0), view.returnTime(0)],
  }));
  expect(notes[0].job).toMatchObject({
    index: 0,
    device: 0,
    bits: 16e6,
    instructions: 3,
    outputBits: 8e6,
    arrival: 1,
    deadline: 9,
    priority: 4,
  });
  expect(notes[0].times).toEqual([3, 2, 3, 1]);
});

test("work under way is charged at each speed it had, on several cores too", () => {
  // Speed 1 to 2 s, then 1/2: work 4 and 6 on two cores end at 2 + 2 / 0.5 and 2 + 4 / 0.5; one of 3 that waits begins at 6.
  const changes = [{ at: 2, level: { speed: 0.5, power: 1 } }];
  const { result } = seen({ jobs: [{ work: 4 }, { work: 6 }, { work: 3 }], cores: 2 }, 0, () => 0, {
    serverLevels: () => ({
      next: () => changes.shift() ?? { at: Number.POSITIVE_INFINITY, level: { speed: 1, power: 1 } },
    }),
  });
  expect(completions(result)).toEqual([6, 10, 12]);
});

test("summaries over kept records are those of the records", () => {
  const many = Array.from({ length: 41 }, (_, k) => ({ at: 3 * k, work: 1 + ((7 * k) % 5) }));
  const { result } = seen({ jobs: many }, 0, () => 0);
  for (const column of ["response", "waiting", "service"] as const) {
    const sorted = [...result.jobs![column]].sort((a, b) => a - b);
    expect(result[column].p50).toBe(sorted[20]);
    expect(result[column].p90).toBe(sorted[36]);
    expect(result[column].max).toBe(sorted[40]);
    expect(result[column].mean).toBeCloseTo(sorted.reduce((sum, one) => sum + one, 0) / 41, 12);
  }
});

test.each([1, 2])("the mean wait at a server of %d cores is that of its jobs", (cores) => {
  const many = Array.from({ length: 40 }, (_, k) => ({ at: (2 * k) / cores, work: 1 + ((7 * k) % 5) }));
  const { result } = seen({ jobs: many, cores }, 0, () => 0);
  expect(result.waiting.mean).toBeGreaterThan(1);
  expect(result.servers[0].meanWait).toBeCloseTo(result.waiting.mean, 12);
});

test("the places that a job may use, of those that there are", () => {
  const of: Little = { servers: 3, jobs: [{ at: 0 }, { at: 1 }] };
  const places = [-2, LOCAL, 0, 1, 2, 3, 0.5, Number.NaN];
  const usable = (view: View) => places.filter((place) => view.canUse(place));
  expect(seen(of, 0, usable).notes).toEqual([
    [LOCAL, 0, 1, 2],
    [LOCAL, 0, 1, 2],
  ]);
  const instance = littleInstance(of);
  const [device] = instance.devices;
  const allowed = [["m0", "m2"], ["local"]];
  const named: Instance = {
    ...instance,
    devices: [{ ...device, jobs: device.jobs!.map((job, j) => ({ ...job, allowed: allowed[j] })) }],
  };
  const notes: number[][] = [];
  new Run(instanceWorld(toProblem(named)), (job, view) => {
    notes.push(usable(view));
    return job.index === 0 ? 2 : LOCAL;
  }).result();
  expect(notes).toEqual([[0, 2], [LOCAL]]);
});
