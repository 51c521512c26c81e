// `simulate`: one run of an instance or a scenario, under a fixed allocation or a policy that decides at each arrival; or
// several policies compared.
import { type Command, Option } from "@commander-js/extra-typings";
import { stopwatch } from "../../io/origin.ts";
import { requireFilePlace } from "../../io/results/file-place.ts";
import { requireResultsPlace } from "../../io/results/place.ts";
import { STREAM } from "../../io/standard-streams.ts";
import { InputError } from "../../model/input-error.ts";
import type { Problem } from "../../model/problem.ts";
import { LIVE_POLICIES, METHODS, POLICY_OPTIONS } from "../../policies/catalogue.ts";
import { DEFAULT_ITERATIONS } from "../../policies/iterations.ts";
import { hasGraphs } from "../../scenario/graph-draw.ts";
import { RECORDS } from "../../simulation/options.ts";
import { plannedTrial } from "../../trial/planned-trial.ts";
import type { Subject } from "../../trial/subject.ts";
import { graphRunText } from "../graph-run-text.ts";
import {
  addPolicyFlags,
  allowFilesOption,
  chosenSettings,
  chosenWeights,
  cutOption,
  emaxOption,
  energyOption,
  jsonOption,
  livePoliciesOption,
  measuresOption,
  numberWithin,
  ownPolicyOption,
  progressOption,
  replaceOption,
  replicationsOption,
  scoreOption,
  seedOption,
  wcOption,
  wholeFrom,
  wtOption,
  yesOption,
} from "../options.ts";
import { runReport, runText } from "../run-report.ts";
import { askedSubject, simulated, sizeLimits } from "../simulated.ts";
import { say, sayJson } from "../terminal.ts";

interface Outputs {
  readonly output?: string | undefined;
  readonly trace?: string | undefined;
  readonly allocation?: string | undefined;
  readonly plan?: string | undefined;
  readonly policy?: string | undefined;
  readonly replace?: true | undefined;
}

/** Before the run: nothing that is written destroys anything. @throws InputError */
function requireOutputs(world: string, { output, trace, replace, ...asked }: Outputs): void {
  if (output !== undefined) requireResultsPlace(output, { kind: "simulate", replace });
  const inputs = [world, asked.allocation, asked.plan, asked.policy].filter((one) => one !== undefined);
  if (trace !== undefined) requireFilePlace(trace, { kind: "a trace", inputs, replace });
}

interface Comparable extends Outputs {
  readonly figures?: string | undefined;
  readonly policies: readonly string[];
}

/** A comparison prints, and has nothing of a single run. @throws InputError */
function requireComparable({ policies, allocation, plan, output, trace, figures }: Comparable): void {
  if (policies.length === 0)
    throw new InputError("--replications", "a --policy whose runs are repeated", undefined);
  const single = {
    "--allocation": allocation,
    "--plan": plan,
    "-o": output,
    "--trace": trace,
    "--figures": figures,
  };
  const [found] = Object.entries(single).find(([, value]) => value !== undefined) ?? [];
  if (found !== undefined)
    throw new InputError(
      "simulate",
      "one run of one --policy (a study writes tables and figures of several)",
      found,
    );
}

/**
 * The instance of a subject whose jobs are graphs: itself, or drawn from its scenario up to the horizon. Null: no graphs.
 * @throws InputError
 */
function graphsOf(
  subject: Subject,
  source: string,
  options: { seed: number; replication: number; horizon?: number | undefined; yes?: true | undefined },
): Problem | null {
  if ("problem" in subject) return subject.problem.graphs == null ? null : subject.problem;
  if (!hasGraphs(subject.scenario)) return null;
  const { seed, replication, horizon, yes } = options;
  return plannedTrial(subject, { limits: sizeLimits(yes), seed, replication, horizon, source }).problem;
}

/** Runs of graphs write no files yet. @throws InputError */
function requireNoFiles(options: { output?: unknown; trace?: unknown; figures?: unknown }): void {
  const files = { "-o": options.output, "--trace": options.trace, "--figures": options.figures };
  const [found] = Object.entries(files).find(([, value]) => value !== undefined) ?? [];
  if (found !== undefined)
    throw new InputError("simulate", "--json for a run of graphs, which writes no files", found);
}

export function simulateCommand(program: Command): void {
  const command = program
    .command("simulate")
    .argument("<world>", "instance or scenario file, or case1, case2, case3")
    .option("--allocation <file>", "fixed places from an allocation file")
    .option("--plan <method>", `places all jobs beforehand: ${METHODS.join(", ")}, or a policy file`)
    .addOption(livePoliciesOption(LIVE_POLICIES))
    .addOption(replicationsOption())
    .addOption(measuresOption())
    .addOption(wtOption())
    .addOption(wcOption())
    .addOption(scoreOption())
    .addOption(emaxOption())
    .addOption(energyOption())
    .addOption(seedOption())
    .addOption(
      new Option("--replication <number>", "which of the seed's runs").argParser(wholeFrom(0)).default(0),
    )
    .addOption(
      new Option("--horizon <seconds>", "end of the measured time").argParser(numberWithin(1e-9, 1e18)),
    )
    .addOption(new Option("--warmup <seconds>", "measure nothing before").argParser(numberWithin(0, 1e18)))
    .addOption(cutOption())
    .addOption(
      new Option(
        "--records <which>",
        "job records to keep (default: all, none where jobs arrive for ever)",
      ).choices(RECORDS),
    )
    .addOption(
      new Option("--iterations <number>", "--plan: iterations of which the best counts")
        .argParser(wholeFrom(1, 10_000_000))
        .default(DEFAULT_ITERATIONS),
    );
  addPolicyFlags(command, POLICY_OPTIONS);
  command
    .addOption(ownPolicyOption())
    .addOption(allowFilesOption())
    .addOption(yesOption())
    .option(
      "--yardsticks",
      "find a bound that no policy beats, and a plan made in hindsight, for the run's arrivals",
    )
    .option("--strict", "graphs: nodes start their tasks in the order of the schedule")
    .option("--trace <file>", "write Chrome trace events, for ui.perfetto.dev")
    .option("--figures <folder>", "draw who worked when, power and queues over time")
    .option("-o, --output <folder>", "write tables and summary of the run")
    .addOption(replaceOption())
    .addOption(progressOption())
    .addOption(jsonOption())
    .action(async (world, { policy: policies, replications, measure: measures, ...rest }) => {
      const options = { ...rest, policy: policies[0] as string | undefined };
      if (policies.length > 1 || replications !== undefined || measures.length > 0) {
        requireComparable({ ...options, policies });
        const asked = { ...options, settings: chosenSettings(POLICY_OPTIONS, options) };
        const { comparison } = await import("../comparison.ts");
        const { comparisonReport, comparisonText } = await import("../comparison-report.ts");
        const report = comparisonReport(
          await comparison(world, asked, { policies, replications, measures }),
          asked,
        );
        if (options.json) sayJson(report);
        else say(comparisonText(report));
        return;
      }
      const time = stopwatch();
      requireOutputs(world, options);
      const pictured = options.trace !== undefined || options.figures !== undefined;
      const pictures = pictured ? await import("../run-pictures.ts") : null;
      const asked = { ...options, settings: chosenSettings(POLICY_OPTIONS, options) };
      const subject = await askedSubject(world, asked);
      const graphs = graphsOf(subject, world, options);
      if (graphs !== null) {
        requireNoFiles(options);
        const { simulatedGraphs } = await import("../simulated-graphs.ts");
        const report = await simulatedGraphs(graphs, { ...options, weight: chosenWeights(options) });
        if (options.json) sayJson(report);
        else say(graphRunText(report));
        return;
      }
      if (options.strict === true)
        throw new InputError("--strict", "an instance with graphs, whose schedule has an order", world);
      const made = await simulated(world, pictures?.withPictures(asked) ?? asked, subject);
      const report = runReport(made, asked);
      if (options.output !== undefined) {
        const { writeRun } = await import("../../io/run-folder.ts");
        await writeRun(options.output, made.run, made.names, report, {
          command: `mec-offload ${process.argv.slice(2).join(" ")}`,
          parameters: { ...options },
          seeds: { seed: options.seed, replication: options.replication },
          time: time(),
          measured: made.measured,
          replace: options.replace,
        });
      }
      if (options.trace !== undefined) pictures?.writeTrace(options.trace, made);
      if (options.figures !== undefined)
        await pictures?.writeRunFigures(options.figures, made, options.replace);
      // The trace has the stream to itself.
      if (options.trace === STREAM) return;
      if (options.json) sayJson(report);
      else say(runText(report));
    });
}
