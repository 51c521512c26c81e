// Birth-death chains: the stationary probabilities that finite queues, finite sources and impatience share.

/**
 * Stationary probabilities of a chain on 0, 1, ..., n: p(k) proportional to the product of birth(j-1) / death(j) over
 * j = 1..k. Kleinrock 1975, Queueing Systems I, eq. 3.11. Scaled as it goes, so nothing overflows.
 * @param birth rate from k to k + 1
 * @param death rate from k to k - 1
 * @param states n + 1, or fewer where the chain is cut: stops once a further state has less than 1e-18 of the sum and
 *   probabilities fall
 */
export function stationary(
  birth: (k: number) => number,
  death: (k: number) => number,
  states: number,
): Float64Array {
  const weights = [1];
  let sum = 1;
  for (let k = 1; k < states; k++) {
    const weight = (weights[k - 1] * birth(k - 1)) / death(k);
    weights.push(weight);
    sum += weight;
    if (sum > 1e250) {
      for (let j = 0; j <= k; j++) weights[j] /= sum;
      sum = 1;
    }
    if (weights[k] < 1e-18 * sum && weights[k] <= weights[k - 1]) break;
  }
  return Float64Array.from(weights, (weight) => weight / sum);
}

/** Sum of f(k) p(k). */
export function expectation(probabilities: Float64Array, of: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++) sum += probabilities[k] * of(k);
  return sum;
}
