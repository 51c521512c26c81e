// The score of a schedule from below as a sum: what each task and each move adds at least, and a rate for the last finish.
// Idle power flows while a job is unfinished and its device does nothing: where one device has all jobs from time 0 on (or
// idle power always flows), it is folded into the rate of time, and what computes or transfers draws that much less.
import type { GraphRates } from "./evaluation.ts";
import type { Setting } from "./setting.ts";

export interface LinearCosts {
  /** Score a second of makespan. */
  readonly perSecond: number;
  /** N x P: score of running a task at a place, its time left out; Infinity where it may not run. */
  readonly task: Float64Array;
  /** Score of moving a datum, its time left out. */
  readonly move: (datum: number, from: number, to: number) => number;
}

export function linearCosts(of: Setting, rates: GraphRates): LinearCosts {
  const { network, jobs } = of.problem;
  const { perSecond, perJoule, perMoney } = rates;
  const users = new Set(jobs.device);
  const isAlone = users.size === 1 && jobs.arrival.every((at) => at === 0);
  const always = network.idle === "always";
  const drawsMore = [...users].every(
    (i) =>
      network.idlePower[i] <=
      Math.min(network.computePower[i], network.transmitPower[i], network.receivePower[i]),
  );
  const folds = (isAlone || always) && drawsMore;
  const idle = (device: number) => (folds ? network.idlePower[device] : 0);
  let watts = 0;
  if (folds) for (const i of always ? network.idlePower.keys() : users) watts += network.idlePower[i];
  const { graphs, places } = of;
  const task = new Float64Array(of.tasks * places);
  for (let t = 0; t < of.tasks; t++) {
    const device = graphs.device[t];
    for (let p = 0; p < places; p++) {
      const at = t * places + p;
      if (of.allowed[at] === 0) task[at] = Number.POSITIVE_INFINITY;
      else if (p === 0)
        // Several cores that compute at once draw the power of one.
        task[at] =
          (perJoule * (network.computePower[device] - idle(device)) * of.duration[at]) /
          network.deviceCores[device];
      else task[at] = perMoney * (graphs.instructions[t] || 0) * network.serverPrice[p - 1];
    }
  }
  return {
    perSecond: perSecond + perJoule * watts,
    task,
    move: (datum, from, to) => {
      if (from === to || graphs.bits[datum] === 0) return 0;
      const job = graphs.dataJob[datum];
      const device = jobs.device[job];
      const table = of.jobMoves(job);
      const at = from * places + to;
      const draw =
        table.up[at] * (network.transmitPower[device] - idle(device)) +
        table.down[at] * (network.receivePower[device] - idle(device));
      return graphs.bits[datum] * (perJoule * draw + perMoney * table.pricePerBit[at]);
    },
  };
}
