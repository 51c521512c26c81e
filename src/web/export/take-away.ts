// Makes the files of the export menu: data by a worker, figures from the same drawing as on the screen.
import { giveHighs } from "../state/highs.ts";
import { withOwnPolicy } from "../state/own-policy.ts";
import { question } from "../state/question.ts";
import { world } from "../state/results.ts";
import { settings, WEIGHTS } from "../state/settings.ts";
import loadExporter from "../worker/export-worker.ts?worker-text";
import { Line } from "../worker/line.ts";
import type { ExportAsk } from "../worker/protocol.ts";
import { saveFile } from "./save-file.ts";

/** Makes one file of data and hands it to the user. */
export async function exportData(what: ExportAsk["what"]): Promise<void> {
  const source = await loadExporter();
  const line = new Line(() => withOwnPolicy(source));
  try {
    const { methods, shown, wt } = settings.peek();
    if (methods.includes("optimum")) await giveHighs(line);
    saveFile(
      await line.ask({
        kind: "export",
        ...question.peek(),
        what,
        methods,
        shown,
        wt,
        weights: WEIGHTS,
      }),
    );
  } finally {
    line.stop("done");
  }
}

/** What to type to have the same run on the command line. */
export function commandLine(): string {
  const { methods, shown, wt, seed, iterations, score } = settings.value;
  const method = methods[shown];
  const live = method.startsWith("live:");
  const bare = method.replace(/^live:/, "");
  const name = bare === "own" ? "./own-policy.ts" : bare;
  const options = [`--wt ${wt}`, `--seed ${seed}`];
  if (score !== "eq4") options.push(`--score ${score}`);
  if (iterations !== 100 && !live) options.push(`--iterations ${iterations}`);
  return `mec-offload simulate ${world.value?.format ?? "scenario"}.json ${live ? "--policy" : "--plan"} ${name} ${options.join(" ")}`;
}
