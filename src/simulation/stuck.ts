// A run that cannot end: says which job is stuck, where, and why.
import { InputError } from "../model/input-error.ts";
import type { Network } from "../model/network.ts";
import { LOCAL } from "../model/problem.ts";
import type { Seconds } from "../units.ts";
import {
  DEVICE,
  DOWNLOAD,
  INTS,
  type JobTable,
  PLACE,
  RUNNING,
  STAGE,
  STAGE_NAMES,
  UPLOAD,
} from "./state/job-table.ts";

/** The error for jobs that wait for something that never comes. */
export function stuck(
  name: string,
  now: Seconds,
  jobs: JobTable,
  ids: Pick<Network, "deviceIds" | "serverIds">,
): InputError {
  let first = -1;
  jobs.each((slot) => {
    // One that holds a station is what the others wait for.
    if (first < 0 || (jobs.int[first * INTS + RUNNING] === 0 && jobs.int[slot * INTS + RUNNING] === 1))
      first = slot;
  });
  const i = first * INTS;
  const stage = jobs.int[i + STAGE];
  const device = ids.deviceIds[jobs.int[i + DEVICE]];
  const place = jobs.int[i + PLACE] === LOCAL ? device : ids.serverIds[jobs.int[i + PLACE]];
  const transfers = stage === UPLOAD || stage === DOWNLOAD;
  const where = transfers ? `the link between ${device} and ${place}` : place;
  return new InputError(
    `${name} at ${now} s`,
    "rates and speeds that let every job end, or a horizon",
    `${jobs.size} unfinished jobs for good; job ${jobs.number(first)}: ${STAGE_NAMES[stage]}, ${where}`,
  );
}
