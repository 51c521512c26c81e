import { describe, expect, test } from "vitest";
import { type RunNames, type TraceEvent, traceEvents, traceJson, workOf } from "../../src/dataset/index.ts";
import { averaged, renderSvg, runFigures } from "../../src/figures/index.ts";
import { objective, toProblem, weights } from "../../src/model/index.ts";
import { solveHeuristic } from "../../src/policies/index.ts";
import { drawWorld, paperCase, readScenario, sample } from "../../src/scenario/index.ts";
import { instanceWorld, type RunResult, simulate, simulatePlan } from "../../src/simulation/index.ts";

const problem = toProblem(sample(paperCase("case2"), { seed: 5 }));
const names: RunNames = {
  devices: problem.network.deviceIds,
  servers: problem.network.serverIds,
  classes: [""],
  wires: [],
};
const { places } = solveHeuristic("odfp-mt", objective(problem, weights(0.5)), { iterations: 5 });

const RUNS: readonly (readonly [string, RunResult])[] = [
  ["half-duplex radios", simulatePlan(problem, places, { timeline: true })],
  [
    "a radio for each link",
    simulatePlan({ ...problem, network: { ...problem.network, radio: "per-link" } }, places, {
      timeline: true,
    }),
  ],
  [
    "processor sharing",
    simulatePlan(
      {
        ...problem,
        network: { ...problem.network, discipline: problem.network.serverIds.map(() => "processor-sharing") },
      },
      places,
      {
        timeline: true,
      },
    ),
  ],
  [
    "an end that cuts jobs off",
    simulate(instanceWorld(problem), (_job, view) => (view.backlog(0) < 1 ? 0 : -1), {
      timeline: true,
      records: "all",
      horizon: 4,
      cut: true,
    }),
  ],
];

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const slices = (events: readonly TraceEvent[]) => events.filter((event) => event.ph === "X");

describe.each(RUNS)("the trace of a run with %s", (_, run) => {
  const events = traceEvents(run, names, problem.jobs.id);

  test("has no two slices that overlap on one track, and names every track", () => {
    const ends = new Map<string, number>();
    for (const { pid, tid, ts, dur } of slices(events)) {
      const track = `${pid} ${tid}`;
      expect(ts).toBeGreaterThanOrEqual(ends.get(track) ?? 0);
      expect(Number.isInteger(ts) && Number.isInteger(dur) && dur! >= 0).toBe(true);
      ends.set(track, ts! + dur!);
    }
    const named = events
      .filter((event) => event.name === "thread_name")
      .map(({ pid, tid }) => `${pid} ${tid}`);
    expect(new Set(named)).toEqual(new Set(ends.keys()));
  });

  test("shows each radio busy as long as the run says, to a microsecond a slice", () => {
    const work = workOf(run.visits!);
    for (const [i, device] of run.devices.entries()) {
      const own = work.filter((piece) => piece.kind === "radio" && piece.station === i);
      const busy = own.reduce((sum, piece) => sum + piece.end - piece.start, 0);
      expect(busy).toBeCloseTo(device.radioBusy, 9);
    }
    const total = slices(events).reduce((sum, { dur }) => sum + dur!, 0) / 1e6;
    const exact = work.reduce((sum, piece) => sum + piece.end - piece.start, 0);
    expect(Math.abs(total - exact)).toBeLessThanOrEqual(work.length * 1e-6);
  });

  test("has one flow for each job of several stages, from its first slice to its last", () => {
    const starts = new Map(
      slices(events).map((slice) => [`${slice.pid} ${slice.tid} ${slice.ts} ${slice.args!.job}`, slice]),
    );
    const flows = grouped(
      events.filter((event) => "stf".includes(event.ph)),
      (event) => event.id!,
    );
    const stages = grouped(slices(events), (slice) => slice.args!.job);
    const several = [...stages.values()].filter((own) => own.length > 1);
    expect(flows.size).toBe(several.length);
    for (const flow of flows.values()) {
      expect(flow[0].ph).toBe("s");
      expect(flow.at(-1)!.ph).toBe("f");
      expect(flow.slice(1, -1).every((event) => event.ph === "t")).toBe(true);
      for (const { pid, tid, ts } of flow)
        expect([...starts.keys()].some((key) => key.startsWith(`${pid} ${tid} ${ts} `))).toBe(true);
    }
  });

  test("has a power counter whose integral is the energy of the run", () => {
    const power = events.filter((event) => event.ph === "C" && event.name === "power, all devices");
    let energy = 0;
    for (const [k, { ts, args }] of power.slice(0, -1).entries())
      energy += (args!.W as number) * (power[k + 1].ts! - ts!) * 1e-6;
    expect(energy / run.energy).toBeCloseTo(1, 4);
  });

  test("is JSON that lists its events", () => {
    const file = JSON.parse(traceJson(events, run.name)) as { traceEvents: unknown[] };
    expect(file.traceEvents).toEqual(JSON.parse(JSON.stringify(events)));
  });
});

test("with a server down and work sent anew, uploads of the trace add up to what radios drew", () => {
  const scenario = paperCase("case2");
  const faults = { upS: { exponential: { mean: 2 } }, downS: { exponential: { mean: 1 } }, work: "retry" };
  const broken = {
    ...scenario,
    servers: scenario.servers.map((server, c) => (c === 0 ? { ...server, faults } : server)),
  };
  const world = drawWorld(readScenario(broken, "broken"), { seed: 3, replication: 0 });
  const run = simulate(world, (_job, view) => view.places[0], { seed: 3, records: "all", timeline: true });
  expect(run.retries).toBeGreaterThan(0);
  const uploads = slices(traceEvents(run, names, String)).filter(({ cat }) => cat === "upload");
  const watts = new Map(names.devices.map((id, i) => [id, world.network.transmitPower[i]]));
  const joules = uploads.reduce(
    (sum, { dur, args }) => sum + (dur! / 1e6) * watts.get(`${args!.device}`)!,
    0,
  );
  expect(Math.abs(joules - run.transmitEnergy)).toBeLessThan(1e-6 * uploads.length);
});

test("the figures of a run that goes on draw what there is", async () => {
  const [, run] = RUNS[3];
  for (const figure of runFigures(run, names, problem.jobs.id))
    expect(await renderSvg(figure)).toContain("<svg");
});

test("a run without records or timeline has no trace", () => {
  expect(() => traceEvents(simulatePlan(problem, places), names)).toThrow(RangeError);
  expect(() => runFigures(simulatePlan(problem, places), names)).toThrow(RangeError);
});

test("averaging a step function over stretches keeps its integral", () => {
  const steps = { times: Float64Array.of(0, 1, 2.5, 7), values: Float64Array.of(3, 0, 5, 2) };
  const integral = 3 * 1 + 0 * 1.5 + 5 * 4.5 + 2 * 3;
  for (const stretches of [1, 3, 4, 17]) {
    const { times, values } = averaged(steps, 10, stretches);
    expect(times.length).toBe(stretches);
    expect(values.reduce((sum, value) => sum + (value * 10) / stretches, 0)).toBeCloseTo(integral, 9);
  }
  expect([...averaged(steps, 10, 2).values]).toEqual([(3 + 5 * 2.5) / 5, (5 * 2 + 2 * 3) / 5]);
});
