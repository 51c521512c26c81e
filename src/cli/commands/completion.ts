// `completion`: a script for the shell, made from the commands as they are.
import { Argument, type Command } from "@commander-js/extra-typings";
import { LIVE_POLICIES, METHODS } from "../../policies/catalogue.ts";
import { PAPER_CASES } from "../../scenario/paper-cases.ts";
import { type CompletedCommand, completionScript, SHELLS } from "../completion-script.ts";
import { say } from "../terminal.ts";

/** Names that stand where a file may stand, too. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "--method": METHODS,
  "--plan": METHODS,
  "--policy": LIVE_POLICIES,
};
const WORLDS = ["world", "scenario", "cases"];

/** What there is to complete of each command. */
function described(program: Command): CompletedCommand[] {
  return program.commands.map((command) => {
    const { registeredArguments: places } = command;
    const words = places.flatMap((place) =>
      WORLDS.includes(place.name()) ? [...PAPER_CASES] : [...(place.argChoices ?? [])],
    );
    return {
      name: command.name(),
      does: command.description(),
      words,
      files: places.some((place) => place.argChoices === undefined),
      options: command.options
        .filter((option) => !option.hidden)
        .map((option) => ({
          long: option.long ?? option.flags,
          does: option.description,
          takesValue: option.required || option.optional,
          values: option.argChoices ?? NAMES[option.long ?? ""] ?? [],
          files:
            option.argChoices === undefined &&
            !/<(number|seconds|weight|p|jobs|servers|share)>/.test(option.flags),
        })),
    };
  });
}

export function completionCommand(program: Command): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "for which shell").choices(SHELLS))
    .action((shell) => say(completionScript(shell, described(program))));
}
