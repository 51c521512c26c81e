// Keeps what is shown in step with what is chosen: asks the workers, collects their answers, drops what is out of date.
import { batch, computed, effect, signal } from "@preact/signals";
import { showRun } from "../timeline/clock.ts";
import { Line, Stopped, WorkerError } from "../worker/line.ts";
import type {
  Fault,
  FrontReport,
  OptimumReport,
  Progress,
  Question,
  RunReport,
  SweepReport,
  WorldReport,
} from "../worker/protocol.ts";
import source from "../worker/worker.ts?source";
import { giveHighs } from "./highs.ts";
import { compiled, withOwnPolicy } from "./own-policy.ts";
import { settings } from "./settings.ts";

const workerSource = () => withOwnPolicy(source);

/** Runs that the user waits for. */
const front = new Line(workerSource);
/** Sweeps, optima and fronts, which take their time. */
const background = new Line(workerSource);

export const world = signal<WorldReport | null>(null);
export const worldFault = signal<Fault | null>(null);

/** One run for each chosen method, in order; null while it is not there. */
export const reports = signal<readonly (RunReport | null)[]>([]);
/** For each chosen method what went wrong, if something did. */
export const faults = signal<readonly (Fault | null)[]>([]);
export const running = signal<Progress | null>(null);
export const stopped = signal(false);

export const sweep = signal<SweepReport | null>(null);
export const optimum = signal<OptimumReport | null>(null);
export const frontier = signal<FrontReport | null>(null);
/** What the background worker is doing, in words. */
export const backgroundWork = signal<{ readonly what: string; readonly progress: Progress } | null>(null);
export const backgroundFault = signal<Fault | null>(null);

/** The run that the charts over time show. */
export const shownReport = computed(() => reports.value[settings.value.shown] ?? null);
/** The job that is followed: row of the picture's jobs, -1 for none. */
export const followed = signal(-1);

const toFault = (error: unknown): Fault =>
  error instanceof WorkerError
    ? error.fault
    : { message: error instanceof Error ? error.message : String(error), where: null };

export const question = computed<Question>(() => {
  const { world, seed, score, iterations } = settings.value;
  return { world, seed, score, iterations };
});

/** With more jobs only the run that is shown brings its picture. */
const MOST_PICTURES = 3000;

let asked = 0;
let settled: Question | null = null;
let answered: Promise<void> = Promise.resolve();

async function runAll(turn: number): Promise<void> {
  const asking = question.peek();
  const { methods, shown, wt } = settings.peek();
  stopped.value = false;
  if (settled === null || JSON.stringify(asking) !== JSON.stringify(settled)) {
    try {
      const report = await front.ask({ kind: "world", ...asking });
      if (turn !== asked) return;
      batch(() => {
        world.value = report;
        worldFault.value = null;
        followed.value = -1;
      });
      settled = asking;
    } catch (error) {
      if (error instanceof Stopped) return;
      worldFault.value = toFault(error);
      settled = null;
      return;
    }
  }
  const found: (RunReport | null)[] = methods.map((method, m) => {
    const before = reports.peek()[m];
    return before?.method === method ? before : null;
  });
  const wrong: (Fault | null)[] = methods.map(() => null);
  const order = [shown, ...methods.keys()].filter((m, at, all) => all.indexOf(m) === at);
  for (const [at, m] of order.entries()) {
    const picture = m === shown || (world.peek()?.jobs ?? MOST_PICTURES + 1) <= MOST_PICTURES;
    running.value = { done: at, of: order.length };
    try {
      if (methods[m] === "optimum") await giveHighs(front);
      found[m] = await front.ask({ kind: "run", ...asking, method: methods[m], wt, picture }, (progress) => {
        running.value = { done: at + progress.done / progress.of, of: order.length };
      });
    } catch (error) {
      if (error instanceof Stopped) {
        stopped.value = true;
        running.value = null;
        return;
      }
      found[m] = null;
      wrong[m] = toFault(error);
    }
    if (turn !== asked) return;
    batch(() => {
      reports.value = [...found];
      faults.value = [...wrong];
      const picture = found[m]?.picture;
      if (m === shown && picture) showRun(picture.end);
    });
  }
  running.value = null;
}

/** Runs again with the settings as they are now; whatever is under way is dropped after its current method. */
function runLatest(): void {
  const turn = ++asked;
  answered = answered.then(() => (turn === asked ? runAll(turn) : undefined));
}

/** Stops the run: its worker ends at once. */
export function stopRun(): void {
  asked++;
  running.value = null;
  stopped.value = true;
  front.stop("stopped");
}

export function runAgain(): void {
  runLatest();
}

/** The weights of the paper's figures: 0, 0.05, ..., 1. */
export const WEIGHTS = Array.from({ length: 21 }, (_, k) => k / 20);

let sweepTurn = 0;
let sweepAbort = new AbortController();

async function sweepAll(turn: number): Promise<void> {
  const asking = question.peek();
  const methods = settings.peek().methods;
  sweepAbort.abort();
  sweepAbort = new AbortController();
  const { signal } = sweepAbort;
  try {
    backgroundFault.value = null;
    const report = await background.ask(
      { kind: "sweep", ...asking, methods, weights: WEIGHTS },
      (progress) => {
        if (turn !== sweepTurn) return;
        batch(() => {
          if (progress.partial !== undefined) sweep.value = progress.partial as SweepReport;
          backgroundWork.value = { what: "score over all weights", progress };
        });
      },
      signal,
    );
    if (turn === sweepTurn) sweep.value = report;
  } catch (error) {
    if (turn === sweepTurn && !(error instanceof Stopped)) backgroundFault.value = toFault(error);
  } finally {
    if (turn === sweepTurn) backgroundWork.value = null;
  }
}

function forget<T>(of: { value: T | null }) {
  of.value = null;
}

/** Starts to follow the settings. */
export function follow(): void {
  const runKey = computed(() => {
    const { methods, shown, wt } = settings.value;
    return JSON.stringify([question.value, methods, shown, wt]);
  });
  effect(() => {
    runKey.value;
    runLatest();
  });
  const sweepKey = computed(() => JSON.stringify([question.value, settings.value.methods]));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let before = "";
  effect(() => {
    sweepKey.value;
    const key = JSON.stringify(question.value);
    if (key !== before) {
      before = key;
      forget(sweep);
      forget(optimum);
      forget(frontier);
    }
    clearTimeout(timer);
    const turn = ++sweepTurn;
    timer = setTimeout(() => void sweepAll(turn), 250);
  });
  effect(() => {
    if (compiled.value === null) return;
    front.stop("the policy changed");
    background.stop("the policy changed");
    runLatest();
  });
}

export { background, front, toFault };
