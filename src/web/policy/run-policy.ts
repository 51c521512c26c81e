// Compiles the user's own policy and lets it take part in the comparison.
import { signal } from "@preact/signals";
import { OWN } from "../setup/methods.ts";
import { compiled, EXAMPLE } from "../state/own-policy.ts";
import { closedFormHolds } from "../state/results.ts";
import { change, MOST_METHODS, settings } from "../state/settings.ts";
import type { CheckReport } from "./checker.ts";
import { askChecker } from "./checking.ts";

/** What the checker said last. */
export const checked = signal<CheckReport | null>(null);

/** Counts the texts that came from outside: the editor opens anew for each. */
export const textVersion = signal(0);

/** The text in the editor: what a link or a file brought, or the example. */
export const text = () => settings.peek().code ?? EXAMPLE;

/** Compiles what stands in the editor and runs it beside the others. */
export async function runPolicy(live: boolean): Promise<void> {
  const code = text();
  const found = await askChecker({ kind: "check", text: code });
  checked.value = found;
  if (found.compiled === null) return;
  const method = live ? `live:${OWN}` : OWN;
  const { methods } = settings.peek();
  const at = methods.findIndex((id) => id.endsWith(OWN));
  const place = at >= 0 ? at : methods.length < MOST_METHODS ? methods.length : MOST_METHODS - 1;
  const next = [...methods];
  next[place] = method;
  compiled.value = { ...found.compiled, of: code };
  change({ code, methods: next, shown: place });
}

/** Takes the text of a policy file: it stands in the editor and runs. */
export async function takePolicy(code: string): Promise<void> {
  change({ code, tab: "policy" });
  textVersion.value++;
  await runPolicy(!closedFormHolds.peek());
}
