// `periodic-prices`: every T seconds, optimal prices of the servers for the jobs of the last T seconds; a job pays them.
import type { Costs } from "../model/objective.ts";
import type { PlaceJob, View } from "../model/policy.ts";
import { LOCAL } from "../model/problem.ts";
import { prices } from "../optimum/prices.ts";
import { bestPlace, isUsable } from "./choosing.ts";
import { localCost, transferCost } from "./expected-score.ts";
import { toLeastScore } from "./least-score.ts";
import { durationOr } from "./option.ts";
import { policyModule } from "./policy-module.ts";

/** Most jobs that one solve looks at; of a busier period, the first ones. */
const MOST = 2000;

/** Costs and loads of the jobs of a period, and of the backlog that each server carries. */
class Window {
  readonly local: number[] = [];
  readonly cost: number[] = [];
  readonly load: number[] = [];
  /** sum_i P_i^Idle over the devices that had jobs. */
  readonly idlePower = new Map<number, number>();

  add(device: number, view: View): void {
    if (this.local.length >= MOST) return;
    const { perMoney } = view.score;
    this.idlePower.set(device, view.idlePower);
    this.local.push(view.canUse(LOCAL) ? localCost(view) : Number.POSITIVE_INFINITY);
    for (let c = 0; c < view.servers; c++) {
      this.cost.push(
        isUsable(view, c) ? transferCost(view, c) + perMoney * view.price(c) : Number.POSITIVE_INFINITY,
      );
      this.load.push(view.serviceTime(c));
    }
  }
}

/** The closed form's assignment problem of a window; each server's backlog is one more job that only it may take. */
function costsOf(window: Window, view: View): Costs {
  const m = view.servers;
  const jobs = window.local.filter((_, j) => canGo(window, j, m)).length;
  const n = jobs + m;
  const localCost = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const offloadCost = new Float64Array(n * m).fill(Number.POSITIVE_INFINITY);
  const load = new Float64Array(n * m);
  let at = 0;
  for (let j = 0; j < window.local.length; j++) {
    if (!canGo(window, j, m)) continue;
    localCost[at] = window.local[j];
    for (let c = 0; c < m; c++) {
      offloadCost[at * m + c] = window.cost[j * m + c];
      load[at * m + c] = window.load[j * m + c];
    }
    at++;
  }
  for (let c = 0; c < m; c++) {
    offloadCost[(jobs + c) * m + c] = 0;
    load[(jobs + c) * m + c] = view.backlog(c);
  }
  let idle = 0;
  for (const watts of window.idlePower.values()) idle += watts;
  const { perSecond, perJoule } = view.score;
  return {
    jobs: n,
    servers: m,
    localCost,
    offloadCost,
    load,
    makespanWeight: perSecond + perJoule * idle,
  };
}

/** A job with no place at all (its servers were down) takes no part. */
function canGo(window: Window, j: number, m: number): boolean {
  if (window.local[j] < Number.POSITIVE_INFINITY) return true;
  for (let c = 0; c < m; c++) if (window.cost[j * m + c] < Number.POSITIVE_INFINITY) return true;
  return false;
}

/**
 * Re-solves every `period` seconds. A job goes where its cost plus price x load is least; until the first solve, by
 * least-score.
 * @param period T, s
 */
function atPrices(period: number): PlaceJob {
  let window = new Window();
  let price: Float64Array | null = null;
  /** When prices are found anew; counted from the first job. */
  let next: number | null = null;
  const cost = (view: View, place: number): number =>
    place === LOCAL
      ? localCost(view)
      : transferCost(view, place) +
        view.score.perMoney * view.price(place) +
        price![place] * view.serviceTime(place);
  return (job, view, stream) => {
    next ??= view.now + period;
    if (view.now >= next) {
      if (window.local.length > 0) price = prices(costsOf(window, view)).prices;
      window = new Window();
      next = view.now + period;
    }
    window.add(job.device, view);
    return price === null ? toLeastScore(job, view, stream) : bestPlace(view, cost);
  };
}

export const periodicPrices = policyModule({
  name: "periodic-prices",
  rule: "every 60 s optimal prices of the servers for the jobs of the last period; a job goes where cost plus price is least",
  reason: () => "Periodic prices takes the cheapest place at the server prices of the last solve.",
  options: { period: durationOr(60, "periodic-prices: time between two solves") },
  live: ({ period }) => atPrices(period),
});
