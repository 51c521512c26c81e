// The tables of one simulated run: its jobs, devices and servers.
import { OUTCOMES, type RunResult } from "../simulation/record/result.ts";
import { type Table, tableOf, tableOfColumns, tableSchema } from "./table.ts";

const seconds = (name: string, meaning: string) => ({ name, type: "float64", unit: "s", meaning }) as const;
const stage = (name: string, meaning: string) =>
  ({
    name,
    type: "float64",
    unit: "s",
    meaning: `${meaning}; empty where there is none.`,
    nullable: true,
  }) as const;
const joules = (name: string, meaning: string) => ({ name, type: "float64", unit: "J", meaning }) as const;
const number = (name: string, meaning: string) => ({ name, type: "float64", unit: "1", meaning }) as const;
const count = (name: string, meaning: string) => ({ name, type: "int64", unit: "1", meaning }) as const;
const text = (name: string, meaning: string) => ({ name, type: "text", unit: "", meaning }) as const;

export const RUN_JOBS = tableSchema("jobs", "One job of a run, in the order in which they ended.", [
  count("job", "Number of the job: that of the instance, or of its arrival; from 0."),
  text("id", "Id of the job in the instance; its number where jobs are drawn as the run goes on."),
  text("device", "Id of its device."),
  text("place", "local, or the id of the server where it ended up."),
  text("class", "Name of its class; empty where there are none."),
  text("outcome", "completed, dropped, abandoned, or cut: its end was not seen."),
  {
    name: "redirected",
    type: "boolean",
    unit: "",
    meaning: "Was it sent back to its device by a full server or after a fault?",
  },
  { name: "attempts", type: "int32", unit: "1", meaning: "Times that it was placed." },
  seconds("arrival_s", "Arrival, since the start of the run."),
  stage("upload_start_s", "Upload starts"),
  stage("upload_end_s", "Upload ends"),
  stage("service_start_s", "Processing starts, at device or server"),
  stage("service_end_s", "Processing ends"),
  stage("download_start_s", "Download starts"),
  stage("download_end_s", "Download ends"),
  stage("completion_s", "The job is done"),
  stage("response_s", "Completion minus arrival"),
  stage("waiting_s", "Time in queues of radio, server and processor"),
]);

export const RUN_DEVICES = tableSchema("devices", "One device over the measured time of a run.", [
  text("device", "Id of the device."),
  joules("energy_J", "Energy in all states."),
  joules("compute_J", "Energy of computing."),
  joules("transmit_J", "Energy of sending."),
  joules("receive_J", "Energy of receiving."),
  joules("idle_J", "Energy of waiting."),
  seconds("processor_busy_s", "Time with any core busy."),
  seconds("radio_busy_s", "Sum of the times of its transfers."),
  seconds("idle_s", "Time in which it drew idle power."),
  count("completed", "Jobs of the device that completed, wherever they ran."),
  count("served", "Jobs that its own processor completed."),
  stage("response_s", "Mean response time of its jobs"),
  number("queue_length", "Mean number of jobs waiting for its processor."),
]);

export const RUN_SERVERS = tableSchema("servers", "One server over the measured time of a run.", [
  text("server", "Id of the server."),
  seconds("busy_s", "Core-seconds of work."),
  number("utilisation", "busy_s over cores times measured time."),
  count("served", "Jobs that it completed."),
  count("refused", "Jobs that found no waiting place."),
  number("queue_length", "Mean number of jobs waiting, service not counted."),
  stage("wait_s", "Mean time from entering to leaving without being in service"),
  seconds("down_s", "Time out of order."),
  joules(
    "energy_J",
    "Idle power all the time, the rest of the busy power while cores work; 0 where no power is given.",
  ),
]);

/** NaN stands for "there is none" in a run, null in a table. */
const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
const columnOrNull = (values: Float64Array): (number | null)[] => Array.from(values, orNull);

/** What the numbers in a run's job records stand for. */
export interface RunNames {
  readonly devices: readonly string[];
  readonly servers: readonly string[];
  readonly classes: readonly string[];
  /** Id of a job by its number; absent where jobs are drawn. */
  readonly jobId?: (job: number) => string;
  /** Empty where links go straight to the servers. */
  readonly wires: readonly string[];
}

/** The jobs that a run kept; null where it kept none. */
export function jobsTable({ jobs }: RunResult, names: RunNames): Table | null {
  if (jobs === null) return null;
  return tableOfColumns(RUN_JOBS, {
    job: jobs.job,
    id: Array.from(jobs.job, names.jobId ?? String),
    device: Array.from(jobs.device, (i) => names.devices[i]),
    place: Array.from(jobs.place, (c) => (c < 0 ? "local" : names.servers[c])),
    class: Array.from(jobs.jobClass, (k) => names.classes[k]),
    outcome: Array.from(jobs.outcome, (k) => OUTCOMES[k]),
    redirected: Array.from(jobs.redirected, (flag) => flag === 1),
    attempts: jobs.attempts,
    arrival_s: jobs.arrival,
    upload_start_s: columnOrNull(jobs.uploadStart),
    upload_end_s: columnOrNull(jobs.uploadEnd),
    service_start_s: columnOrNull(jobs.serviceStart),
    service_end_s: columnOrNull(jobs.serviceEnd),
    download_start_s: columnOrNull(jobs.downloadStart),
    download_end_s: columnOrNull(jobs.downloadEnd),
    completion_s: columnOrNull(jobs.completion),
    response_s: columnOrNull(jobs.response),
    waiting_s: columnOrNull(jobs.waiting),
  });
}

export const devicesTable = (run: RunResult): Table =>
  tableOf(
    RUN_DEVICES,
    run.devices.map((device) => ({
      device: device.id,
      energy_J: device.energy,
      compute_J: device.computeEnergy,
      transmit_J: device.transmitEnergy,
      receive_J: device.receiveEnergy,
      idle_J: device.idleEnergy,
      processor_busy_s: device.processorBusy,
      radio_busy_s: device.radioBusy,
      idle_s: device.idleTime,
      completed: device.completed,
      served: device.served,
      response_s: orNull(device.meanResponse),
      queue_length: device.meanQueueLength,
    })),
  );

export const serversTable = (run: RunResult): Table =>
  tableOf(
    RUN_SERVERS,
    run.servers.map((server) => ({
      server: server.id,
      busy_s: server.busy,
      utilisation: server.utilisation,
      served: server.served,
      refused: server.refused,
      queue_length: server.meanQueueLength,
      wait_s: orNull(server.meanWait),
      down_s: server.down,
      energy_J: server.energy,
    })),
  );
