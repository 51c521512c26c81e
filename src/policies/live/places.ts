// Choosing among the places that a job may use now.
import type { View } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";

/** What a server would cost the job at hand. */
export type ServerCost = (view: View, server: number) => number;

/** May the job go to this server, and is it (and its link) in order? */
export const isUsable = (view: View, server: number): boolean => view.canUse(server) && view.isUp(server);

/** The usable server of least cost; ties go to the faster one, then in instance order. -1 where none is usable. */
export function bestServer(view: View, cost: ServerCost): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0; c < view.servers; c++) {
    if (!isUsable(view, c)) continue;
    const value = cost(view, c);
    if (best < 0 || value < least || (value === least && view.serverSpeed(c) > view.serverSpeed(best))) {
      best = c;
      least = value;
    }
  }
  return best;
}

/** Where a job goes that has no usable server: home, or, if it may not run there, to wait for a repair. */
export function withoutServer(view: View): number {
  if (view.canUse(LOCAL)) return LOCAL;
  for (let c = 0; c < view.servers; c++) if (view.canUse(c)) return c;
  return LOCAL;
}

/** The usable server of least cost; home where there is none. */
export function serverOrHome(view: View, cost: ServerCost): number {
  const best = bestServer(view, cost);
  return best < 0 ? withoutServer(view) : best;
}
