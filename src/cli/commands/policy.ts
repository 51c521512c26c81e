// `policy`: checks a policy file on small worlds before a study is built on it.
import type { Command } from "@commander-js/extra-typings";
import { readPolicyFile } from "../../io/policy-file.ts";
import { InputError } from "../../model/input-error.ts";
import { jsonOption } from "../options.ts";
import { checkPolicy } from "../policy-check.ts";
import { checkTypes } from "../policy-types.ts";
import { columnsTable, say, sayJson } from "../terminal.ts";

export function policyCommand(program: Command): void {
  program
    .command("policy")
    .argument("<file>", "policy file (.ts or .js)")
    .addOption(jsonOption())
    .action(async (file, options) => {
      const make = await readPolicyFile(file);
      // Taken now: the check watches who asks for the clock by its name.
      const clock = performance.now.bind(performance);
      const checks = [await checkTypes(file), ...checkPolicy(make, () => clock() / 1000)];
      const failed = checks.filter(({ fault }) => fault !== null);
      if (options.json) sayJson({ policy: file, passed: failed.length === 0, checks });
      else {
        say(
          columnsTable(
            ["check", "verdict", "what"],
            checks.map(({ check, fault, note }) => [
              check,
              fault === null ? "passed" : "FAILED",
              fault ?? note,
            ]),
          ),
        );
      }
      if (failed.length > 0) {
        throw new InputError(
          file,
          "a policy that passes all checks",
          `${failed.length} that fail: ${failed[0].fault}`,
        );
      }
    });
}
