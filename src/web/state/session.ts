// Keeps what is shown in step with what is chosen: asks the workers, collects their answers, drops what is out of date.
import { batch, computed, effect, signal } from "@preact/signals";
import type { FirstView } from "../compute/first-view.ts";
import first from "../compute/first-view.ts?at-build";
import { showRun } from "../timeline/clock.ts";
import { Interrupted, Line, Stopped, WorkerError } from "../worker/line.ts";
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
import started from "../worker/worker.ts?started";
import { giveHighs } from "./highs.ts";
import { compiled, withOwnPolicy } from "./own-policy.ts";
import { DEFAULTS, settings, WEIGHTS } from "./settings.ts";

let workerText = "";
const workerSource = () => withOwnPolicy(workerText);

/** Gets what workers are started from; needed before the first question. */
export async function prepare(): Promise<void> {
  workerText = await started.load();
}

/** Runs that the user waits for. */
const front = new Line(workerSource, started.ahead);
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
let runAbort = new AbortController();

/** Asks again when the worker was lost to another question, as long as the turn lasts. */
async function insist<T>(turn: number, ask: () => Promise<T>, first = ask()): Promise<T> {
  try {
    return await first;
  } catch (error) {
    if (turn === asked && error instanceof Interrupted) return insist(turn, ask);
    throw error;
  }
}

/** Reads and draws the network unless it is that of the last answer; false when there is none to run. */
async function settleWorld(turn: number, asking: Question, signal: AbortSignal): Promise<boolean> {
  if (settled !== null && JSON.stringify(asking) === JSON.stringify(settled)) return true;
  try {
    const ask = { kind: "world", ...asking } as const;
    const report = await insist(turn, () => front.ask(ask, undefined, signal));
    if (turn !== asked) return false;
    batch(() => {
      world.value = report;
      worldFault.value = null;
      followed.value = -1;
    });
    settled = asking;
    return true;
  } catch (error) {
    if (error instanceof Stopped) return false;
    batch(() => {
      worldFault.value = toFault(error);
      running.value = null;
    });
    settled = null;
    return false;
  }
}

async function runAll(turn: number): Promise<void> {
  const asking = question.peek();
  const { methods, shown, wt } = settings.peek();
  runAbort = new AbortController();
  const { signal } = runAbort;
  const order = [shown, ...methods.keys()].filter((m, at, all) => all.indexOf(m) === at);
  stopped.value = false;
  const askRun = async (m: number, at: number): Promise<RunReport> => {
    if (methods[m] === "optimum") await giveHighs(front);
    const picture = at === 0 || (world.peek()?.jobs ?? MOST_PICTURES + 1) <= MOST_PICTURES;
    const ask = { kind: "run", ...asking, method: methods[m], wt, picture } as const;
    const tell = (progress: Progress) => {
      running.value = { done: at + progress.done / progress.of, of: order.length };
    };
    return front.ask(ask, tell, signal);
  };
  // The run that is shown is asked for together with the network, the others as soon as its size is known: the worker
  // goes from one to the next without waiting for the page.
  const worldSettled = settleWorld(turn, asking, signal);
  const answers = [askRun(order[0], 0)];
  answers[0].catch(() => {});
  if (!(await worldSettled)) {
    runAbort.abort();
    return;
  }
  for (const [at, m] of order.entries()) {
    if (at === 0) continue;
    answers[at] = askRun(m, at);
    answers[at].catch(() => {});
  }
  const found: (RunReport | null)[] = methods.map((method, m) => {
    const before = reports.peek()[m];
    return before?.method === method ? before : null;
  });
  const wrong: (Fault | null)[] = methods.map(() => null);
  for (const [at, m] of order.entries()) {
    running.value = { done: at, of: order.length };
    try {
      found[m] = await insist(turn, () => askRun(m, at), answers[at]);
    } catch (error) {
      if (turn !== asked) return;
      if (error instanceof Stopped) {
        batch(() => {
          stopped.value = true;
          running.value = null;
        });
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
  runAbort.abort();
  answered = answered.then(() => (turn === asked ? runAll(turn) : undefined));
}

/** Stops the runs and what would follow from them: the workers end at once. */
export function stopRun(): void {
  asked++;
  sweepTurn++;
  batch(() => {
    running.value = null;
    backgroundWork.value = null;
    stopped.value = true;
  });
  front.stop("stopped");
  background.stop("stopped");
}

export function runAgain(): void {
  runLatest();
  sweepLater();
}

let sweepTurn = 0;
let sweepAbort = new AbortController();

async function sweepAll(turn: number): Promise<void> {
  const asking = question.peek();
  const methods = settings.peek().methods;
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

let sweepTimer: ReturnType<typeof setTimeout> | undefined;

/** Sweeps once the settings stand still and the runs are there: two workers at once take twice as long on two cores. */
function sweepLater(): void {
  clearTimeout(sweepTimer);
  sweepAbort.abort();
  const turn = ++sweepTurn;
  sweepTimer = setTimeout(
    () => void answered.then(() => (turn === sweepTurn ? sweepAll(turn) : undefined)),
    250,
  );
}

function forget<T>(of: { value: T | null }) {
  of.value = null;
}

/** What the runs depend on, and what the sweep, as texts to compare. */
const runKey = computed(() => {
  const { methods, shown, wt } = settings.value;
  return JSON.stringify([question.value, methods, shown, wt]);
});
const sweepKey = computed(() => JSON.stringify([question.value, settings.value.methods]));

/** Shows what was made with the page, where the settings ask for just that; the worker runs it again all the same. */
export function showFirstView(): boolean {
  const { world: source, seed, score, iterations, methods, shown, wt } = DEFAULTS;
  const key = JSON.stringify([{ world: source, seed, score, iterations }, methods, shown, wt]);
  if (runKey.peek() !== key) return false;
  const view = first as FirstView;
  batch(() => {
    world.value = view.world;
    reports.value = view.reports;
    sweep.value = view.sweep;
    showRun(view.reports[shown].picture!.end);
  });
  return true;
}

/** Starts to follow the settings. */
export function follow(): void {
  effect(() => {
    runKey.value;
    runLatest();
  });
  let before = sweep.peek() === null ? "" : JSON.stringify(question.peek());
  let swept = sweep.peek() === null ? "" : sweepKey.peek();
  effect(() => {
    const key = JSON.stringify(question.value);
    if (key !== before) {
      before = key;
      forget(sweep);
      forget(optimum);
      forget(frontier);
    }
    if (sweepKey.value !== swept) sweepLater();
    swept = "";
  });
  effect(() => {
    if (compiled.value === null) return;
    front.stop("the policy changed");
    background.stop("the policy changed");
    runLatest();
  });
}

export { background, front, toFault };
