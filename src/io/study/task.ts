// Running units of a study in a worker, of the pool or of a queue: some units in, their measures and failures out.
import { realpathSync, statSync } from "node:fs";
import { isAbsolute, join, sep } from "node:path";
import { InputError } from "../../model/input-error.ts";
import type { PolicyMaker } from "../../policies/policy-exports.ts";
import { planStudy } from "../../study/plan.ts";
import type { ResolvedStudy } from "../../study/resolved.ts";
import { type RunUnit, unitRunner } from "../../study/run-unit.ts";
import { readPolicyFile } from "../policy-file.ts";
import { beginUnit, watched } from "../pool/beat.ts";
import { failureData } from "../pool/failure.ts";
import { policyHash } from "./file.ts";
import { LONGEST_MESSAGE, type UnitFailure, type UnitRecord, type UnitValues } from "./record.ts";

/** Does a name stay within the folder that it is relative to? */
export const isInside = (name: string): boolean =>
  !isAbsolute(name) && !/^[A-Za-z]:|\0/.test(name) && !name.split(/[\\/]/).includes("..");

/** What a worker must know to run any unit of a study. */
export interface StudyContext {
  readonly resolved: ResolvedStudy;
  readonly source: string;
  /** Where policy files are looked for. */
  readonly folder: string;
  /** Take no policy file from elsewhere, and do not tell which files exist: the study comes from somebody else. */
  readonly confined?: boolean;
}

export interface UnitsDone {
  readonly records: readonly UnitRecord[];
  /** Time that they took here. */
  readonly milliseconds: number;
}

/** Is the file in the folder, once all links are resolved? */
function liesIn(folder: string, path: string): boolean {
  try {
    return realpathSync(path).startsWith(realpathSync(folder) + sep) && statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Outside the folder, absent or with another text: all the same to whoever asks. */
function confinedFile(folder: string, name: string, sha256: string | null): string {
  const path = join(folder, name);
  if (!isInside(name) || !liesIn(folder, path) || policyHash(path) !== sha256) {
    throw new InputError(`policy ${name}`, "a file with the study's text in the worker's --policies", "none");
  }
  return path;
}

/** A policy file as the study names it, if its text is still that of the study. */
function policyReader({ resolved, folder, confined }: StudyContext): (name: string) => Promise<PolicyMaker> {
  const read = new Map<string, Promise<PolicyMaker>>();
  const options = resolved.study.options?.policyOptions;
  const load = (name: string): Promise<PolicyMaker> => {
    const { sha256 } = resolved.policies.find((policy) => policy.name === name)!;
    if (confined === true) return readPolicyFile(confinedFile(folder, name, sha256), options);
    const path = isAbsolute(name) ? name : join(folder, name);
    if (policyHash(path) !== sha256) {
      throw new InputError(path, "the policy file as it was when the study began", "a changed one");
    }
    return readPolicyFile(path, options);
  };
  return (name) => {
    const shown =
      (make: PolicyMaker): PolicyMaker =>
      (given) =>
        watched(make(given));
    const known = read.get(name) ?? load(name).then(shown);
    read.set(name, known);
    return known;
  };
}

/** Prepares to run units of a study. @throws InputError when the study is none */
export function studyRunner(context: StudyContext): RunUnit {
  const plan = planStudy(context.resolved, context.source);
  return unitRunner(plan, { policyFile: policyReader(context) });
}

const number = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Runs one unit; what it throws is its record. */
export async function runUnit(run: RunUnit, unit: number): Promise<UnitRecord> {
  try {
    return { unit, values: Array.from(await run(unit), number) } satisfies UnitValues;
  } catch (error) {
    const { name, message } = failureData(error);
    const failure = { name: name.slice(0, 1000), message: message.slice(0, LONGEST_MESSAGE) };
    return { unit, failure } satisfies UnitFailure;
  }
}

/** Runs units one after the other. */
export async function runUnits(run: RunUnit, units: readonly number[]): Promise<UnitsDone> {
  const start = performance.now();
  const records: UnitRecord[] = [];
  for (const unit of units) {
    beginUnit();
    records.push(await runUnit(run, unit));
  }
  return { records, milliseconds: performance.now() - start };
}

let prepared: { context: StudyContext; run: RunUnit } | null = null;

/** The pool's task: its context is the study. */
export function runUnitsTask(units: readonly number[], context: StudyContext): Promise<UnitsDone> {
  if (prepared?.context !== context) prepared = { context, run: studyRunner(context) };
  return runUnits(prepared.run, units);
}

/** Units from a queue: each request brings its study along, known by its hash. */
export interface QueuedUnits {
  readonly id: string;
  readonly context: StudyContext;
  readonly units: readonly number[];
}

/** Studies that a queue's worker has ready at a time. */
const MOST_READY = 8;
const ready = new Map<string, RunUnit>();

export function runQueuedUnitsTask({ id, context, units }: QueuedUnits): Promise<UnitsDone> {
  let run = ready.get(id);
  if (run === undefined) {
    run = studyRunner(context);
    if (ready.size >= MOST_READY) ready.delete(ready.keys().next().value!);
    ready.set(id, run);
  }
  return runUnits(run, units);
}
