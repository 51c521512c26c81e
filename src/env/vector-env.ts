// Many environments in one process: one row each in shared typed arrays, stepped together.
import type { Subject } from "../trial/subject.ts";
import { type EnvOptions, OffloadEnv } from "./offload-env.ts";
import { TERMS } from "./reward.ts";

export const AUTORESETS = ["next-step", "same-step", "disabled"] as const;
/**
 * When an environment whose episode is over starts the next one: with the next step, whose action does not count
 * (`next-step`), at once, so that the observation is the first of the next episode and the last one is kept apart
 * (`same-step`), or when it is reset (`disabled`).
 */
export type Autoreset = (typeof AUTORESETS)[number];

export interface VectorEnvOptions extends EnvOptions {
  /** `next-step` unless given. */
  readonly autoreset?: Autoreset;
}

/** What one environment is to do at a reset: nothing, its next episode, or the first of a seed. */
export type ResetOf = "stay" | "next" | number;

/** Shapes: n environments, c columns, p places. */
export class VectorOffloadEnv {
  readonly envs: readonly OffloadEnv[];
  readonly autoreset: Autoreset;
  /** n x c. */
  readonly observation: Float32Array;
  /** n x c: under `same-step`, of those that are done, the last of the episode. */
  readonly finalObservation: Float32Array;
  /** n x p. */
  readonly mask: Uint8Array;
  readonly reward: Float64Array;
  /** n x `TERMS`. */
  readonly terms: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** Simulated times, s. */
  readonly now: Float64Array;
  /** Numbers of the devices whose jobs are to be placed. */
  readonly device: Int32Array;
  readonly seed: Float64Array;
  readonly replication: Int32Array;

  /**
   * @param count environments; the seeds of the first episodes are those from `seed` on
   * @throws InputError as `OffloadEnv` does
   */
  constructor(subject: Subject, count: number, options: VectorEnvOptions = {}) {
    this.autoreset = options.autoreset ?? "next-step";
    const { seed = 1 } = options;
    let [observation, mask] = [new Float32Array(0), new Uint8Array(0)];
    const terms = new Float64Array(count * TERMS.length);
    this.envs = Array.from(
      { length: count },
      (_, k) =>
        new OffloadEnv(
          subject,
          { ...options, seed: seed + k },
          ({ columns, actions }) => {
            const [c, p] = [columns.length, actions.length];
            if (k === 0) [observation, mask] = [new Float32Array(count * c), new Uint8Array(count * p)];
            return {
              observation: observation.subarray(k * c, (k + 1) * c),
              mask: mask.subarray(k * p, (k + 1) * p),
              terms: terms.subarray(k * TERMS.length, (k + 1) * TERMS.length),
            };
          },
          `action of environment ${k}`,
        ),
    );
    this.observation = observation;
    this.finalObservation = new Float32Array(observation.length);
    this.mask = mask;
    this.terms = terms;
    this.reward = new Float64Array(count);
    this.terminated = new Uint8Array(count);
    this.truncated = new Uint8Array(count);
    this.now = new Float64Array(count);
    this.device = new Int32Array(count);
    this.seed = new Float64Array(count);
    this.replication = new Int32Array(count);
  }

  /** @param resets what each is to do; all go on to their next episode unless given */
  reset(resets?: ArrayLike<ResetOf>): void {
    for (let k = 0; k < this.envs.length; k++) {
      const what = resets?.[k] ?? "next";
      if (what === "stay") continue;
      this.envs[k].reset(what === "next" ? undefined : what);
      this.#show(k);
    }
  }

  /**
   * Steps all of them.
   * @param actions n numbers of places; of those that start an episode the action does not count
   * @throws InputError naming the environment and what is wrong with its action
   */
  step(actions: ArrayLike<number>): void {
    const { envs, autoreset } = this;
    for (let k = 0; k < envs.length; k++) {
      const env = envs[k];
      if (env.done && autoreset === "next-step") {
        env.reset();
        this.#show(k);
        continue;
      }
      env.step(actions[k]);
      this.#show(k);
      if (env.done && autoreset === "same-step") {
        const { observation, finalObservation } = this;
        const c = env.columns.length;
        finalObservation.set(observation.subarray(k * c, (k + 1) * c), k * c);
        const [reward, terms] = [env.reward, Float64Array.from(env.terms)];
        env.reset();
        // Reward and end are those of the episode that is over.
        this.#where(k);
        env.terms.set(terms);
        this.reward[k] = reward;
      }
    }
  }

  #show(k: number): void {
    const env = this.envs[k];
    this.reward[k] = env.reward;
    this.terminated[k] = env.terminated ? 1 : 0;
    this.truncated[k] = env.truncated ? 1 : 0;
    this.#where(k);
  }

  #where(k: number): void {
    const env = this.envs[k];
    this.now[k] = env.now;
    this.device[k] = env.device;
    this.seed[k] = env.seed;
    this.replication[k] = env.replication;
  }
}
