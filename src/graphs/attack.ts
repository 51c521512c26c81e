// The instance on which one method does worst beside another: simulated annealing over work, data, speeds and rates (after the
// PISA of Coleman and Krishnamachari 2024). One device, one graph, a star of servers.
import type { GraphFile } from "../model/graph-file.ts";
import { INSTANCE_FORMAT, type Instance, readInstance } from "../model/instance.ts";
import type { Stream } from "../model/policy.ts";
import { toProblem } from "../model/problem.ts";
import { randomGraph } from "./random-graph.ts";
import type { Setting } from "./setting.ts";
import { setting } from "./setting.ts";

/** The schedule length of a method on a setting; the lower the better. */
export type Length = (of: Setting) => number;

export interface AttackOptions {
  readonly tasks: number;
  readonly servers: number;
  /** Instances to try. */
  readonly steps: number;
  /** Annealings, each from an instance of its own; the worst of all counts. */
  readonly restarts: number;
}

export interface Attack {
  readonly instance: Instance;
  /** Schedule length of the method over that of the other. */
  readonly ratio: number;
  /** The same on the first instance of each annealing: what chance finds. */
  readonly startRatios: readonly number[];
  readonly tried: number;
}

/** Temperatures of the annealing, in ratio: geometric from the first to the last. */
const HOT = 0.1;
const COLD = 0.001;

/** All that an annealing changes, each within a factor of 10 of 1. */
interface Genes {
  readonly work: number[];
  readonly MB: number[];
  /** Of the device, then of the servers. */
  readonly speed: number[];
  readonly rate: number[];
}

const LEAST = 0.1;
const MOST = 10;

/** Numbers between 0.1 and 10, even in their logarithm. */
const drawn = (stream: Stream): number => LEAST * (MOST / LEAST) ** stream();

function instanceOf(shape: GraphFile, genes: Genes): Instance {
  return readInstance(
    {
      format: INSTANCE_FORMAT,
      name: "attack",
      work: { instructionsPerBit: 250 },
      outputReduction: 1,
      devices: [
        {
          id: "d1",
          speedIps: genes.speed[0] * 1e9,
          powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
          jobs: [
            {
              id: "j1",
              graph: {
                tasks: shape.tasks.map(({ id }, k) => ({ id, instructions: genes.work[k] * 1e9 })),
                data: (shape.data ?? []).map(({ from, to }, k) => ({ from, to, MB: genes.MB[k] })),
              },
            },
          ],
        },
      ],
      servers: genes.rate.map((_, c) => ({ id: `m${c + 1}`, speedIps: genes.speed[c + 1] * 1e9 })),
      linksMbps: [genes.rate.map((rate) => rate * 8)],
    },
    "attack",
  );
}

/** One number changes by a factor; the same genes but for it. */
function changed(genes: Genes, stream: Stream): Genes {
  const all = { work: [...genes.work], MB: [...genes.MB], speed: [...genes.speed], rate: [...genes.rate] };
  const lists = [all.work, all.MB, all.speed, all.rate].filter((list) => list.length > 0);
  const list = lists[Math.floor(stream() * lists.length)];
  const at = Math.floor(stream() * list.length);
  list[at] = Math.min(MOST, Math.max(LEAST, list[at] * Math.exp(2 * (stream() - 0.5))));
  return all;
}

/**
 * Looks for the instance on which a method's schedule is longest beside another's.
 * @param method the one that is attacked
 * @param against the one to compare with
 */
export function attack(method: Length, against: Length, options: AttackOptions, stream: Stream): Attack {
  const { tasks, servers, steps, restarts } = options;
  const perRestart = Math.max(1, Math.floor(steps / restarts));
  let worst: { instance: Instance; ratio: number } | null = null;
  const startRatios: number[] = [];
  let tried = 0;
  for (let restart = 0; restart < restarts; restart++) {
    const shape = randomGraph(
      { tasks, fat: 0.3 + 0.4 * stream(), density: stream(), jump: 2, instructions: () => 1, MB: () => 1 },
      stream,
    );
    const numbers = (count: number) => Array.from({ length: count }, () => drawn(stream));
    const ratioOf = (instance: Instance): number => {
      tried++;
      const of = setting(toProblem(instance));
      return method(of) / against(of);
    };
    let genes: Genes = {
      work: numbers(tasks),
      MB: numbers(shape.data?.length ?? 0),
      speed: numbers(servers + 1),
      rate: numbers(servers),
    };
    let instance = instanceOf(shape, genes);
    let ratio = ratioOf(instance);
    startRatios.push(ratio);
    if (worst === null || ratio > worst.ratio) worst = { instance, ratio };
    for (let step = 1; step < perRestart; step++) {
      const heat = HOT * (COLD / HOT) ** (step / perRestart);
      const next = changed(genes, stream);
      instance = instanceOf(shape, next);
      const found = ratioOf(instance);
      if (found < ratio && stream() >= Math.exp((found - ratio) / heat)) continue;
      [genes, ratio] = [next, found];
      if (ratio > worst.ratio) worst = { instance, ratio };
    }
  }
  return { ...worst!, startRatios, tried };
}
