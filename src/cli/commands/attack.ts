// `attack`: the instance of a graph on which one method does worst beside another.
import { type Command, Option } from "@commander-js/extra-typings";
import { type Attack, attack, type Length } from "../../graphs/attack.ts";
import { graphOptimum } from "../../graphs/branch-and-bound.ts";
import { graphMethod } from "../../graphs/methods/index.ts";
import { writeJson } from "../../io/files.ts";
import { readGraphMethod } from "../../io/graph-method-file.ts";
import { isPolicyFile } from "../../io/policy-file.ts";
import { requireFilePlace } from "../../io/results/file-place.ts";
import { stream } from "../../random/stream.ts";
import { jsonOption, replaceOption, seedOption, wholeFrom } from "../options.ts";
import { pairsTable, say, sayJson } from "../terminal.ts";

/** Time alone counts. */
const RATES = { perSecond: 1, perJoule: 0, perMoney: 0 };

/** The schedule length of a method. Random choices are the same on every instance. @throws InputError */
async function lengthOf(name: string, source: string, seed: number): Promise<Length> {
  if (name === "optimum") {
    const start = graphMethod("heft").schedule;
    return (of) =>
      graphOptimum(of, RATES, {
        from: [start({ of, rates: RATES, stream: () => 0, backlog: null })],
        budget: 300,
      }).schedule.makespan;
  }
  const schedule = isPolicyFile(name) ? await readGraphMethod(name) : graphMethod(name, source).schedule;
  return (of) => {
    const draws = stream({ seed, replication: 0, purpose: "plan" });
    return schedule({ of, rates: RATES, stream: draws, backlog: null }).makespan;
  };
}

const median = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)];

export function attackCommand(program: Command): void {
  program
    .command("attack")
    .requiredOption("--method <method>", "the method of graphs that is attacked, or a file (./my-method.ts)")
    .requiredOption("--against <method>", "the one to compare with: optimum, or a method of graphs")
    .addOption(
      new Option("--tasks <number>", "tasks of the graph").argParser(wholeFrom(1, 10_000)).default(7),
    )
    .addOption(new Option("--servers <number>", "servers").argParser(wholeFrom(1, 1000)).default(2))
    .addOption(
      new Option("--steps <number>", "instances to try").argParser(wholeFrom(1, 100_000_000)).default(2000),
    )
    .addOption(
      new Option("--restarts <number>", "annealings, each from a graph of its own")
        .argParser(wholeFrom(1, 1_000_000))
        .default(4),
    )
    .addOption(seedOption())
    .option("-o, --output <file>", "write the instance")
    .addOption(replaceOption())
    .addOption(jsonOption())
    .action(async (options) => {
      const { output, replace, method, against, tasks, servers, steps, restarts, seed } = options;
      if (output !== undefined)
        requireFilePlace(output, { kind: "an instance", inputs: [method, against], replace });
      const found: Attack = attack(
        await lengthOf(method, "--method", seed),
        await lengthOf(against, "--against", seed),
        { tasks, servers, steps, restarts },
        stream({ seed, replication: 0, purpose: "attack" }),
      );
      if (output !== undefined) writeJson(output, found.instance);
      const report = {
        method,
        against,
        tasks,
        servers,
        seed,
        tried: found.tried,
        medianStart: median(found.startRatios),
        worst: found.ratio,
      };
      if (options.json) sayJson({ ...report, instance: found.instance });
      else say(pairsTable(report));
    });
}
