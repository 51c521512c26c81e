// `merge`: joins the shards of a study into the results that one run would have given.
import type { Command } from "@commander-js/extra-typings";
import { stopwatch } from "../../io/origin.ts";
import { mergeShards } from "../../io/study/merge.ts";
import { studyTables, writeStudyResults } from "../../io/study/results.ts";
import { jsonOption } from "../options.ts";
import { commandLine } from "../session.ts";
import { summaryTable } from "../study-summary.ts";
import { say, sayJson } from "../terminal.ts";

export function mergeCommand(program: Command): void {
  program
    .command("merge")
    .argument("<shards...>", "folders of all shards")
    .requiredOption("-o, --output <folder>", "where the whole goes; absent or empty")
    .addOption(jsonOption())
    .action(async (shards, options) => {
      const clock = stopwatch();
      const { plan, results } = await mergeShards(shards, options.output);
      const tables = studyTables(plan, results);
      const { content } = await writeStudyResults(options.output, plan, tables, {
        command: commandLine(),
        time: clock(),
      });
      const units = results.units.length;
      if (options.json) sayJson({ study: plan.name, output: options.output, units, content });
      else say(`${summaryTable(plan, tables)}\n${units} runs in ${options.output}`);
      if (results.failed.length > 0) {
        const [{ unit, failure }] = results.failed;
        throw new Error(
          `${results.failed.length} runs had failed, the first: unit ${unit}: ${failure.message}`,
        );
      }
    });
}
