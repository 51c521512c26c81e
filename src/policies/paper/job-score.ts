// The score of a single job in guided search: its time and energy over those of running it on its device.
import { networkEnergy, serverEnergy } from "../../model/charges.ts";
import type { Objective } from "../../model/objective.ts";
import { scorePerUnit } from "../../model/score.ts";
import { downloadTime, localTime, uploadTime } from "../../model/times.ts";
import { waysOf } from "../../model/ways.ts";

/** Weights divided by Tmax and Emax as in the score, or bare (with eta for Eq. 4). */
export type OgsWeights = "as-score" | "bare";

/** Job scores as tables: (offload[j, c] + waiting x load) / local[j], where load is the server's up to and with j. */
export interface JobScore {
  /** n: wt' t + we' e of the job on its device. */
  readonly local: Float64Array;
  /** n x m: wt' x transfer time + we' x transfer energy (+ wc' x price). */
  readonly transfer: Float64Array;
  /** n: wt' + we' x idle power of the job's device, for each second of the server's load. */
  readonly waiting: Float64Array;
}

/**
 * The tables of (wt' t + we' e) / (wt' t_local + we' e_local). The paper says "based on its time and energy and
 * divided by the local worst time and energy"; the rest is our choice: an offloaded job takes its transfer and its
 * server's load up to and with it, and the energy of its transfer plus idling through that load.
 * Primes are the factors of time and energy in the chosen score (`as-score`), or wt and we themselves, with eta for
 * Eq. (4) but not divided by Tmax and Emax (`bare`).
 */
export function jobScore(of: Objective, weights: OgsWeights): JobScore {
  const { problem, worst } = of;
  const { jobs, network } = problem;
  const { count: n } = jobs;
  const { servers: m } = network;
  const perUnit = scorePerUnit(worst, of.weight, of.score);
  const bare = weights === "bare";
  const perSecond = perUnit.perSecond * (bare ? worst.Tmax : 1);
  const perJoule = perUnit.perJoule * (bare ? worst.Emax : 1);
  const perMoney = perUnit.perMoney * (bare ? worst.CPmax : 1);
  const ways = waysOf(network);
  const local = new Float64Array(n);
  const transfer = new Float64Array(n * m);
  const waiting = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const i = problem.jobs.device[j];
    local[j] = localTime(problem, j) * (perSecond + perJoule * problem.network.computePower[i]);
    waiting[j] = perSecond + perJoule * problem.network.idlePower[i];
    for (let c = 0; c < m; c++) {
      transfer[j * m + c] =
        uploadTime(problem, j, c) * (perSecond + perJoule * problem.network.transmitPower[i]) +
        downloadTime(problem, j, c) * (perSecond + perJoule * problem.network.receivePower[i]) +
        perMoney * problem.jobs.instructions[j] * problem.network.serverPrice[c];
      if (ways !== null) {
        const [bits, back] = [problem.jobs.bits[j], problem.jobs.outputBits[j]];
        transfer[j * m + c] +=
          perSecond * ways.time(i, c, bits, back) + perMoney * ways.price(i, c, bits, back);
      }
      if (worst.energy === "system")
        transfer[j * m + c] += perJoule * (networkEnergy(problem, j, c) + serverEnergy(problem, j, c));
    }
  }
  return { local, transfer, waiting };
}
