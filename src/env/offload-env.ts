// One environment for learners: episodes are runs of a world, steps are decisions, rewards are minus the growth of the score.
import { InputError } from "../model/input-error.ts";
import { placesOf } from "../model/policy.ts";
import type { ScorePerUnit } from "../model/score.ts";
import { ACCRUED } from "../simulation/record/accrued.ts";
import type { RunResult } from "../simulation/record/result.ts";
import type { Run } from "../simulation/run.ts";
import { type LiveTrial, liveTrial, type Reference, referenceOf } from "../trial/live-trial.ts";
import type { Subject, TrialOptions } from "../trial/subject.ts";
import type { Seconds } from "../units.ts";
import { type EnvSettings, usualEnv } from "./env-file.ts";
import { type ObservedColumn, Observer } from "./observer.ts";
import { TERMS, type TermWeights, termWeights } from "./reward.ts";
import type { Situation } from "./situation.ts";

/** What episodes are made of. */
export interface EnvOptions extends Pick<TrialOptions, "horizon" | "source" | "limits"> {
  /** Of the first episode; 1 unless given. */
  readonly seed?: number;
  /** What is observed and rewarded; the usual unless given. */
  readonly settings?: EnvSettings;
}

/** Where an environment writes; a vector of them shares larger arrays. */
export interface EnvArrays {
  /** The columns of the decision at hand; after the end, of the last one. */
  readonly observation: Float32Array;
  /** One number for each place: 1 where the job may go. */
  readonly mask: Uint8Array;
  /** The reward of the last step by its terms (`TERMS`). */
  readonly terms: Float64Array;
}

/** Episodes without any decision that are passed over before that counts as an error. */
const MOST_EMPTY = 100;

/** What does not change from episode to episode. */
interface Layout {
  /** Names of the actions: ids of the servers in file order, then "local". */
  readonly actions: readonly string[];
  readonly columns: readonly ObservedColumn[];
  readonly deviceIds: readonly string[];
}

export class OffloadEnv implements Layout, EnvArrays {
  readonly actions: readonly string[];
  readonly columns: readonly ObservedColumn[];
  readonly deviceIds: readonly string[];
  readonly observation: Float32Array;
  readonly mask: Uint8Array;
  readonly terms: Float64Array;
  readonly settings: EnvSettings;
  /** Of the last step: the sum of its terms. */
  reward = 0;
  /** Did the last job end? */
  terminated = false;
  /** Did the run reach its horizon? */
  truncated = false;
  /** Number of the device whose job is to be placed. */
  device = 0;
  /** Seed and number of the episode: the same two name the same episode, in `simulate --seed --replication`, too. */
  seed: number;
  replication = -1;

  readonly #subject: Subject;
  readonly #options: EnvOptions;
  readonly #observer: Observer;
  readonly #places: readonly number[];
  /** Of the seed at hand: the batch that its scores refer to, and what they make of a unit. */
  #reference: { readonly seed: number; readonly batch: Reference; perUnit: ScorePerUnit | null } | null =
    null;
  #run: Run | null = null;
  #weights: TermWeights = new Float64Array(TERMS.length);
  #situation: { -readonly [Key in keyof Situation]: Situation[Key] } | null = null;
  #decidedAt: Seconds = 0;
  readonly #accrued = new Float64Array(ACCRUED);
  readonly #before = new Float64Array(ACCRUED);

  /**
   * @param arrays where to write; its own unless given
   * @param label what errors call its action
   * @throws InputError where the world has no end or is too large
   */
  constructor(
    subject: Subject,
    options: EnvOptions = {},
    arrays?: (layout: Layout) => EnvArrays,
    private readonly label = "action",
  ) {
    this.#subject = subject;
    this.#options = options;
    this.seed = options.seed ?? 1;
    this.settings = options.settings ?? usualEnv();
    const { network } = this.#trial(this.seed, 0);
    this.#places = placesOf(network.servers);
    this.actions = [...network.serverIds, "local"];
    this.deviceIds = network.deviceIds;
    this.#observer = new Observer(this.settings, this.#places, this.actions);
    this.columns = this.#observer.columns;
    const own = arrays?.(this);
    this.observation = own?.observation ?? new Float32Array(this.columns.length);
    this.mask = own?.mask ?? new Uint8Array(this.actions.length);
    this.terms = own?.terms ?? new Float64Array(TERMS.length);
  }

  /** Simulated time. */
  get now(): Seconds {
    return this.#run?.now ?? 0;
  }

  /** Is the episode over? */
  get done(): boolean {
    return this.terminated || this.truncated;
  }

  /**
   * Starts an episode and goes to its first decision.
   * @param seed names the episode; the next one of the seed before unless given
   * @throws InputError when there is no decision in many episodes
   */
  reset(seed?: number): void {
    if (seed !== undefined) {
      this.seed = seed;
      this.replication = -1;
    }
    for (let empty = 0; empty < MOST_EMPTY; empty++) {
      this.replication++;
      if (this.#begin()) return;
    }
    throw new InputError(
      this.#options.source ?? "env",
      "a job to place before the horizon",
      `none in ${MOST_EMPTY} episodes`,
    );
  }

  /**
   * Places the job at hand, and goes on to the next decision or the end of the run.
   * @param action number of the place
   * @throws InputError for a number that is none, or a place where the job may not go
   * @throws Error before `reset`, and after the end of the episode
   */
  step(action: number): void {
    const run = this.#run;
    if (run === null) throw new Error("reset before the first step");
    if (this.done) throw new Error("the episode is over: reset before the next step");
    if (!(Number.isInteger(action) && action >= 0 && action < this.actions.length))
      throw new InputError(this.label, `a whole number from 0 to ${this.actions.length - 1}`, action);
    if (this.mask[action] === 0)
      throw new InputError(this.label, "a place where the job may go", `${action} (${this.actions[action]})`);
    run.answer(this.#places[action]);
    this.#goOn(run);
  }

  /** What the run measured. @throws Error before the end of the episode */
  result(): RunResult {
    if (this.#run === null || !this.done) throw new Error("the episode is not over");
    return this.#run.result();
  }

  /** What a unit of each term weighs in this episode. */
  get weights(): TermWeights {
    return this.#weights;
  }

  #trial(seed: number, replication: number): LiveTrial {
    const subject = this.#subject;
    if ("scenario" in subject && this.#reference?.seed !== seed)
      this.#reference = { seed, batch: referenceOf(subject.scenario, seed), perUnit: null };
    const { horizon, source } = this.#options;
    return liveTrial(
      subject,
      {
        seed,
        replication,
        horizon,
        warmup: 0,
        // An episode ends at its horizon.
        cut: true,
        ...(source !== undefined && { source }),
        // The size of the run was checked when the environment was made.
        limits: this.replication < 0 ? this.#options.limits : null,
      },
      this.#reference?.batch,
    );
  }

  /** Where jobs are drawn as the run goes on it is the same for all replications of a seed. */
  #perUnit(trial: LiveTrial): ScorePerUnit {
    const kept = trial.problem === null ? this.#reference : null;
    const perUnit = kept?.perUnit ?? trial.scorePerUnit(this.settings);
    if (kept !== null) kept.perUnit = perUnit;
    return perUnit;
  }

  /** Begins the episode; false: it has no decision. */
  #begin(): boolean {
    const trial = this.#trial(this.seed, this.replication);
    const perUnit = this.#perUnit(trial);
    const { perMiss } = this.settings;
    const run = trial.start(null, perUnit, { records: "none" });
    this.#weights = termWeights(perUnit, perMiss);
    this.#run = run;
    this.#before.fill(0);
    this.#decidedAt = 0;
    this.terminated = false;
    this.truncated = false;
    const decision = run.next();
    if (decision === null) return false;
    this.#situation = { decision, dt: run.now };
    this.#look(run);
    // What accrues before the first decision belongs to the first step: the return is that of the whole run.
    this.terms.fill(0);
    this.reward = 0;
    return true;
  }

  #goOn(run: Run): void {
    const decision = run.next();
    this.#pay(run);
    if (decision !== null) {
      this.#situation!.dt = run.now - this.#decidedAt;
      this.#look(run);
      return;
    }
    this.truncated = !run.exhausted;
    this.terminated = !this.truncated;
  }

  /** Shows the decision at hand. */
  #look(run: Run): void {
    const situation = this.#situation!;
    const { view, job } = situation.decision;
    this.#decidedAt = run.now;
    this.device = job.device;
    this.#observer.write(situation, this.observation);
    const { mask } = this;
    const places = this.#places;
    for (let action = 0; action < places.length; action++) mask[action] = view.canUse(places[action]) ? 1 : 0;
  }

  /** Charges what has accrued since the step before. */
  #pay(run: Run): void {
    const now = this.#accrued;
    run.accrued(this.settings.energy, now);
    this.reward = 0;
    for (let term = 0; term < ACCRUED; term++) {
      this.terms[term] = -this.#weights[term] * (now[term] - this.#before[term]);
      this.reward += this.terms[term];
      this.#before[term] = now[term];
    }
  }
}
