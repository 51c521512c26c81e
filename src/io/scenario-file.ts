// Reading a scenario: a file with the tables it names beside it, or one of the paper's cases by name.
import { dirname, isAbsolute, join } from "node:path";
import { InputError } from "../model/input-error.ts";
import { PAPER_CASES, type PaperOptions, paperCase } from "../scenario/paper-cases.ts";
import { readScenario } from "../scenario/read-scenario.ts";
import type { ReadTable } from "../scenario/recorded.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { readText, readYaml } from "./files.ts";

/** Reads CSV tables named relative to a folder, each once. */
async function tablesBeside(folder: string): Promise<ReadTable> {
  const { fromCSV } = await import("arquero");
  const tables = new Map<string, Readonly<Record<string, readonly unknown[]>>>();
  return (file) => {
    const path = isAbsolute(file) ? file : join(folder, file);
    const known = tables.get(path);
    if (known !== undefined) return known;
    const text = readText(path);
    try {
      const table = fromCSV(text);
      const columns = table.columnNames().map((name) => [name, Array.from(table.array(name))] as const);
      const found = Object.fromEntries(columns);
      tables.set(path, found);
      return found;
    } catch (error) {
      throw new InputError(path, "a CSV table with a head", (error as Error).message);
    }
  };
}

const namesTable = (data: unknown): boolean => JSON.stringify(data ?? null).includes('"file":');

/** Checks scenario data that was read from a file. @throws InputError */
export const scenarioOf = async (data: unknown, path: string): Promise<Scenario> =>
  readScenario(data, path, namesTable(data) ? await tablesBeside(dirname(path)) : null);

/**
 * Reads a scenario file, or makes one of the paper's cases (`case1`, `case2`, `case3`).
 * @param options of the paper's cases
 * @throws InputError
 */
export async function readScenarioFile(path: string, options: PaperOptions = {}): Promise<Scenario> {
  const known = PAPER_CASES.find((name) => name === path);
  return known !== undefined ? paperCase(known, options) : scenarioOf(readYaml(path), path);
}
