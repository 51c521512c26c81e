// Why a job is where it is: the rule of its policy in a sentence, and what every other place would have meant.

import { type Objective, scoreOf } from "../../model/objective.ts";
import { isAllowed, LOCAL, type Problem, placeId } from "../../model/problem.ts";
import { downloadTime, linkRate, localTime, serverTime, uploadTime } from "../../model/times.ts";
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

function rankBySize(problem: Problem, job: number): number {
  let rank = 1;
  for (let j = 0; j < problem.jobs.count; j++) {
    if (
      problem.jobs.bits[j] < problem.jobs.bits[job] ||
      (problem.jobs.bits[j] === problem.jobs.bits[job] && j < job)
    )
      rank++;
  }
  return rank;
}

function whereSentence(stage: string, problem: Problem, job: number, server: number): string {
  const id = problem.network.serverIds[server];
  if (stage === "mj") {
    return `MJ sends it to ${id}: by size it is number ${rankBySize(problem, job)} of ${problem.jobs.count}, and larger jobs go to faster servers.`;
  }
  if (stage === "mt") return `MT sends it to ${id}: the least work was assigned there when its turn came.`;
  const rates = problem.network.serverIds.map((_, c) => linkRate(problem, job, c) / 1e6);
  const others = rates.filter((_, c) => c !== server).map((rate) => round(rate));
  const against = others.length === 0 ? "" : ` (the others: ${others.join(", ")} Mbps)`;
  return `MW sends it to ${id}: the fastest link, ${round(rates[server])} Mbps${against}.`;
}

/** The rule by which a method places this job, in a sentence or two. */
function sentence(
  method: string,
  of: Objective,
  places: Int32Array,
  job: number,
  chosen: Alternative,
): string {
  const { problem } = of;
  const place = places[job];
  const [whether, where] = method.split("-");
  const out = place !== LOCAL;
  const names: Record<string, string> = {
    local: "This baseline keeps every job on its device.",
    random: "This baseline draws a place at random.",
    "offload-all": "This baseline sends each job in turn to the server that adds least to the score.",
    greedy: `Greedy takes the jobs in turn: here ${chosen.place} added least to the score at that moment.`,
    prices: `At the prices of server time that prove the bound, ${chosen.place} is the cheapest place, or local search found it better.`,
    optimum: "The proven optimum: no allocation of the jobs scores less.",
  };
  if (names[method] !== undefined) return names[method];
  const stage: Record<string, string> = {
    odfp: `ODFP tosses the same coin for every job (p = 0.5): this one ${out ? "goes" : "stays"}.`,
    odpd: `ODPD draws p anew for each iteration, then a coin for every job: this one ${out ? "goes" : "stays"}.`,
    ogs: `OGS fixed this job in the round in which its own score was among the smallest, and kept it ${out ? "offloaded" : "local"}.`,
  };
  if (stage[whether] === undefined) return "The user's own policy placed it.";
  const best = " The best of all iterations counts.";
  return stage[whether] + (out ? ` ${whereSentence(where, problem, job, place)}` : "") + best;
}

const LIVE_RULES: Readonly<Record<string, string>> = {
  "join-shortest-queue": "Join shortest queue takes the server with the fewest unfinished jobs.",
  "least-completion": "Least completion takes the place where backlog and own time end first.",
  "least-score":
    "Least score takes the place that adds least to time and energy, weighted, with the backlogs as they are.",
  greedy: "Greedy takes the place that adds least to the score, with the backlogs as they are.",
  "power-of-d": "Power of d draws two servers and takes the one with fewer unfinished jobs.",
  "round-robin": "Round robin takes the servers in turn, whatever their backlog.",
  threshold: "Threshold offloads while a server's backlog is below the job's time on its device.",
  "periodic-prices": "Periodic prices takes the cheapest place at the server prices of the last solve.",
};

/** A live decision: made again with the same draws, and noted this time. */
async function liveReason(asked: ReasonAsk, context: Context): Promise<Reason> {
  const { live } = worldOf(asked);
  const index = live === null ? asked.job : arrivalIndex(live, asked.job);
  let noted: () => Decision | null = () => null;
  const { run, network } = await simulation(asked, false, context, (policy) => {
    const watch = noting(policy, index);
    noted = watch.noted;
    return watch.policy;
  });
  const decision = noted();
  if (decision === null) throw new Error(`job ${asked.job} did not arrive in this run of ${run.name}`);
  const rule = LIVE_RULES[asked.method.slice("live:".length)] ?? "";
  const when = `Decided at ${round(decision.at, 4)} s, with the backlogs below: ${decision.answer}.`;
  return {
    job: live?.jobs.id(asked.job) ?? `job ${asked.job}`,
    device: network.deviceIds[decision.device],
    sizeMB: decision.sizeMB,
    ginstr: decision.ginstr,
    sentence: `${rule} ${when}`.trim(),
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
  const chosen = alternatives.find((one) => one.chosen)!;
  return {
    job: problem.jobs.id(job),
    device: problem.network.deviceIds[problem.jobs.device[job]],
    sizeMB: problem.jobs.bits[job] / 8e6,
    ginstr: problem.jobs.instructions[job] / 1e9,
    sentence: sentence(asked.method, of, places, job, chosen),
    alternatives,
  };
}

export const reason = (asked: ReasonAsk, context: Context): Promise<Reason> =>
  isLive(asked.method) ? liveReason(asked, context) : planReason(asked, context);
