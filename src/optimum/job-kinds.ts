// Kinds of jobs: those of one device that differ by a factor only, as where work and output follow from the size. At any
// weight and prices all jobs of a kind have the same cheapest place, so that one job as large as their sum stands for
// them in the relaxation, and its bound is theirs.
import { jobs } from "../model/jobs.ts";
import type { Problem } from "../model/problem.ts";

export interface JobKinds {
  /** One job for each kind, the sum of its jobs; kinds of a device stand together. */
  readonly sums: Problem;
  /** n: kind of each job. */
  readonly kind: Int32Array;
  /** n: part of its kind that a job is; those of a kind add up to 1. */
  readonly part: Float64Array;
  /** Jobs of kind q are members[first[q]] to members[first[q + 1] - 1]. */
  readonly members: Int32Array;
  readonly first: Int32Array;
}

/** Relative difference that the rounding of sizes may make. */
const SAME = 1e-12;
/** Kinds of one device that a job is compared with. */
const MOST_COMPARED = 32;

/** Finds kinds job by job, each among the last few of its device. */
class Finder {
  readonly #problem: Problem;
  /** The first job of each kind. */
  readonly models: number[] = [];

  constructor(problem: Problem) {
    this.#problem = problem;
  }

  size(j: number): number {
    const { bits, instructions, outputBits } = this.#problem.jobs;
    return bits[j] + instructions[j] + outputBits[j];
  }

  kindOf(j: number): number {
    const { models } = this;
    for (let q = models.length - 1; q >= Math.max(0, models.length - MOST_COMPARED); q--) {
      if (this.#alike(models[q], j)) return q;
    }
    return models.push(j) - 1;
  }

  #alike(i: number, j: number): boolean {
    const { device: jobDevice, bits, instructions, outputBits, allowed } = this.#problem.jobs;
    const { servers } = this.#problem.network;
    if (jobDevice[i] !== jobDevice[j]) return false;
    const factor = this.size(j) / this.size(i);
    if (!(factor > 0 && factor < Number.POSITIVE_INFINITY)) return false;
    if (Math.abs(bits[j] - factor * bits[i]) > SAME * bits[j]) return false;
    if (Math.abs(instructions[j] - factor * instructions[i]) > SAME * instructions[j]) return false;
    if (Math.abs(outputBits[j] - factor * outputBits[i]) > SAME * outputBits[j]) return false;
    if (allowed === null) return true;
    const places = servers + 1;
    for (let c = 0; c < places; c++) if (allowed[i * places + c] !== allowed[j * places + c]) return false;
    return true;
  }
}

/** The kinds of jobs of a network; null when there are more than `most`. */
export function kindsOf(problem: Problem, most: number): JobKinds | null {
  // Latencies do not grow with the size of a job, so jobs that differ by a factor are not alike there.
  if (problem.network.backhaul !== null) return null;
  const { count: n } = problem.jobs;
  const { servers: m } = problem.network;
  const finder = new Finder(problem);
  const kind = new Int32Array(n);
  for (let j = 0; j < n; j++) {
    kind[j] = finder.kindOf(j);
    if (finder.models.length > most) return null;
  }
  const { models } = finder;
  const kinds = models.length;
  const [bits, instructions, outputBits, total] = [0, 1, 2, 3].map(() => new Float64Array(kinds));
  const first = new Int32Array(kinds + 1);
  for (let j = 0; j < n; j++) {
    const q = kind[j];
    bits[q] += problem.jobs.bits[j];
    instructions[q] += problem.jobs.instructions[j];
    outputBits[q] += problem.jobs.outputBits[j];
    total[q] += finder.size(j);
    first[q + 1]++;
  }
  for (let q = 0; q < kinds; q++) first[q + 1] += first[q];
  const next = first.slice();
  const members = new Int32Array(n);
  const part = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    members[next[kind[j]]++] = j;
    part[j] = total[kind[j]] > 0 ? finder.size(j) / total[kind[j]] : 1;
  }
  const { allowed } = problem.jobs;
  const column = (from: Float64Array) => Float64Array.from(models, (j) => from[j]);
  const sums: Problem = {
    name: problem.name,
    network: problem.network,
    jobs: jobs(problem.network.devices, {
      device: Int32Array.from(models, (j) => problem.jobs.device[j]),
      bits,
      instructions,
      outputBits,
      arrival: column(problem.jobs.arrival),
      deadline: column(problem.jobs.deadline),
      priority: column(problem.jobs.priority),
      jobClass: Int32Array.from(models, (j) => problem.jobs.jobClass[j]),
      classes: problem.jobs.classes,
      allowed:
        allowed === null
          ? null
          : Uint8Array.from({ length: kinds * (m + 1) }, (_, at) => {
              const q = Math.floor(at / (m + 1));
              return allowed[models[q] * (m + 1) + (at - q * (m + 1))];
            }),
      id: (q) => problem.jobs.id(models[q]),
    }),
  };
  return { sums, kind, part, members, first };
}
