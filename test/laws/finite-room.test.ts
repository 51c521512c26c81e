// M/M/c/K is M/M/c/K under every discipline that does not look at the work: who finds K jobs is lost, whoever is served first.
import { expect, test } from "vitest";
import { queue } from "../../experiments/validation/station.ts";
import { judge } from "../../experiments/validation/verdict.ts";
import { DISCIPLINES } from "../../src/model/index.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { mmckBlocking, mmckJobs } from "../../src/theory/index.ts";

const SYSTEMS = [
  { cores: 1, room: 2, rate: 2 },
  { cores: 2, room: 3, rate: 4 },
];

/** Two classes of one service, so that priorities push out and let by. */
const world = (discipline: string, { cores, room, rate }: (typeof SYSTEMS)[number], replication: number) =>
  drawWorld(
    readScenario(
      queue({
        at: "server",
        cores,
        room,
        discipline,
        jobs: [0, 1].map((priority) => ({
          name: `class ${priority}`,
          priority,
          arrivals: { poisson: { ratePerS: rate / 2 } },
          service: { exponential: { mean: 1 } },
        })),
      }),
      "finite room",
    ),
    { seed: 18, replication },
  );

/** Under `shortest-job-first` short jobs are let in more often than long ones leave: another system. */
const disciplines = DISCIPLINES.filter((discipline) => discipline !== "shortest-job-first");
const cases = SYSTEMS.flatMap((system) => disciplines.map((discipline) => ({ discipline, ...system })));

test.each(cases)(
  "$discipline, $cores cores, $room places, arrivals $rate: share lost and mean number are those of theory",
  ({ discipline, ...system }) => {
    const { cores, room, rate } = system;
    const runs = Array.from({ length: 20 }, (_, replication) => {
      const run = simulate(world(discipline, system, replication), () => 0, {
        replication,
        warmup: 100,
        horizon: 8_100,
      });
      return [run.dropped / run.arrived, run.meanJobs];
    });
    const known = [
      { name: "share lost", unit: "1", exact: mmckBlocking(rate, 1, cores, cores + room) },
      { name: "mean number", unit: "1", exact: mmckJobs(rate, 1, cores, cores + room) },
    ];
    for (const [k, one] of known.entries()) {
      const judged = judge(
        one,
        runs.map((values) => values[k]),
      );
      expect(judged, `${one.name}: ${judged.mean} for ${one.exact}`).toMatchObject({ verdict: "agrees" });
    }
  },
);
