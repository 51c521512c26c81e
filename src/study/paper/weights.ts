// The weights on time at which the paper's figures and claims stand.

/** 0, 0.05 ... 1, as the figures have them. */
export const FIGURE_WEIGHTS: readonly number[] = Array.from({ length: 21 }, (_, step) => (step * 5) / 100);

/** Every second of them, where all policies are compared over the whole range. */
export const RANGE_WEIGHTS: readonly number[] = FIGURE_WEIGHTS.filter((_, step) => step % 2 === 0);

/** The weight that the paper's distributions are drawn at. */
export const MIDDLE_WEIGHT = 0.5;

/**
 * Where the optimum is followed over the whole range in every instance. The score of an allocation is linear in the
 * weight, so the optimum's is concave: if it does not rise on the first step of 0.05, it rises nowhere.
 */
export const TREND_WEIGHTS: readonly number[] = [0, 0.05, 0.25, MIDDLE_WEIGHT, 0.75, 1];

/** Both ends and the middle: where the claims compare all policies. */
export const CLAIM_WEIGHTS: readonly number[] = [0, MIDDLE_WEIGHT, 1];
