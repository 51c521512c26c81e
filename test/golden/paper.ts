// The paper's part of the golden runs: a small reproduction, every method in closed form, prices, fronts and samples.
import { evaluate, objective, type Problem, toProblem, weights, worstCase } from "../../src/model/index.ts";
import { pareto, prices, pricesAcross } from "../../src/optimum/index.ts";
import { METHODS, solve } from "../../src/policies/index.ts";
import { PAPER_CASES, type PaperCase, paperCase, sample } from "../../src/scenario/index.ts";
import { runPaperUnit } from "../../src/study/paper/index.ts";
import { iterationsTable, jobsTable, runsTable } from "../../src/study/paper/tables.ts";
import { type Arrays, type Groups, tableArrays } from "./arrays.ts";

const WEIGHTS = [0, 0.5, 1] as const;
const draw = { seed: 7, replication: 2 };
const problemOf = (name: PaperCase) => toProblem(sample(paperCase(name), draw));

/** The tables of one instance of a case, and of the same under another setting. */
export async function paperTables(name: PaperCase): Promise<Groups> {
  const unit = { case: name, instance: 0, seed: 42, iterations: 3 };
  const tasks = WEIGHTS.map((wt) => ({ wt, methods: METHODS }));
  const usual = await runPaperUnit({ ...unit, alternative: null, keep: true, tasks });
  const others = await Promise.all(
    ["score-eq3", "radio-per-link", "odpd-size", "ogs-fix-1"].map((alternative) =>
      runPaperUnit({
        ...unit,
        alternative,
        keep: false,
        tasks: [{ wt: 0.5, methods: ["odpd-mt", "ogs-mw", "greedy"] }],
      }),
    ),
  );
  return {
    runs: tableArrays(runsTable(usual.rows)),
    iterations: tableArrays(iterationsTable(usual.iterations)),
    jobs: tableArrays(jobsTable(usual.jobs)),
    alternatives: tableArrays(runsTable(others.flatMap(({ rows }) => rows))),
  };
}

/** Every method's best allocation, its closed form, bound and gap, at three weights. */
async function solved(name: PaperCase): Promise<Arrays> {
  const problem = problemOf(name);
  const arrays: Record<string, ArrayLike<number>> = {};
  for (const wt of WEIGHTS) {
    const of = objective(problem, weights(wt));
    for (const method of METHODS) {
      const found = await solve(method, of, { iterations: 3, ...draw });
      const { CT, CE, CP, score, components } = evaluate(
        problem,
        found.places,
        of.weight,
        of.score,
        of.worst,
      );
      const { local, server, transfer, idleEnergy, transferEnergy, computeEnergy } = components;
      arrays[`${method} at ${wt}, places`] = found.places;
      arrays[`${method} at ${wt}`] = [
        ...[CT, CE, CP, score, found.score, found.lowerBound, found.gap],
        ...[local, server, transfer, idleEnergy, transferEnergy, computeEnergy],
      ];
    }
  }
  return arrays;
}

function pricesOf(problem: Problem): Arrays {
  const arrays: Record<string, ArrayLike<number>> = {};
  const across = pricesAcross(problem);
  for (const wt of WEIGHTS) {
    const { score, lowerBound, places, prices: found } = across(wt);
    arrays[`across ${wt}`] = [score, lowerBound, ...found];
    arrays[`across ${wt}, places`] = places;
  }
  const alone = prices(objective(problem, weights(0.3)));
  arrays.alone = [alone.score, alone.lowerBound, ...alone.prices];
  return arrays;
}

/** More jobs than prices across weights look at one by one. */
export function manyJobsGroups(): Groups {
  const scenario = paperCase("case2");
  const [group] = scenario.devices;
  const jobs = { sizeMB: { uniformInteger: { min: 1, max: 7 } }, arrivals: { batch: { count: 600 } } };
  const devices = [{ ...group, count: 10, arrivals: undefined, jobs }];
  return {
    prices: pricesOf(toProblem(sample({ ...scenario, arrivals: undefined, jobs: undefined, devices }, draw))),
  };
}

async function frontOf(name: PaperCase): Promise<Arrays> {
  const front = await pareto(problemOf(name), { solves: 8, mode: "approximate" });
  return {
    CT: front.points.map((point) => point.CT),
    CE: front.points.map((point) => point.CE),
    area: [front.hypervolume, front.hypervolumeBound, front.reference.CT, front.reference.CE],
    places: front.points.flatMap((point) => Array.from(point.places)),
  };
}

function sampleOf(name: PaperCase): Arrays {
  const problem = problemOf(name);
  const { Tmax, Emax } = worstCase(problem);
  return {
    bits: problem.jobs.bits,
    instructions: problem.jobs.instructions,
    output: problem.jobs.outputBits,
    device: problem.jobs.device,
    rate: problem.network.links.up.values,
    speed: [...problem.network.deviceSpeed, ...problem.network.serverSpeed],
    worst: [Tmax, Emax],
  };
}

/** Closed forms, bounds, fronts and draws of a case. */
export const paperGroups = async (name: PaperCase): Promise<Groups> => ({
  sample: sampleOf(name),
  solve: await solved(name),
  prices: pricesOf(problemOf(name)),
  front: await frontOf(name),
});

export { PAPER_CASES };
