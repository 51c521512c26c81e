// What one device receives of each access point apart from the distance: shadowing and line of sight, drawn along its path.
import type { Stream } from "../model/policy.ts";
import { type Channel, isClear, SIGHT_CORRELATION } from "../radio/channel.ts";
import type { DistanceLaw } from "../radio/distance-law.ts";
import { GaussianPath } from "../radio/gaussian-path.ts";

/** Of one access point, at the step of the path that was asked for last. */
export interface PairState {
  readonly channel: Channel;
  law: DistanceLaw;
  /** dB gained (or lost, below 0) by shadowing. */
  shadow: number;
  readonly step: number;
}

interface Pair extends PairState {
  step: number;
  readonly shadowing: GaussianPath | null;
  readonly sight: GaussianPath | null;
}

export class Pairs {
  private readonly known = new Map<number, Pair>();

  /**
   * @param channels of each access point
   * @param streamOf a stream of its own for each access point and purpose
   */
  constructor(
    private readonly channels: readonly Channel[],
    private readonly streamOf: (purpose: string, site: number) => Stream,
  ) {}

  /** @param square squared distance, m^2, at the beginning of the step */
  at(site: number, step: number, square: number): PairState {
    const pair = this.known.get(site) ?? this.begin(site);
    if (pair.step === step) return pair;
    pair.step = step;
    const { channel } = pair;
    if (pair.shadowing !== null) pair.shadow = channel.sigma * pair.shadowing.at(step);
    if (pair.sight !== null)
      pair.law = isClear(channel, Math.sqrt(square), pair.sight.at(step)) ? channel.clear : channel.shaded;
    return pair;
  }

  private begin(site: number): Pair {
    const channel = this.channels[site];
    const along = (metres: number) => Math.exp(-channel.step / metres);
    const pair = {
      channel,
      law: channel.clear,
      shadow: 0,
      step: -1,
      shadowing:
        channel.sigma > 0
          ? new GaussianPath(along(channel.correlation), this.streamOf("shadowing", site))
          : null,
      sight:
        channel.sight === null
          ? null
          : new GaussianPath(along(SIGHT_CORRELATION), this.streamOf("line of sight", site)),
    };
    this.known.set(site, pair);
    return pair;
  }
}
