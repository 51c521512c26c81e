// What `simulate` says of a run: every field with its unit.
import type { RunResult, Summary } from "../simulation/record/result.ts";
import type { Measurement } from "../yardsticks/yardsticks.ts";
import { closedForm } from "./commands/evaluate.ts";
import { networkReport, networkText, shortened } from "./network-report.ts";
import type { RunOutcome, RunRequest } from "./simulated.ts";
import { type Cell, pairsTable } from "./terminal.ts";

const spread = (of: Summary) => ({
  mean: of.mean,
  deviation: of.deviation,
  min: of.min,
  p50: of.p50,
  p90: of.p90,
  p95: of.p95,
  p99: of.p99,
  p999: of.p999,
  max: of.max,
});

/** Energy of servers and network, where the network says what they draw. */
const beside = ({ serverEnergy, networkEnergy, systemEnergy }: RunResult) =>
  serverEnergy + networkEnergy === 0
    ? {}
    : { serverEnergy_J: serverEnergy, networkEnergy_J: networkEnergy, systemEnergy_J: systemEnergy };

/** Of devices that move. */
const movement = ({ mobility }: RunResult) =>
  mobility === null
    ? {}
    : {
        handovers: mobility.handovers,
        pingPongs: mobility.pingPongs,
        outOfCoverage_s: mobility.outOfCoverage,
        interrupted_s: mobility.interrupted,
        migrations: mobility.migrations,
        meanDwell_s: mobility.meanDwell,
      };

/** A run beside its yardsticks. */
const yardsticksReport = (of: Measurement) => ({
  score: of.score.score,
  lowerBound: of.lowerBound,
  boundGap: of.boundGap,
  aloneBound: of.alone,
  hindsight: {
    score: of.hindsight.score,
    time_s: of.hindsight.time,
    energy_J: of.hindsight.energy,
    price: of.hindsight.money,
    startedFrom: of.startedFrom,
    startScore: of.start.score,
  },
  regret: of.regret,
});

/** The report as one JSON object. */
export function runReport({ run, closed, plan, beyondEquations, measured }: RunOutcome, asked: RunRequest) {
  return {
    world: run.name,
    by: asked.allocation ?? asked.plan ?? asked.policy ?? "",
    wt: asked.wt,
    wc: asked.wc,
    equation: asked.score,
    energyScope: asked.energy ?? "devices",
    seed: asked.seed,
    replication: asked.replication,
    makespan_s: run.makespan,
    energy_J: run.energy,
    ...beside(run),
    ...movement(run),
    meanResponse_s: run.meanResponse,
    completed: run.completed,
    redirected: run.redirected,
    dropped: run.dropped,
    abandoned: run.abandoned,
    missedDeadlines: run.missedDeadlines,
    events: run.events,
    arrived: run.arrived,
    cut: run.cut,
    inFlight: run.total.inFlight,
    retries: run.retries,
    end_s: run.end,
    followedTo_s: run.followedTo,
    warmup_s: run.warmup,
    throughput_perS: run.throughput,
    energyPerJob_J: run.energyPerJob,
    compute_J: run.computeEnergy,
    transmit_J: run.transmitEnergy,
    receive_J: run.receiveEnergy,
    idle_J: run.idleEnergy,
    offloadedShare: run.offloadedShare,
    meanJobs: run.meanJobs,
    fairness: run.fairness,
    price: run.price,
    response_s: spread(run.response),
    waiting_s: spread(run.waiting),
    service_s: spread(run.service),
    transfer_s: spread(run.transfer),
    devices: run.devices.map((device) => ({
      id: device.id,
      energy_J: device.energy,
      compute_J: device.computeEnergy,
      transmit_J: device.transmitEnergy,
      receive_J: device.receiveEnergy,
      idle_J: device.idleEnergy,
      processorBusy_s: device.processorBusy,
      radioBusy_s: device.radioBusy,
      transmit_s: device.transmitTime,
      receive_s: device.receiveTime,
      active_s: device.activeTime,
      idle_s: device.idleTime,
      off_s: device.offTime,
      served: device.served,
      meanQueueLength: device.meanQueueLength,
      completed: device.completed,
      meanResponse_s: device.meanResponse,
    })),
    servers: run.servers.map((server) => ({
      id: server.id,
      busy_s: server.busy,
      utilisation: server.utilisation,
      served: server.served,
      refused: server.refused,
      meanQueueLength: server.meanQueueLength,
      meanJobs: server.meanJobs,
      meanWait_s: server.meanWait,
      down_s: server.down,
      energy_J: server.energy,
    })),
    ...networkReport(run),
    classes: run.classes.map((of) => ({
      name: of.name,
      completed: of.completed,
      meanResponse_s: of.meanResponse,
      meanWaiting_s: of.meanWaiting,
    })),
    closedForm: closed === null ? null : closedForm(closed),
    plan:
      plan === null
        ? null
        : {
            score: plan.score,
            ...(beyondEquations.length === 0
              ? { lowerBound: plan.lowerBound, gap: plan.gap, boundFrom: plan.boundFrom }
              : { noBound: beyondEquations.join(", ") }),
          },
    beyondEquations,
    yardsticks: measured === null ? null : yardsticksReport(measured),
  };
}

export type RunReport = ReturnType<typeof runReport>;

/** The report for a reader. */
export function runText(report: RunReport): string {
  const {
    devices,
    servers,
    classes: _,
    closedForm: closed,
    plan,
    response_s,
    beyondEquations,
    yardsticks,
    ...rest
  } = report;
  const pairs: Record<string, Cell> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value !== "object") pairs[name] = value;
  }
  pairs.p95Response_s = response_s.p95;
  if (closed !== null) Object.assign(pairs, { CT_s: closed.CT_s, CE_J: closed.CE_J, score: closed.score });
  if (plan !== null) {
    if ("lowerBound" in plan) Object.assign(pairs, { lowerBound: plan.lowerBound, gap: plan.gap });
    else pairs.lowerBound = `none: the equations do not know of ${plan.noBound}`;
  }
  if (yardsticks !== null) {
    const { score, boundGap, lowerBound, regret, hindsight } = yardsticks;
    Object.assign(pairs, {
      runScore: score,
      runBound: lowerBound,
      boundGap,
      hindsight: hindsight.score,
      regret,
    });
  }
  return [
    pairsTable(pairs),
    shortened(
      "devices",
      ["device", "energy_J", "compute_J", "transmit_J", "receive_J", "idle_J", "response_s"],
      devices.map((d) => [
        d.id,
        d.energy_J,
        d.compute_J,
        d.transmit_J,
        d.receive_J,
        d.idle_J,
        d.meanResponse_s,
      ]),
    ),
    shortened(
      "servers",
      ["server", "busy_s", "utilisation", "served", "refused", "queue", "wait_s"],
      servers.map((s) => [
        s.id,
        s.busy_s,
        s.utilisation,
        s.served,
        s.refused,
        s.meanQueueLength,
        s.meanWait_s,
      ]),
    ),
    ...networkText(report),
  ].join("\n");
}
