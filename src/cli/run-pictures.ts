// What `simulate` draws of a run: a trace for Perfetto, and figures.
import { join } from "node:path";
import { traceEvents, traceJson } from "../dataset/trace.ts";
import { figureFiles } from "../figures/figure-files.ts";
import { runFigures } from "../figures/run-figures.ts";
import { writeWhole } from "../io/files.ts";
import { renderPng } from "../io/png.ts";
import { requireFigurePlace } from "../io/results/file-place.ts";
import { InputError } from "../model/input-error.ts";
import type { Records } from "../simulation/options.ts";
import type { RunOutcome } from "./simulated.ts";

/**
 * The options of a run that is to be drawn: every job and every change is kept.
 * @throws InputError when fewer records were asked for
 */
export function withPictures<Options extends { readonly records?: Records | undefined }>(options: Options) {
  if (options.records !== undefined && options.records !== "all")
    throw new InputError("--records", "all, as --trace and --figures show every job", options.records);
  return { ...options, records: "all" as const, timeline: true };
}

/** Names of jobs: their ids where there is an instance, else their numbers. */
const jobNames = ({ problem }: RunOutcome) =>
  problem === null ? (job: number) => `job ${job}` : (job: number) => problem.jobs.id(job);

/** @throws InputError when the file cannot be written */
export function writeTrace(path: string, made: RunOutcome): void {
  const events = traceEvents(made.run, made.names, jobNames(made));
  writeWhole(path, traceJson(events, made.run.name));
}

/** Each figure as SVG, PNG and specification. @throws InputError when the folder cannot be written */
export async function writeRunFigures(folder: string, made: RunOutcome, replace?: boolean): Promise<void> {
  const figures = runFigures(made.run, made.names, jobNames(made));
  const files = new Map<string, Uint8Array>();
  await figureFiles(figures, renderPng, files);
  requireFigurePlace(folder, files.keys(), replace);
  for (const [path, bytes] of files) writeWhole(join(folder, path), bytes);
}
