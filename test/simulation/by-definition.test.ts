// Servers under every discipline, processors and radios equal their definition: completions, losses, waits, what policies
// see, and the integrals over time.
import { describe, expect, test } from "vitest";
import { DISCIPLINES, type Discipline, type Stream, toProblem, type View } from "../../src/model/index.ts";
import { stream } from "../../src/random/index.ts";
import { instanceWorld, OUTCOMES, Run, type RunResult, type World } from "../../src/simulation/index.ts";
import { fault, type Little, littleInstance, stretches } from "./little-world.ts";
import { byDefinition, type Customer, type Fate, type Station } from "./station-by-definition.ts";

const exponential = (draw: Stream, mean: number) => -Math.log(1 - draw()) * mean;

interface Mark {
  readonly at: number;
  readonly up?: boolean;
  readonly level?: number;
}

/** What a station is in one round: each limit, patience, break and level of speed in half of the rounds. */
interface Round {
  readonly station: Station;
  readonly customers: readonly Customer[];
  /** Times in order and of repair, in turn. */
  readonly breaks: readonly (readonly [up: number, down: number])[];
  /** The speed while in order, from each time on. */
  readonly levels: readonly (readonly [from: number, level: number])[];
  readonly rule: "resume" | "restart";
}

function drawn(round: number, only: Partial<Station> & { readonly breaks?: boolean }): Round {
  const draw = stream({
    seed: round,
    replication: 0,
    purpose: "by definition",
    entity: only.discipline ?? "fifo",
  });
  const cores = only.cores ?? 1 + (round % 3);
  const [limits, abandon, breaking, changing] = [1, 2, 4, 8].map((bit) => ((5 * round + 1) & bit) > 0);
  const rule = draw() < 0.5 ? "resume" : "restart";
  let at = 0;
  const customers = Array.from({ length: 60 }, () => {
    at += exponential(draw, 1 / (0.9 * cores));
    const priority = Math.floor(3 * draw());
    return { at, work: 0.1 + 1.8 * draw(), priority, deadline: 0.5 + exponential(draw, 4) };
  });
  const breaks = Array.from(
    { length: breaking && only.breaks !== false ? 12 : 0 },
    () => [4 + exponential(draw, 8), exponential(draw, 1.5)] as const,
  );
  let clock = 0;
  const levels = Array.from({ length: changing ? 12 : 0 }, () => {
    clock += exponential(draw, 9);
    return [clock, 0.5 + draw()] as const;
  });
  const marks: Mark[] = levels.map(([from, level]) => ({ at: from, level }));
  clock = 0;
  for (const [up, down] of breaks) {
    marks.push({ at: clock + up, up: false }, { at: clock + up + down, up: true });
    clock += up + down;
  }
  let [up, level] = [true, 1];
  const speeds: [number, number][] = [[0, 1]];
  for (const mark of marks.sort((a, b) => a.at - b.at)) {
    up = mark.up ?? up;
    level = mark.level ?? level;
    speeds.push([mark.at, up ? level : 0]);
  }
  const station: Station = {
    discipline: "fifo",
    limit: limits ? Math.floor(4 * draw()) : Number.POSITIVE_INFINITY,
    concurrency: round % 4 < 2 ? cores + 1 : Number.POSITIVE_INFINITY,
    isHeldWhileBroken: false,
    ...only,
    cores,
    abandon,
    speeds,
    restarts: rule === "restart",
  };
  return { station, customers, breaks, levels, rule };
}

/** Levels as a world gives them; computing draws 1 W and as many watts more as the speed. */
function levelsOf({ levels }: Round) {
  let k = 0;
  return {
    next: () => {
      const [at, speed] = levels[k++] ?? [Number.POSITIVE_INFINITY, 1];
      return { at, level: { speed, power: 1 + speed } };
    },
  };
}

/** Runs a round with every job at `place` and notes the unfinished work that each finds. */
function observed(
  round: Round,
  little: Little,
  change: Partial<World>,
  place: number,
  look: (view: View) => number,
) {
  const found: number[] = [];
  const world: World = {
    ...instanceWorld(toProblem(littleInstance(little))),
    abandon: round.station.abandon,
    overflow: "drop",
    ...change,
  };
  const policy = (_job: unknown, view: View) => {
    found.push(look(view));
    return place;
  };
  return { found, result: new Run(world, policy, { records: "all" }).result() };
}

const meets = (where: string, what: string, actual: number, expected: number) => {
  if (!(Math.abs(actual - expected) <= 1e-8 * Math.max(1, Math.abs(expected))))
    expect.fail(`${where}, ${what}: ${actual}, by definition ${expected}`);
};

/** Outcome and wait of every job, and what `look` compares of those that completed; counts the outcomes. */
function compareJobs(
  where: string,
  result: RunResult,
  fates: readonly Fate[],
  look: (row: number, fate: Fate) => [what: string, actual: number, expected: number][],
): Record<Fate["outcome"], number> {
  const seen = { completed: 0, dropped: 0, abandoned: 0 };
  const rows = result.jobs!;
  expect(rows.count).toBe(fates.length);
  for (let row = 0; row < rows.count; row++) {
    const fate = fates[rows.job[row]];
    const job = `${where}, job ${rows.job[row]}`;
    seen[fate.outcome]++;
    expect(OUTCOMES[rows.outcome[row]], job).toBe(fate.outcome);
    meets(job, "wait", rows.waiting[row], fate.waited);
    if (fate.outcome === "completed")
      for (const [what, is, should] of look(row, fate)) meets(job, what, is, should);
  }
  return seen;
}

test.each(DISCIPLINES)("a server under %s", (discipline: Discipline) => {
  const seen = { completed: 0, dropped: 0, abandoned: 0 };
  for (let number = 0; number < 48; number++) {
    const round = drawn(number, { discipline });
    const { station, customers: jobs, rule } = round;
    const { cores, limit } = station;
    const ahead: number[] = [];
    const { found, result } = observed(
      round,
      { jobs, cores, discipline, servers: 3, ...(limit < 9 ? { queueLimit: limit } : {}) },
      {
        concurrency: [1, 1, station.concurrency],
        serverFault: round.breaks.length > 0 ? (c) => (c === 2 ? fault(round.breaks, rule) : null) : null,
        serverLevels: round.levels.length > 0 ? (c) => (c === 2 ? levelsOf(round) : null) : null,
      },
      2,
      (view) => {
        ahead.push(view.jobs(2));
        return view.backlog(2) * cores + view.backlog(1) + view.jobs(1);
      },
    );
    const where = `round ${number}`;
    const { fates, end, ...sums } = byDefinition(station, jobs);
    const rows = result.jobs!;
    const counts = compareJobs(where, result, fates, (row, fate) => [
      ["completion", rows.completion[row], fate.completion],
      ["service", rows.service[row], fate.served],
    ]);
    for (const [j, fate] of fates.entries()) meets(where, `backlog found by job ${j}`, found[j], fate.found);
    expect(ahead, where).toEqual(fates.map((fate) => fate.ahead));
    for (const outcome of ["completed", "dropped", "abandoned"] as const) {
      seen[outcome] += counts[outcome];
      expect(result[outcome], where).toBe(counts[outcome]);
    }
    const [idle, , server] = result.servers;
    expect(idle, where).toMatchObject({ busy: 0, served: 0, down: 0, meanJobs: 0 });
    expect([server.served, server.refused], where).toEqual([counts.completed, counts.dropped]);
    meets(where, "end", result.end, end);
    meets(where, "busy", server.busy, sums.busy);
    meets(where, "down", server.down, sums.down);
    meets(where, "utilisation", server.utilisation, sums.busy / (cores * end));
    meets(where, "queue", server.meanQueueLength, sums.queue / end);
    meets(where, "present", server.meanJobs, sums.present / end);
    meets(where, "present in the network", result.meanJobs, sums.present / end);
    meets(where, "most at once", result.peakJobs, sums.peak);
    const waits = fates.reduce((sum, one) => sum + one.waited, 0);
    meets(where, "mean wait", server.meanWait, waits / server.served);
    const late = fates.filter(
      (one, j) => one.outcome === "abandoned" || one.completion > jobs[j].at + jobs[j].deadline,
    );
    expect(result.missedDeadlines, where).toBe(late.length);
    const { count, mean } = result.response;
    expect(result.classes, where).toMatchObject([
      { completed: count, meanResponse: mean, meanWaiting: result.waiting.mean },
    ]);
  }
  expect(Math.min(seen.completed, seen.dropped, seen.abandoned)).toBeGreaterThan(10);
});

describe("what a device has", () => {
  const limit = Number.POSITIVE_INFINITY;

  test("its processor, with levels of speed and power", () => {
    for (let number = 0; number < 48; number++) {
      const round = drawn(number, { limit, breaks: false });
      const { station, customers: jobs } = round;
      const problem = toProblem(littleInstance({ jobs }));
      const change: Partial<World> = {
        network: { ...problem.network, deviceCores: Int32Array.of(station.cores) },
        deviceLevels: round.levels.length > 0 ? () => levelsOf(round) : null,
      };
      const { found, result } = observed(
        round,
        { jobs },
        change,
        -1,
        (view) => view.backlog(-1) * station.cores,
      );
      const where = `round ${number}`;
      const { fates, end, ...sums } = byDefinition(station, jobs);
      const rows = result.jobs!;
      compareJobs(where, result, fates, (row, fate) => [
        ["completion", rows.completion[row], fate.completion],
        ["service", rows.service[row], fate.served],
      ]);
      for (const [j, fate] of fates.entries())
        meets(where, `backlog found by job ${j}`, found[j], fate.found);
      const [device] = result.devices;
      expect(device.served, where).toBe(result.completed);
      meets(where, "processor", device.processorBusy, sums.active);
      meets(where, "queue", device.meanQueueLength, sums.queue / end);
      meets(where, "energy", device.computeEnergy, sums.active + sums.speed);
      meets(where, "energy of all kinds", result.energy, sums.active + sums.speed);
    }
  });

  test("its radio, over a link that fades and breaks", () => {
    for (let number = 0; number < 48; number++) {
      const round = drawn(number, { limit, cores: 1, isHeldWhileBroken: true });
      const { station, customers, breaks, levels, rule } = round;
      // One second at a server with a core for everyone follows each upload.
      const jobs = customers.map(({ work, ...one }) => ({ ...one, MB: work, work: 1 }));
      const rate = 8e6;
      const change: Partial<World> = {
        linkFault: breaks.length > 0 ? () => fault(breaks, rule) : null,
        rate:
          levels.length > 0
            ? () => stretches([[0, rate], ...levels.map(([from, level]) => [from, rate * level] as const)])
            : null,
      };
      const { found, result } = observed(round, { jobs, cores: 60 }, change, 0, (view) =>
        view.transferBacklog(0),
      );
      const where = `round ${number}`;
      const { fates, ...sums } = byDefinition(station, customers);
      const rows = result.jobs!;
      compareJobs(where, result, fates, (row, fate) => [
        ["upload's start", rows.uploadStart[row], fate.started],
        ["upload's end", rows.uploadEnd[row], fate.completion],
        ["transfer", rows.transfer[row], fate.completion - fate.started],
        ["completion", rows.completion[row], fate.completion + 1],
      ]);
      // A backlog is in seconds at the base rate.
      if (breaks.length === 0 && levels.length === 0)
        for (const [j, fate] of fates.entries())
          meets(where, `backlog found by job ${j}`, found[j], fate.found);
      const [device] = result.devices;
      meets(where, "transmitting", device.transmitTime, sums.busy);
      meets(where, "energy", result.energy, sums.busy);
    }
  });
});
