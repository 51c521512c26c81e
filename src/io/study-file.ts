// Reading a study: its file, the scenario that it names beside it, and the hashes of its policy files.
import { createHash } from "node:crypto";
import { dirname, isAbsolute, join } from "node:path";
import { PAPER_CASES, paperCase } from "../scenario/paper-cases.ts";
import { type Plan, planStudy } from "../study/plan.ts";
import type { ResolvedStudy, StudyPolicy } from "../study/resolved.ts";
import { readStudy, type Study } from "../study/study.ts";
import { readText, readYaml } from "./files.ts";
import { isPolicyFile, readPolicyFile } from "./policy-file.ts";
import { readScenarioFile, scenarioOf } from "./scenario-file.ts";

const beside = (folder: string, file: string): string => (isAbsolute(file) ? file : join(folder, file));

/** Hash of a policy file's own text; what it imports is not part of it. */
export const policyHash = (path: string): string => createHash("sha256").update(readText(path)).digest("hex");

async function scenarioData(study: Study, source: string, folder: string): Promise<Record<string, unknown>> {
  const { scenario } = study;
  if (typeof scenario !== "string") return { ...(await scenarioOf(scenario, join(folder, source))) };
  const paper = PAPER_CASES.find((name) => name === scenario);
  return { ...(paper === undefined ? await readScenarioFile(beside(folder, scenario)) : paperCase(paper)) };
}

/**
 * Reads in what a study names.
 * @param folder what its relative paths are relative to
 * @throws InputError
 */
export async function resolveStudy(data: unknown, source: string, folder: string): Promise<ResolvedStudy> {
  const study = readStudy(data, source);
  const policies: StudyPolicy[] = [];
  for (const name of study.policies) {
    if (!isPolicyFile(name)) policies.push({ name, sha256: null });
    else {
      const path = beside(folder, name);
      await readPolicyFile(path);
      policies.push({ name, sha256: policyHash(path) });
    }
  }
  return { study, scenario: await scenarioData(study, source, folder), policies };
}

/** Reads and plans a study file; everything in it is checked. @throws InputError */
export async function readStudyFile(path: string): Promise<{ readonly plan: Plan; readonly folder: string }> {
  const folder = dirname(path);
  return { plan: planStudy(await resolveStudy(readYaml(path), path, folder), path), folder };
}
