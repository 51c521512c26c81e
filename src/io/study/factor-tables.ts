// Tables that the factors of a study name: levels that name a file become levels that hold its values.
import { fieldPath } from "../../model/check.ts";
import { InputError } from "../../model/input-error.ts";
import { readRecorded } from "../../scenario/recorded.ts";
import { fieldAt, type Key, parseField, withField } from "../../study/field.ts";
import type { Factor, LevelsFactor, Study } from "../../study/study.ts";
import type { AllowedFiles } from "../allowed-files.ts";
import { readTables } from "../recorded-files.ts";

type Sets = LevelsFactor["levels"][string];
type Value = Sets[string];

const NODES: ReadonlySet<Key> = new Set(["recorded", "empirical"]);
const TABLE_FIELDS: ReadonlySet<Key> = new Set(["file", "columns", "column"]);

/** The keys of a node that names a table, where a path leads to one of its fields that say which. */
function tableNode(path: readonly Key[]): readonly Key[] | undefined {
  const at = path.findIndex((key, k) => NODES.has(key) && TABLE_FIELDS.has(path[k + 1]));
  return at < 0 ? undefined : path.slice(0, at + 1);
}

/** The scenario's data as they stand in its file, and where the study's own files may lie. */
export interface Surroundings {
  readonly scenario: unknown;
  readonly source: string;
  readonly files: AllowedFiles;
}

/** The fields that a level sets, with the values of tables in place of their names. */
async function setsWithValues(sets: Sets, at: string, { scenario, files }: Surroundings): Promise<Sets> {
  const found: [string, Value][] = [];
  const nodes = new Map<string, Value>();
  for (const [path, value] of Object.entries(sets)) {
    const keys = parseField(path, at);
    const node = tableNode(keys);
    if (node === undefined) found.push([path, value]);
    else {
      const name = fieldPath(node);
      const before = nodes.get(name) ?? fieldAt(scenario, node);
      nodes.set(name, withField(before, keys.slice(node.length), value, at) as Value);
    }
  }
  for (const [name, node] of nodes) {
    if (typeof (node as { file?: unknown }).file !== "string" || !Object.hasOwn(sets, `${name}.file`))
      throw new InputError(
        at,
        `the file too, by levels: { name: { "${name}.file": …, … } }`,
        Object.keys(sets),
      );
    found.push([name, node]);
  }
  const read: [string, Value][] = [];
  for (const [path, value] of found) {
    // Under its own key: whether a value names a table is seen by that.
    const key = String(parseField(path, at).at(-1));
    const data = { [key]: value };
    const table = await readTables(data, at, files);
    read.push([path, table === null ? value : (readRecorded(data, at, table).data as Sets)[key]]);
  }
  return Object.fromEntries(read);
}

const namesTable = (value: unknown): boolean => JSON.stringify(value).includes('"file"');

async function factorWithValues(
  name: string,
  factor: Factor,
  at: string,
  around: Surroundings,
): Promise<Factor> {
  if (Array.isArray(factor)) {
    const keys = parseField(name, at);
    if (tableNode(keys) === undefined && !namesTable(factor)) return factor;
    const levels: [string, Sets][] = [];
    for (const [k, value] of factor.entries()) {
      const label = typeof value === "string" ? value : `${name}[${k}]`;
      if (levels.some(([known]) => known === label))
        throw new InputError(`${at}[${k}]`, "no level twice", value);
      levels.push([label, await setsWithValues({ [name]: value }, `${at}[${k}]`, around)]);
    }
    return { levels: Object.fromEntries(levels) };
  }
  if (!("levels" in factor)) return factor;
  const paths = Object.values(factor.levels).flatMap((sets) => Object.keys(sets));
  if (!namesTable(factor) && !paths.some((path) => tableNode(parseField(path, at)) !== undefined))
    return factor;
  const levels: [string, Sets][] = [];
  for (const [label, sets] of Object.entries(factor.levels))
    levels.push([label, await setsWithValues(sets, `${at}.levels[${JSON.stringify(label)}]`, around)]);
  return { levels: Object.fromEntries(levels) };
}

/** The study with its factors' tables read in. @throws InputError naming the factor, or line and column of a table */
export async function withFactorTables(study: Study, around: Surroundings): Promise<Study> {
  if (study.factors === undefined) return study;
  const factors: [string, Factor][] = [];
  for (const [name, factor] of Object.entries(study.factors)) {
    const at = `${around.source}: factors[${JSON.stringify(name)}]`;
    factors.push([name, await factorWithValues(name, factor, at, around)]);
  }
  return { ...study, factors: Object.fromEntries(factors) };
}
