// The table of visits: who was where when, a row for each uninterrupted stay of a job at a station.
import type { JobColumns } from "../simulation/record/result.ts";
import { STATION_KINDS, VISIT_ENDS, VISIT_STAGES, type Visits } from "../simulation/record/visits.ts";
import type { RunNames } from "./run-tables.ts";
import { stationName } from "./run-work.ts";
import { type Table, tableOfColumns, tableSchema } from "./table.ts";

const text = (name: string, meaning: string) => ({ name, type: "text", unit: "", meaning }) as const;
const seconds = (name: string, meaning: string) => ({ name, type: "float64", unit: "s", meaning }) as const;

export const RUN_VISITS = tableSchema(
  "visits",
  "One uninterrupted stay of a job at a processor, server, radio or wire, in the order of entering; a stay that is interrupted goes on as another visit.",
  [
    text("job", "Name of the job."),
    text("device", "Id of the job's device."),
    text("station", "The processor, radio, server or wire."),
    text("kind", "processor, server, radio or wire."),
    text("stage", "upload, wire out, service, wire back or download."),
    seconds("entered_s", "The job enters the station, or its stay goes on after an interruption."),
    {
      ...seconds("started_s", "Service or transfer starts; empty where it did not."),
      nullable: true,
    },
    seconds("left_s", "The job leaves, or is interrupted."),
    text("end", "finished, preempted, broken, resumed, abandoned or cut."),
    {
      name: "held",
      type: "boolean",
      unit: "",
      meaning: "Did it hold its place in service until it started, while nothing was done?",
    },
  ],
);

/** @param jobName name of a job by its number */
export function visitsTable(
  visits: Visits,
  jobs: JobColumns,
  names: RunNames,
  jobName: (job: number) => string,
): Table {
  const rows = Array.from(visits.job.keys()).filter((k) => visits.job[k] >= 0);
  const column = <Value>(of: (k: number) => Value): Value[] => rows.map(of);
  return tableOfColumns(RUN_VISITS, {
    job: column((k) => jobName(jobs.job[visits.job[k]])),
    device: column((k) => names.devices[jobs.device[visits.job[k]]]),
    station: column((k) => stationName(STATION_KINDS[visits.kind[k]], visits.owner[k], names)),
    kind: column((k) => STATION_KINDS[visits.kind[k]]),
    stage: column((k) => VISIT_STAGES[visits.stage[k]]),
    entered_s: column((k) => visits.entered[k]),
    started_s: column((k) => (Number.isNaN(visits.started[k]) ? null : visits.started[k])),
    left_s: column((k) => visits.left[k]),
    end: column((k) => VISIT_ENDS[visits.end[k]]),
    held: column((k) => visits.held[k] === 1),
  });
}
