// From observations over instances to a verdict: a claim is reproduced in a case if it holds in at least half of them.
import type { Method } from "../../policies/catalogue.ts";
import type { PaperCase } from "../../scenario/paper-cases.ts";
import type { Claim, Lookup, Measure, Observation } from "./claims.ts";
import type { MethodRow } from "./unit.ts";

/** Share of the instances in which a claim must hold. */
export const HALF = 0.5;

export interface Spread {
  readonly measure: Measure;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** A claim in one case under one setting. */
export interface Finding {
  readonly claim: Claim;
  readonly case: PaperCase;
  readonly instances: number;
  /** Share of the instances in which it holds. */
  readonly holds: number;
  readonly spreads: readonly Spread[];
}

/** Median: the mean of the two middle values of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rows by instance, weight and method. */
export class Rows {
  readonly #rows = new Map<string, MethodRow>();

  constructor(rows: readonly MethodRow[]) {
    for (const row of rows) this.#rows.set(Rows.#key(row.case, row.instance, row.wt, row.method), row);
  }

  static #key = (paperCase: string, instance: number, wt: number, method: Method) =>
    `${paperCase} ${instance} ${wt} ${method}`;

  /** @throws RangeError when the row was not computed */
  lookup(paperCase: PaperCase, instance: number): Lookup {
    return (wt, method) => {
      const row = this.#rows.get(Rows.#key(paperCase, instance, wt, method));
      if (row === undefined)
        throw new RangeError(`${paperCase}, instance ${instance}: no ${method} at wt ${wt}`);
      return row;
    };
  }
}

/** What a claim comes to in a case, over its instances. */
export function finding(
  claim: Claim,
  paperCase: PaperCase,
  rows: Rows,
  instances: readonly number[],
): Finding {
  const observed: Observation[] = instances.map((instance) =>
    claim.observe(rows.lookup(paperCase, instance), paperCase),
  );
  return {
    claim,
    case: paperCase,
    instances: instances.length,
    holds: observed.filter((one) => one.holds).length / instances.length,
    spreads: claim.measures(paperCase).map((measure, index) => {
      const values = observed.map((one) => one.values[index]);
      return { measure, median: median(values), low: Math.min(...values), high: Math.max(...values) };
    }),
  };
}

/** Does the claim hold in at least half of the instances of each of its cases? */
export const reproduced = (findings: readonly Finding[]): boolean =>
  findings.length > 0 && findings.every((one) => one.holds >= HALF);

export type Verdict = "reproduced" | "not reproduced" | "reproduced only with an option";

export interface Judgement {
  readonly claim: Claim;
  readonly verdict: Verdict;
  /** One for each case that was run. */
  readonly findings: readonly Finding[];
  /** Alternatives that were tried, and what came of them; empty where the default reproduces the claim. */
  readonly tried: readonly { readonly alternative: string; readonly findings: readonly Finding[] }[];
  /** Those under which the claim is reproduced. */
  readonly onlyWith: readonly string[];
}

/** The verdict on a claim, from the default and, where that fails, from each alternative. */
export function judge(claim: Claim, findings: readonly Finding[], tried: Judgement["tried"] = []): Judgement {
  const onlyWith = tried.filter((one) => reproduced(one.findings)).map((one) => one.alternative);
  const verdict: Verdict = reproduced(findings)
    ? "reproduced"
    : onlyWith.length > 0
      ? "reproduced only with an option"
      : "not reproduced";
  return { claim, verdict, findings, tried, onlyWith };
}
