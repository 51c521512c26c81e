// Progress on standard error: only on a terminal, or when asked for with --progress.
import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  /** So many units are done, of a total that may have grown. */
  readonly done: (units: number, note?: string, total?: number) => void;
  readonly close: () => void;
}

const SILENT: Progress = { done: () => {}, close: () => {} };

/**
 * Opens a progress bar with rate and time left.
 * @param asked `--progress`: shows it where standard error is no terminal too
 */
export function openProgress(what: string, total: number, asked = false): Progress {
  if (!asked && !process.stderr.isTTY) return SILENT;
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage}% | {value}/{total} | {eta_formatted} left {note}`,
      stream: process.stderr,
      noTTYOutput: asked,
      notTTYSchedule: 1000,
      hideCursor: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { note: "" });
  return {
    done: (units, note, total) => {
      if (total !== undefined) bar.setTotal(total);
      bar.update(units, note === undefined ? {} : { note });
    },
    close: () => bar.stop(),
  };
}
