// A reproduction whose units run in another order and in threads.
import { expect } from "vitest";
import { renderPng } from "../../../src/io/png.ts";
import { feedPool, openPool } from "../../../src/io/pool/pool.ts";
import {
  type PaperPlan,
  type PaperResult,
  paperFiles,
  type RunUnits,
  reproducePaper,
  runPaperUnit,
  type UnitResult,
} from "../../../src/study/paper/index.ts";

export const here: RunUnits = async (units) => {
  const results: UnitResult[] = [];
  for (const unit of units) results.push(await runPaperUnit(unit));
  return results;
};

/** The last unit first, as a pool may finish them. */
const backwards: RunUnits = async (units) => (await here([...units].reverse())).toReversed();

const inThreads: RunUnits = async (units) => {
  const pool = openPool({ workers: 2 });
  const results: UnitResult[] = new Array(units.length);
  try {
    await feedPool(pool, "paper unit", units, {
      onResult: (result, _unit, index) => {
        results[index] = result;
      },
    });
  } finally {
    await pool.close();
  }
  return results;
};

export interface Reproduction {
  readonly result: PaperResult;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export async function reproduction(
  plan: PaperPlan,
  units: Parameters<typeof reproducePaper>[1],
): Promise<Reproduction> {
  const result = await reproducePaper(plan, units);
  return { result, files: await paperFiles(result, "1.2.3", renderPng) };
}

/** Expects the same bytes as in order, from threads and backwards. */
export async function expectSameInAnyOrder(plan: PaperPlan, inOrder: Reproduction["files"]): Promise<void> {
  const { files } = await reproduction(plan, { defaults: inThreads, alternatives: backwards });
  expect([...files.keys()]).toEqual([...inOrder.keys()]);
  for (const [path, bytes] of inOrder) expect(files.get(path), path).toEqual(bytes);
}
