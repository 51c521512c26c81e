// Joining the shards of a study: all of them, each whole, all of the same study and code.
import { InputError } from "../../model/input-error.ts";
import { changesBetween } from "../../study/changes.ts";
import { type Plan, planStudy } from "../../study/plan.ts";
import { scheduleOf } from "../../study/schedule-of.ts";
import { unitAt } from "../../study/unit.ts";
import type { UnitRecord } from "./record.ts";
import { type CollectedResults, collectResults } from "./records.ts";
import { openStore, readHeader, type StoreHeader } from "./store.ts";

/** Units of a part of a plan that have not ended, as far as is known: a precision target may ask for more. */
export function missingUnits(plan: Plan, results: CollectedResults, shard: StoreHeader["shard"]): number {
  const schedule = scheduleOf(plan, shard);
  const count = plan.measures.length;
  const measure = plan.precision?.measure ?? 0;
  for (const [row, unit] of results.units.entries()) {
    schedule.record(unit, results.values[row * count + measure]);
  }
  for (const { unit } of results.failed) schedule.record(unit, Number.NaN);
  let missing = 0;
  for (;;) {
    const units = schedule.take(1000);
    if (units === null || units.length === 0) return missing;
    missing += units.length;
  }
}

/** Reads the headers of shards and checks that they belong together and none is missing. @throws InputError */
function readShards(folders: readonly string[]): { header: StoreHeader; folders: string[] } {
  const found = new Map<number, string>();
  let first: { folder: string; header: StoreHeader } | null = null;
  for (const folder of folders) {
    const header = readHeader(folder);
    if (header.shard === null)
      throw new InputError(folder, "a shard (of study --shard I/N)", "a whole study");
    first ??= { folder, header };
    const differs = changesBetween(
      { ...first.header, shard: first.header.shard?.of },
      { ...header, shard: header.shard.of },
    );
    if (differs.length > 0) {
      throw new InputError(folder, `a shard of the same study and program as ${first.folder}`, differs[0]);
    }
    const twice = found.get(header.shard.index);
    if (twice !== undefined)
      throw new InputError(folder, `a shard not given already (${twice})`, header.shard.index);
    found.set(header.shard.index, folder);
  }
  if (first === null) throw new InputError("merge", "the folders of the shards", undefined);
  const of = first.header.shard!.of;
  for (let index = 1; index <= of; index++) {
    if (!found.has(index)) throw new InputError("merge", `all ${of} shards; shard ${index}/${of}`, undefined);
  }
  return {
    header: { ...first.header, shard: null },
    folders: [...found.entries()].sort((a, b) => a[0] - b[0]).map(([, folder]) => folder),
  };
}

export interface Merged {
  readonly plan: Plan;
  readonly results: CollectedResults;
}

/**
 * Joins shards into a folder that looks as if one process had run the whole study.
 * @throws InputError when a shard is missing, unfinished, or of another study or program
 */
export async function mergeShards(folders: readonly string[], target: string): Promise<Merged> {
  const { header, folders: inOrder } = readShards(folders);
  const plan = planStudy(header.resolved, `${inOrder[0]}/study.json`);
  for (const [k, folder] of inOrder.entries()) {
    const shard = { index: k + 1, of: inOrder.length };
    const missing = missingUnits(plan, collectResults(plan, [folder]), shard);
    if (missing > 0) {
      throw new InputError(
        folder,
        `a finished shard (go on with study --shard ${shard.index}/${shard.of} --resume)`,
        `one that lacks ${missing} units`,
      );
    }
  }
  const results = collectResults(plan, inOrder);
  const store = await openStore(target, header, false, null);
  try {
    const count = plan.measures.length;
    let records: UnitRecord[] = [];
    for (const [row, unit] of results.units.entries()) {
      const values = Array.from(results.values.subarray(row * count, (row + 1) * count), (value) =>
        Number.isNaN(value) ? null : value,
      );
      records.push({ unit, values });
      if (records.length === 10_000) {
        await store.journal.append(records);
        records = [];
      }
    }
    await store.journal.append(records);
    await store.journal.append(results.failed);
  } finally {
    await store.close();
  }
  return { plan, results };
}

/** The command that reruns a unit alone, and the seed it draws from. */
export function rerunCommand(plan: Plan, unit: number): string {
  const { replication } = unitAt(plan, unit);
  return `mec-offload study ${plan.source} --only ${unit}  (seed ${plan.resolved.study.seed}, replication ${replication})`;
}
