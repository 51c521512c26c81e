// A whole study in this thread, without files: for programs, with policies as functions.
import type { Table } from "../dataset/table.ts";
import { InputError } from "../model/input-error.ts";
import type { MakePolicy } from "../model/policy.ts";
import { planStudy } from "./plan.ts";
import { unitRunner } from "./run-unit.ts";
import { readStudy } from "./study.ts";
import { type Summary, summarise } from "./summary.ts";
import { unitTable } from "./unit-table.ts";

export interface StudyResult extends Summary {
  /** One row for each run. */
  readonly units: Table;
}

/**
 * Runs every unit of a study, one after the other.
 * @param data a study as its file holds it, with the scenario written out and a number of replications; `policies` may name `own`
 * @param own policies by the names that the study gives them; each is made anew for every run
 * @throws InputError for what is no study, names files, or has a precision target
 */
export async function studyInMemory(
  data: unknown,
  own: Readonly<Record<string, MakePolicy>> = {},
  source = "study",
): Promise<StudyResult> {
  const study = readStudy(data, source);
  const { scenario, replications } = study;
  if (typeof scenario === "string")
    throw new InputError(`${source}: scenario`, "a scenario written out", scenario);
  if (typeof replications !== "number")
    throw new InputError(`${source}: replications`, "a number of them", "a precision target");
  const policies = study.policies.map((name) => ({ name, sha256: Object.hasOwn(own, name) ? "" : null }));
  const plan = planStudy({ study, scenario, policies }, source);
  const run = unitRunner(plan, {
    policyFile: async (name) => own[name],
  });
  const units = Float64Array.from({ length: plan.units }, (_, unit) => unit);
  const values = new Float64Array(plan.units * plan.measures.length);
  for (const unit of units) values.set(await run(unit), unit * plan.measures.length);
  const results = { units, values };
  return { units: unitTable(plan, results), ...summarise(plan, results) };
}
