// The claims of the paper on the terminal: one line for each case, the verdict at its end.
import Table from "cli-table3";
import { alternativeNamed } from "../study/paper/setting.ts";
import { shownHolds, shownMeasure, shownSpread, VERDICT_MARKS } from "../study/paper/shown.ts";
import type { Judgement, Verdict } from "../study/paper/verdict.ts";
import { colours } from "./terminal.ts";

/** Measures of a claim that fit on the terminal; the report has all. */
const MEASURES = 2;

const COLOURS: Readonly<Record<Verdict, (text: string) => string>> = {
  reproduced: colours.green,
  "not reproduced": colours.red,
  "reproduced only with an option": colours.yellow,
};

/** The table, and below it under which options a claim holds that the default does not reproduce. */
export function claimLines(judged: readonly Judgement[]): string {
  const table = new Table({
    head: ["claim", "case", "measure", "paper", "here: median (range)", "holds in", "verdict"].map((name) =>
      colours.bold(name),
    ),
    style: { head: [], border: [], compact: true },
  });
  for (const { claim, verdict, findings } of judged) {
    for (const [index, found] of findings.entries()) {
      const spreads = found.spreads.slice(0, MEASURES);
      table.push([
        index === 0 ? claim.id : "",
        found.case.at(-1) ?? "",
        spreads.map(({ measure }) => measure.label).join("\n"),
        spreads
          .map(({ measure }) => (measure.paper === null ? "-" : shownMeasure(measure.paper, measure.unit)))
          .join("\n"),
        spreads.map(shownSpread).join("\n"),
        shownHolds(found),
        index === 0 ? COLOURS[verdict](`${VERDICT_MARKS[verdict]} ${verdict}`) : "",
      ]);
    }
  }
  const notes = judged
    .filter((one) => one.onlyWith.length > 0)
    .map(
      ({ claim, onlyWith }) =>
        `${claim.id} holds with: ${onlyWith.map((id) => alternativeNamed(id).label).join("; ")}`,
    );
  return [table.toString(), ...notes].join("\n");
}

/** The verdicts for programs. */
export const claimsJson = (judged: readonly Judgement[]) =>
  judged.map(({ claim, verdict, findings, onlyWith }) => ({
    claim: claim.id,
    statement: claim.statement,
    verdict,
    onlyWith,
    cases: findings.map((found) => ({
      case: found.case,
      instances: found.instances,
      holds: found.holds,
      measures: found.spreads.map(({ measure, median, low, high }) => ({ ...measure, median, low, high })),
    })),
  }));
