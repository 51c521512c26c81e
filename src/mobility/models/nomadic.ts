// Nomadic users: each stays at an access point for a drawn time, then is at another one, any of them alike.
import { InputError } from "../../model/input-error.ts";
import type { Stream } from "../../model/policy.ts";
import { type Distribution, positiveSampler } from "../../random/distribution.ts";
import { goOn, type NextLeg } from "../leg.ts";
import type { Sites } from "../sites.ts";
import { hasSteadyTime, steadyRest, TIME_LAWS } from "../steady-state.ts";

export interface Nomadic {
  readonly stayS: Distribution;
}

/** @throws InputError for a time without a closed form of its steady state */
export function nomadic({ stayS }: Nomadic, { x, y }: Sites, stream: Stream): NextLeg {
  if (!hasSteadyTime(stayS)) throw new InputError("nomadic.stayS", TIME_LAWS, stayS);
  const stay = positiveSampler(stayS, stream);
  let at = -1;
  return (leg) => {
    const first = at < 0;
    if (first) at = Math.floor(stream() * x.length);
    else if (x.length > 1) {
      const other = Math.floor(stream() * (x.length - 1));
      at = other < at ? other : other + 1;
    }
    goOn(leg, x[at], y[at], 0, 0, first ? steadyRest(stayS, stream) : stay());
  };
}
