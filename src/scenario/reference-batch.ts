// What time, energy and money weigh where jobs arrive for ever: Eq. (3) and (4) on a batch of the scenario's jobs.
import type { EnergyScope } from "../model/charges.ts";
import { jobs } from "../model/jobs.ts";
import type { Network } from "../model/network.ts";
import { LOCAL, type Problem } from "../model/problem.ts";
import { type Score, type ScorePerUnit, scorePerUnit, type Weights } from "../model/score.ts";
import { type EmaxRule, worstCase } from "../model/worst-case.ts";
import { jobSources } from "./draw-world.ts";
import { classNames } from "./entities.ts";
import { drawNetwork } from "./network-draw.ts";
import type { Scenario } from "./scenario.ts";
import type { JobDraft } from "./world.ts";

/** Jobs that the batch holds at least; each source gives the same number. */
const JOBS = 1000;

/**
 * The batch that scores of live runs refer to: jobs of replication 0 as if they came together at time 0, on its network.
 * @param known that network, where it is drawn already
 */
export function referenceBatch(scenario: Scenario, seed: number | string = 1, known?: Network): Problem {
  const run = { seed, replication: 0 };
  const network = known ?? drawNetwork(scenario, run).network;
  const sources = jobSources(scenario, run);
  const each = Math.ceil(JOBS / Math.max(1, sources.length));
  const drafts: JobDraft[] = [];
  for (const source of sources) {
    let at = source.next(0);
    for (let k = 0; k < each && at < Number.POSITIVE_INFINITY; k++) {
      const draft: JobDraft = {
        number: LOCAL,
        device: 0,
        bits: 0,
        instructions: 0,
        outputBits: 0,
        deadline: 0,
        priority: 0,
        jobClass: 0,
      };
      source.draw(draft);
      drafts.push(draft);
      at = source.next(at);
    }
  }
  drafts.sort((a, b) => a.device - b.device);
  const column = (of: (draft: JobDraft) => number) => Float64Array.from(drafts, of);
  return {
    name: scenario.name ?? "scenario",
    network,
    jobs: jobs(network.devices, {
      device: Int32Array.from(drafts, ({ device }) => device),
      bits: column(({ bits }) => bits),
      instructions: column(({ instructions }) => instructions),
      outputBits: column(({ outputBits }) => outputBits),
      arrival: new Float64Array(drafts.length),
      deadline: column(({ deadline }) => deadline),
      priority: column(({ priority }) => priority),
      jobClass: Int32Array.from(drafts, ({ jobClass }) => jobClass),
      classes: classNames(scenario),
      allowed: null,
      id: (job) => `batch-${job + 1}`,
    }),
  };
}

/**
 * What a second, a joule and a unit of money add to the score of a live run. Tmax, Emax and CPmax are those of a batch of
 * at least 1,000 of the scenario's jobs (each source gives as many), times the number of jobs in it: so a job alone
 * weighs about as much as in an instance of one job. Our choice; the paper knows batches only.
 * @throws InputError when no device draws power and Eq. (4) is asked for
 */
export function batchScorePerUnit(
  batch: Problem,
  weight: Weights,
  score: Score,
  emax?: EmaxRule,
  energy?: EnergyScope,
): ScorePerUnit {
  const { perSecond, perJoule, perMoney } = scorePerUnit(worstCase(batch, emax, energy), weight, score);
  return {
    perSecond: perSecond * batch.jobs.count,
    perJoule: perJoule * batch.jobs.count,
    perMoney: perMoney * batch.jobs.count,
  };
}
