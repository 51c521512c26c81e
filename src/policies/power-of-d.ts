// `power-of-d`: the shortest queue among d servers drawn at random (Mitzenmacher 2001).
import type { PlaceJob } from "../model/policy.ts";
import { isUsable, withoutServer } from "./choosing.ts";
import { count } from "./option.ts";
import { policyModule } from "./policy-module.ts";

function shortestOf(d: number): PlaceJob {
  let usable = new Int32Array(0);
  return (_job, view, stream) => {
    if (usable.length < view.servers) usable = new Int32Array(view.servers);
    let count = 0;
    for (let c = 0; c < view.servers; c++) if (isUsable(view, c)) usable[count++] = c;
    if (count === 0) return withoutServer(view);
    // The first d of a shuffle: distinct servers, each d of them equally likely.
    let best = -1;
    for (let k = 0; k < Math.min(d, count); k++) {
      const pick = k + Math.floor(stream() * (count - k));
      const c = usable[pick];
      usable[pick] = usable[k];
      usable[k] = c;
      if (best < 0 || view.jobs(c) < view.jobs(best)) best = c;
    }
    return best;
  };
}

export const powerOfD = policyModule({
  name: "power-of-d",
  rule: "the shortest queue of d = 2 random servers, ties to the one drawn first",
  reason: (_, { d }) =>
    `Power of d draws d = ${d} servers and takes the one with the fewest unfinished jobs.`,
  options: { d: count("servers", "power-of-d: servers drawn for each job", 2) },
  live: ({ d }) => shortestOf(d),
});
