// Why a job is where it is: the rule of its policy in a sentence, and what every other place would have meant.

import { type Objective, scoreOf } from "../../model/objective.ts";
import { isAllowed, LOCAL, type Problem, placeId } from "../../model/problem.ts";
import { downloadTime, linkRate, localTime, serverTime, uploadTime } from "../../model/times.ts";
import { describe, policySettings } from "../../policies/catalogue.ts";
import type { Placement } from "../../policies/policy-module.ts";
import type { Alternative, Reason, ReasonAsk } from "../worker/protocol.ts";
import type { Context } from "./context.ts";
import { arrivalIndex, type Decision, noting } from "./decision.ts";
import { isLive } from "./live-method.ts";
import { objectiveOf } from "./objective.ts";
import { placeAll } from "./place.ts";
import { simulation } from "./run.ts";
import { drawnFor, worldOf } from "./world.ts";

const round = (value: number, digits = 3) => String(Number(value.toPrecision(digits)));

/** Time and energy of a job at a place, without queueing. */
function costs(problem: Problem, job: number, place: number): { time: number; energy: number } {
  const device = problem.jobs.device[job];
  if (place === LOCAL) {
    const time = localTime(problem, job);
    return { time, energy: time * problem.network.computePower[device] };
  }
  const up = uploadTime(problem, job, place);
  const served = serverTime(problem, job, place);
  const down = downloadTime(problem, job, place);
  const energy =
    up * problem.network.transmitPower[device] +
    served * problem.network.idlePower[device] +
    down * problem.network.receivePower[device];
  return { time: up + served + down, energy };
}

/** Score if this job alone moved, relative to the score as it is. */
function scoreChange(of: Objective, places: Int32Array, job: number, place: number): number {
  const before = scoreOf(of, places);
  const moved = places.slice();
  moved[job] = place;
  return scoreOf(of, moved) / before - 1;
}

/** What the module of a method or live policy says of a placement; the user's own says nothing of itself. */
function sentence(name: string, placement: Placement): string {
  const described = describe(name);
  return described === undefined
    ? "The user's own policy placed it."
    : described.reason(placement, policySettings());
}

/** A live decision: made again with the same draws, and noted this time. */
async function liveReason(asked: ReasonAsk, context: Context): Promise<Reason> {
  const { problem } = worldOf(asked).live;
  const index = problem === null ? asked.job : arrivalIndex(problem, asked.job);
  let noted: () => Decision | null = () => null;
  const { run, network } = await simulation(asked, false, context, (policy) => {
    const watch = noting(policy, index);
    noted = watch.noted;
    return watch.policy;
  });
  const decision = noted();
  if (decision === null) throw new Error(`job ${asked.job} did not arrive in this run of ${run.name}`);
  const rule = sentence(asked.method.slice("live:".length), {
    place: decision.place,
    id: decision.answer,
    planned: null,
  });
  const when = `Decided at ${round(decision.at, 4)} s, with the backlogs below: ${decision.answer}.`;
  return {
    job: problem?.jobs.id(asked.job) ?? `job ${asked.job}`,
    device: network.deviceIds[decision.device],
    sizeMB: decision.sizeMB,
    ginstr: decision.ginstr,
    sentence: `${rule} ${when}`,
    alternatives: decision.alternatives,
  };
}

async function planReason(asked: ReasonAsk, context: Context): Promise<Reason> {
  const { problem } = drawnFor(asked, "a plan");
  const of = objectiveOf(asked, asked.wt);
  const { places } = await placeAll(asked.method, of, asked, context.alive);
  const { job } = asked;
  const all = [LOCAL, ...problem.network.serverIds.keys()];
  const alternatives = all.map((place): Alternative => {
    const allowed = isAllowed(problem, job, place);
    return {
      place: placeId(problem, place),
      chosen: places[job] === place,
      allowed,
      linkMbps: place === LOCAL ? null : linkRate(problem, job, place) / 1e6,
      backlog: null,
      ...costs(problem, job, place),
      scoreChange: allowed ? scoreChange(of, places, job, place) : null,
    };
  });
  return {
    job: problem.jobs.id(job),
    device: problem.network.deviceIds[problem.jobs.device[job]],
    sizeMB: problem.jobs.bits[job] / 8e6,
    ginstr: problem.jobs.instructions[job] / 1e9,
    sentence: sentence(asked.method, {
      place: places[job],
      id: placeId(problem, places[job]),
      planned: { problem, job },
    }),
    alternatives,
  };
}

export const reason = (asked: ReasonAsk, context: Context): Promise<Reason> =>
  isLive(asked.method) ? liveReason(asked, context) : planReason(asked, context);
