// The frame of the program: its commands, and every error as one line with an exit status.
import { Command, CommanderError } from "@commander-js/extra-typings";
import { programVersion } from "../io/origin.ts";
import { InputError } from "../model/input-error.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { figuresCommand } from "./commands/figures.ts";
import { labCommand } from "./commands/lab.ts";
import { mergeCommand } from "./commands/merge.ts";
import { paretoCommand } from "./commands/pareto.ts";
import { reproduceCommand } from "./commands/reproduce.ts";
import { sampleCommand } from "./commands/sample.ts";
import { schemaCommand } from "./commands/schema.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { solveCommand } from "./commands/solve.ts";
import { studyCommand } from "./commands/study.ts";
import { verifyCommand } from "./commands/verify.ts";
import { workerCommand } from "./commands/worker.ts";
import { complain } from "./terminal.ts";

/** Exit status: 0 done, 2 bad usage or input, 1 anything else. */
const EXIT = { done: 0, failed: 1, badInput: 2 } as const;

/** One function for each command adds it to the program. */
const COMMANDS: readonly ((program: Command) => void)[] = [
  reproduceCommand,
  figuresCommand,
  evaluateCommand,
  solveCommand,
  paretoCommand,
  simulateCommand,
  sampleCommand,
  schemaCommand,
  labCommand,
  studyCommand,
  mergeCommand,
  verifyCommand,
  workerCommand,
];

function build(): Command {
  const program = new Command("mec-offload")
    .description("Simulates and optimises computation offloading in multi-access edge computing.")
    .version(programVersion())
    .showSuggestionAfterError(true);
  for (const add of COMMANDS) add(program as unknown as Command);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: (text) => complain(text.replace(/^error: /, "")) });
  }
  return program as unknown as Command;
}

/**
 * Runs one command line.
 * @param words without the program's name
 * @returns the exit status; errors were written to standard error, one line each
 */
export async function run(words: readonly string[]): Promise<number> {
  try {
    await build().parseAsync(words, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    complain(error instanceof Error ? error.message || error.name : String(error));
    if (process.env.MEC_OFFLOAD_DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
    return error instanceof InputError ? EXIT.badInput : EXIT.failed;
  }
}
