// Where an experiment leaves what it found: results/<id> with tables, figures and manifest.
import type { Json, Table } from "../src/dataset/index.ts";
import { encodeCsv, encodeParquet, manifest } from "../src/dataset/index.ts";
import { type Figure, figureFiles } from "../src/figures/index.ts";
import { machine, origin, renderPng, stopwatch } from "../src/io/index.ts";
import { writeResults } from "../src/io/results/write.ts";

export interface Found {
  readonly parameters: Json;
  readonly seeds: Json;
  readonly tables: readonly Table[];
  readonly figures: readonly Figure[];
}

/** Writes results/<id> whole; call it first for the time, then what it returns with what was found. */
export function experiment(id: string): (found: Found) => Promise<void> {
  const time = stopwatch();
  return async ({ parameters, seeds, tables, figures }) => {
    const files = new Map<string, Uint8Array>();
    for (const table of tables) {
      files.set(`${table.name}.parquet`, encodeParquet(table));
      files.set(`${table.name}.csv`, encodeCsv(table));
    }
    await figureFiles(figures, renderPng, files);
    const record = await manifest(
      {
        command: `npm run experiment ${id}`,
        origin: origin(),
        machine: machine(),
        parameters,
        seeds,
        time: time(),
      },
      files,
    );
    const page = `${JSON.stringify(record, null, 2)}\n`;
    writeResults(`results/${id}`, new Map<string, Uint8Array | string>([...files, ["manifest.json", page]]));
    console.log(`results/${id}`);
  };
}
