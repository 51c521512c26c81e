// Random layered graphs by the rules of the `daggen` generator (Suter and Hunold): tasks in levels whose widths vary about
// a mean, each task fed by some of the tasks of levels above it.
import type { GraphFile } from "../model/graph-file.ts";
import type { Stream } from "../model/policy.ts";

export interface RandomGraphOptions {
  readonly tasks: number;
  /** Width: from a chain (0) to a fork-join (1); mean tasks of a level: fat x sqrt(tasks). */
  readonly fat?: number;
  /** How alike the widths of levels are, 0 to 1. */
  readonly regularity?: number;
  /** Share of the tasks of the level above that feed a task, 0 to 1. */
  readonly density?: number;
  /** How many levels an edge may go down. */
  readonly jump?: number;
  /** Work of a task and size of a datum. */
  readonly instructions: () => number;
  readonly MB: () => number;
}

/** Draws a graph; every task but those of the first level has a predecessor in the level above. */
export function randomGraph(options: RandomGraphOptions, stream: Stream): GraphFile {
  const { tasks, fat = 0.5, regularity = 0.5, density = 0.5, jump = 1 } = options;
  const whole = (least: number, most: number) => least + Math.floor(stream() * (most - least + 1));
  const mean = Math.max(1, Math.exp(fat * Math.log(tasks)));
  const levels: number[][] = [];
  for (let made = 0; made < tasks; ) {
    const spread = 1 - regularity;
    const width = Math.max(1, Math.round(mean * (1 - spread + 2 * spread * stream())));
    const level: number[] = [];
    while (level.length < width && made < tasks) level.push(made++);
    levels.push(level);
  }
  const data: { from: string; to: string; MB: number }[] = [];
  for (let l = 1; l < levels.length; l++) {
    for (const task of levels[l]) {
      const above = levels[l - 1];
      const parents = new Set<number>([above[whole(0, above.length - 1)]]);
      const wanted = 1 + Math.floor(stream() * density * above.length);
      for (let k = 1; k < wanted; k++) {
        const from = levels[Math.max(0, l - whole(1, jump))];
        parents.add(from[whole(0, from.length - 1)]);
      }
      for (const parent of [...parents].sort((a, b) => a - b))
        data.push({ from: `t${parent}`, to: `t${task}`, MB: options.MB() });
    }
  }
  return {
    tasks: Array.from({ length: tasks }, (_, k) => ({ id: `t${k}`, instructions: options.instructions() })),
    data,
  };
}
