// One run with its progress on the terminal, to be ended by Ctrl-C.
import { writeSync } from "node:fs";
import type { RunResult } from "../simulation/record/result.ts";
import type { Run } from "../simulation/run.ts";
import { duration } from "../study/describe.ts";
import { interruptible } from "./interruptible.ts";
import { openProgress, type Progress } from "./progress.ts";
import { visible } from "./visible.ts";

/** A run shows its progress after so long, ms. */
const PATIENCE = 500;
/** A stretch of the run should take about so long, ms. */
const STRETCH = 50;
/** Without a terminal a line comes so often, ms. */
const LINE = 1000;

export interface RunLength {
  /** End of the run, s; undefined where it ends with its last job. */
  readonly horizon?: number | undefined;
  /** Jobs in all, where that is known. */
  readonly jobs?: number | undefined;
}

type Stretches = Pick<Run, "advance" | "finished" | "now" | "counts" | "result">;

/** How far the run is, from 0 to 1; null where nobody knows. */
function share(run: Stretches, { horizon, jobs }: RunLength): number | null {
  if (horizon !== undefined) return run.now / horizon;
  if (jobs === undefined || jobs === 0) return null;
  const { completed, dropped, abandoned } = run.counts;
  return (completed + dropped + abandoned) / jobs;
}

/** Goes on in stretches of simulated time that take about equally long. */
function inStretches(run: Stretches, length: RunLength, onStretch: (done: number) => void): RunResult {
  let step = (length.horizon ?? 1) / 1000;
  while (!run.finished) {
    const before = performance.now();
    run.advance(run.now + step);
    const time = performance.now() - before;
    if (time < STRETCH) step *= 2;
    else if (time > 4 * STRETCH) step /= 2;
    const done = share(run, length);
    if (done !== null) onStretch(done);
  }
  return run.result();
}

/** Progress as lines: a bar draws itself by a timer where there is no terminal, and no timer runs meanwhile. */
function lines(what: string): Progress {
  const start = performance.now();
  let told = Number.NEGATIVE_INFINITY;
  return {
    resumed() {},
    done(percent, text) {
      const now = performance.now();
      if (now - told < LINE) return;
      told = now;
      const left = percent === 0 ? "" : ` | ${duration(((now - start) / 1000) * (100 / percent - 1))} left`;
      tell(`${what} ${percent}%${left} | ${text?.() ?? ""}`);
    },
    close() {},
  };
}

/**
 * A line on standard error, past its stream: Ctrl-C may stop the work within the call, and a stream that was stopped while it
 * wrote would never write again.
 */
function tell(line: string): void {
  try {
    writeSync(process.stderr.fd, `${visible(line)}\n`);
  } catch (error) {
    // Nobody reads fast enough: the next line will do.
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  }
}

export interface RunsProgress {
  /** Runs the next one to its end. @throws Interruption at Ctrl-C */
  readonly run: (run: Stretches, length: RunLength, name?: string) => RunResult;
  readonly close: () => void;
}

/**
 * Several runs in a row, with the progress of all of them.
 * @param total how many there are
 * @param asked `--progress`: shows it where standard error is no terminal too
 */
export function runsWithProgress(what: string, total: number, asked = false): RunsProgress {
  if (!asked && !process.stderr.isTTY)
    return { run: (run) => interruptible(() => run.result()), close: () => {} };
  const start = performance.now();
  let progress: Progress | null = null;
  let finished = 0;
  const open = () => (process.stderr.isTTY ? openProgress(what, 100, asked, false) : lines(what));
  return {
    run: (run, length, name = "") => {
      const result = interruptible(() =>
        inStretches(run, length, (done) => {
          if (performance.now() - start < PATIENCE) return;
          progress ??= open();
          const { now, counts } = run;
          progress.done(
            Math.min(100, Math.floor((100 * (finished + Math.min(1, done))) / total)),
            () => `${name}${name === "" ? "" : ": "}${now.toPrecision(4)} s, ${counts.completed} jobs`,
          );
        }),
      );
      finished++;
      return result;
    },
    close: () => progress?.close(),
  };
}

/**
 * Runs to the end.
 * @param asked `--progress`: shows it where standard error is no terminal too
 * @throws Interruption at Ctrl-C
 */
export function runWithProgress(run: Stretches, what: string, length: RunLength, asked = false): RunResult {
  const progress = runsWithProgress(what, 1, asked);
  try {
    return progress.run(run, length);
  } finally {
    progress.close();
  }
}
