// What a journal holds, as one sorted set of results.
import type { Plan } from "../../study/plan.ts";
import type { UnitResults } from "../../study/unit-table.ts";
import { readJournal } from "./journal.ts";
import type { UnitFailure, UnitRecord } from "./record.ts";
import { readHeader } from "./store.ts";

/** Numbers that grow in number; doubles its room when it is full. */
function column(): { push(value: number): void; values(): Float64Array } {
  let room = new Float64Array(1024);
  let length = 0;
  return {
    push(value) {
      if (length === room.length) {
        const larger = new Float64Array(2 * length);
        larger.set(room);
        room = larger;
      }
      room[length++] = value;
    },
    values: () => room.subarray(0, length),
  };
}

/** Sorts results by unit; a unit that was recorded twice counts once. @throws Error when its two results differ */
function inOrder(units: Float64Array, values: Float64Array, measures: number): UnitResults {
  const order = Uint32Array.from(units, (_, row) => row).sort((a, b) => units[a] - units[b]);
  const kept: { units: Float64Array; values: Float64Array } = {
    units: new Float64Array(units.length),
    values: new Float64Array(values.length),
  };
  let rows = 0;
  for (const row of order) {
    const twice = rows > 0 && kept.units[rows - 1] === units[row];
    const to = twice ? rows - 1 : rows++;
    kept.units[to] = units[row];
    for (let k = 0; k < measures; k++) {
      const value = values[row * measures + k];
      if (twice && !Object.is(kept.values[to * measures + k], value)) {
        throw new Error(`unit ${units[row]} has two different results: it does not depend on its seed alone`);
      }
      kept.values[to * measures + k] = value;
    }
  }
  return { units: kept.units.slice(0, rows), values: kept.values.slice(0, rows * measures) };
}

export interface CollectedResults extends UnitResults {
  /** Units that failed and never ended well, ascending. */
  readonly failed: readonly UnitFailure[];
}

/** The results in the journals of some folders together. */
export function collectResults(plan: Plan, folders: readonly string[]): CollectedResults {
  const failures = new Map<number, UnitFailure>();
  const units = column();
  const values = column();
  const take = (record: UnitRecord) => {
    if (record.unit >= plan.units) return;
    if ("failure" in record) {
      failures.set(record.unit, record);
      return;
    }
    failures.delete(record.unit);
    units.push(record.unit);
    for (const value of record.values) values.push(value ?? Number.NaN);
  };
  for (const folder of folders) readJournal(folder, take, plan.measures, readHeader(folder).generation);
  const failed = [...failures.values()].sort((a, b) => a.unit - b.unit);
  return { ...inOrder(units.values(), values.values(), plan.measures.length), failed };
}
