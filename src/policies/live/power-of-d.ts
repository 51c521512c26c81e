// `power-of-d`: the shortest queue among d servers drawn at random (Mitzenmacher 2001); d = 2 unless chosen.
import type { Policy } from "../../model/policy.ts";
import { isUsable, withoutServer } from "./places.ts";

export function powerOfD(d: number): Policy {
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
      if (best < 0 || view.serverJobs(c) < view.serverJobs(best)) best = c;
    }
    return best;
  };
}
