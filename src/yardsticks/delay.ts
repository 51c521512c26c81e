// What prices make of one visit: the least that its waiting and its payments can come to.
import type { PriceCurves } from "./price-curves.ts";

/**
 * The least of `weight x (how late the mean busy time is) + what the service costs at its prices`, over all ways to spread
 * the service of a visit over time, from its release on and at most one core at once.
 *
 * Whoever has a share u of the service behind him is at release + u at the earliest, so that the integral over u of
 * F(u) = min over t >= u of f(t), f(t) = slope x t + price(release + t), slope = weight / service, is never above it.
 * The integral of slope x u is taken off: so much is due without any prices.
 *
 * @param load where the core-seconds that such a visit takes are added up by node; null: nowhere
 */
export function delayCost(
  { time, price, last, start }: PriceCurves,
  visit: number,
  release: number,
  service: number,
  weight: number,
  load: Float64Array | null,
): number {
  const first = start[visit];
  if (first < 0) return 0;
  const slope = weight / service;
  let end = first;
  while (last[end] === 0 && time[end + 1] - release < service) end++;
  // F at the end of the service, and where that is: at a node, or (-1) at the end itself.
  let right: number;
  let rightValue: number;
  let least: number;
  let at = -1;
  let segment = end;
  let shareAtEnd = 0;
  if (last[end] === 1) {
    // Beyond the stretch there is no price, and so nothing to add.
    right = time[end] - release;
    rightValue = slope * right;
    least = rightValue;
    at = end;
    segment = end - 1;
  } else {
    right = service;
    shareAtEnd = (release + service - time[end]) / (time[end + 1] - time[end]);
    rightValue = slope * service + price[end] + shareAtEnd * (price[end + 1] - price[end]);
    least = rightValue;
    for (let node = end + 1; ; node++) {
      const due = slope * (time[node] - release);
      if (due >= least) break;
      const value = due + price[node];
      if (value < least) {
        least = value;
        at = node;
      }
      if (last[node] === 1) break;
    }
  }
  let total = 0;
  for (; segment >= first; segment--) {
    const width = time[segment + 1] - time[segment];
    const left = segment === first ? 0 : time[segment] - release;
    const leftPrice =
      segment === first
        ? price[segment] + ((release - time[segment]) / width) * (price[segment + 1] - price[segment])
        : price[segment];
    const leftValue = slope * left + leftPrice;
    // Up to `cross` the service takes place as early as it can, from there on where f is least later.
    const rises = leftValue < least && rightValue > leftValue;
    const cross = rises ? left + ((least - leftValue) / (rightValue - leftValue)) * (right - left) : left;
    total += ((leftValue + least) / 2) * (cross - left) + least * (right - cross);
    total -= (slope * (right - left) * (right + left)) / 2;
    if (load !== null) {
      if (at >= 0) load[at] += right - cross;
      else {
        load[end] += (1 - shareAtEnd) * (right - cross);
        load[end + 1] += shareAtEnd * (right - cross);
      }
      const share = ((left + cross) / 2 + release - time[segment]) / width;
      load[segment] += (1 - share) * (cross - left);
      load[segment + 1] += share * (cross - left);
    }
    if (leftValue < least) {
      least = leftValue;
      at = segment;
    }
    right = left;
    rightValue = leftValue;
  }
  return Math.max(0, total);
}
