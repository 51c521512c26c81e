// `verify`: does a results folder still hold what its study gives?
import { type Command, Option } from "@commander-js/extra-typings";
import { verifyStudy } from "../../io/study/verify.ts";
import { jsonOption, progressOption, wholeFrom } from "../options.ts";
import { openProgress } from "../progress.ts";
import { note } from "../session.ts";
import { say, sayJson } from "../terminal.ts";

export function verifyCommand(program: Command): void {
  program
    .command("verify")
    .argument("<results>", "folder of a study's results")
    .addOption(new Option("--sample <runs>", "runs to repeat").argParser(wholeFrom(0)).default(100))
    .option("--all", "repeat every run")
    .option("--policies <folder>", "where the study's policy files are", ".")
    .addOption(
      new Option("--workers <number>", "threads (default: one a core)").argParser(wholeFrom(0, 1024)),
    )
    .addOption(progressOption())
    .addOption(jsonOption())
    .action(async (results, options) => {
      const progress = openProgress("verify", options.all === true ? 1 : options.sample, options.progress);
      const found = await verifyStudy(results, {
        sample: options.all === true ? null : options.sample,
        folder: options.policies,
        ...(options.workers !== undefined && { workers: options.workers }),
        onProgress: (done, total) => progress.done(done, undefined, total),
      }).finally(progress.close);
      if (found.otherCode !== null) note(`${results}: ${found.otherCode}`);
      if (options.json) sayJson({ results, verified: found.faults.length === 0, ...found });
      if (found.faults.length > 0) throw new Error(`${results}: ${found.faults.slice(0, 4).join("; ")}`);
      if (!options.json) {
        say(
          `${results}: ${found.files} files as in the manifest, ${found.rerun} of ${found.rows} runs repeated with the same numbers`,
        );
      }
    });
}
