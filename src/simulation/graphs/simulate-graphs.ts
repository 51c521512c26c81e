// Simulates jobs that are graphs, and what there is to say of the run.

import type { GraphRates } from "../../graphs/evaluation.ts";
import { jobSetting } from "../../graphs/job-setting.ts";
import type { GraphMethod } from "../../graphs/methods/index.ts";
import { readyAt } from "../../graphs/schedule.ts";
import { nodeOf, type Setting } from "../../graphs/setting.ts";
import type { Stream } from "../../model/policy.ts";
import type { Joules, Money, Seconds } from "../../units.ts";
import { BUSY_AREA, STATION_REALS } from "../state/station-table.ts";
import type { TaskTimes } from "./graph-jobs.ts";
import { type GraphPlacing, GraphRun, type GraphRunOptions } from "./graph-run.ts";

export interface GraphRunResult {
  readonly makespan: Seconds;
  readonly completed: number;
  readonly lost: number;
  readonly unfinished: number;
  readonly meanResponse: Seconds;
  /** J of the devices. */
  readonly energy: Joules;
  readonly energyByDevice: Float64Array;
  readonly networkEnergy: Joules;
  readonly price: Money;
  /** s of core time, by server. */
  readonly serverBusy: Float64Array;
  readonly tasksDone: number;
  readonly events: number;
  readonly times: TaskTimes;
}

/** A run of the tasks of a setting. @throws InputError */
export function simulateGraphs(
  of: Setting,
  placing: GraphPlacing,
  options: GraphRunOptions = {},
): GraphRunResult {
  const run = new GraphRun(of, placing, options).run();
  const { times, engine, stations, numbers } = run;
  const { network, jobs } = of.problem;
  let [makespan, completed, lost, responses] = [0, 0, 0, 0];
  for (let j = 0; j < jobs.count; j++) {
    if (times.lostBy[j] >= 0) lost++;
    else if (!Number.isNaN(times.jobDone[j])) {
      completed++;
      responses += times.jobDone[j] - jobs.arrival[j];
      makespan = Math.max(makespan, times.jobDone[j]);
    }
  }
  const energyByDevice = Float64Array.from(
    { length: network.devices },
    (_, i) => run.meter.read(i, engine.now).energy,
  );
  let tasksDone = 0;
  for (const finished of times.finished) if (!Number.isNaN(finished)) tasksDone++;
  return {
    makespan,
    completed,
    lost,
    unfinished: jobs.count - completed - lost,
    meanResponse: responses / completed,
    energy: energyByDevice.reduce((sum, one) => sum + one, 0),
    energyByDevice,
    networkEnergy: run.legs?.energy() ?? 0,
    price: run.price,
    serverBusy: Float64Array.from(
      { length: network.servers },
      (_, c) => stations.real[numbers.server(c) * STATION_REALS + BUSY_AREA],
    ),
    tasksDone,
    events: engine.fired,
    times,
  };
}

/** Plans each job at its arrival by a method, with what is promised to the nodes by then as their backlog. */
export function planAtArrival(
  of: Setting,
  method: GraphMethod,
  rates: GraphRates,
  stream: Stream,
): GraphPlacing {
  return {
    plan: (job, now, backlog, places) => {
      const alone = jobSetting(of, job, now);
      const { places: chosen } = method({ of: alone, rates, stream, backlog: Float64Array.from(backlog) });
      places.set(chosen, of.graphs.firstOfJob[job]);
    },
  };
}

/** Places each task, once those that it waits for are done, where it would end first with the backlogs of then. */
export function leastFinish(of: Setting): GraphPlacing {
  const finish = new Float64Array(of.tasks);
  return {
    place: (task, now, backlog, places) => {
      let [best, least] = [-1, Number.POSITIVE_INFINITY];
      const { graphs } = of;
      for (let k = graphs.inputs.first[task]; k < graphs.inputs.first[task + 1]; k++) {
        const producer = graphs.producer[graphs.inputs.item[k]];
        if (producer >= 0) finish[producer] = now;
      }
      for (let p = 0; p < of.places; p++) {
        if (of.allowed[task * of.places + p] === 0) continue;
        const ready = Math.max(now, readyAt(of, task, p, places, finish), backlog[nodeOf(of, task, p)]);
        const end = ready + of.duration[task * of.places + p];
        if (end < least) [best, least] = [p, end];
      }
      return best;
    },
  };
}
