// What runs of the original gave: failed tasks in % and mean service time in s. It cannot be seeded; half ranges of three runs.
import type { Architecture } from "./architectures.ts";

type Row = Readonly<Record<Architecture, number>>;
const row = (one: number, two: number, orchestrated: number): Row => ({
  "one tier": one,
  "two tiers": two,
  "two tiers, orchestrated": orchestrated,
});

export const FAILED: Readonly<Record<number, Row>> = {
  100: row(0.9, 0.76, 0.73),
  300: row(10.0, 4.9, 0.65),
  500: row(20.4, 9.6, 0.8),
  700: row(36.8, 22.5, 4.5),
  1000: row(48.7, 33.5, 25.3),
};

export const SERVICE_S: Readonly<Record<number, Row>> = {
  100: row(1.869, 1.613, 1.531),
  500: row(2.828, 2.142, 2.092),
};

/** Tasks per CPU-second of the original on a machine like that of the committed results. */
export const TASKS_PER_CPU_S = 7150;
