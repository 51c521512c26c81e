// Writes observations: one row of 32-bit numbers, job features first, then each feature of the places in turn.
import type { EnvSettings } from "./env-file.ts";
import type { JobFeature, PlaceFeature } from "./features.ts";
import type { Situation } from "./situation.ts";

/** A column of the observation. */
export interface ObservedColumn {
  readonly name: string;
  /** Of the value before it is scaled. */
  readonly unit: string;
  readonly meaning: string;
}

/** Values beyond (a link that is down sends for ever) are given as this. */
export const LARGEST = 1e6;

/** sign(x) log(1 + |x|) of `LARGEST` bounds what is observed on a log scale. */
export const LARGEST_LOG = Math.log1p(LARGEST);

const within = (value: number): number =>
  value > LARGEST ? LARGEST : value < -LARGEST ? -LARGEST : Number.isNaN(value) ? 0 : value;

export class Observer {
  readonly columns: readonly ObservedColumn[];
  readonly #ofJob: readonly JobFeature[];
  readonly #ofPlace: readonly PlaceFeature[];
  readonly #places: readonly number[];
  readonly #isLog: boolean;

  /**
   * @param places numbers of the places, in the order of the actions
   * @param ids their names
   */
  constructor(
    { features, scale }: Pick<EnvSettings, "features" | "scale">,
    places: readonly number[],
    ids: readonly string[],
  ) {
    this.#ofJob = features.filter((one) => one.of === "job");
    this.#ofPlace = features.filter((one) => one.of === "place");
    this.#places = places;
    this.#isLog = scale === "log";
    const column = (name: string, { unit, meaning }: JobFeature | PlaceFeature) => ({ name, unit, meaning });
    this.columns = [
      ...this.#ofJob.map((one) => column(one.name, one)),
      ...this.#ofPlace.flatMap((one) => ids.map((id) => column(`${one.name}[${id}]`, one))),
    ];
  }

  /** Writes the row of a situation. */
  write(situation: Situation, row: Float32Array): void {
    let at = 0;
    for (const feature of this.#ofJob) row[at++] = this.#scaled(feature.value(situation));
    for (const feature of this.#ofPlace) {
      for (const place of this.#places) row[at++] = this.#scaled(feature.value(situation, place));
    }
  }

  #scaled(value: number): number {
    const bounded = within(value);
    if (!this.#isLog) return bounded;
    return bounded < 0 ? -Math.log1p(-bounded) : Math.log1p(bounded);
  }
}
