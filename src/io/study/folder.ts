// A study file in, a results folder out: what `study` does, for scripts.
import type { Plan } from "../../study/plan.ts";
import { stopwatch } from "../origin.ts";
import { readStudyFile } from "./file.ts";
import { collectResults } from "./records.ts";
import { type StudyTables, studyTables, writeStudyResults } from "./results.ts";
import { poolExecutor, runStudy, type StudyRunResult } from "./run.ts";

export interface StudyFolder {
  readonly plan: Plan;
  readonly tables: StudyTables;
  readonly result: StudyRunResult;
}

/**
 * Runs a study on all cores, or the rest of it, and writes tables (Parquet, CSV), figures and manifest.
 * @param command how the folder is made again, for the manifest
 * @throws InputError
 */
export async function studyToFolder(path: string, folder: string, command: string): Promise<StudyFolder> {
  const clock = stopwatch();
  const { plan, folder: beside } = await readStudyFile(path);
  const context = { resolved: plan.resolved, source: path, folder: beside };
  const result = await runStudy(plan, poolExecutor(context, undefined), { folder, resume: true });
  const tables = studyTables(plan, collectResults(plan, [folder]));
  await writeStudyResults(folder, plan, tables, {
    command,
    time: clock(),
    formats: ["parquet", "csv"],
  });
  return { plan, tables, result };
}
