// `study`: a Monte Carlo study from its file: planned, run on all cores, never lost, ended with tables and figures.
import { join } from "node:path";
import { type Command, Option } from "@commander-js/extra-typings";
import { memoryForRuns } from "../../io/memory.ts";
import { loadOptional, QUEUE } from "../../io/optional-package.ts";
import { stopwatch } from "../../io/origin.ts";
import { guardPolicies } from "../../io/pool/guard.ts";
import { poolSize } from "../../io/pool/pool.ts";
import type { QueueAddress } from "../../io/queue/address.ts";
import { secondsPerUnit } from "../../io/study/estimate.ts";
import { readStudyFile } from "../../io/study/file.ts";
import { rerunCommand } from "../../io/study/merge.ts";
import { collectResults } from "../../io/study/records.ts";
import { type StudyTables, studyTables, writeStudyResults } from "../../io/study/results.ts";
import { type Executor, poolExecutor, readShard, runStudy, type StudyRunResult } from "../../io/study/run.ts";
import { runUnit, type StudyContext, studyRunner } from "../../io/study/task.ts";
import { InputError } from "../../model/input-error.ts";
import { describePlan, duration, fewestUnits } from "../../study/describe.ts";
import { overloadOf } from "../../study/overload.ts";
import type { Plan } from "../../study/plan.ts";
import type { Shard, Unreached } from "../../study/schedule.ts";
import { unitAt } from "../../study/unit.ts";
import {
  allowFilesOption,
  cutOption,
  jsonOption,
  progressOption,
  unitLimitOption,
  wholeFrom,
  yesOption,
} from "../options.ts";
import { openProgress } from "../progress.ts";
import { commandLine, KEEPING, note, untilInterrupted } from "../session.ts";
import { summaryTable } from "../study-summary.ts";
import { pairsTable, say, sayJson } from "../terminal.ts";

/** Runs one unit here and shows what it gives. */
async function runOnly(plan: Plan, context: StudyContext, unit: number, json: boolean): Promise<void> {
  if (!(Number.isInteger(unit) && unit < plan.units)) {
    throw new InputError("--only", `the number of a unit from 0 to ${plan.units - 1}`, unit);
  }
  const { point, replication, weight, policy } = unitAt(plan, unit);
  const record = await runUnit(studyRunner(context), unit);
  if ("failure" in record) throw new Error(`unit ${unit}: ${record.failure.message}`);
  const { labels } = plan.design.at(point);
  const shown = {
    unit,
    point,
    ...Object.fromEntries(plan.design.factors.map(({ name }, k) => [name, labels[k]])),
    wt: plan.weights[weight],
    policy: plan.resolved.policies[policy].name,
    replication,
    seed: plan.resolved.study.seed,
    ...Object.fromEntries(plan.measures.map(({ name }, k) => [name, record.values[k]])),
  };
  if (json) sayJson(shown);
  else say(pairsTable(shown));
}

/** What is left to say when not everything went well. @throws Error in one line */
function requireWhole(plan: Plan, result: StudyRunResult, folder: string): void {
  if (result.interrupted) {
    throw new Error(`interrupted: ${result.done} runs are kept in ${folder}; go on with --resume`);
  }
  const [first] = result.failures;
  if (first !== undefined) {
    throw new Error(
      `${result.failures.length} of ${result.done + result.failures.length} runs failed, the first: ${first.failure.message}; rerun it alone: ${rerunCommand(plan, first.unit)}`,
    );
  }
}

/** The queue's client is loaded where there is a queue: it takes as long as all the rest, and may not be installed. */
async function reachedQueue(text: string): Promise<QueueAddress> {
  const { queueAddress } = await import("../../io/queue/address.ts");
  const address = queueAddress(text);
  const { connectQueue } = await loadOptional(() => import("../../io/queue/connection.ts"), QUEUE);
  await (await connectQueue(address)).quit();
  return address;
}

async function queueExecutorOf(plan: Plan, address: QueueAddress, signal: AbortSignal): Promise<Executor> {
  const { queueExecutor } = await loadOptional(() => import("../../io/queue/coordinator.ts"), QUEUE);
  return queueExecutor(plan, address, { onNote: note, signal });
}

const precisionOf = (share: number): string => `${(100 * share).toPrecision(2)} %`;

/** How long all of it takes, in words; of a precision target the least and the most. */
function timeNote(plan: Plan, secondsPerUnit: number, workers: number, shard: Shard | null): string {
  const time = (units: number) => duration((secondsPerUnit * units) / workers / (shard?.of ?? 1));
  const [least, most] = [time(fewestUnits(plan)), time(plan.units)];
  const span = least === most ? `about ${most}` : `about ${least} to ${most}`;
  return `${span} on ${workers} ${workers === 1 ? "worker" : "workers"}`;
}

/** The measure that decides, or the first, and how well it is known where it is known least. */
function precisionNote({ measures, precision }: Plan, width: number | null): string {
  if (width === null || !Number.isFinite(width)) return "";
  return `${measures[precision?.measure ?? 0].name} ± ${precisionOf(width)}`;
}

/** Said before anything runs: where no policy can keep up. */
function noteOverload(plan: Plan): void {
  const found = overloadOf(plan);
  if (found === null) return;
  const { labels } = plan.design.at(found.point);
  const at = plan.design.factors.map(({ name }, k) => `${name} = ${labels[k]}`).join(", ");
  note(
    `overload: at ${(100 * found.share).toFixed(0)} % of the points more work arrives than all processors can do, up to ${found.factor.toPrecision(3)} times${at === "" ? "" : ` (${at})`}; queues grow as long as the run, so times depend on its horizon`,
  );
}

/** Where a point lies: its factors, and the weight where there are several. */
function placeOf(plan: Plan, { point, weight }: Pick<Unreached, "point" | "weight">): string[] {
  const { labels } = plan.design.at(point);
  const factors = plan.design.factors.map(({ name }, k) => `${name} = ${labels[k]}`);
  const weights = plan.weights.length > 1 ? [`wt = ${plan.weights[weight]}`] : [];
  return [...factors, ...weights];
}

/** One line for each point that ended before it was as precise as asked for. */
function noteUnreached(plan: Plan, { unreached }: StudyRunResult): void {
  if (unreached.length === 0) return;
  const worst = unreached.reduce((a, b) => (b.relativeHalfWidth > a.relativeHalfWidth ? b : a));
  const { max, relativeHalfWidth, measure } = plan.precision!;
  const policy = plan.resolved.policies[worst.policy].name;
  const at = [...placeOf(plan, worst), `policy ${policy}`].join(", ");
  note(
    `${unreached.length} of ${plan.design.points * plan.weights.length} points did not reach ${precisionOf(relativeHalfWidth)} of ${plan.measures[measure].name} within ${max} replications; the widest is at ${precisionOf(worst.relativeHalfWidth)} after ${worst.replications} (${at})`,
  );
}

/** Jobs that no mean holds, over all runs. */
function noteCut({ units }: StudyTables): void {
  if (!units.data.columnNames().includes("cut")) return;
  const cut = (units.data.array("cut") as (number | null)[]).map((jobs) => jobs ?? 0);
  const runs = cut.filter((jobs) => jobs > 0).length;
  if (runs > 0)
    note(
      `cut: in ${runs} of ${cut.length} runs jobs had not ended when the run did, ${cut.reduce((sum, jobs) => sum + jobs, 0)} in all; they are in no mean (column cut)`,
    );
}

export function studyCommand(program: Command): void {
  program
    .command("study")
    .argument("<study>", "study file (YAML or JSON)")
    .addOption(
      new Option("--workers <number>", "threads (default: one a core; 0: this one)").argParser(
        wholeFrom(0, 1024),
      ),
    )
    .option("--resume", "go on where an earlier run ended; starts fresh where there was none")
    .option("-o, --output <folder>", "where results go (default: results/<name of the study>)")
    .option("--queue <address>", "workers of a queue run it: redis://host:port or rediss://host:port")
    .option("--shard <I/N>", "only part I of N, to be joined by merge")
    .addOption(new Option("--only <unit>", "rerun a single run and show it").argParser(wholeFrom(0, 2 ** 31)))
    .option("--fail-fast", "stop at the first run that fails")
    .option("--plan", "check the study, show what it would run and how long that takes, and stop")
    .addOption(cutOption())
    .addOption(allowFilesOption())
    .addOption(unitLimitOption())
    .addOption(yesOption())
    .addOption(progressOption())
    .addOption(jsonOption())
    .action(async (path, options) => {
      const clock = stopwatch();
      const checking = openProgress("checking points", 1, options.progress);
      const { plan, folder: beside } = await readStudyFile(path, options.allowFiles, {
        limits: { large: options.yes === true, memory: memoryForRuns() },
        cut: options.cut,
        onChecked: (points, of) => checking.done(points, undefined, of),
      }).finally(() => checking.close());
      const context = { resolved: plan.resolved, source: path, folder: beside };
      const json = options.json === true;
      if (options.only !== undefined) return runOnly(plan, context, options.only, json);
      const shard = options.shard === undefined ? null : readShard(options.shard);
      const workers = poolSize(options.workers);
      const queue = options.queue === undefined ? null : await reachedQueue(options.queue);
      if (plan.resolved.policies.some(({ sha256 }) => sha256 !== null)) guardPolicies();
      const each = await secondsPerUnit(plan, context);
      note(`${describePlan(plan)}, ${timeNote(plan, each, Math.max(1, workers), shard)}`);
      noteOverload(plan);
      if (options.plan === true) {
        if (json)
          sayJson({ study: plan.name, points: plan.design.points, units: plan.units, secondsPerUnit: each });
        return;
      }
      const folder = options.output ?? join("results", plan.name);
      const progress = openProgress(plan.name, plan.units, options.progress);
      let begun = false;
      const run = async (signal: AbortSignal): Promise<StudyRunResult> => {
        const executor =
          queue === null
            ? poolExecutor(context, workers, { unit: options.unitLimit })
            : await queueExecutorOf(plan, queue, signal);
        return runStudy(plan, executor, {
          folder,
          shard,
          resume: options.resume === true,
          failFast: options.failFast === true,
          signal,
          onProgress: ({ done, expected, precision }) => {
            if (!begun) progress.resumed(done);
            begun = true;
            progress.done(done, () => precisionNote(plan, precision()), expected);
          },
          onGrown: () => note(`${folder}: the study has grown since; what was run stays`),
          onDamage: (damage) => {
            for (const { path: part, lines } of damage) note(`${part}: ${lines} damaged lines, run again`);
          },
          onFailure: ({ unit, failure }) => note(`unit ${unit} failed: ${failure.message}`),
        });
      };
      const result = await untilInterrupted(run, KEEPING).finally(() => progress.close());
      if (result.interrupted || (options.failFast === true && result.failures.length > 0)) {
        requireWhole(plan, result, folder);
      }
      if (shard !== null) {
        noteUnreached(plan, result);
        requireWhole(plan, result, folder);
        if (json) sayJson({ study: plan.name, output: folder, shard, units: result.done });
        else
          say(
            `shard ${shard.index}/${shard.of} of ${plan.name}: ${result.done} runs in ${folder}; join all with merge`,
          );
        return;
      }
      const tables = studyTables(plan, collectResults(plan, [folder]));
      const manifest = await writeStudyResults(folder, plan, tables, {
        command: commandLine(),
        time: clock(),
        onNote: note,
      });
      noteUnreached(plan, result);
      noteCut(tables);
      if (json) {
        sayJson({
          study: plan.name,
          output: folder,
          units: result.done,
          failed: result.failures.length,
          content: manifest.content,
          summary: tables.summary.data.objects(),
        });
      } else
        say(
          `${summaryTable(plan, tables)}\n${result.done} runs in ${folder}, read ${join(folder, "report.html")}`,
        );
      requireWhole(plan, result, folder);
    });
}
