// Keeps what is shown in step with what is chosen: begins the work that the settings ask for, and stops it.
import { batch, effect } from "@preact/signals";
import type { FirstView } from "../compute/first-view.ts";
import first from "../compute/first-view.ts?at-build";
import { showRun } from "../timeline/clock.ts";
import { certification } from "./certify.ts";
import { background, foreground } from "./lines.ts";
import { compiled } from "./own-policy.ts";
import { question, runQuestion, sameQuestion, sweepQuestion } from "./question.ts";
import { backgroundWork, forgetBackground, reports, running, stopped, sweep, world } from "./results.ts";
import { runs } from "./runs.ts";
import { DEFAULTS } from "./settings.ts";
import { sweeps } from "./sweeps.ts";

/** Stops the runs and what would follow from them: the workers end at once. */
export function stopRun(): void {
  for (const turns of [runs, sweeps, certification]) turns.end();
  batch(() => {
    running.value = null;
    backgroundWork.value = null;
    stopped.value = true;
  });
  foreground.stop("stopped");
  background.stop("stopped");
}

export function runAgain(): void {
  runs.begin();
  sweeps.begin();
}

/** Shows what was made with the page, where the settings ask for just that; the worker runs it again all the same. */
export function showFirstView(): boolean {
  const now = runQuestion.peek();
  const same =
    sameQuestion(now.question, DEFAULTS) &&
    now.wt === DEFAULTS.wt &&
    now.shown === DEFAULTS.shown &&
    now.methods.join() === DEFAULTS.methods.join();
  if (!same) return false;
  const view = first as FirstView;
  batch(() => {
    world.value = view.world;
    reports.value = view.reports;
    sweep.value = view.sweep;
    showRun(view.reports[now.shown].picture!.end);
  });
  return true;
}

/** Starts to follow the settings. */
export function follow(): void {
  // What the first view brought need not be asked for again.
  let known = sweep.peek() !== null;
  effect(() => {
    runQuestion.value;
    runs.begin();
  });
  effect(() => {
    question.value;
    if (known) return;
    certification.end();
    forgetBackground();
  });
  effect(() => {
    sweepQuestion.value;
    if (!known) sweeps.begin();
    known = false;
  });
  effect(() => {
    if (compiled.value === null) return;
    const certifying = certification.busy;
    runs.begin();
    sweeps.begin();
    if (certifying) certification.begin();
    // What begins above asks fresh workers, which hold the new policy.
    foreground.stop("the policy changed");
    background.stop("the policy changed");
  });
}
