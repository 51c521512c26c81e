// `worker`: takes work of distributed studies from a queue, on as many machines as one likes.
import { type Command, Option } from "@commander-js/extra-typings";
import { loadOptional, QUEUE } from "../../io/optional-package.ts";
import { jsonOption, numberWithin, unitLimitOption, wholeFrom } from "../options.ts";
import { KEEPING, note, untilInterrupted } from "../session.ts";
import { say, sayJson } from "../terminal.ts";

export function workerCommand(program: Command): void {
  program
    .command("worker")
    .requiredOption(
      "--queue <address>",
      "redis://host:port or rediss://host:port; credentials in MEC_OFFLOAD_REDIS_PASSWORD",
    )
    .addOption(
      new Option("--workers <number>", "threads (default: one a core)").argParser(wholeFrom(1, 1024)),
    )
    .option("--policies <folder>", "where policy files of the studies are", ".")
    .addOption(
      new Option("--silence <seconds>", "after so long without a sign a worker is taken for dead")
        .argParser(numberWithin(0.5, 86_400))
        .default(30),
    )
    .addOption(
      new Option("--idle <seconds>", "end after so long without work").argParser(numberWithin(0, 1e9)),
    )
    .addOption(unitLimitOption())
    .addOption(jsonOption())
    .action(async (options) => {
      const { queueAddress } = await import("../../io/queue/address.ts");
      const { runQueueWorker } = await loadOptional(() => import("../../io/queue/worker.ts"), QUEUE);
      const { units, interrupted } = await untilInterrupted(async (signal) => {
        const done = await runQueueWorker(queueAddress(options.queue), {
          ...(options.workers !== undefined && { workers: options.workers }),
          folder: options.policies,
          silence: options.silence,
          idle: options.idle,
          unitLimit: options.unitLimit,
          signal,
          onNote: note,
        });
        return { units: done, interrupted: signal.aborted };
      }, KEEPING);
      if (options.json) sayJson({ units });
      else say(`${units} runs done`);
      // A connection to a Redis that is away would keep the process.
      if (interrupted) process.exit();
    });
}
