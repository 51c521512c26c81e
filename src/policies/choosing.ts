// Choosing among the places that a job may use now. One rule for ties everywhere: home before any server, then the faster
// server, then the order of the file.
import type { View } from "../model/policy.ts";
import { LOCAL } from "../model/problem.ts";

/** What a place would cost the job at hand. */
export type PlaceCost = (view: View, place: number) => number;

/** May the job go to this server, and is it (and its link) in order? */
export const isUsable = (view: View, server: number): boolean => view.canUse(server) && view.isUp(server);

/** Speed of all cores together. */
export const fullSpeed = (view: View, place: number): number => view.speed(place) * view.cores(place);

/** The usable server of least cost; ties go to the faster one, then in file order. -1 where none is usable. */
export function bestServer(view: View, cost: PlaceCost): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0; c < view.servers; c++) {
    if (!isUsable(view, c)) continue;
    const value = cost(view, c);
    if (best < 0 || value < least || (value === least && fullSpeed(view, c) > fullSpeed(view, best))) {
      best = c;
      least = value;
    }
  }
  return best;
}

/** Why a job is at home under a policy that sends all there are. */
export const STAYS_HOME = "No server that the job may use is in order, so it stays on its device.";

/** Where a job goes that has no usable server: home, or, if it may not run there, to wait for a repair. */
export function withoutServer(view: View): number {
  if (view.canUse(LOCAL)) return LOCAL;
  for (let c = 0; c < view.servers; c++) if (view.canUse(c)) return c;
  return LOCAL;
}

/** The usable server of least cost; home where there is none. */
export function serverOrHome(view: View, cost: PlaceCost): number {
  const best = bestServer(view, cost);
  return best < 0 ? withoutServer(view) : best;
}

/** The usable place of least cost, home among them. */
export function bestPlace(view: View, cost: PlaceCost): number {
  const c = bestServer(view, cost);
  if (c < 0) return withoutServer(view);
  return view.canUse(LOCAL) && cost(view, LOCAL) <= cost(view, c) ? LOCAL : c;
}
