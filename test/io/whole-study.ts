// Studies run to their end within the test, and the files of their results.
import { join } from "node:path";
import { collectResults } from "../../src/io/study/records.ts";
import { studyTables, writeStudyResults } from "../../src/io/study/results.ts";
import { type Executor, poolExecutor, runStudy } from "../../src/io/study/run.ts";
import type { Plan } from "../../src/study/plan.ts";
import { dataFiles, scratch } from "./scratch.ts";

export const here = (plan: Plan, workers = 0): Executor =>
  poolExecutor({ resolved: plan.resolved, source: plan.source, folder: "." }, workers);

export const time = { started: "", finished: "", seconds: 0 };

/** Writes the results of a folder whose units are done: name and content of each file. */
export async function finish(plan: Plan, folder: string, figures = false): Promise<Record<string, string>> {
  const tables = studyTables(plan, collectResults(plan, [folder]));
  await writeStudyResults(folder, plan, tables, { command: "", time, figures });
  return dataFiles(folder);
}

/** The files of a study that ran in one go. */
export async function whole(plan: Plan, workers = 0, figures = false): Promise<Record<string, string>> {
  const folder = join(scratch(), "r");
  await runStudy(plan, here(plan, workers), { folder });
  return finish(plan, folder, figures);
}

/** The same without `study.json`, which says what code ran: a build and its sources differ there. */
export async function undisturbed(plan: Plan, figures = false): Promise<Record<string, string>> {
  const { "study.json": _, ...tables } = await whole(plan, 0, figures);
  return tables;
}
