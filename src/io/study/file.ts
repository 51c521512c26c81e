// Reading a study: its file, the scenario that it names beside it, and the hashes of its policy files.
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, extname, isAbsolute, join, relative, sep } from "node:path";
import { InputError } from "../../model/input-error.ts";
import { PAPER_CASES, paperCase } from "../../scenario/paper-cases.ts";
import { type Plan, type Planning, planStudy } from "../../study/plan.ts";
import type { ResolvedStudy, StudyPolicy } from "../../study/resolved.ts";
import { readStudy, type Study } from "../../study/study.ts";
import { type AllowedFiles, isAllowed } from "../allowed-files.ts";
import { readText, readYaml } from "../files.ts";
import { isPolicyFile, readPolicyFile } from "../policy-file.ts";
import { scenarioOf } from "../scenario-file.ts";
import { withFactorTables } from "./factor-tables.ts";

const beside = (folder: string, file: string): string => (isAbsolute(file) ? file : join(folder, file));

/** A module of the policy's own: what it imports by a relative path. */
const OWN_IMPORT = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;

/** The file that an import means: as it stands, or a .ts file under the name that it compiles to, or without ending. */
function importedFile(from: string, specifier: string): string | undefined {
  const path = join(dirname(from), specifier);
  const bare = path.replace(/\.([cm]?)js$/, ".$1ts");
  const candidates = [path, bare, ...["ts", "js", "mjs", "json"].map((ending) => `${path}.${ending}`)];
  return candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** Hash of a policy file and of all that it imports by relative paths; packages are not part of it. */
export function policyHash(path: string): string {
  const hash = createHash("sha256");
  // A trained network is no text, and imports nothing.
  if (extname(path) === ".onnx") return hash.update(readFileSync(path)).digest("hex");
  const files = [path];
  for (const file of files) {
    const text = readText(file);
    if (file !== path) hash.update(`\n${relative(dirname(path), file).split(sep).join("/")}\n`);
    hash.update(text);
    for (const [, specifier] of text.matchAll(OWN_IMPORT)) {
      const found = importedFile(file, specifier);
      if (found !== undefined && !files.includes(found)) files.push(found);
    }
  }
  return hash.digest("hex");
}

/** A scenario as data: as it stands in its file, and checked with its tables read in. */
interface ScenarioData {
  readonly raw: unknown;
  readonly checked: Record<string, unknown>;
}

async function scenarioData(study: Study, source: string, files: AllowedFiles): Promise<ScenarioData> {
  const { scenario } = study;
  const of = async (raw: unknown, name: string, folder: string) => {
    const checked = await scenarioOf(raw, name, { folder, allowFiles: files.allowed });
    return { raw, checked: { ...checked } };
  };
  if (typeof scenario !== "string") return of(scenario, `${source}: scenario`, files.folder);
  const paper = PAPER_CASES.find((name) => name === scenario);
  if (paper !== undefined) return { raw: paperCase(paper), checked: { ...paperCase(paper) } };
  const path = beside(files.folder, scenario);
  try {
    return await of(await readYaml(path), path, dirname(path));
  } catch (error) {
    if (!(error instanceof InputError) || isAllowed(path, files)) throw error;
    // A study of somebody else may name any file: nothing of what that holds is told.
    const expected =
      "a scenario file without faults (what they are is told with --allow-files for its folder)";
    throw new InputError(`${source}: scenario`, expected, scenario);
  }
}

/**
 * Reads in what a study names.
 * @param folder what its relative paths are relative to
 * @param allowFiles folders besides from which tables may be read
 * @throws InputError
 */
export async function resolveStudy(
  data: unknown,
  source: string,
  folder: string,
  allowFiles: readonly string[] = [],
): Promise<ResolvedStudy> {
  const study = readStudy(data, source);
  const policies: StudyPolicy[] = [];
  for (const name of study.policies) {
    if (!isPolicyFile(name)) policies.push({ name, sha256: null });
    else {
      const path = beside(folder, name);
      await readPolicyFile(path, study.options?.policyOptions);
      policies.push({ name, sha256: policyHash(path) });
    }
  }
  const files = { folder, allowed: allowFiles };
  const { raw, checked } = await scenarioData(study, source, files);
  const whole = await withFactorTables(study, { scenario: raw, source, files });
  return { study: whole, scenario: checked, policies };
}

/** The same study, whose runs leave out the jobs that are unfinished at the horizon. */
const withCut = (resolved: ResolvedStudy): ResolvedStudy => ({
  ...resolved,
  study: { ...resolved.study, options: { ...resolved.study.options, cut: true } },
});

/**
 * Reads and plans a study file; everything in it is checked.
 * @param allowFiles folders besides its own from which tables may be read
 * @param planning bounds of the runs, who wants to know how far planning is, and the option `cut` of the command line
 * @throws InputError
 */
export async function readStudyFile(
  path: string,
  allowFiles: readonly string[] = [],
  planning: Planning & { readonly cut?: boolean | undefined } = {},
): Promise<{ readonly plan: Plan; readonly folder: string }> {
  const folder = dirname(path);
  const read = await resolveStudy(await readYaml(path), path, folder, allowFiles);
  const resolved = planning.cut === true ? withCut(read) : read;
  return { plan: planStudy(resolved, path, planning), folder };
}
