// The frame of the program: its commands, and every error as one line with an exit status.
import { Command, CommanderError } from "@commander-js/extra-typings";
import { programVersion } from "../io/origin.ts";
import { InputError } from "../model/input-error.ts";
import { COMMANDS, type ListedCommand } from "./command-list.ts";
import { complain, jsonIsSaid, sayJson, startSaying } from "./terminal.ts";
import { visiblePage } from "./visible.ts";

/** Exit status: 0 done, 2 bad usage or input, 1 anything else. */
const EXIT = { done: 0, failed: 1, badInput: 2 } as const;

/** The command that the words ask for, or whose help: `simulate …`, `help simulate`. */
function commandIn(words: readonly string[]): ListedCommand | undefined {
  const [first, second] = words;
  const name = first === "help" ? second : first;
  return COMMANDS.find((one) => one.name === name);
}

/**
 * The program with every command's name and line.
 * @param whole which commands can run: loading all of them takes longer than most runs
 */
export async function programOf(whole: readonly ListedCommand[]): Promise<Command> {
  const program = new Command("mec-offload")
    .description("Simulates and optimises computation offloading in multi-access edge computing.")
    .version(programVersion())
    .showSuggestionAfterError(true)
    .configureHelp({
      subcommandTerm: (command) =>
        `${command.name()} ${COMMANDS.find(({ name }) => name === command.name())?.takes ?? "[command]"}`.trim(),
    }) as unknown as Command;
  for (const listed of COMMANDS) {
    if (whole.includes(listed)) (await listed.load())(program);
    else program.command(listed.name);
    program.commands.at(-1)?.description(listed.does);
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: (text) => complain(text.replace(/^error: /, "")) });
  }
  return program;
}

/**
 * Runs one command line.
 * @param words without the program's name
 * @returns the exit status; errors were written to standard error, one line each
 */
export async function run(words: readonly string[]): Promise<number> {
  startSaying();
  try {
    const asked = commandIn(words);
    const program = await programOf(
      asked?.name === "completion" ? COMMANDS : asked === undefined ? [] : [asked],
    );
    await program.parseAsync(words, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const isUsage = error instanceof CommanderError;
    const status = isUsage || error instanceof InputError ? EXIT.badInput : EXIT.failed;
    // commander has said what is wrong with the words.
    if (!isUsage) complain(messageOf(error));
    if (process.env.MEC_OFFLOAD_DEBUG)
      process.stderr.write(`${visiblePage(String((error as Error).stack))}\n`);
    if (asksForJson(words) && !jsonIsSaid()) sayJson(failure(error, status));
    return status;
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

const asksForJson = (words: readonly string[]): boolean => {
  const end = words.indexOf("--");
  return (end < 0 ? words : words.slice(0, end)).includes("--json");
};

/** What `--json` prints where there is no result. */
const failure = (error: unknown, status: number) => ({
  error: {
    message: messageOf(error).replace(/^error: /, ""),
    status,
    ...(error instanceof InputError && { where: error.where, expected: error.expected }),
  },
});
