// How numbers of the reproduction are printed, on the terminal and in the report alike.
import type { Measure } from "./claims.ts";
import type { Finding, Judgement, Spread, Verdict } from "./verdict.ts";

const significant = (value: number): string =>
  value === 0 ? "0" : Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));

/** A number in its measure's unit: 0.0213 as "2.1 %". A minus that rounds to zero is dropped. */
export function shownMeasure(value: number, unit: Measure["unit"]): string {
  if (unit === "%") return `${(100 * value).toFixed(1).replace(/^-0\.0$/, "0.0")} %`;
  if (unit === "s") return `${significant(value)} s`;
  if (unit === "1") return significant(value);
  return String(Number(value.toFixed(1)));
}

/** "2.1 % (0.0 - 4.0)", or the value alone when all are equal. */
export function shownSpread({ measure, median, low, high }: Spread): string {
  const bare = (value: number) => shownMeasure(value, measure.unit).replace(/ [%s]$/, "");
  const value = shownMeasure(median, measure.unit);
  return low === high ? value : `${value} (${bare(low)} – ${bare(high)})`;
}

/** "27 of 30". */
export const shownHolds = ({ holds, instances }: Finding): string =>
  `${Math.round(holds * instances)} of ${instances}`;

/** A distance below this share of the paper's is told beside the verdict. */
const MUCH_SMALLER = 0.5;

/** What a verdict does not say: that the order holds and the distance is smaller; null where there is nothing to add. */
export function shownNuance({ claim, verdict, findings }: Judgement): string | null {
  if (claim.statesDistance !== true || verdict !== "reproduced") return null;
  const distances = findings.flatMap(({ spreads }) =>
    spreads.filter(({ measure }) => measure.unit === "%" && measure.paper !== null),
  );
  if (!distances.every(({ measure, median }) => median < MUCH_SMALLER * measure.paper!)) return null;
  const here = distances.map(({ median }) => shownMeasure(median, "%")).join(" and ");
  const there = distances.map(({ measure }) => shownMeasure(measure.paper!, "%")).join(" and ");
  return `the order holds; the distance is smaller: ${here}, where the paper has ${there}`;
}

/** A mark that can be told without colour. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = {
  reproduced: "✓",
  "not reproduced": "✗",
  "reproduced only with an option": "◐",
};

/** Score, gap or share with so many digits after the point. */
export const fixed = (value: number, digits: number): string =>
  value.toFixed(digits).replace(/^-(0(\.0+)?)$/, "$1");
