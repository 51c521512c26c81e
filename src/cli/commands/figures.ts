// `figures`: draws the figures of a results folder again, from its tables alone.
import { join } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { decodeParquet } from "../../dataset/parquet.ts";
import type { Table } from "../../dataset/table.ts";
import { type Figure, figureFiles } from "../../figures/index.ts";
import { writeWhole } from "../../io/files.ts";
import { renderPng } from "../../io/png.ts";
import { requireFigurePlace } from "../../io/results/file-place.ts";
import { listFiles, readBytes } from "../../io/results/read.ts";
import { InputError } from "../../model/input-error.ts";
import { studyFigures } from "../../study/figures/index.ts";
import { paperFigures } from "../../study/paper/figures.ts";
import { replaceOption } from "../options.ts";
import { say } from "../terminal.ts";

type Tables = Readonly<Record<string, Table>>;

/** A kind of results: the tables it is known by, and what is drawn from them. */
interface Kind {
  readonly tables: readonly string[];
  readonly draw: (tables: Tables) => readonly Figure[];
}

const KINDS: readonly Kind[] = [
  {
    tables: ["runs", "iterations", "instances"],
    draw: ({ runs, iterations, instances }) => paperFigures({ runs, iterations, instances }),
  },
  { tables: ["units", "summary"], draw: ({ units, summary }) => studyFigures({ units, summary }) },
];

/** @throws InputError when the folder holds no tables that figures are drawn from */
async function figuresOf(folder: string): Promise<readonly Figure[]> {
  const there = listFiles(folder);
  const kind = KINDS.find((one) => one.tables.every((name) => there.includes(`${name}.parquet`)));
  if (kind === undefined) {
    const known = KINDS.map((one) => one.tables.map((name) => `${name}.parquet`).join(", ")).join("; or ");
    throw new InputError(folder, `results with ${known}`, there.slice(0, 8).join(", "));
  }
  const tables = await Promise.all(
    kind.tables.map(async (name) => {
      const path = join(folder, `${name}.parquet`);
      return [name, await decodeParquet(readBytes(path), path)] as const;
    }),
  );
  return kind.draw(Object.fromEntries(tables));
}

export function figuresCommand(program: Command): void {
  program
    .command("figures")
    .argument("<results>", "results folder")
    .option("-o, --output <folder>", "where to (default: figures in the results folder)")
    .addOption(replaceOption())
    .action(async (results, options) => {
      const output = options.output ?? join(results, "figures");
      const files = new Map<string, Uint8Array>();
      await figureFiles(await figuresOf(results), renderPng, files);
      requireFigurePlace(output, files.keys(), options.replace);
      for (const [path, bytes] of files) writeWhole(join(output, path), bytes);
      say(`${files.size} files in ${output}`);
    });
}
