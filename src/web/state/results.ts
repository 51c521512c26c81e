// What is known of the network and the chosen policies: answers of the workers, and what went wrong.
import { batch, computed, signal } from "@preact/signals";
import type {
  Fault,
  FrontReport,
  MethodReport,
  OptimumReport,
  Progress,
  SweepReport,
  WorldReport,
} from "../worker/protocol.ts";
import { settings } from "./settings.ts";

export const world = signal<WorldReport | null>(null);
export const worldFault = signal<Fault | null>(null);
/** Whether the equations of the paper hold for the network: only then are there a score, a bound and a front. */
export const closedFormHolds = computed(() => world.value === null || world.value.beyond === null);

/** One run for each chosen method, in order; null while it is not there. */
export const reports = signal<readonly (MethodReport | null)[]>([]);
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

/** Drops what was found for another question. */
export function forgetBackground(): void {
  batch(() => {
    sweep.value = null;
    optimum.value = null;
    frontier.value = null;
    backgroundWork.value = null;
    backgroundFault.value = null;
  });
}
