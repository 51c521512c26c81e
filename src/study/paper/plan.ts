// What is computed: the first instance of each case in full, the others as far as the claims look, then alternatives.
import { METHODS, type Method } from "../../policies/catalogue.ts";
import type { PaperCase } from "../../scenario/paper-cases.ts";
import { CLAIMS, type Claim, methodsNeeded, weightsNeeded } from "./claims.ts";
import { ALTERNATIVES, type Alternative } from "./setting.ts";
import type { PaperUnit } from "./unit.ts";
import { FIGURE_WEIGHTS } from "./weights.ts";

export interface PaperPlan {
  readonly cases: readonly PaperCase[];
  /** Instances of each case. */
  readonly instances: number;
  readonly seed: number;
  /** Iterations of each policy, of which the best counts. */
  readonly iterations: number;
}

/** Instances on which an alternative is tried, where there are as many. */
export const ALTERNATIVE_INSTANCES = 5;

/** An alternative under which a claim holds in none of these cannot reach half of all: it is not tried further. */
export const SCREENING_INSTANCES = 3;

/** Is a claim worth trying further under an alternative? */
export type Open = (alternative: Alternative, claim: Claim) => boolean;

/** Weights of the first instance that go together into a unit: few, so that all cores share the work. */
const WEIGHTS_A_UNIT = 3;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Instance 0 of a case: all methods at all weights, in several units. */
function firstInstance(plan: PaperPlan, paperCase: PaperCase): PaperUnit[] {
  const parts = Math.ceil(FIGURE_WEIGHTS.length / WEIGHTS_A_UNIT);
  return numbers(parts).map((part) => ({
    case: paperCase,
    instance: 0,
    seed: plan.seed,
    iterations: plan.iterations,
    alternative: null,
    keep: true,
    tasks: FIGURE_WEIGHTS.slice(part * WEIGHTS_A_UNIT, (part + 1) * WEIGHTS_A_UNIT).map((wt) => ({
      wt,
      methods: METHODS,
    })),
  }));
}

/** The claims that can be judged from the cases that are run. */
export const claimsOf = (cases: readonly PaperCase[]): Claim[] =>
  CLAIMS.filter((claim) => claim.cases.some((one) => cases.includes(one)));

/** All units under the default setting; the largest first, so that none is left over at the end. */
export function defaultUnits(plan: PaperPlan): PaperUnit[] {
  const claims = claimsOf(plan.cases);
  const others = [...plan.cases].reverse().flatMap((paperCase) =>
    numbers(plan.instances)
      .slice(1)
      .map((instance) => ({
        case: paperCase,
        instance,
        seed: plan.seed,
        iterations: plan.iterations,
        alternative: null,
        keep: false,
        tasks: weightsNeeded(claims, paperCase).map((wt) => ({
          wt,
          methods: methodsNeeded(claims, paperCase, wt),
        })),
      })),
  );
  return [...plan.cases]
    .reverse()
    .flatMap((paperCase) => firstInstance(plan, paperCase))
    .concat(others);
}

/** Does the alternative change anything that the claim looks at, in a case? */
export function bears(alternative: Alternative, claim: Claim, paperCase: PaperCase): boolean {
  if (!claim.cases.includes(paperCase)) return false;
  if (alternative.cases !== undefined && !alternative.cases.includes(paperCase)) return false;
  if (alternative.affects === "all") return true;
  if (alternative.affects === "simulation") return claim.simulated;
  return alternative.affects.some((policy) => claim.methods.includes(policy));
}

/** Those of the methods that an alternative changes; the others are as under the default. */
export const changed = (alternative: Alternative, methods: readonly Method[]): Method[] =>
  methods.filter((method) =>
    typeof alternative.affects === "string" ? true : alternative.affects.some((one) => one === method),
  );

/**
 * Units that try alternatives on the claims that the default does not reproduce: the first instances under each, or the
 * others where it is worth it.
 */
export function alternativeUnits(plan: PaperPlan, failed: readonly Claim[], open?: Open): PaperUnit[] {
  const screened = Math.min(plan.instances, SCREENING_INSTANCES);
  const all = numbers(Math.min(plan.instances, ALTERNATIVE_INSTANCES));
  const instances = open === undefined ? all.slice(0, screened) : all.slice(screened);
  return ALTERNATIVES.flatMap((alternative) =>
    plan.cases.flatMap((paperCase) => {
      const claims = failed.filter(
        (claim) => bears(alternative, claim, paperCase) && (open?.(alternative, claim) ?? true),
      );
      const tasks = weightsNeeded(claims, paperCase)
        .map((wt) => ({ wt, methods: changed(alternative, methodsNeeded(claims, paperCase, wt)) }))
        .filter((task) => task.methods.length > 0);
      if (tasks.length === 0) return [];
      return instances.map((instance) => ({
        case: paperCase,
        instance,
        seed: plan.seed,
        iterations: plan.iterations,
        alternative: alternative.id,
        keep: false,
        tasks,
      }));
    }),
  );
}
