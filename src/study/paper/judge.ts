// Judges all claims: by the default setting first, and what that does not reproduce by each alternative.
import type { PaperCase } from "../../scenario/paper-cases.ts";
import type { Claim } from "./claims.ts";
import {
  ALTERNATIVE_INSTANCES,
  bears,
  claimsOf,
  type Open,
  type PaperPlan,
  SCREENING_INSTANCES,
} from "./plan.ts";
import { ALTERNATIVES, type Alternative } from "./setting.ts";
import type { MethodRow } from "./unit.ts";
import { type Finding, finding, type Judgement, judge, Rows, reproduced } from "./verdict.ts";

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const casesOf = (claim: Claim, plan: PaperPlan): PaperCase[] =>
  plan.cases.filter((paperCase) => claim.cases.includes(paperCase));

/** What each claim comes to under the default. */
export function defaultFindings(plan: PaperPlan, rows: readonly MethodRow[]): Map<Claim, Finding[]> {
  const table = new Rows(rows);
  return new Map(
    claimsOf(plan.cases).map((claim) => [
      claim,
      casesOf(claim, plan).map((paperCase) => finding(claim, paperCase, table, upTo(plan.instances))),
    ]),
  );
}

/** Claims that at least one case does not bear out. */
export const failedClaims = (findings: ReadonlyMap<Claim, readonly Finding[]>): Claim[] =>
  [...findings].filter(([, of]) => !reproduced(of)).map(([claim]) => claim);

/** A claim under an alternative; what the alternative does not change is taken from the default. */
function underAlternative(
  claim: Claim,
  alternative: Alternative,
  plan: PaperPlan,
  defaults: readonly MethodRow[],
  rows: readonly MethodRow[],
  most: number,
): Finding[] {
  const table = new Rows([...defaults, ...rows.filter((row) => row.alternative === alternative.id)]);
  const instances = upTo(Math.min(plan.instances, most));
  return casesOf(claim, plan).map((paperCase) => finding(claim, paperCase, table, instances));
}

/** Under which alternatives a claim may still come to hold in half: it held somewhere in the first instances of each case. */
export function openAfterScreening(
  plan: PaperPlan,
  defaults: readonly MethodRow[],
  screened: readonly MethodRow[],
): Open {
  return (alternative, claim) =>
    underAlternative(claim, alternative, plan, defaults, screened, SCREENING_INSTANCES).every(
      (found) => found.holds > 0,
    );
}

/**
 * The verdicts.
 * @param rows of the default setting
 * @param others of the alternatives, as `alternativeUnits` asks for them
 * @param open which of them were tried on more than the first instances
 */
export function judgements(
  plan: PaperPlan,
  rows: readonly MethodRow[],
  others: readonly MethodRow[],
  open: Open,
): Judgement[] {
  const findings = defaultFindings(plan, rows);
  const failed = new Set(failedClaims(findings));
  return [...findings].map(([claim, of]) => {
    if (!failed.has(claim)) return judge(claim, of);
    const bearing = ALTERNATIVES.filter((alternative) =>
      plan.cases.some((paperCase) => bears(alternative, claim, paperCase)),
    );
    const tried = bearing.map((alternative) => ({
      alternative: alternative.id,
      findings: underAlternative(
        claim,
        alternative,
        plan,
        rows,
        others,
        open(alternative, claim) ? ALTERNATIVE_INSTANCES : SCREENING_INSTANCES,
      ),
    }));
    return judge(claim, of, tried);
  });
}
