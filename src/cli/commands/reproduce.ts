// `reproduce`: the paper's three cases, end to end, into a folder of tables, figures and a report.
import { type Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { manifest } from "../../dataset/manifest.ts";
import { machine, origin, stopwatch } from "../../io/origin.ts";
import { renderPng } from "../../io/png.ts";
import { feedPool, openPool } from "../../io/pool/pool.ts";
import { requireResultsPlace } from "../../io/results/place.ts";
import { writeResults } from "../../io/results/write.ts";
import { PAPER_CASES, type PaperCase } from "../../scenario/paper-cases.ts";
import { type PaperPlan, paperFiles, type RunUnits, reproducePaper } from "../../study/paper/index.ts";
import { claimLines, claimsJson } from "../claims-table.ts";
import { jsonOption, progressOption, replaceOption, seedOption, wholeFrom } from "../options.ts";
import { openProgress } from "../progress.ts";
import { say, sayJson } from "../terminal.ts";

function caseNamed(name: string, before: PaperCase[] | undefined): PaperCase[] {
  const found = PAPER_CASES.find((one) => one === name);
  if (found === undefined)
    throw new InvalidArgumentError(`Expected ${PAPER_CASES.join(", ")}, got ${JSON.stringify(name)}.`);
  return [...(before ?? []), found];
}

/** The command line that makes the folder again; what does not change the results is left out. */
const commandLine = (plan: PaperPlan): string =>
  `mec-offload reproduce ${plan.cases.join(" ")} --instances ${plan.instances} --iterations ${plan.iterations} --seed ${plan.seed}`;

/** Runs the paper's cases and writes their folder; what `reproduce` and the experiments share. */
export async function reproduceTo(
  folder: string,
  plan: PaperPlan,
  options: {
    readonly workers?: number | undefined;
    readonly progress?: boolean | undefined;
    readonly replace?: boolean | undefined;
  } = {},
) {
  requireResultsPlace(folder, { kind: "reproduce", replace: options.replace });
  const time = stopwatch();
  const pool = openPool(options.workers === undefined ? {} : { workers: options.workers });
  const run =
    (what: string): RunUnits =>
    async (units) => {
      const progress = openProgress(what, units.length, options.progress);
      const results: Awaited<ReturnType<RunUnits>>[number][] = new Array(units.length);
      let done = 0;
      try {
        await feedPool(pool, "paper unit", units, {
          onResult: (result, _unit, index) => {
            results[index] = result;
            progress.done(++done);
          },
        });
      } finally {
        progress.close();
      }
      return results;
    };
  try {
    const result = await reproducePaper(plan, { defaults: run("cases"), alternatives: run("alternatives") });
    const from = origin();
    const files = await paperFiles(result, from.version, renderPng);
    const record = await manifest(
      {
        kind: "reproduce",
        command: commandLine(plan),
        origin: from,
        parameters: { cases: plan.cases, instances: plan.instances, iterations: plan.iterations },
        seeds: plan.seed,
        time: time(),
        machine: machine(),
      },
      files,
    );
    const page = `${JSON.stringify(record, null, 2)}\n`;
    writeResults(
      folder,
      new Map<string, Uint8Array | string>([...files, ["manifest.json", page]]),
      options.replace,
    );
    return { result, record };
  } finally {
    await pool.close();
  }
}

export function reproduceCommand(program: Command): void {
  program
    .command("reproduce")
    .argument("[cases...]", `${PAPER_CASES.join(", ")}; all unless named`, caseNamed)
    .addOption(
      new Option("--instances <number>", "random instances of each case")
        .argParser(wholeFrom(1, 100_000))
        .default(30),
    )
    .addOption(
      new Option("--iterations <number>", "iterations of each policy, of which the best counts")
        .argParser(wholeFrom(1, 1_000_000))
        .default(100),
    )
    .addOption(seedOption())
    .addOption(new Option("--workers <number>", "threads; 0: none").argParser(wholeFrom(0, 1024)))
    .option("-o, --output <folder>", "results folder", "results/paper")
    .addOption(replaceOption())
    .addOption(jsonOption())
    .addOption(progressOption())
    .action(async (cases, options) => {
      const chosen = PAPER_CASES.filter((name) => cases.length === 0 || cases.includes(name));
      const { instances, iterations, seed } = options;
      const { result, record } = await reproduceTo(
        options.output,
        { cases: chosen, instances, iterations, seed },
        { workers: options.workers, progress: options.progress, replace: options.replace },
      );
      if (options.json) {
        sayJson({
          output: options.output,
          content: record.content,
          seconds: record.time.seconds,
          claims: claimsJson(result.judged),
        });
      } else {
        say(claimLines(result.judged));
        say(`${options.output}/report.html (${record.time.seconds.toFixed(1)} s)`);
      }
    });
}
