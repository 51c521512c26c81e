// The run of an instance with graphs that `simulate` was asked for, and what there is to say of it.
import { graphRates, graphWorst } from "../graphs/evaluation.ts";
import { graphMethod } from "../graphs/methods/index.ts";
import { type Placement, readPlacement } from "../graphs/schedule-file.ts";
import { setting, tasksOf } from "../graphs/setting.ts";
import { readJson } from "../io/files.ts";
import { readGraphMethod } from "../io/graph-method-file.ts";
import { isPolicyFile } from "../io/policy-file.ts";
import { InputError } from "../model/input-error.ts";
import type { Problem } from "../model/problem.ts";
import type { Weights } from "../model/score.ts";
import { stream } from "../random/stream.ts";
import { criticalPath } from "../simulation/graphs/critical-path.ts";
import type { GraphPlacing } from "../simulation/graphs/graph-run.ts";
import {
  type GraphRunResult,
  leastFinish,
  planAtArrival,
  simulateGraphs,
} from "../simulation/graphs/simulate-graphs.ts";
import { scheduleForm, solvedGraphs } from "./graphs.ts";

/** The policy that places task by task. */
export const LEAST_FINISH = "least-finish";

/** Jobs whose critical paths and tasks are told one by one. */
const TOLD = 20;

export interface GraphRunRequest {
  readonly allocation?: string | undefined;
  readonly plan?: string | undefined;
  readonly policy?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly weight: Weights;
  readonly seed: number;
  readonly replication: number;
  readonly horizon?: number | undefined;
}

/** How the run finds its places; with the closed form of a plan. */
async function placingOf(problem: Problem, asked: GraphRunRequest) {
  const { weight, seed, replication } = asked;
  if (asked.policy !== undefined) {
    if (asked.strict === true)
      throw new InputError("--strict", "a schedule: --allocation FILE or --plan METHOD", "--policy");
    const of = setting(problem, tasksOf(problem));
    if (asked.policy === LEAST_FINISH) return { of, placing: leastFinish(of), closed: null };
    const method = isPolicyFile(asked.policy)
      ? await readGraphMethod(asked.policy)
      : graphMethod(asked.policy, "--policy").schedule;
    const rates = graphRates(graphWorst(of), weight, problem.name);
    const source = stream({ seed, replication, purpose: "policy" });
    return { of, placing: planAtArrival(of, method, rates, source), closed: null };
  }
  let placement: Pick<Placement, "of" | "schedule" | "isOrdered">;
  let closed: ReturnType<typeof scheduleForm> | null = null;
  if (asked.plan !== undefined) {
    const found = await solvedGraphs(problem, { method: asked.plan, weight, seed, replication });
    placement = { ...found, isOrdered: true };
    closed = scheduleForm(found);
  } else placement = readPlacement(readJson(asked.allocation!), problem, asked.allocation!);
  if (asked.strict === true && !placement.isOrdered)
    throw new InputError("--strict", "a schedule with an order for each node", asked.allocation);
  const { of, schedule } = placement;
  const placing: GraphPlacing = {
    places: schedule.places,
    sequence: asked.strict === true ? schedule.sequence : null,
  };
  return { of, placing, closed };
}

/** A report of the run, with units. @throws InputError */
export async function simulatedGraphs(problem: Problem, asked: GraphRunRequest) {
  const { of, placing, closed } = await placingOf(problem, asked);
  const run = simulateGraphs(of, placing, asked.horizon === undefined ? {} : { horizon: asked.horizon });
  const { graphs } = of;
  const { network, jobs } = problem;
  const place = (p: number) => (p === 0 ? "local" : network.serverIds[p - 1]);
  const told = Array.from({ length: Math.min(TOLD, jobs.count) }, (_, j) => j);
  const end = Math.max(run.makespan, asked.horizon ?? 0);
  return {
    instance: problem.name,
    ...(asked.strict === true && { strict: true }),
    makespan_s: run.makespan,
    energy_J: run.energy,
    networkEnergy_J: run.networkEnergy,
    price: run.price,
    meanResponse_s: run.completed === 0 ? null : run.meanResponse,
    jobs: jobs.count,
    completed: run.completed,
    lost: run.lost,
    unfinished: run.unfinished,
    tasks: of.tasks,
    tasksDone: run.tasksDone,
    moves: run.times.moves.length,
    events: run.events,
    ...(closed !== null && {
      schedule_s: closed.schedule_s,
      score: closed.score,
      lowerBound: closed.lowerBound,
    }),
    servers: network.serverIds.map((id, c) => ({
      id,
      busy_s: run.serverBusy[c],
      utilisation: end === 0 ? 0 : run.serverBusy[c] / (end * network.serverCores[c]),
    })),
    devices: network.deviceIds.map((id, i) => ({ id, energy_J: run.energyByDevice[i] })),
    jobsTold: told.map((j) => ({
      job: jobs.id(j),
      response_s: Number.isNaN(run.times.jobDone[j]) ? null : run.times.jobDone[j] - jobs.arrival[j],
      ...(run.times.lostBy[j] >= 0 && { lostBy: graphs.id(run.times.lostBy[j]) }),
      tasks: tasksTold(run, j),
      criticalPath: criticalPath(of, run.times, j).map(({ what, task, from, to, begin, end: until }) => ({
        what,
        task: task < 0 ? "(input)" : graphs.id(task),
        ...(what === "moves" ? { from: place(from), to: place(to) } : { at: place(from) }),
        begin_s: begin,
        end_s: until,
      })),
    })),
  };

  function tasksTold({ times }: GraphRunResult, job: number) {
    const rows = [];
    for (let t = graphs.firstOfJob[job]; t < graphs.firstOfJob[job + 1]; t++)
      rows.push({
        task: graphs.id(t),
        place: times.place[t] < 0 ? null : place(times.place[t]),
        ready_s: orNull(times.ready[t]),
        started_s: orNull(times.started[t]),
        finished_s: orNull(times.finished[t]),
      });
    return rows;
  }
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
