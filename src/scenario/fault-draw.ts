// Faults as they come: durations up and down, drawn or recorded.
import { positiveSampler } from "../random/distribution.ts";
import { stream } from "../random/stream.ts";
import type { Faults } from "./faults.ts";
import type { RunName } from "./sources.ts";
import type { Fault } from "./world.ts";

/** Placements before a job that is retried is given up. */
const ATTEMPTS = 5;

/** Durations between recorded faults, and of them; after the last it breaks no more. */
function replayed(recorded: readonly { fromS: number; toS: number }[]): Pick<Fault, "up" | "down"> {
  let k = 0;
  let now = 0;
  return {
    up: () => {
      if (k === recorded.length) return Number.POSITIVE_INFINITY;
      return recorded[k].fromS - now;
    },
    down: () => {
      const { fromS, toS } = recorded[k++];
      now = toS;
      return toS - fromS;
    },
  };
}

/** @param kind "server", "link" or "wire", part of the streams' purpose */
export function drawFault(of: Faults, kind: string, entity: string, run: RunName): Fault {
  const draw = (purpose: string) => stream({ ...run, purpose: `${kind} ${purpose}`, entity });
  const durations =
    of.recorded !== undefined
      ? replayed(of.recorded)
      : {
          up: positiveSampler(of.upS!, draw("up")),
          down: positiveSampler(of.downS!, draw("down")),
        };
  return {
    ...durations,
    work: of.work ?? "resume",
    limit: of.attempts ?? ATTEMPTS,
    backOff: of.backOffS ?? 0,
  };
}
