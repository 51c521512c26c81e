// `pareto`: the trade-off between time and energy of an instance, and where the policies lie relative to it.
import { type Command, Option } from "@commander-js/extra-typings";
import type { Row } from "../../dataset/column.ts";
import { encodeCsv } from "../../dataset/csv.ts";
import { FRONT, FRONT_POLICIES } from "../../dataset/front-tables.ts";
import { manifest } from "../../dataset/manifest.ts";
import { encodeParquet } from "../../dataset/parquet.ts";
import { tableOf } from "../../dataset/table.ts";
import { front } from "../../figures/front.ts";
import { renderSvg } from "../../figures/svg.ts";
import { machine, origin, stopwatch } from "../../io/origin.ts";
import { renderPng } from "../../io/png.ts";
import { readProblemFile } from "../../io/problem-file.ts";
import { requireResultsPlace } from "../../io/results/place.ts";
import { writeResults } from "../../io/results/write.ts";
import { completionTime, components, energyWithin } from "../../model/equations.ts";
import { objective } from "../../model/objective.ts";
import { LOCAL, type Problem, requireWholeJobs } from "../../model/problem.ts";
import { worstCase } from "../../model/worst-case.ts";
import type { FrontPoint } from "../../optimum/front.ts";
import { pareto } from "../../optimum/pareto.ts";
import { BASELINES, PAPER_POLICIES, PLANNER_OPTIONS } from "../../policies/catalogue.ts";
import { DEFAULT_ITERATIONS } from "../../policies/iterations.ts";
import { type SolveOptions, solveHeuristic } from "../../policies/solve.ts";
import {
  addPolicyFlags,
  chosenSettings,
  chosenWeights,
  energyOption,
  jsonOption,
  numberWithin,
  replaceOption,
  scoreOption,
  seedOption,
  wcOption,
  wholeFrom,
  wtOption,
} from "../options.ts";
import { columnsTable, pairsTable, say, sayJson } from "../terminal.ts";

const METHODS = [...PAPER_POLICIES, ...BASELINES] as const;
/** Rows of a front that the terminal shows. */
const SHOWN = 20;

type PolicyRow = Row<(typeof FRONT_POLICIES)["columns"]>;

/** How far a point lies behind a front: in time at no more energy, in energy at no more time. */
function behind(points: readonly FrontPoint[], CT: number, CE: number) {
  const faster = points.find((point) => point.CE <= CE * (1 + 1e-12));
  const frugal = points.findLast((point) => point.CT <= CT * (1 + 1e-12));
  return {
    excess_time: faster === undefined ? null : Math.max(0, CT / faster.CT - 1),
    excess_energy: frugal === undefined || frugal.CE === 0 ? null : Math.max(0, CE / frugal.CE - 1),
  };
}

const frontRow = ({ CT, CE, places }: FrontPoint) => ({
  CT_s: CT,
  CE_J: CE,
  offloaded: places.reduce((count, place) => (place === LOCAL ? count : count + 1), 0),
});

/** Every policy's best allocation at a weight, and the front. */
function policyRows(
  problem: Problem,
  points: readonly FrontPoint[],
  of: ReturnType<typeof objective>,
  options: SolveOptions,
): PolicyRow[] {
  return METHODS.map((method) => {
    const parts = components(problem, solveHeuristic(method, of, options).places);
    const [CT, CE] = [completionTime(parts), energyWithin(parts, of.worst.energy)];
    return { method, CT_s: CT, CE_J: CE, ...behind(points, CT, CE) };
  });
}

/** As many rows as the terminal shows, first and last among them. */
const spread = <Item>(items: readonly Item[]): Item[] =>
  items.length <= SHOWN
    ? [...items]
    : Array.from({ length: SHOWN }, (_, k) => items[Math.round((k * (items.length - 1)) / (SHOWN - 1))]);

export function paretoCommand(program: Command): void {
  const command = program
    .command("pareto")
    .argument("<instance>", "instance file")
    .addOption(
      new Option("--mode <mode>", "exact, approximate, or auto: exact up to 20 jobs")
        .choices(["auto", "exact", "approximate"] as const)
        .default("auto" as const),
    )
    .addOption(
      new Option("--points <number>", "points after which the exact search gives up")
        .argParser(wholeFrom(1, 1_000_000))
        .default(5000),
    )
    .addOption(
      new Option("--solves <number>", "weighted sums of the approximation")
        .argParser(wholeFrom(2, 100_000))
        .default(64),
    )
    .addOption(
      new Option("--time-limit <seconds>", "approximate what is not found by then")
        .argParser(numberWithin(0, 1e9))
        .default(60),
    )
    .addOption(wtOption())
    .addOption(wcOption())
    .addOption(scoreOption())
    .addOption(energyOption())
    .addOption(seedOption())
    .addOption(
      new Option("--iterations <number>", "iterations of each policy, of which the best counts")
        .argParser(wholeFrom(1, 10_000_000))
        .default(DEFAULT_ITERATIONS),
    )
    .option("-o, --output <folder>", "results folder: tables, figure, manifest")
    .addOption(replaceOption());
  addPolicyFlags(command, PLANNER_OPTIONS);
  command.addOption(jsonOption()).action(async (instance, options) => {
    if (options.output !== undefined)
      requireResultsPlace(options.output, { kind: "pareto", replace: options.replace });
    const time = stopwatch();
    const weight = chosenWeights(options);
    const problem = await readProblemFile(instance);
    requireWholeJobs(problem, "pareto");
    const of = objective(problem, weight, options.score, worstCase(problem, "larger", options.energy));
    const found = await pareto(problem, {
      mode: options.mode,
      mostPoints: options.points,
      solves: options.solves,
      timeLimit: options.timeLimit,
      energy: options.energy,
      clock: () => performance.now() / 1000,
    });
    const points = found.points.map(frontRow);
    const policies = policyRows(problem, found.points, of, {
      seed: options.seed,
      iterations: options.iterations,
      policy: chosenSettings(PLANNER_OPTIONS, options),
    });
    const summary = {
      instance: problem.name,
      jobs: problem.jobs.count,
      exact: found.exact,
      points: points.length,
      reference_s: found.reference.CT,
      reference_J: found.reference.CE,
      hypervolume: found.hypervolume,
      hypervolumeBound: found.hypervolumeBound,
      hypervolumeGap: found.hypervolumeGap,
    };
    if (options.output !== undefined) {
      const files = await resultFiles(summary, points, policies, options.wt);
      const record = await manifest(
        {
          kind: "pareto",
          command: `mec-offload pareto ${problem.name}`,
          origin: origin(),
          parameters: {
            ...summary,
            wt: options.wt,
            wc: options.wc,
            score: options.score,
            energy: options.energy,
          },
          seeds: options.seed,
          time: time(),
          machine: machine(),
        },
        files,
      );
      writeResults(
        options.output,
        new Map<string, Uint8Array | string>([
          ...files,
          ["manifest.json", `${JSON.stringify(record, null, 2)}\n`],
        ]),
        options.replace,
      );
    }
    if (options.json)
      return sayJson({ ...summary, wt: options.wt, energy: options.energy, front: points, policies });
    say(pairsTable(summary));
    say(
      columnsTable(
        ["CT_s", "CE_J", "offloaded"],
        spread(points).map((row) => [row.CT_s, row.CE_J, row.offloaded]),
      ),
    );
    if (points.length > SHOWN) say(`${SHOWN} of ${points.length} points; all with --json or -o.`);
    say(
      columnsTable(
        ["policy", "CT_s", "CE_J", "excess time", "excess energy"],
        policies.map((row) => [row.method, row.CT_s, row.CE_J, row.excess_time, row.excess_energy]),
      ),
    );
  });
}

/** The tables and the figure of a results folder. */
async function resultFiles(
  summary: { readonly instance: string; readonly exact: boolean; readonly hypervolumeGap: number },
  points: readonly ReturnType<typeof frontRow>[],
  policies: readonly PolicyRow[],
  wt: number,
): Promise<Map<string, Uint8Array>> {
  const tables = [tableOf(FRONT, points), tableOf(FRONT_POLICIES, policies)] as const;
  const gap = `hypervolume gap ${(100 * summary.hypervolumeGap).toPrecision(2)} %`;
  const figure = front(...tables, {
    name: "front",
    title: `Time against energy: ${summary.instance}`,
    subtitle: `${summary.exact ? "exact front" : `front found (${gap})`}; policies at wt = ${wt}`,
    caption: "The time-energy front, and the best allocation of each policy.",
    order: METHODS,
  });
  const svg = await renderSvg(figure);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const files = new Map<string, Uint8Array>([
    ["front.svg", bytes(svg)],
    ["front.png", renderPng(svg)],
    ["front.vl.json", bytes(`${JSON.stringify(figure.spec, null, 2)}\n`)],
  ]);
  for (const table of tables) {
    files.set(`${table.name}.parquet`, encodeParquet(table));
    files.set(`${table.name}.csv`, encodeCsv(table));
  }
  return files;
}
