// A server under every discipline equals its definition: completions, losses, waits, what policies see, and the integrals.
import { expect, test } from "vitest";
import { DISCIPLINES, type Discipline, type Stream, toProblem } from "../../src/model/index.ts";
import { instanceWorld, OUTCOMES, Run, type World } from "../../src/network/index.ts";
import { stream } from "../../src/random/index.ts";
import { fault, littleInstance } from "./little-world.ts";
import { byDefinition, type Customer, type Station } from "./station-by-definition.ts";

const exponential = (draw: Stream, mean: number) => -Math.log(1 - draw()) * mean;

interface Mark {
  readonly at: number;
  readonly up?: boolean;
  readonly level?: number;
}

/** What a station and its customers are in one round: every other has a limit, patience, breaks, levels of speed. */
function drawn(
  discipline: Discipline,
  round: number,
): { station: Station; jobs: Customer[]; change: Partial<World> } {
  const draw = stream({ seed: round, replication: 0, purpose: "by definition", entity: discipline });
  const cores = 1 + (round % 3);
  const [limits, abandons, breaks, levels] = [1, 2, 4, 8].map((bit) => ((5 * round + 1) & bit) > 0);
  const rule = draw() < 0.5 ? "resume" : "restart";
  let at = 0;
  const jobs = Array.from({ length: 60 }, () => {
    at += exponential(draw, 1 / (0.9 * cores));
    const priority = Math.floor(3 * draw());
    return { at, work: 0.1 + 1.8 * draw(), priority, deadline: 0.5 + exponential(draw, 4) };
  });
  const turns = Array.from({ length: 12 }, () => [4 + exponential(draw, 8), exponential(draw, 1.5)] as const);
  const changes = Array.from({ length: 12 }, () => [exponential(draw, 9), 0.5 + draw()] as const);
  const speeds: (readonly [number, number])[] = [];
  const marks: Mark[] = [];
  let clock = 0;
  for (const [up, down] of breaks ? turns : []) {
    marks.push({ at: clock + up, up: false }, { at: clock + up + down, up: true });
    clock += up + down;
  }
  clock = 0;
  const steps = (levels ? changes : []).map(([after, level]): Mark => {
    clock += after;
    return { at: clock, level };
  });
  let [up, level] = [true, 1];
  speeds.push([0, 1]);
  for (const mark of [...marks, ...steps].sort((a, b) => a.at - b.at)) {
    up = mark.up ?? up;
    level = mark.level ?? level;
    speeds.push([mark.at, up ? level : 0]);
  }
  const concurrency = round % 2 === 0 ? cores + 1 : Number.POSITIVE_INFINITY;
  const limit = limits ? Math.floor(4 * draw()) : Number.POSITIVE_INFINITY;
  const upcoming = [...steps];
  return {
    station: {
      discipline,
      cores,
      limit,
      concurrency,
      abandon: abandons,
      speeds,
      restarts: rule === "restart",
    },
    jobs,
    change: {
      abandon: abandons,
      overflow: "drop",
      concurrency: [concurrency],
      serverFault: breaks ? () => fault(turns, rule) : null,
      serverLevels: levels
        ? () => ({
            next: () => {
              const step = upcoming.shift();
              return {
                at: step?.at ?? Number.POSITIVE_INFINITY,
                level: { speed: step?.level ?? 1, power: 1 },
              };
            },
          })
        : null,
    },
  };
}

test.each(DISCIPLINES)("%s", (discipline) => {
  const seen = { completed: 0, dropped: 0, abandoned: 0 };
  for (let round = 0; round < 48; round++) {
    const { station, jobs, change } = drawn(discipline, round);
    const { cores, limit } = station;
    const expected = byDefinition(station, jobs);
    const instance = littleInstance({ jobs, cores, discipline, ...(limit < 9 ? { queueLimit: limit } : {}) });
    const found: number[] = [];
    const world = { ...instanceWorld(toProblem(instance)), ...change };
    const run = new Run(
      world,
      (_job, view) => {
        found.push(view.serverBacklog(0) * cores);
        return 0;
      },
      { records: "all" },
    );
    const result = run.result();
    const where = `round ${round}`;
    const near = (what: string, actual: number, value: number) => {
      if (!(Math.abs(actual - value) <= 1e-8 * Math.max(1, Math.abs(value))))
        expect.fail(`${where}, ${what}: ${actual}, by definition ${value}`);
    };
    const rows = result.jobs!;
    for (let row = 0; row < rows.count; row++) {
      const j = rows.job[row];
      const fate = expected.fates[j];
      seen[fate.outcome]++;
      expect(OUTCOMES[rows.outcome[row]], `${where}, job ${j}`).toBe(fate.outcome);
      near(`backlog found by job ${j}`, found[j], fate.found);
      near(`wait of job ${j}`, rows.waiting[row], fate.waited);
      if (fate.outcome !== "completed") continue;
      near(`completion of job ${j}`, rows.completion[row], fate.completion);
      near(`service of job ${j}`, rows.service[row], fate.completion - fate.started);
    }
    const [server] = result.servers;
    const { fates, end } = expected;
    const count = (outcome: string) => fates.filter((one) => one.outcome === outcome).length;
    expect(server.served).toBe(count("completed"));
    expect(server.refused).toBe(count("dropped"));
    near("end", result.end, end);
    near("busy", server.busy, expected.busy);
    near("down", server.down, expected.down);
    near("utilisation", server.utilisation, expected.busy / (cores * end));
    near("queue", server.meanQueueLength, expected.queue / end);
    near("present", server.meanJobs, expected.present / end);
    const waits = fates.reduce((sum, one) => sum + one.waited, 0);
    near("mean wait", server.meanWait, waits / server.served);
    const late = fates.filter(
      (one, j) => one.outcome === "abandoned" || one.completion > jobs[j].at + jobs[j].deadline,
    );
    expect(result.missedDeadlines).toBe(late.length);
  }
  expect(Math.min(seen.completed, seen.dropped, seen.abandoned)).toBeGreaterThan(10);
});
