// One unit of a study: one policy at one point, weight and replication. Its number says which, so any can be rerun alone.
import type { Plan } from "./plan.ts";

export interface Unit {
  readonly point: number;
  readonly replication: number;
  /** Index into the study's weights. */
  readonly weight: number;
  /** Index into the study's policies. */
  readonly policy: number;
}

type Shape = Pick<Plan, "weights" | "replications"> & {
  readonly resolved: { readonly policies: readonly unknown[] };
};

/** Policies change fastest: units of one instance stand together. */
export function unitNumber(plan: Shape, { point, replication, weight, policy }: Unit): number {
  return (
    ((point * plan.replications + replication) * plan.weights.length + weight) *
      plan.resolved.policies.length +
    policy
  );
}

export function unitAt(plan: Shape, number: number): Unit {
  const policies = plan.resolved.policies.length;
  const weights = plan.weights.length;
  const policy = number % policies;
  let rest = Math.floor(number / policies);
  const weight = rest % weights;
  rest = Math.floor(rest / weights);
  return {
    policy,
    weight,
    replication: rest % plan.replications,
    point: Math.floor(rest / plan.replications),
  };
}
