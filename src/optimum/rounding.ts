// From the LP relaxation to whole jobs by error diffusion: each open job adds its fractions to what its places are owed,
// and goes to the place that is owed most; so the loads stay within a few jobs of those of the relaxation.
import { LOCAL } from "../model/problem.ts";
import type { Core } from "./core.ts";

/** Fractions below this are the interior-point method's, not the vertex's. */
const NEGLIGIBLE = 1e-4;

/**
 * An entry for each open job.
 * @param x the fraction of each entry, adding up to 1 for each job
 */
export function round(core: Core, x: Float64Array): Int32Array {
  const { servers: m, start, place, load } = core;
  const chosen = new Int32Array(core.jobs.length);
  // Seconds of work that a server is owed; what the devices are is kept last, in seconds on each job's slowest server: by
  // number, they would take the large jobs and leave the servers the small ones, and owe both ever more.
  const owed = new Float64Array(m + 1);
  for (let q = 0; q < chosen.length; q++) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    let size = 0;
    for (let k = start[q]; k < start[q + 1]; k++) if (load[k] > size) size = load[k];
    for (let k = start[q]; k < start[q + 1]; k++) {
      const local = place[k] === LOCAL;
      const slot = local ? m : place[k];
      const unit = local ? size : load[k];
      owed[slot] += x[k] * unit;
      if (x[k] > NEGLIGIBLE && owed[slot] / unit > most) {
        most = owed[slot] / unit;
        best = k;
      }
    }
    chosen[q] = best;
    if (place[best] === LOCAL) owed[m] -= size;
    else owed[place[best]] -= load[best];
  }
  return chosen;
}
