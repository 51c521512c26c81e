// `evaluate`: the closed form of an allocation.
import type { Command } from "@commander-js/extra-typings";
import { readAllocationFile, readProblemFile } from "../../io/problem-file.ts";
import { type Evaluation, evaluate } from "../../model/evaluate.ts";
import { worstCase } from "../../model/worst-case.ts";
import { evaluatedGraphs, hasGraphs, requireGraphScore, scheduleForm } from "../graphs.ts";
import {
  chosenWeights,
  emaxOption,
  energyOption,
  jsonOption,
  scoreOption,
  wcOption,
  wtOption,
} from "../options.ts";
import { pairsTable, say, sayJson } from "../terminal.ts";

/** The closed form with its units, as every command prints it. */
export const closedForm = ({ CT, CE, CP, worst, score, components, systemEnergy }: Evaluation) => ({
  CT_s: CT,
  CE_J: CE,
  CP,
  Tmax_s: worst.Tmax,
  Emax_J: worst.Emax,
  CPmax: worst.CPmax,
  eta: worst.eta,
  score,
  local_s: components.local,
  server_s: components.server,
  transfer_s: components.transfer,
  idle_J: components.idleEnergy,
  transfer_J: components.transferEnergy,
  compute_J: components.computeEnergy,
  ...(systemEnergy !== null && {
    networkEnergy_J: components.networkEnergy,
    serverEnergy_J: components.serverEnergy,
    systemEnergy_J: systemEnergy,
  }),
});

export function evaluateCommand(program: Command): void {
  program
    .command("evaluate")
    .argument("<instance>", "instance file")
    .argument("<allocation>", "allocation file")
    .addOption(wtOption())
    .addOption(wcOption())
    .addOption(scoreOption())
    .addOption(emaxOption())
    .addOption(energyOption())
    .addOption(jsonOption())
    .action(async (instance, allocation, options, command) => {
      const weight = chosenWeights(options);
      const problem = await readProblemFile(instance);
      if (hasGraphs(problem)) {
        requireGraphScore(options.score, command.getOptionValueSource("score") !== "default");
        const form = scheduleForm(evaluatedGraphs(problem, allocation, weight));
        if (options.json)
          sayJson({ instance: problem.name, wt: options.wt, wc: options.wc, equation: "eq3", ...form });
        else say(pairsTable(form));
        return;
      }
      const places = readAllocationFile(allocation, problem);
      const worst = worstCase(problem, options.emax, options.energy);
      const result = closedForm(evaluate(problem, places, weight, options.score, worst));
      if (options.json)
        sayJson({
          instance: problem.name,
          wt: options.wt,
          wc: options.wc,
          equation: options.score,
          ...result,
        });
      else say(pairsTable(result));
    });
}
