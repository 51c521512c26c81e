// `solve`: places the jobs of an instance by a method, and says how good the result is at worst.
import { type Command, Option } from "@commander-js/extra-typings";
import { GRAPH_METHODS } from "../../graphs/methods/index.ts";
import { scheduleFile } from "../../graphs/schedule-file.ts";
import { writeJson } from "../../io/files.ts";
import { readProblemFile } from "../../io/problem-file.ts";
import { requireFilePlace } from "../../io/results/file-place.ts";
import { STREAM } from "../../io/standard-streams.ts";
import { type Allocation, allocationFile } from "../../model/allocation.ts";
import { evaluate } from "../../model/evaluate.ts";
import { objective, scoreOf } from "../../model/objective.ts";
import { LOCAL } from "../../model/problem.ts";
import { worstCase } from "../../model/worst-case.ts";
import { certify } from "../../optimum/certificate.ts";
import { METHODS, POLICY_OPTIONS } from "../../policies/catalogue.ts";
import { DEFAULT_ITERATIONS } from "../../policies/iterations.ts";
import { type MethodResult, solve } from "../../policies/solve.ts";
import { improve } from "../../search/improve.ts";
import { SIMULATED_TIMES } from "../../search/simulated-score.ts";
import { hasGraphs, requireGraphScore, scheduleForm, solvedGraphs } from "../graphs.ts";
import { chosenMethod } from "../method.ts";
import {
  addPolicyFlags,
  chosenSettings,
  chosenWeights,
  emaxOption,
  energyOption,
  jsonOption,
  numberWithin,
  ownPolicyOption,
  replaceOption,
  scoreOption,
  seedOption,
  wcOption,
  wholeFrom,
  wtOption,
} from "../options.ts";
import { pairsTable, say, sayJson } from "../terminal.ts";
import { closedForm } from "./evaluate.ts";

/** Time for `optimum`'s limit, in seconds. */
const clock = (): number => performance.now() / 1000;

function offloaded(places: Int32Array): number {
  let count = 0;
  for (const place of places) if (place !== LOCAL) count++;
  return count;
}

/** Score, bound and gap as they are printed. */
const certificate = (result: MethodResult) => ({
  score: result.score,
  lowerBound: result.lowerBound,
  gap: Number.isFinite(result.gap) ? result.gap : null,
  boundFrom: result.boundFrom,
  ...(result.proven !== undefined && { proven: result.proven, proof: result.proof }),
  ...(result.solverBound !== undefined && { solverBound: result.solverBound }),
});

export function solveCommand(program: Command): void {
  const command = program
    .command("solve")
    .argument("<instance>", "instance file")
    .requiredOption(
      "--method <method>",
      `${METHODS.join(", ")}, or a policy file (./my-policy.ts); for graphs: ${GRAPH_METHODS.map(({ name }) => name).join(", ")}, shares, optimum, or a file`,
    )
    .addOption(wtOption())
    .addOption(wcOption())
    .addOption(scoreOption())
    .addOption(emaxOption())
    .addOption(energyOption())
    .addOption(seedOption())
    .addOption(
      new Option("--iterations <number>", "iterations of which the best counts")
        .argParser(wholeFrom(1, 10_000_000))
        .default(DEFAULT_ITERATIONS),
    )
    .addOption(
      new Option("--gap <share>", "optimum: relative gap to prove")
        .argParser(numberWithin(1e-9, 1))
        .default(1e-6),
    )
    .addOption(
      new Option("--time-limit <seconds>", "optimum: stop with the best found so far").argParser(
        numberWithin(0, 1e9),
      ),
    )
    .addOption(
      new Option(
        "--objective <which>",
        "simulated: improve what the method found against the simulation itself",
      )
        .choices(["closed-form", "simulated"] as const)
        .default("closed-form" as const),
    )
    .addOption(
      new Option("--simulated-time <measure>", "--objective simulated: what counts as time")
        .choices(SIMULATED_TIMES)
        .default("makespan" as const),
    )
    .addOption(
      new Option("--simulations <number>", "--objective simulated: allocations to simulate")
        .argParser(wholeFrom(1, 100_000_000))
        .default(2000),
    )
    .option("-o, --output <file>", "write the allocation")
    .addOption(replaceOption());
  addPolicyFlags(command, POLICY_OPTIONS);
  command
    .addOption(ownPolicyOption())
    .addOption(jsonOption())
    .action(async (instance, options, command) => {
      const { output, replace } = options;
      if (output !== undefined) {
        const inputs = [instance, options.method];
        requireFilePlace(output, { kind: "an allocation", inputs, replace });
      }
      const weight = chosenWeights(options);
      const settings = chosenSettings(POLICY_OPTIONS, options);
      const problem = await readProblemFile(instance);
      if (hasGraphs(problem)) {
        requireGraphScore(options.score, command.getOptionValueSource("score") !== "default");
        const { method, seed, gap, timeLimit } = options;
        const found = await solvedGraphs(problem, { method, weight, seed, gap, timeLimit });
        if (output !== undefined) writeJson(output, scheduleFile(found.of, found.schedule));
        if (output === STREAM) return;
        const report = {
          instance: problem.name,
          method,
          wt: options.wt,
          wc: options.wc,
          seed,
          ...scheduleForm(found),
        };
        if (options.json) sayJson({ ...report, equation: "eq3" });
        else say(pairsTable(report));
        return;
      }
      const method = await chosenMethod(options.method, "--method", settings, options.policyOption);
      const of = objective(problem, weight, options.score, worstCase(problem, options.emax, options.energy));
      const planned = await solve(method, of, {
        seed: options.seed,
        iterations: options.iterations,
        policy: settings,
        optimum: {
          gap: options.gap,
          ...(options.timeLimit !== undefined && { timeLimit: options.timeLimit }),
          clock,
        },
      });
      const improved =
        options.objective === "simulated"
          ? improve(of, {
              from: planned.places,
              time: options.simulatedTime,
              budget: options.simulations,
              seed: options.seed,
            })
          : null;
      const result = improved === null ? planned : movedTo(improved.places);
      /** What the method found, moved to other places: its bound stands, its proof need not. */
      function movedTo(places: Allocation): MethodResult {
        const { proven, proof, solverBound, ...rest } = planned;
        const moved = { ...rest, ...certify(places, scoreOf(of, places), planned.lowerBound) };
        return proven === true && moved.gap <= options.gap
          ? { ...moved, proven, ...(proof && { proof }) }
          : moved;
      }
      if (output !== undefined) writeJson(output, allocationFile(problem, result.places));
      const numbers = closedForm(evaluate(problem, result.places, weight, options.score, of.worst));
      const report = {
        ...certificate(result),
        iterations: result.iterations.score.length,
        jobs: problem.jobs.count,
        offloaded: offloaded(result.places),
        ...(improved !== null && {
          simulatedStart: improved.start.score,
          simulatedScore: improved.score,
          simulatedTime_s: improved.time,
          simulatedEnergy_J: improved.energy,
          simulations: improved.simulations,
        }),
      };
      const asked = {
        instance: problem.name,
        method: options.method,
        wt: options.wt,
        wc: options.wc,
        seed: options.seed,
      };
      // The allocation has the stream to itself.
      if (output === STREAM) return;
      if (options.json) sayJson({ ...asked, equation: options.score, ...numbers, ...report });
      else {
        say(pairsTable({ ...asked, ...report, ...numbers, score: result.score }));
        if (result.proof === "solver")
          say("Optimal to the gap asked for by the solver's word (HiGHS); not proven.");
      }
    });
}
