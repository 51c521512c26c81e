// The claims of the paper on the terminal: one line for each case, the verdict at its end.
import { alternativeNamed } from "../study/paper/setting.ts";
import { shownHolds, shownMeasure, shownNuance, shownSpread, VERDICT_MARKS } from "../study/paper/shown.ts";
import type { Judgement, Verdict } from "../study/paper/verdict.ts";
import { colours, terminalWidth } from "./terminal.ts";
import { drawnTable, type TextCell } from "./text-table.ts";

/** Measures of a claim that fit on the terminal; the report has all. */
const MEASURES = 2;

const COLOURS: Readonly<Record<Verdict, (text: string) => string>> = {
  reproduced: colours.green,
  "not reproduced": colours.red,
  "reproduced only with an option": colours.yellow,
};

/** The table, and below it under which options a claim holds that the default does not reproduce. */
export function claimLines(judged: readonly Judgement[]): string {
  const heads = ["claim", "case", "measure", "paper", "here: median (range)", "holds in", "verdict"];
  const rows: TextCell[][] = [];
  for (const { claim, verdict, findings } of judged) {
    for (const [index, found] of findings.entries()) {
      for (const [line, spread] of found.spreads.slice(0, MEASURES).entries()) {
        const { measure } = spread;
        const last = index === 0 && line === 0 ? `${VERDICT_MARKS[verdict]} ${verdict}` : "";
        const texts = [
          index === 0 && line === 0 ? claim.id : "",
          line === 0 ? (found.case.at(-1) ?? "") : "",
          measure.label,
          measure.paper === null ? "-" : shownMeasure(measure.paper, measure.unit),
          shownSpread(spread),
          line === 0 ? shownHolds(found) : "",
        ];
        rows.push([...texts.map((text) => ({ text })), { text: last, paint: COLOURS[verdict] }]);
      }
    }
  }
  const nuances = judged.flatMap((one) => {
    const nuance = shownNuance(one);
    return nuance === null ? [] : [`${one.claim.id}: ${nuance}`];
  });
  const notes = judged
    .filter((one) => one.onlyWith.length > 0)
    .map(
      ({ claim, onlyWith }) =>
        `${claim.id} holds with: ${onlyWith.map((id) => alternativeNamed(id).label).join("; ")}`,
    );
  const columns = heads.map((head) => ({ head, numeric: false }));
  const table = drawnTable({ columns, rows, paintHead: colours.bold }, terminalWidth());
  return [table, ...nuances, ...notes].join("\n");
}

/** The verdicts for programs. */
export const claimsJson = (judged: readonly Judgement[]) =>
  judged.map((one) => ({
    claim: one.claim.id,
    statement: one.claim.statement,
    verdict: one.verdict,
    nuance: shownNuance(one),
    onlyWith: one.onlyWith,
    cases: one.findings.map((found) => ({
      case: found.case,
      instances: found.instances,
      holds: found.holds,
      measures: found.spreads.map(({ measure, median, low, high }) => ({ ...measure, median, low, high })),
    })),
  }));
