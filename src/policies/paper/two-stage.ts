// A two-stage policy of the paper (Fig. 1): draw which jobs to offload, then choose a server for each, in instance order.
import type { PlaceJob } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { withoutServer } from "../choosing.ts";
import { freedom, goesOut, type PlannerOf } from "../planner.ts";
import type { LiveWhere, Where } from "./where.ts";
import type { LiveWhether, Whether } from "./whether.ts";

export const twoStage =
  (whether: Whether, where: Where): PlannerOf =>
  (of) => {
    const n = of.jobs;
    const m = of.servers;
    const draw = whether(of);
    const { begin, choose } = where(of);
    const choice = freedom(of);
    const jobs = Int32Array.from({ length: n }, (_, j) => j);
    const offload = new Uint8Array(n);
    const loads = new Float64Array(m);
    return (places, stream) => {
      draw(jobs, n, offload, stream);
      for (let j = 0; j < n; j++) offload[j] = goesOut(offload[j], choice[j]) ? 1 : 0;
      begin?.(offload);
      loads.fill(0);
      for (let j = 0; j < n; j++) {
        if (offload[j] === 0) {
          places[j] = LOCAL;
          continue;
        }
        const c = choose(j, loads);
        loads[c] += of.load[j * m + c];
        places[j] = c;
      }
    };
  };

/** The same for each job at its arrival. The server is looked up whatever was drawn, so that a rule with a memory sees every job. */
export const liveTwoStage =
  (whether: LiveWhether, where: LiveWhere): PlaceJob =>
  (job, view, stream) => {
    const drawn = whether(job, view, stream);
    const server = where(job, view);
    if (server < 0) return withoutServer(view);
    return drawn || !view.canUse(LOCAL) ? server : LOCAL;
  };
