// A study whose whole program is killed at random moments, as a user would see it: nothing lost, nothing twice, the same bytes.
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import seedrandom from "seedrandom";
import { expect } from "vitest";
import { readJournal } from "../../src/io/study/journal.ts";
import { tinyPlan, tinyStudy } from "../study/tiny-study.ts";
import { dataFiles, scratch, start } from "./scratch.ts";
import { undisturbed } from "./whole-study.ts";

export interface Killing {
  readonly replications: number;
  readonly kills: number;
  /** Each kill comes when the journal has grown by this much, and up to twice as much again. */
  readonly bytesBetween: number;
}

/** Bytes of all segments of a results folder's journal. */
export function journalSize(folder: string): number {
  const inside = join(folder, "journal");
  if (!existsSync(inside)) return 0;
  return readdirSync(inside).reduce((sum, name) => sum + statSync(join(inside, name)).size, 0);
}

/** The numbers of all finished units, in order. */
export function unitsOf(folder: string): number[] {
  const seen: number[] = [];
  readJournal(folder, ({ unit }) => seen.push(unit));
  return seen.sort((a, b) => a - b);
}

/** Kills the program while it works on a study, each time goes on with it, and compares with a run that nothing disturbed. */
export async function expectSurvival({ replications, kills, bytesBetween }: Killing): Promise<void> {
  const moment = seedrandom.alea(`kills of ${replications}`);
  const folder = scratch();
  const file = join(folder, "tiny.json");
  writeFileSync(file, JSON.stringify(tinyStudy({ replications })));
  const output = join(folder, "killed");
  const words = (workers: number) => ["study", file, "-o", output, "--workers", String(workers), "--resume"];
  for (let kill = 1; kill <= kills; kill++) {
    const running = start(words(kill % 3));
    const enough = journalSize(output) + bytesBetween * (1 + 2 * moment());
    while (journalSize(output) < enough && running.process.exitCode === null) {
      await new Promise((wait) => setTimeout(wait, 2));
    }
    expect(running.process.exitCode).toBe(null);
    running.process.kill("SIGKILL");
    await running.ended;
  }
  expect((await start(words(2)).ended).status).toBe(0);
  const plan = tinyPlan({ replications });
  expect(readJournal(output, () => {}).length).toBeLessThanOrEqual(kills);
  expect(unitsOf(output)).toEqual(Array.from({ length: 8 * replications }, (_, k) => k));
  // The build and the sources are different code to study.json, and the same to every table.
  const { "study.json": _, ...tables } = dataFiles(output);
  expect(tables).toEqual(await undisturbed(plan, true));
}
